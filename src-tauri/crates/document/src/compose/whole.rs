//! A final has no blanks but those that a hand fills in.

use procedure::expression::Facts;

use crate::error::ComposeError;
use crate::tree::{Block, Document, Inline};

/// Signs that print as a blank, an unknown character or an empty box.
const BLANKS: [char; 3] = ['＿', '〓', '□'];

/// The paper, if every blank in it was declared by the template.
///
/// # Errors
/// [`ComposeError::Blank`] with the answers that are not there.
pub(super) fn check(facts: &Facts, document: Document) -> Result<Document, ComposeError> {
    let (mut paths, mut nameless) = (Vec::new(), false);
    let mut look = |text: &[Inline]| {
        for inline in text {
            let source = match inline {
                Inline::Blank { pen: None, source, .. } => source,
                Inline::Text { text, source, .. } if text.contains(BLANKS) || text.contains("___") => source,
                _ => continue,
            };
            match source {
                Some(path) if !paths.contains(path) => paths.push(path.clone()),
                Some(_) => {}
                None => nameless = true,
            }
        }
    };
    for block in &document.blocks {
        each_text(block, &mut look);
    }
    look(&[Inline::text(document.title.clone())]);
    if paths.is_empty() && !nameless {
        return Ok(document);
    }
    let answers = paths.iter().map(|path| facts.label(path)).collect();
    Err(ComposeError::Blank { title: document.title, paths, answers })
}

/// Visits every run of text of a block. The lines for signatures are a hand's by their nature.
fn each_text(block: &Block, visit: &mut impl FnMut(&[Inline])) {
    match block {
        Block::Cover { title, lines } => {
            visit(title);
            lines.iter().for_each(|line| visit(&line.value));
        }
        Block::Title { text }
        | Block::Heading { text, .. }
        | Block::Paragraph { text, .. }
        | Block::Item { text, .. }
        | Block::Annex { title: text, .. } => visit(text),
        Block::Table(table) => {
            table.header.iter().chain(table.rows.iter().flatten()).for_each(|cell| visit(&cell.text));
        }
        Block::Signatures { parties } => parties.iter().for_each(|party| visit(&party.name)),
        Block::Chart(_) | Block::PageBreak => {}
    }
}
