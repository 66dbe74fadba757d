//! Chunks to pages.

use std::rc::Rc;

use document::tree::{Block, Document, Picture};

use super::build::{Built, build};
use super::contents;
use super::flow::{Chunk, Content};
use super::line::Line;
use super::structure::{Mark, Structure};
use super::table::Row;
use crate::ExportError;
use crate::font::Shaper;
use crate::outline::Entry;
use crate::style::Layout;

/// A thing in its place: points from the left and the top of the type area.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A line of text; `y` is the top of its box, `height` the pitch.
    Line {
        /// Left end of the line's box.
        x: f32,
        /// Top of the box.
        y: f32,
        /// Height of the box.
        height: f32,
        /// The line.
        line: Line,
    },
    /// A table row.
    Row {
        /// Top.
        y: f32,
        /// The row.
        row: Rc<Row>,
        /// A repetition of the header.
        repeated: bool,
    },
    /// A chart; its left edge is that of the type area.
    Picture {
        /// Top.
        y: f32,
        /// The picture.
        picture: Rc<Picture>,
        /// Its element.
        mark: Mark,
    },
    /// A horizontal rule.
    Rule {
        /// Left end.
        from: f32,
        /// Right end.
        to: f32,
        /// Height.
        y: f32,
    },
}

/// A line of the contents that leads to its heading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// Page on which it stands, from 0.
    pub page: usize,
    /// Top of the line, from the top of the type area.
    pub y: f32,
    /// Height of the line.
    pub height: f32,
    /// Entry of the outline that it leads to.
    pub entry: usize,
    /// Its element.
    pub mark: Mark,
}

/// The pages of a paper.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageSet {
    /// What stands on each page.
    pub pages: Vec<Vec<Item>>,
    /// For each entry of the outline, its page (from 0) and its height on it.
    pub anchors: Vec<Option<(usize, f32)>>,
    /// The first page is a cover: no number on it.
    pub cover: bool,
    /// What the paper is made of.
    pub structure: Structure,
    /// Lines of the contents.
    pub links: Vec<Link>,
}

/// Lays out a paper.
pub(crate) fn pages(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    document: &Document,
    entries: &[Entry],
) -> Result<PageSet, ExportError> {
    let cover = matches!(document.blocks.first(), Some(Block::Cover { .. }));
    let Built { chunks, structure, contents: elements } = build(shaper, layout, document, entries)?;
    let height = layout.page.text_height();
    let count = entries.len();
    if !document.contents_table {
        let mut flow = Flow::new(height, count);
        flow.run(chunks);
        return Ok(PageSet { cover, structure, ..flow.set });
    }
    let split = if cover {
        chunks.iter().position(|chunk| matches!(chunk.content, Content::PageBreak))
    } else {
        None
    };
    let (front, body) = match split {
        Some(at) => (chunks[..at].to_vec(), chunks[at + 1..].to_vec()),
        None if cover => (chunks, Vec::new()),
        None => (Vec::new(), chunks),
    };
    let mut body_flow = Flow::new(height, count);
    body_flow.run(body);
    let front_pages = usize::from(cover);
    // The contents take the same room whatever the numbers are: once to count, once to print.
    let mut listing = Flow::new(height, 0);
    listing.run(contents::chunks(shaper, layout, &elements, entries, &[])?);
    let shift = front_pages + listing.set.pages.len();
    let numbers: Vec<usize> =
        body_flow.set.anchors.iter().map(|anchor| anchor.map_or(0, |(page, _)| page + shift + 1)).collect();
    let mut listing = Flow::new(height, 0);
    listing.run(contents::chunks(shaper, layout, &elements, entries, &numbers)?);
    let mut set = PageSet { cover, structure, ..PageSet::default() };
    set.links = links(&listing.set.pages, &elements.links, front_pages);
    if cover {
        let mut flow = Flow::new(height, 0);
        flow.run(front);
        set.pages.extend(flow.set.pages);
    }
    set.pages.extend(listing.set.pages);
    set.pages.extend(body_flow.set.pages);
    set.anchors =
        body_flow.set.anchors.into_iter().map(|anchor| anchor.map(|(page, y)| (page + shift, y))).collect();
    Ok(set)
}

/// The lines of the contents that belong to entries.
fn links(pages: &[Vec<Item>], marks: &[Mark], front: usize) -> Vec<Link> {
    let mut links = Vec::new();
    for (page, items) in pages.iter().enumerate() {
        for item in items {
            if let Item::Line { y, height, line, .. } = item
                && let Some(first) = line.glyphs.first().filter(|glyph| glyph.mark != Mark::NONE)
                && let Some(entry) = marks.iter().position(|mark| *mark == first.mark)
            {
                links.push(Link { page: page + front, y: *y, height: *height, entry, mark: first.mark });
            }
        }
    }
    links
}

struct Flow {
    height: f32,
    y: f32,
    /// Blank under the last chunk, used up only if something follows.
    pending: f32,
    set: PageSet,
}

impl Flow {
    fn new(height: f32, entries: usize) -> Self {
        let set = PageSet { pages: vec![Vec::new()], anchors: vec![None; entries], ..PageSet::default() };
        Self { height, y: 0.0, pending: 0.0, set }
    }

    fn run(&mut self, chunks: Vec<Chunk>) {
        // Lengths add up with tiny errors; the 22nd line must still find its place.
        const SLACK: f32 = 0.05;
        let mut chunks = chunks.into_iter().peekable();
        while let Some(chunk) = chunks.next() {
            if matches!(chunk.content, Content::PageBreak) {
                if self.y > 0.0 {
                    self.new_page();
                }
                continue;
            }
            let mut group = vec![chunk];
            while group.last().is_some_and(|chunk| chunk.keep)
                && chunks.peek().is_some_and(|next| !matches!(next.content, Content::PageBreak))
            {
                group.extend(chunks.next());
            }
            let total = stacked(&group);
            let lead = if self.y > 0.0 { self.pending + group[0].above } else { 0.0 };
            // What no page can hold together still begins together: a heading, the head of its table and a row's begin.
            let least =
                if total <= self.height + SLACK { total } else { beginning(&group, self.height + SLACK) };
            if self.y > 0.0 && self.y + lead + least > self.height + SLACK && least <= self.height + SLACK {
                self.new_page();
            }
            for chunk in group {
                self.place(chunk, SLACK);
            }
        }
    }

    fn new_page(&mut self) {
        self.set.pages.push(Vec::new());
        self.y = 0.0;
        self.pending = 0.0;
    }

    fn place(&mut self, chunk: Chunk, slack: f32) {
        let lead = if self.y > 0.0 { self.pending + chunk.above } else { 0.0 };
        if let Content::Row { row, header } = chunk.content {
            self.place_row(row, header.as_ref(), lead, chunk.below);
            return;
        }
        if self.y > 0.0 && self.y + lead + chunk.height > self.height + slack {
            self.new_page();
        } else {
            self.y += lead;
        }
        if let Some(anchor) = chunk.anchor
            && let Some(slot) = self.set.anchors.get_mut(anchor)
        {
            *slot = Some((self.set.pages.len() - 1, self.y));
        }
        let (y, height) = (self.y, chunk.height);
        let Some(page) = self.set.pages.last_mut() else { return };
        match chunk.content {
            Content::Line { x, line } => page.push(Item::Line { x, y, height, line }),
            Content::Group(lines) => {
                page.extend(lines.into_iter().map(|(x, dy, line)| {
                    let height = line.size;
                    Item::Line { x, y: y + dy, height, line }
                }));
            }
            Content::Ruled { lines, rule: (from, to) } => {
                page.extend(lines.into_iter().map(|(x, dy, line)| {
                    let height = line.size;
                    Item::Line { x, y: y + dy, height, line }
                }));
                page.push(Item::Rule { from, to, y: y + height });
            }
            Content::Picture(picture, mark) => page.push(Item::Picture { y, picture, mark }),
            Content::Row { .. } | Content::Blank | Content::PageBreak => {}
        }
        self.y += height;
        self.pending = chunk.below;
    }

    fn place_row(&mut self, row: Row, header: Option<&Rc<Row>>, lead: f32, below: f32) {
        const SLACK: f32 = 0.05;
        let mut row = row;
        let mut lead = lead;
        loop {
            let repeat = if self.y > 0.0 { 0.0 } else { header.map_or(0.0, |header| header.height) };
            if self.y > 0.0 && self.y + lead + row.height > self.height + SLACK {
                let whole = self.height - header.map_or(0.0, |header| header.height);
                let room = self.height - self.y - lead;
                // A header that has just begun the table is not left behind without a row.
                let alone = header.is_some_and(|header| self.ends_with(header));
                if room < row.least_part() || (row.height <= whole + SLACK && !alone) {
                    self.new_page();
                    lead = 0.0;
                    continue;
                }
            }
            self.y += lead;
            lead = 0.0;
            if repeat > 0.0
                && let Some(header) = header
            {
                self.push_row(Rc::clone(header), true);
            }
            let room = self.height - self.y;
            if row.height <= room + SLACK {
                self.push_row(Rc::new(row), false);
                self.pending = below;
                return;
            }
            let (head, rest) = row.split(room);
            self.push_row(Rc::new(head), false);
            match rest {
                Some(rest) => {
                    row = rest;
                    self.new_page();
                }
                None => return,
            }
        }
    }

    /// Whether the last thing on the page is this header.
    fn ends_with(&self, header: &Row) -> bool {
        let last = self.set.pages.last().and_then(|page| page.last());
        matches!(last, Some(Item::Row { row, .. }) if row.mark == header.mark)
    }

    fn push_row(&mut self, row: Rc<Row>, repeated: bool) {
        let (y, height) = (self.y, row.height);
        if let Some(page) = self.set.pages.last_mut() {
            page.push(Item::Row { y, row, repeated });
        }
        self.y += height;
        self.pending = 0.0;
    }
}

/// Height of a group up to its first row below a header, or to that row's first part if a page cannot hold more; of the
/// whole group where it has none.
fn beginning(group: &[Chunk], page: f32) -> f32 {
    let first = group.iter().enumerate().find_map(|(index, chunk)| match &chunk.content {
        Content::Row { row, header: Some(_) } => Some((index, row.least_part())),
        _ => None,
    });
    match first {
        Some((index, part)) => {
            let whole = stacked(&group[..=index]);
            if whole <= page { whole } else { stacked(&group[..index]) + part }
        }
        None => stacked(group),
    }
}

/// Height of chunks on top of one another, without the blank above the first.
fn stacked(group: &[Chunk]) -> f32 {
    let mut total = 0.0;
    for (index, chunk) in group.iter().enumerate() {
        total += chunk.height;
        if let Some(next) = group.get(index + 1) {
            total += chunk.below + next.above;
        }
    }
    total
}
