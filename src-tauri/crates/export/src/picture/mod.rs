//! Charts as shapes that any surface can draw: lines, and areas bounded by lines and curves.
//!
//! Words become the outlines of their glyphs, in the fonts of the paper: a chart is a picture, and its words must not
//! turn up between the lines when somebody copies, searches or listens to the text around it. The caption, the summary
//! and the alternative text say what is to be said.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod glyph;
mod raster;

use chart::{Anchor, Drawing, Ink, Mark, Point};

pub(crate) use raster::png;

use crate::ExportError;
use crate::font::Shaper;
use crate::style::FontRole;

/// A closed outline; each `true` point is a control point of a cubic curve.
pub(crate) type Ring = Vec<(f32, f32, bool)>;

/// A shape in points from the left top corner of its picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// An area; where rings wind in opposite directions there are holes.
    Fill {
        /// Its outlines.
        rings: Vec<Ring>,
        /// Red, green, blue.
        colour: [u8; 3],
    },
    /// A line, not closed.
    Stroke {
        /// Its points.
        points: Vec<(f32, f32)>,
        /// Thickness.
        width: f32,
        /// Lengths of dash and gap.
        dash: Option<(f32, f32)>,
        /// Red, green, blue.
        colour: [u8; 3],
    },
}

/// Factor and height of a drawing set across `width`; never enlarged.
pub(crate) fn scale(drawing: &Drawing, width: f32) -> (f32, f32) {
    let natural = points(drawing.width);
    let factor = if natural > width { width / natural } else { 1.0 };
    (factor, points(drawing.height) * factor)
}

/// The shapes of a drawing set across `width`.
///
/// # Errors
/// [`ExportError::NoFont`] if no font can show its words.
pub(crate) fn shapes(
    shaper: &mut Shaper<'_>,
    drawing: &Drawing,
    width: f32,
) -> Result<Vec<Shape>, ExportError> {
    let (factor, _) = scale(drawing, width);
    let place = |point: &Point| (points(point.x) * factor, points(point.y) * factor);
    let mut shapes = Vec::with_capacity(drawing.marks.len());
    for mark in &drawing.marks {
        shapes.push(match mark {
            Mark::Line { points: corners, stroke } => Shape::Stroke {
                points: corners.iter().map(place).collect(),
                width: points(stroke.width) * factor,
                dash: stroke.dash.lengths().map(|(dash, gap)| (points(dash) * factor, points(gap) * factor)),
                colour: stroke.ink.rgb(),
            },
            Mark::Area { points: corners, fill } => {
                let ring = corners.iter().map(place).map(|(x, y)| (x, y, false)).collect();
                Shape::Fill { rings: vec![ring], colour: fill.rgb() }
            }
            Mark::Text { at, anchor, size, ink, text } => {
                words(shaper, place(at), *anchor, points(*size) * factor, *ink, text)?
            }
        });
    }
    Ok(shapes)
}

/// Words as one area.
fn words(
    shaper: &mut Shaper<'_>,
    (x, baseline): (f32, f32),
    anchor: Anchor,
    size: f32,
    ink: Ink,
    text: &str,
) -> Result<Shape, ExportError> {
    let glyphs =
        text.chars().map(|c| shaper.shape(FontRole::Picture, false, c)).collect::<Result<Vec<_>, _>>()?;
    let width: f32 = glyphs.iter().map(|glyph| glyph.width * size).sum();
    let mut pen = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    let mut rings = Vec::new();
    for glyph in glyphs {
        if let Some(face) = shaper.faces.get(usize::from(glyph.face)) {
            glyph::outline(face, glyph.glyph, size, (pen, baseline), &mut rings);
        }
        pen += glyph.width * size;
    }
    Ok(Shape::Fill { rings, colour: ink.rgb() })
}

/// Thousandths of a point as points.
fn points(length: i64) -> f32 {
    length as f32 / 1000.0
}
