//! Fenced blocks: cover and signature page.

use pulldown_cmark::{Event, TagEnd};

use super::inline::inlines;
use crate::piece::Pieces;
use crate::tree::{Block, CoverLine, Inline, Role, SignatureParty};

/// Text up to the end of the fenced block.
pub(super) fn text<'e>(events: &mut impl Iterator<Item = Event<'e>>) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::End(TagEnd::CodeBlock) => break,
            Event::Text(part) => text.push_str(&part),
            _ => {}
        }
    }
    text
}

/// The block that a fence of that kind makes; a kind that is not known prints as plain paragraphs.
pub(super) fn block(info: &str, text: &str, pieces: &Pieces) -> Vec<Block> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let labelled = |line: &str| -> (String, Vec<Inline>) {
        let (label, value) = line.split_once('：').unwrap_or((line, ""));
        (label.trim().to_owned(), inlines(value, pieces))
    };
    match info.trim() {
        "cover" => {
            let lines = lines().map(labelled).map(|(label, value)| CoverLine { label, value }).collect();
            vec![Block::Cover { title: Vec::new(), lines }]
        }
        "signatures" => {
            let parties = lines().map(labelled).map(|(label, name)| SignatureParty { label, name }).collect();
            vec![Block::Signatures { parties }]
        }
        _ => {
            lines().map(|line| Block::Paragraph { role: Role::Flush, text: inlines(line, pieces) }).collect()
        }
    }
}
