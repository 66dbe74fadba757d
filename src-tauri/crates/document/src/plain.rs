//! The plain text of a document: what every writer must show, in reading order, one block a line.
//!
//! Tests compare it with the text taken back out of DOCX, PDF and HTML, white space aside.

use crate::tree::{Block, Cell, Document, Inline};

/// Text of the whole paper; cells are separated by tabs, blocks by line feeds.
#[must_use]
pub fn plain_text(document: &Document) -> String {
    document.blocks.iter().map(block_text).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn block_text(block: &Block) -> String {
    match block {
        Block::Cover { title, lines } => std::iter::once(inline_text(title))
            .chain(lines.iter().map(|line| format!("{}：{}", line.label, inline_text(&line.value))))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Title { text } | Block::Paragraph { text, .. } => inline_text(text),
        Block::Heading { number, text, .. } => format!("{number}{}", inline_text(text)),
        Block::Item { marker, text, .. } => format!("{marker}{}", inline_text(text)),
        Block::Table(table) => std::iter::once(&table.header)
            .filter(|header| !header.is_empty())
            .chain(&table.rows)
            .map(|row| row_text(row))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Signatures { parties } => parties
            .iter()
            .map(|party| {
                format!("{}：{}\n{}", party.label, inline_text(&party.name), SIGNATURE_LINES.join("\n"))
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Annex { number, title, .. } => format!("{number}\n{}", inline_text(title)),
        // Words in a picture are no text of the paper; caption and summary are blocks of their own.
        Block::Chart(_) | Block::PageBreak => String::new(),
    }
}

/// The lines under each party's name on a signature page.
pub const SIGNATURE_LINES: [&str; 3] =
    ["（盖章）", "法定代表人或授权代表（签字）：", "签订日期：＿＿＿＿年＿＿月＿＿日"];

fn row_text(row: &[Cell]) -> String {
    row.iter().map(|cell| inline_text(&cell.text)).collect::<Vec<_>>().join("\t")
}

/// Text of a run of inlines; a break is a line feed, a blank its low lines.
#[must_use]
pub fn inline_text(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Blank { width, .. } => "＿".repeat(usize::from(*width)),
            Inline::Check { ticked: true } => "☑".to_owned(),
            Inline::Check { ticked: false } => "□".to_owned(),
            Inline::Break => "\n".to_owned(),
        })
        .collect()
}
