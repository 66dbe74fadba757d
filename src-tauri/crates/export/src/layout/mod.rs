//! Paper to pages: characters to lines, lines and table rows to pages, pages to numbers.
//!
//! Nothing here knows PDF. The writers of PDF draw what comes out; Word's writer asks it only on which page a
//! heading is likely to stand.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod atom;
mod breaks;
mod build;
mod contents;
pub(crate) mod cover;
mod flow;
mod line;
mod page;
mod paragraph;
mod structure;
mod table;

pub(crate) use contents::TITLE as CONTENTS_TITLE;
pub(crate) use line::{Glyph, Line, Stands};
pub(crate) use page::{Item, Link, PageSet, pages};
pub(crate) use structure::{Kind, Mark, Node, Structure};
pub(crate) use table::{CellBox, Row, stays_with_next};

use crate::ExportError;
use crate::font::Shaper;
use crate::style::{FontRole, Setting};

/// One line outside the type area, natural width, from x = 0.
pub(crate) fn edge_line(
    shaper: &mut Shaper<'_>,
    font: FontRole,
    size: f32,
    inlines: &[document::tree::Inline],
) -> Result<Line, ExportError> {
    let set = atom::Type { font, size, bold: false, tracking: 0.0, gap: 0.0 };
    let measure = line::Measure {
        width: 10_000.0,
        left: 0.0,
        indent: 0.0,
        right: 0.0,
        setting: Setting::Left,
        grid: true,
    };
    let lines = paragraph::set_lines(shaper, set, measure, inlines)?;
    Ok(lines.into_iter().next().unwrap_or_default())
}
