//! Document tree to an HTML fragment for the live preview (预览).
//!
//! Semantic elements with classes; the page's style sheet gives them their looks. Everything is escaped. The
//! text is that of [`document::plain_text`]: marks such as 草稿 are a class, not text. Page numbers and a table
//! of contents belong to paper and are left out.

mod block;
mod inline;

use document::tree::{Document, Kind};

/// The fragment: one `<article>`.
///
/// Runs that came from an answer carry `data-source="path"`, blanks are `.blank`, and a draft's article has the
/// class `draft`.
#[must_use]
pub fn html(document: &Document) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<article class=\"paper ");
    out.push_str(match document.kind {
        Kind::Official => "official",
        Kind::Contract => "contract",
    });
    if document.draft {
        out.push_str(" draft");
    }
    out.push_str("\" lang=\"");
    inline::escape(document.language, &mut out);
    out.push_str("\">\n");
    let mut in_annex = false;
    for block in &document.blocks {
        block::write(block, &mut in_annex, &mut out);
    }
    out.push_str("</article>\n");
    out
}
