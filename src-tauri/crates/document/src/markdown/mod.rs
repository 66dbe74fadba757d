//! Markdown with the dialect of `templates/<slug>/documents/*.md`, read into blocks.
//!
//! The dialect: headings number themselves, `{#anchor}` names one, `.annex` begins an annex, `[](#anchor)` refers to
//! one; `{.role}` at the start of a paragraph says what it is, `{.table #anchor}` makes it the caption 表1, 表2, … of the
//! table below; ```` ```cover ````, ```` ```signatures ```` and ```` ```chart ```` are blocks of their own; tables are
//! GitHub's. HTML has no meaning and prints as it stands.

mod fence;
mod inline;
mod table;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::number::Numbering;
use crate::piece::{Pieces, resolve};
use crate::tree::{Block, Inline, Kind, Picture, Role};

pub(crate) use inline::inlines;
use inline::{Lead, Line, split_paragraphs};

/// Blocks of a body, and the anchors it refers to in vain.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub blocks: Vec<Block>,
    pub unknown: Vec<String>,
}

/// Reads a rendered body; `charts` knows the charts of the case by their ids.
pub(crate) fn parse(
    text: &str,
    kind: Kind,
    pieces: &Pieces,
    charts: &dyn Fn(&str) -> Option<Illustration>,
) -> Parsed {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader {
        pieces,
        charts,
        numbering: Numbering::new(kind),
        blocks: Vec::new(),
        anchors: Vec::new(),
        lists: Vec::new(),
        line: Line::default(),
        item: None,
    };
    let mut events = Parser::new_ext(text, options);
    while let Some(event) = events.next() {
        reader.event(event, &mut events);
    }
    reader.finish()
}

/// What a ```` ```chart ```` shows.
#[derive(Debug)]
pub(crate) enum Illustration {
    /// The picture with caption and summary.
    Drawn {
        /// The picture.
        picture: Picture,
        /// Caption without its number.
        caption: String,
        /// What one sees.
        summary: String,
    },
    /// A sentence that says why there is none yet.
    Waiting(String),
}

struct Reader<'p> {
    pieces: &'p Pieces,
    charts: &'p dyn Fn(&str) -> Option<Illustration>,
    numbering: Numbering,
    blocks: Vec<Block>,
    /// Anchors with the words a reference to them prints; annexes are filled in at the end.
    anchors: Vec<(String, Anchor)>,
    /// Next number of each open list; `None` for a bulleted one.
    lists: Vec<Option<usize>>,
    line: Line,
    /// Marker of the item whose first paragraph is still to come.
    item: Option<(u8, String)>,
}

enum Anchor {
    Words(String),
    Annex(usize),
}

impl Reader<'_> {
    fn event<'e>(&mut self, event: Event<'e>, events: &mut impl Iterator<Item = Event<'e>>) {
        match event {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let annex = classes.iter().any(|class| &**class == "annex");
                let text = self.read_line(events, |end| matches!(end, TagEnd::Heading(_)));
                self.heading(level, id.map(|id| id.to_string()), annex, text);
            }
            Event::Start(Tag::Table(alignments)) => {
                let table = table::read(&alignments, events, self.pieces);
                self.blocks.push(Block::Table(table));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let text = fence::text(events);
                if info.trim() == "chart" {
                    self.illustrate(text.trim());
                    return;
                }
                self.blocks.extend(fence::block(&info, &text, self.pieces));
            }
            Event::Start(Tag::List(first)) => {
                self.flush();
                self.lists.push(first.map(|first| usize::try_from(first).unwrap_or(1)));
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.flush();
                let depth = self.lists.len().saturating_sub(1);
                let marker = match self.lists.last_mut() {
                    Some(Some(count)) => {
                        *count += 1;
                        self.numbering.item(depth, *count - 1)
                    }
                    _ => "·".to_owned(),
                };
                self.item = Some((u8::try_from(depth).unwrap_or(u8::MAX), marker));
            }
            Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::HtmlBlock) => self.flush(),
            Event::Rule => {
                self.flush();
                self.blocks.push(Block::PageBreak);
            }
            other => self.line.event(other, self.pieces),
        }
    }

    /// Picture, numbered caption, summary. A chart that does not apply leaves nothing behind.
    fn illustrate(&mut self, id: &str) {
        let paragraph = |role, text: String| Block::Paragraph { role, text: vec![Inline::text(text)] };
        match (self.charts)(id) {
            None => {}
            Some(Illustration::Waiting(words)) => self.blocks.push(paragraph(Role::Note, words)),
            Some(Illustration::Drawn { picture, caption, summary }) => {
                let number = self.numbering.figure();
                self.blocks.push(Block::Chart(picture));
                self.blocks.push(paragraph(Role::Caption, format!("图{number}　{caption}")));
                if !summary.is_empty() {
                    self.blocks.push(paragraph(Role::Note, summary));
                }
            }
        }
    }

    /// Reads inline events up to the end of the present block.
    fn read_line<'e>(
        &mut self,
        events: &mut impl Iterator<Item = Event<'e>>,
        is_end: impl Fn(TagEnd) -> bool,
    ) -> Vec<Inline> {
        let mut line = Line::default();
        for event in events {
            match event {
                Event::End(end) if is_end(end) => break,
                other => line.event(other, self.pieces),
            }
        }
        line.take()
    }

    /// Ends the present paragraph.
    fn flush(&mut self) {
        let (lead, mut text) = self.line.take_with_role();
        if text.is_empty() {
            return;
        }
        let role = match lead {
            Some(Lead::Role(role)) => Some(role),
            Some(Lead::Table(anchor)) => {
                let number = self.numbering.table();
                text.insert(0, Inline::text(format!("{number}\u{3000}")));
                self.anchors.extend(anchor.map(|anchor| (anchor, Anchor::Words(number))));
                Some(Role::Caption)
            }
            None => None,
        };
        for (index, text) in split_paragraphs(text).into_iter().enumerate() {
            match self.item.take() {
                Some((depth, marker)) if index == 0 => self.blocks.push(Block::Item { depth, marker, text }),
                _ => self.blocks.push(Block::Paragraph { role: role.unwrap_or(Role::Body), text }),
            }
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, annex: bool, text: Vec<Inline>) {
        if annex {
            let index = self.numbering.annex();
            if let Some(id) = &id {
                self.anchors.push((id.clone(), Anchor::Annex(index)));
            }
            self.blocks.push(Block::Annex { number: index.to_string(), title: text, id });
            return;
        }
        let level = self.numbering.level(level as u8);
        let (number, reference) = self.numbering.heading(level);
        if let Some(id) = &id {
            self.anchors.push((id.clone(), Anchor::Words(reference)));
        }
        self.blocks.push(Block::Heading { level, number, text, id });
    }

    fn finish(mut self) -> Parsed {
        self.flush();
        let annexes = self.blocks.iter().filter(|block| matches!(block, Block::Annex { .. })).count();
        // GB/T 9704-2012, 7.3.4: a single annex has no number.
        let annex = |index: &str| if annexes == 1 { "附件".to_owned() } else { format!("附件{index}") };
        let words = |anchor: &str| {
            let found = self.anchors.iter().find(|(id, _)| id == anchor).map(|(_, anchor)| anchor);
            found.map(|anchor| match anchor {
                Anchor::Words(words) => words.clone(),
                Anchor::Annex(index) => annex(&index.to_string()),
            })
        };
        let mut unknown = Vec::new();
        let mut blocks = std::mem::take(&mut self.blocks);
        for block in &mut blocks {
            if let Block::Annex { number, .. } = block {
                *number = annex(number);
            }
            each_text(block, &mut |text| {
                let (resolved, missing) = resolve(text, words);
                *text = resolved;
                unknown.extend(missing);
            });
        }
        Parsed { blocks, unknown }
    }
}

/// Visits every text of a block.
fn each_text(block: &mut Block, visit: &mut impl FnMut(&mut String)) {
    let mut line = |inlines: &mut Vec<Inline>| {
        for inline in inlines {
            if let Inline::Text { text, .. } = inline {
                visit(text);
            }
        }
    };
    match block {
        Block::Cover { title, lines } => {
            line(title);
            lines.iter_mut().for_each(|cover| line(&mut cover.value));
        }
        Block::Title { text }
        | Block::Heading { text, .. }
        | Block::Paragraph { text, .. }
        | Block::Item { text, .. }
        | Block::Annex { title: text, .. } => line(text),
        Block::Table(table) => {
            let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| line(&mut cell.text));
        }
        Block::Signatures { parties } => parties.iter_mut().for_each(|party| line(&mut party.name)),
        Block::Chart(_) | Block::PageBreak => {}
    }
}
