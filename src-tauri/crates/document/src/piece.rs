//! What a template prints, kept out of reach of Markdown.
//!
//! Every `{{ … }}` puts its value into this list and only an opaque mark into the text. Whatever a user typed is
//! therefore data: it can neither become a heading nor run as an expression, and there is nothing to escape.

use std::sync::{Arc, Mutex, PoisonError};

use crate::tree::Inline;

/// Opens a mark; a private-use character that Markdown has no meaning for.
const OPEN: char = '\u{E000}';
/// Closes a mark.
const CLOSE: char = '\u{E001}';
/// Opens a reference to an anchor.
const REFERENCE: char = '\u{E002}';

/// The values printed so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces(Arc<Mutex<Vec<Inline>>>);

/// A run of Markdown text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text of the template.
    Text(String),
    /// A printed value.
    Piece(Inline),
}

impl Pieces {
    /// Keeps a value and returns the mark that stands for it.
    pub fn keep(&self, inline: Inline) -> String {
        let mut pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pieces.push(inline);
        format!("{OPEN}{}{CLOSE}", pieces.len() - 1)
    }

    /// Takes text apart into the template's own words and printed values.
    pub fn split(&self, text: &str) -> Vec<Part> {
        let pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(OPEN) {
            let (before, after) = rest.split_at(start);
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let after = &after[OPEN.len_utf8()..];
            let Some(end) = after.find(CLOSE) else {
                rest = after;
                break;
            };
            let piece = after[..end].parse::<usize>().ok().and_then(|index| pieces.get(index));
            parts.extend(piece.cloned().map(Part::Piece));
            rest = &after[end + CLOSE.len_utf8()..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        parts
    }
}

/// Text that a user typed, without the characters this module uses and without control characters.
pub(crate) fn sanitised(text: &str) -> String {
    text.chars()
        .filter(|c| !(OPEN..=REFERENCE).contains(c))
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect()
}

/// A reference to an anchor, to be replaced by its number once all are counted.
pub(crate) fn reference(anchor: &str) -> String {
    format!("{REFERENCE}{anchor}{CLOSE}")
}

/// Replaces references by what `resolve` says; returns the anchors it does not know.
pub(crate) fn resolve(text: &str, resolve: impl Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let (mut out, mut unknown) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(start) = rest.find(REFERENCE) {
        out.push_str(&rest[..start]);
        let after = &rest[start + REFERENCE.len_utf8()..];
        let end = after.find(CLOSE).unwrap_or(after.len());
        let anchor = &after[..end];
        match resolve(anchor) {
            Some(words) => out.push_str(&words),
            None => unknown.push(anchor.to_owned()),
        }
        rest = after.get(end + CLOSE.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
    (out, unknown)
}
