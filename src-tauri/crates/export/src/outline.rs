//! Headings of a paper: for the table of contents, the bookmarks of a PDF and Word's references.

use document::tree::{Block, Document};

use crate::style::{Layout, Part};
use crate::words::number_gap;

/// One heading in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Index of its block.
    pub block: usize,
    /// 1 is the outermost.
    pub level: u8,
    /// Number and text as printed.
    pub text: String,
}

/// Every heading that has a level in the layout, in reading order.
#[must_use]
pub(crate) fn entries(document: &Document, layout: &Layout) -> Vec<Entry> {
    let mut in_annex = false;
    let mut entries = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let (part, text) = match block {
            Block::Heading { level, number, text, .. } => {
                let words = flat(text);
                let gap = number_gap(number, !words.is_empty());
                (Part::heading(*level, in_annex), format!("{number}{gap}{words}"))
            }
            Block::Annex { number, title, .. } => {
                in_annex = true;
                (Part::AnnexTitle, format!("{number}\u{3000}{}", flat(title)))
            }
            _ => continue,
        };
        if let Some(level) = layout.part(part).outline {
            entries.push(Entry { block: index, level, text });
        }
    }
    entries
}

/// The entries that a table of contents lists: chapters, articles and annexes.
pub(crate) fn listed(entries: &[Entry]) -> impl Iterator<Item = (usize, &Entry)> {
    let mut annex_level = false;
    entries.iter().enumerate().filter(move |(_, entry)| {
        // Headings inside an annex are left out: an annex is one line of the contents.
        if entry.text.starts_with("附件") {
            annex_level = true;
            return true;
        }
        !annex_level && entry.level <= 2
    })
}

fn flat(text: &[document::tree::Inline]) -> String {
    document::inline_text(text).replace('\n', "")
}
