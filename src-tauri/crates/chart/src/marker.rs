//! Days marked across the plot: a line each, the names above it on as many levels as they need.

use crate::drawing::{Anchor, Dash};
use crate::figure::{Figure, WIDTH};
use crate::ink::{Ink, paint};
use crate::model::Marker;
use crate::span::Span;
use crate::text::{BASELINE, LINE, abbreviated, width};

/// Blank between two names on one level.
const BLANK: i64 = 6_000;
/// Most levels of names; a name that would need a further one stands in the data table alone.
const MOST_LEVELS: usize = 8;
/// Blank between the names and the plot.
const BELOW: i64 = 3_000;

/// Names with their places, before anything is drawn.
pub(crate) struct Band<'a> {
    names: Vec<Name<'a>>,
    levels: usize,
}

/// A marker with its name, the middle of the name, and the level if there is one left.
struct Name<'a> {
    marker: &'a Marker,
    label: String,
    middle: i64,
    level: Option<usize>,
}

/// Sets the names of markers on levels so that no two overlap.
pub(crate) fn band<'a>(markers: &'a [Marker], span: &Span) -> Band<'a> {
    let mut sorted: Vec<&Marker> = markers.iter().collect();
    sorted.sort_by_key(|marker| marker.on);
    // Right end of the last name on each level.
    let mut ends: Vec<i64> = Vec::new();
    let mut names = Vec::new();
    for marker in sorted {
        let label = abbreviated(&marker.label, WIDTH / 2);
        let half = width(&label) / 2;
        let middle = span.x(marker.on).clamp(half, WIDTH - half);
        let mut level = ends.iter().position(|end| end + BLANK <= middle - half);
        if level.is_none() && ends.len() < MOST_LEVELS {
            ends.push(0);
            level = Some(ends.len() - 1);
        }
        if let Some(level) = level {
            ends[level] = middle + half;
        }
        names.push(Name { marker, label, middle, level });
    }
    Band { names, levels: ends.len() }
}

impl Band<'_> {
    /// Height that the names take.
    pub fn height(&self) -> i64 {
        match i64::try_from(self.levels).unwrap_or(0) {
            0 => 0,
            levels => levels * LINE + BELOW,
        }
    }

    /// Draws names from `top` and lines down to `bottom`.
    pub fn draw(&self, figure: &mut Figure, span: &Span, top: i64, bottom: i64) {
        for Name { marker, label, middle, level } in &self.names {
            let x = span.x(marker.on);
            let paint = paint(marker.tone);
            // The first level lies right above the plot.
            let above = level.map(|level| i64::try_from(self.levels - 1 - level).unwrap_or(0));
            let y = above.map_or(top + self.height() - LINE, |above| top + above * LINE);
            figure.line(&[(x, y + LINE), (x, bottom)], paint.ink, 1_000, Dash::Short);
            if level.is_some() {
                let ink = if paint.ink == Ink::Navy { Ink::Text } else { paint.ink };
                figure.text((*middle, y + BASELINE), Anchor::Middle, ink, label);
            }
        }
    }
}
