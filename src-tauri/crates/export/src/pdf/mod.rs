//! Document tree to PDF with embedded font subsets.
//!
//! `layout` has settled what stands where; this module draws it through [`PdfSink`] and finishes the file:
//! bookmarks, title, language, dates from the document alone. Tags and PDF/A are not written yet.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod draw;
mod edges;
mod finish;
mod printpdf_sink;
mod rules;
mod sink;
mod watermark;

use document::tree::Document;

use sink::{About, Bookmark, PdfSink};

use crate::font::Shaper;
use crate::outline::entries;
use crate::{ExportError, Fonts, Style, layout};

/// A PDF and what has to be said about it.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Sentences for the user: fonts that stand in for others, characters that no font has.
    pub notes: Vec<String>,
}

/// Writes a paper as PDF. The same input gives the same bytes.
///
/// # Errors
/// No usable font, a table too wide for any readable size, or a failure of the PDF writer.
pub fn pdf(document: &Document, style: &Style, fonts: &Fonts) -> Result<Vec<u8>, ExportError> {
    pdf_noted(document, style, fonts).map(|pdf| pdf.bytes)
}

/// As [`pdf`], with page count and notes.
///
/// # Errors
/// As [`pdf`].
pub fn pdf_noted(document: &Document, style: &Style, fonts: &Fonts) -> Result<Pdf, ExportError> {
    let set = style.layout(document.kind);
    let mut shaper = Shaper::new(style, fonts);
    let entries = entries(document, set);
    let pages = layout::pages(&mut shaper, set, document, &entries)?;
    let mut sink = printpdf_sink::PrintpdfSink::new();
    draw::draw(&mut sink, &mut shaper, set, document, &pages)?;
    let bookmarks: Vec<Bookmark> = entries
        .iter()
        .zip(&pages.anchors)
        .filter_map(|(entry, anchor)| {
            let (page, y) = (*anchor)?;
            let top = set.page.top_mm * crate::style::PT_PER_MM + y;
            Some(Bookmark { level: entry.level, title: entry.text.clone(), page, top })
        })
        .collect();
    let about = About {
        title: document.title.clone(),
        author: document.author.clone(),
        language: document.language.to_owned(),
        date: document.date,
    };
    let bytes = sink.finish(&shaper.faces, &about, &bookmarks)?;
    Ok(Pdf { bytes, pages: pages.pages.len(), notes: shaper.notes() })
}
