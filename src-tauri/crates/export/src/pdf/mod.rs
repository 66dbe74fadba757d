//! Document tree to PDF with embedded font subsets.
//!
//! `layout` has settled what stands where; this module draws it through [`PdfSink`] and finishes the file: tags,
//! bookmarks, title, language, and dates from the document alone. The file is PDF/A-2a (ISO 19005-2)
//! and PDF/UA-1 (ISO 14289-1).
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod bounds;
mod content;
mod draw;
mod edges;
mod finish;
mod object;
mod outline;
mod printpdf_sink;
mod profile;
mod rules;
mod save;
mod sink;
mod subset;
mod tag;
mod watermark;
mod xmp;

use document::tree::Document;

use sink::{About, Bookmark, Jump, PdfSink, Places};

use crate::font::{Shaper, Substitution, substitution_notice};
use crate::layout::PageSet;
use crate::outline::{Entry, entries};
use crate::style::{PT_PER_MM, Page};
use crate::{ExportError, Fonts, Style, layout};

/// A PDF and what has to be said about it.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Fonts that stand in for others.
    pub substitutions: Vec<Substitution>,
    /// Characters that no font has: printed as 〓, copied as what they are (缺字).
    pub missing: Vec<char>,
}

impl Pdf {
    /// Sentences for the user about fonts and characters.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        substitution_notice(&self.substitutions).into_iter().chain(missing_notice(&self.missing)).collect()
    }
}

/// The sentence about characters that no font has; `None` if there are none.
#[must_use]
pub fn missing_notice(missing: &[char]) -> Option<String> {
    let named = |character: &char| format!("{character}（U+{:04X}）", u32::from(*character));
    let list: Vec<String> = missing.iter().map(named).collect();
    (!list.is_empty())
        .then(|| format!("所有字体都没有这些字符，PDF 中印为 〓，请改用别的写法：{}。", list.join("、")))
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
            let top = set.page.top_mm * PT_PER_MM + y;
            Some(Bookmark { level: entry.level, title: entry.text.clone(), page, top })
        })
        .collect();
    let about = About {
        title: document.title.clone(),
        author: document.author.clone(),
        language: document.language.to_owned(),
        date: document.date,
    };
    let links = jumps(&set.page, &entries, &pages);
    let bounds = bounds::bounds(&set.page, &pages);
    let structure = &pages.structure;
    let places = Places { bookmarks: &bookmarks, links: &links, structure, bounds: &bounds };
    let bytes = sink.finish(&shaper.faces, &about, &places)?;
    Ok(Pdf {
        bytes,
        pages: pages.pages.len(),
        substitutions: shaper.substitutions(),
        missing: shaper.missing().collect(),
    })
}

/// The lines of the contents as places to click.
fn jumps(page: &Page, entries: &[Entry], pages: &PageSet) -> Vec<Jump> {
    let (left, top) = (page.left_mm * PT_PER_MM, page.top_mm * PT_PER_MM);
    let jump = |link: &layout::Link| {
        let (to_page, y) = pages.anchors.get(link.entry).copied().flatten()?;
        Some(Jump {
            mark: link.mark,
            page: link.page,
            area: [left, top + link.y, left + page.text_width(), top + link.y + link.height],
            title: entries.get(link.entry)?.text.clone(),
            to_page,
            to_top: top + y,
        })
    };
    pages.links.iter().filter_map(jump).collect()
}
