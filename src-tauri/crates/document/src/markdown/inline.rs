//! Runs of text within a paragraph, a cell or a heading.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::piece::{Part, Pieces, reference};
use crate::tree::{Inline, Role};

/// What stands in braces at the beginning of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    /// `{.role}`.
    Role(Role),
    /// `{.table}` or `{.table #anchor}`: a caption that the program numbers (表1).
    Table(Option<String>),
}

/// A line being read.
#[derive(Debug, Default)]
pub(super) struct Line {
    runs: Vec<Inline>,
    strong: usize,
    /// Bytes of the template's own words at the very beginning, where a role may stand.
    lead: usize,
    /// Inside a link without text: its target becomes a reference.
    link: Option<(String, usize)>,
}

impl Line {
    pub fn event(&mut self, event: Event<'_>, pieces: &Pieces) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => self.text(&text, pieces),
            // A line of a block of HTML, with its end.
            Event::Html(line) => {
                if !self.runs.is_empty() {
                    self.runs.push(Inline::Break);
                }
                self.text(line.trim_end_matches('\n'), pieces);
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
                Part::Text(text) => {
                    let leads = self.length_of_first() == Some(self.lead);
                    self.push(text, None);
                    if leads && self.runs.len() == 1 {
                        self.lead = self.length_of_first().unwrap_or_default();
                    }
                }
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

    /// Bytes of the one run there is, 0 if there is none yet.
    fn length_of_first(&self) -> Option<usize> {
        match self.runs.as_slice() {
            [] => Some(0),
            [Inline::Text { text, .. }] => Some(text.len()),
            _ => None,
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
        if let Some(Inline::Text { text, .. }) = self.runs.last()
            && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            self.push(" ".to_owned(), None);
        }
    }

    pub fn take(&mut self) -> Vec<Inline> {
        self.lead = 0;
        std::mem::take(&mut self.runs)
    }

    /// The runs without the role at their beginning. Only the template can say what a paragraph is: `{.center}` that
    /// a user typed stays text.
    pub fn take_with_role(&mut self) -> (Option<Lead>, Vec<Inline>) {
        let lead = self.lead;
        take_role(self.take(), lead)
    }
}

/// Marks and plain words of a line that is not Markdown, such as a title.
pub(crate) fn inlines(text: &str, pieces: &Pieces) -> Vec<Inline> {
    let mut line = Line::default();
    line.text(text.trim(), pieces);
    line.take()
}

/// `{.role}` at the start of a paragraph.
fn take_role(runs: Vec<Inline>, lead: usize) -> (Option<Lead>, Vec<Inline>) {
    let Some(Inline::Text { text, source: None, .. }) = runs.first() else { return (None, runs) };
    let Some((name, _)) = text.get(..lead).and_then(|own| own.strip_prefix("{.")?.split_once('}')) else {
        return (None, runs);
    };
    let length = "{.".len() + name.len() + "}".len();
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
        _ => match name.strip_prefix("table").map(|rest| (rest, rest.trim().strip_prefix('#'))) {
            Some(("", None)) => return (Some(Lead::Table(None)), without_lead(runs, length)),
            Some((_, Some(anchor))) => {
                let anchor = anchor.to_owned();
                return (Some(Lead::Table(Some(anchor))), without_lead(runs, length));
            }
            _ => return (None, runs),
        },
    };
    (Some(Lead::Role(role)), without_lead(runs, length))
}

/// The runs without so many bytes of the first, and the spaces after them: those are the template's own as far as its
/// words go.
fn without_lead(mut runs: Vec<Inline>, length: usize) -> Vec<Inline> {
    if let Some(Inline::Text { text, source: None, .. }) = runs.first_mut() {
        *text = text[length..].trim_start().to_owned();
        if text.is_empty() {
            runs.remove(0);
        }
    }
    runs
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
