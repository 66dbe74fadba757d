//! Chunks of a paper in order: what may part at the end of a page, and what may not.

use std::rc::Rc;

use document::tree::Picture;

use super::line::Line;
use super::structure::Mark;
use super::table::Row;

/// A piece that stays whole on one page.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    /// Height in points.
    pub height: f32,
    /// Blank above, dropped at the top of a page.
    pub above: f32,
    /// Blank below, dropped at the bottom of a page.
    pub below: f32,
    /// Stays on one page with the next chunk.
    pub keep: bool,
    /// Entry of the outline that begins here.
    pub anchor: Option<usize>,
    /// What is drawn.
    pub content: Content,
}

/// What a chunk draws.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A line of text in a box that begins `x` right of the type area.
    Line {
        /// Left end of the box.
        x: f32,
        /// The line.
        line: Line,
    },
    /// A table row.
    Row {
        /// The row.
        row: Row,
        /// The header that is repeated on each page.
        header: Option<Rc<Row>>,
    },
    /// Lines side by side, each with its place from the chunk's corner.
    Group(Vec<(f32, f32, Line)>),
    /// A line of text on a rule, as on a cover: from x, to x.
    Ruled {
        /// What stands on the left of the rule and on it.
        lines: Vec<(f32, f32, Line)>,
        /// Left and right end of the rule.
        rule: (f32, f32),
    },
    /// A chart across the type area, with its element.
    Picture(Rc<Picture>, Mark),
    /// Nothing.
    Blank,
    /// What follows begins a page.
    PageBreak,
}

impl Chunk {
    /// The end of a page.
    pub(crate) const fn page_break() -> Self {
        Self { height: 0.0, above: 0.0, below: 0.0, keep: false, anchor: None, content: Content::PageBreak }
    }

    /// Blank that stays even at the top of a page.
    pub(crate) const fn blank(height: f32) -> Self {
        Self { height, above: 0.0, below: 0.0, keep: true, anchor: None, content: Content::Blank }
    }
}
