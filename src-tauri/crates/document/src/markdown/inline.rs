//! Runs of text within a paragraph, a cell or a heading.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::piece::{Part, Pieces, reference};
use crate::tree::{Inline, Role};

/// A line being read.
#[derive(Debug, Default)]
pub(super) struct Line {
    runs: Vec<Inline>,
    strong: usize,
    /// Inside a link without text: its target becomes a reference.
    link: Option<(String, usize)>,
}

impl Line {
    pub fn event(&mut self, event: Event<'_>, pieces: &Pieces) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text(&text, pieces);
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.runs.push(Inline::Break),
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some((dest_url.to_string(), self.runs.len()));
            }
            Event::End(TagEnd::Link) => {
                if let Some((target, start)) = self.link.take()
                    && self.runs.len() == start
                    && let Some(anchor) = target.strip_prefix('#')
                {
                    self.push(reference(anchor), None);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, pieces: &Pieces) {
        for part in pieces.split(text) {
            match part {
                Part::Text(text) => self.push(text, None),
                Part::Piece(Inline::Text { text, source, .. }) => {
                    for (index, line) in text.split('\n').enumerate() {
                        if index > 0 {
                            self.runs.push(Inline::Break);
                        }
                        self.push(line.to_owned(), source.clone());
                    }
                }
                Part::Piece(other) => self.runs.push(other),
            }
        }
    }

    fn push(&mut self, text: String, source: Option<String>) {
        if text.is_empty() {
            return;
        }
        let strong = self.strong > 0;
        if let Some(Inline::Text { text: last, strong: last_strong, source: last_source }) =
            self.runs.last_mut()
            && *last_strong == strong
            && *last_source == source
        {
            last.push_str(&text);
            return;
        }
        self.runs.push(Inline::Text { text, strong, source });
    }

    /// Chinese lines join without a space; a Latin word at the end of one keeps it.
    fn soft_break(&mut self) {
        if let Some(Inline::Text { text, .. }) = self.runs.last_mut()
            && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            text.push(' ');
        }
    }

    pub fn take(&mut self) -> Vec<Inline> {
        std::mem::take(&mut self.runs)
    }
}

/// Marks and plain words of a line that is not Markdown, such as a title.
pub(crate) fn inlines(text: &str, pieces: &Pieces) -> Vec<Inline> {
    let mut line = Line::default();
    line.text(text.trim(), pieces);
    line.take()
}

/// `{.role}` at the start of a paragraph.
pub(super) fn take_role(mut runs: Vec<Inline>) -> (Option<Role>, Vec<Inline>) {
    let Some(Inline::Text { text, source: None, .. }) = runs.first_mut() else { return (None, runs) };
    let Some((name, rest)) = text.strip_prefix("{.").and_then(|rest| rest.split_once('}')) else {
        return (None, runs);
    };
    let role = match name {
        "addressee" => Role::Addressee,
        "signature" => Role::Signature,
        "date" => Role::Date,
        "center" => Role::Center,
        "flush" => Role::Flush,
        "note" => Role::Note,
        "caption" => Role::Caption,
        "annex-note" => Role::AnnexNote,
        "body" => Role::Body,
        _ => return (None, runs),
    };
    *text = rest.trim_start().to_owned();
    if text.is_empty() {
        runs.remove(0);
    }
    (Some(role), runs)
}

/// A long answer that stands alone in its paragraph becomes as many paragraphs as it has lines.
pub(super) fn split_paragraphs(runs: Vec<Inline>) -> Vec<Vec<Inline>> {
    let alone = runs.iter().all(|run| match run {
        Inline::Break => true,
        Inline::Text { source, .. } => source.is_some(),
        _ => false,
    });
    if !alone || !runs.contains(&Inline::Break) {
        return vec![runs];
    }
    let paragraphs = runs.split(|run| *run == Inline::Break).map(<[Inline]>::to_vec);
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
}
