//! Page number, header of drafts, fingerprint: what stands outside the type area.

use document::tree::{Document, Inline};

use super::draw::BASELINE;
use super::sink::{Artifact, Tint};
use crate::ExportError;
use crate::font::Shaper;
use crate::layout::{Line, edge_line};
use crate::style::{FontRole, FooterForm, Layout, PT_PER_MM};

/// A line outside the type area.
pub(super) struct Edge {
    /// Its line.
    pub line: Line,
    /// Left end, from the left of the paper.
    pub x: f32,
    /// Baseline, from the top of the paper.
    pub baseline: f32,
    /// Colour.
    pub tint: Tint,
    /// What it is to the page.
    pub artifact: Artifact,
}

/// Height of the middle of a dash above the baseline, in type sizes.
const DASH: f32 = 0.38;

/// The lines around page `number` of `total`.
pub(super) fn edges(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    document: &Document,
    (number, total): (usize, usize),
    cover: bool,
) -> Result<Vec<Edge>, ExportError> {
    let (page, footer) = (&layout.page, &layout.footer);
    let left = page.left_mm * PT_PER_MM;
    let right = left + page.text_width();
    let mut out = Vec::new();
    if document.draft {
        let line = edge_line(shaper, FontRole::Hei, 14.0, &[Inline::text("草稿")])?;
        let baseline = page.header_mm * PT_PER_MM + BASELINE * 14.0;
        out.push(Edge { x: right - line.end, line, baseline, tint: Tint::Red, artifact: Artifact::Header });
    }
    if cover {
        return Ok(out);
    }
    let words = match footer.form {
        FooterForm::Dashes => format!("— {number} —"),
        FooterForm::OfTotal => format!("第 {number} 页 共 {total} 页"),
    };
    let line = edge_line(shaper, footer.font, footer.size_pt, &[Inline::text(words)])?;
    let below = (page.top_mm + page.text_height_mm + footer.gap_mm) * PT_PER_MM;
    let baseline = below + DASH * footer.size_pt;
    let inset = footer.inset * footer.size_pt;
    let even = number % 2 == 0;
    let x = match footer.form {
        FooterForm::Dashes if even => left + inset,
        FooterForm::Dashes => right - inset - line.end,
        FooterForm::OfTotal => (left + right - line.end) / 2.0,
    };
    let number_at_left = footer.form == FooterForm::Dashes && even;
    out.push(Edge { line, x, baseline, tint: Tint::Black, artifact: Artifact::Footer });
    if let Some(fingerprint) = document.fingerprint.as_deref().filter(|_| !document.draft) {
        let line = edge_line(shaper, footer.font, 8.0, &[Inline::text(fingerprint)])?;
        let x = if number_at_left { right - line.end } else { left };
        out.push(Edge { line, x, baseline, tint: Tint::Grey, artifact: Artifact::Footer });
    }
    Ok(out)
}
