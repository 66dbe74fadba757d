//! A drawing: primitives in one coordinate space.

use serde::Serialize;

use crate::ink::Ink;

/// A picture of lines, areas and words.
///
/// Lengths are thousandths of a point (1/72 inch), from the top left corner to the right and down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
    /// What is drawn, later ones over earlier ones.
    pub marks: Vec<Mark>,
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
}

/// One primitive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "mark", rename_all = "snake_case")]
pub enum Mark {
    /// A line through the points, not closed.
    Line {
        /// At least two points.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A filled area, closed by itself.
    Area {
        /// At least three corners.
        points: Vec<Point>,
        /// Its colour.
        fill: Ink,
    },
    /// One line of words.
    Text {
        /// On the baseline.
        at: Point,
        /// What of the words stands there.
        anchor: Anchor,
        /// Type size.
        size: i64,
        /// Colour.
        ink: Ink,
        /// The words.
        text: String,
    },
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Thickness.
    pub width: i64,
    /// Gaps.
    pub dash: Dash,
}

/// Gaps of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// None.
    Solid,
    /// Long dashes.
    Long,
    /// Short dashes.
    Short,
    /// Dots.
    Dotted,
}

impl Dash {
    /// Lengths of dash and gap in thousandths of a point; `None` for a line without gaps.
    #[must_use]
    pub fn lengths(self) -> Option<(i64, i64)> {
        match self {
            Self::Solid => None,
            Self::Long => Some((7_000, 2_500)),
            Self::Short => Some((3_500, 2_000)),
            Self::Dotted => Some((1_200, 1_600)),
        }
    }
}

/// What of the words stands at the place named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Their left end.
    Start,
    /// Their middle.
    Middle,
    /// Their right end.
    End,
}
