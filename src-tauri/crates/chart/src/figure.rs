//! A drawing while it is being made.

use crate::drawing::{Anchor, Dash, Drawing, Mark, Point, Stroke};
use crate::ink::{Hatch, Ink, Paint};
use crate::text::{SIZE, width};

/// Width of every picture: the type area of a paper, 156 mm.
pub(crate) const WIDTH: i64 = 442_200;
/// Thickness of thin lines: grid, hatch, outline.
pub(crate) const HAIR: i64 = 500;
/// Thickness of axes.
pub(crate) const AXIS: i64 = 800;
/// Distance of hatch lines.
const HATCH: i64 = 4_000;

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub left: i64,
    pub top: i64,
    pub right: i64,
    pub bottom: i64,
}

/// Marks so far.
#[derive(Debug, Default)]
pub(crate) struct Figure {
    marks: Vec<Mark>,
}

impl Figure {
    /// The finished drawing.
    pub fn finish(self, height: i64) -> Drawing {
        Drawing { width: WIDTH, height, marks: self.marks }
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(i64, i64)], ink: Ink, width: i64, dash: Dash) {
        let points = points.iter().map(|&(x, y)| Point { x, y }).collect();
        self.marks.push(Mark::Line { points, stroke: Stroke { ink, width, dash } });
    }

    /// A filled box without outline.
    pub fn ground(&mut self, area: Area, fill: Ink) {
        self.polygon(
            &[
                (area.left, area.top),
                (area.right, area.top),
                (area.right, area.bottom),
                (area.left, area.bottom),
            ],
            fill,
        );
    }

    /// A filled area.
    pub fn polygon(&mut self, points: &[(i64, i64)], fill: Ink) {
        let points = points.iter().map(|&(x, y)| Point { x, y }).collect();
        self.marks.push(Mark::Area { points, fill });
    }

    /// A box with ground, hatch and outline; nothing where it has no extent.
    pub fn painted(&mut self, area: Area, paint: Paint) {
        if area.left >= area.right || area.top >= area.bottom {
            return;
        }
        self.ground(area, paint.ground);
        self.hatch(area, paint);
        let Area { left, top, right, bottom } = area;
        let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.line(&outline, paint.ink, HAIR, Dash::Solid);
    }

    /// Hatch lines lie on one grid over the whole picture, so that boxes side by side match.
    fn hatch(&mut self, area: Area, paint: Paint) {
        let Area { left, top, right, bottom } = area;
        let grid = |from: i64, to: i64| {
            let first = from.div_euclid(HATCH) + 1;
            (first..).map(|n| n * HATCH).take_while(move |c| *c < to)
        };
        if matches!(paint.hatch, Hatch::Rising | Hatch::Cross) {
            // x + y is the same along the line.
            for c in grid(left + top, right + bottom) {
                let (from, to) = ((c - bottom).max(left), (c - top).min(right));
                self.line(&[(from, c - from), (to, c - to)], paint.ink, HAIR, Dash::Solid);
            }
        }
        if matches!(paint.hatch, Hatch::Falling | Hatch::Cross) {
            // x - y is the same along the line.
            for c in grid(left - bottom, right - top) {
                let (from, to) = ((c + top).max(left), (c + bottom).min(right));
                self.line(&[(from, from - c), (to, to - c)], paint.ink, HAIR, Dash::Solid);
            }
        }
        if paint.hatch == Hatch::Level {
            for y in grid(top, bottom) {
                self.line(&[(left, y), (right, y)], paint.ink, HAIR, Dash::Solid);
            }
        }
    }

    /// Words on a baseline.
    pub fn text(&mut self, (x, y): (i64, i64), anchor: Anchor, ink: Ink, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        if !text.is_empty() {
            self.marks.push(Mark::Text { at: Point { x, y }, anchor, size: SIZE, ink, text });
        }
    }

    /// Words around `x`, moved inward where they would leave `left..right`.
    pub fn centred(&mut self, x: i64, y: i64, (left, right): (i64, i64), text: &str) {
        let half = width(text) / 2;
        let x =
            if left + half > right - half { (left + right) / 2 } else { x.clamp(left + half, right - half) };
        self.text((x, y), Anchor::Middle, Ink::Text, text);
    }
}
