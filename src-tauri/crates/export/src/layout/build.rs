//! Blocks of a paper as chunks.

use std::rc::Rc;

use document::tree::{Block, Document, Inline, SignatureParty};
use document::{SIGNATURE_LINES, tree};

use super::atom::Type;
use super::contents::{self, Elements};
use super::cover;
use super::flow::{Chunk, Content};
use super::line::{Line, Measure};
use super::paragraph::{Places, paragraph, set_lines};
use super::structure::{Kind, Mark, Structure};
use super::table::table;
use crate::font::Shaper;
use crate::outline::Entry;
use crate::style::{Layout, Part, Setting};
use crate::title::balanced;
use crate::words::number_gap;
use crate::{ExportError, picture, sign};

/// The blocks of a paper, set.
pub(crate) struct Built {
    /// Chunks in order, without the contents.
    pub chunks: Vec<Chunk>,
    /// What the paper is made of, the contents included.
    pub structure: Structure,
    /// Elements of the contents.
    pub contents: Elements,
}

/// Every block of the paper, in order.
pub(crate) fn build(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    document: &Document,
    entries: &[Entry],
) -> Result<Built, ExportError> {
    let mut builder = Builder {
        shaper,
        layout,
        entries,
        in_annex: false,
        structure: Structure::default(),
        lists: Vec::new(),
        table: None,
        out: Vec::new(),
    };
    let mut contents = Elements::default();
    let covers = usize::from(matches!(document.blocks.first(), Some(Block::Cover { .. })));
    for index in 0..document.blocks.len() {
        if document.contents_table && index == covers {
            contents = contents::elements(&mut builder.structure, entries);
        }
        builder.block(&document.blocks, index)?;
    }
    Ok(Built { chunks: builder.out, structure: builder.structure, contents })
}

/// A box in which nothing needs a second line.
const WIDE: Measure =
    Measure { width: 1.0e6, left: 0.0, indent: 0.0, right: 0.0, setting: Setting::Left, grid: true };

struct Builder<'a, 'b> {
    shaper: &'a mut Shaper<'b>,
    layout: &'a Layout,
    entries: &'a [Entry],
    in_annex: bool,
    structure: Structure,
    /// Open lists from the outer one on, each with the body of its last item.
    lists: Vec<(Mark, Mark)>,
    /// Element of the table that the caption before it has opened.
    table: Option<Mark>,
    out: Vec<Chunk>,
}

impl Builder<'_, '_> {
    fn block(&mut self, blocks: &[Block], index: usize) -> Result<(), ExportError> {
        let anchor = self.entries.iter().position(|entry| entry.block == index);
        let places = Places { anchor, ..Places::default() };
        if !matches!(blocks[index], Block::Item { .. }) {
            self.lists.clear();
        }
        match &blocks[index] {
            Block::Cover { title, lines } => {
                let chunks = cover::chunks(self.shaper, self.layout, &mut self.structure, title, lines)?;
                self.out.extend(chunks);
                self.out.push(Chunk::page_break());
            }
            Block::Title { text } => {
                let mark = self.element(Kind::Title);
                self.titled(Part::Title, text, Places { mark, ..places })?;
            }
            Block::Heading { level, number, text, .. } => {
                let part = Part::heading(*level, self.in_annex);
                let mut runs =
                    vec![Inline::text(format!("{number}{}", number_gap(number, !text.is_empty())))];
                runs.extend_from_slice(text);
                let mark = self.structure.heading(self.layout.part(part).outline.unwrap_or(*level));
                self.paragraph(part, &runs, Places { mark, ..places })?;
            }
            Block::Paragraph { role, text } => {
                let character = self.layout.character();
                let set = Type::of(self.layout, Part::role(*role));
                let right = sign::right_blank(blocks, index, &self.layout.signature, |runs| {
                    let lines = set_lines(self.shaper, set, WIDE, runs)?;
                    Ok::<_, ExportError>(lines.iter().map(|line| line.end).fold(0.0, f32::max) / character)
                })?;
                let right = right.map_or(0.0, |characters| characters * character);
                let keep = matches!(role, tree::Role::Caption | tree::Role::Signature);
                let mark = match (role, blocks.get(index + 1)) {
                    (tree::Role::Caption, Some(Block::Table(_))) => {
                        let table = self.element(Kind::Table);
                        self.table = Some(table);
                        self.structure.add(table, Kind::Caption)
                    }
                    _ => self.element(Kind::Paragraph),
                };
                self.paragraph(Part::role(*role), text, Places { right, keep, mark, ..places })?;
            }
            Block::Item { depth, marker, text } => {
                let mut runs = vec![Inline::text(marker.as_str())];
                runs.extend_from_slice(text);
                let (label, mark) = self.item(*depth);
                let label = Some((marker.chars().count(), label));
                self.paragraph(Part::item(*depth), &runs, Places { mark, label, ..places })?;
            }
            Block::Table(content) => {
                let element = self.table.take().unwrap_or_else(|| self.element(Kind::Table));
                let chunks = table(self.shaper, self.layout, (&mut self.structure, element), content)?;
                self.out.extend(chunks);
            }
            Block::Chart(picture) => {
                let mark =
                    self.structure.add(self.structure.root(), Kind::Figure { alt: picture.alt.clone() });
                let pitch = self.layout.grid.pitch_pt;
                self.out.push(Chunk {
                    height: picture::scale(&picture.drawing, self.layout.page.text_width()).1,
                    above: pitch / 3.0,
                    below: pitch / 6.0,
                    // Its caption follows.
                    keep: true,
                    anchor: None,
                    content: Content::Picture(Rc::new(picture.clone()), mark),
                });
            }
            Block::Signatures { parties } => self.signatures(parties)?,
            Block::Annex { number, title, .. } => {
                self.in_annex = true;
                self.out.push(Chunk::page_break());
                let mark = self.element(Kind::Paragraph);
                let number = [Inline::text(number.as_str())];
                self.paragraph(Part::AnnexMark, &number, Places { mark, ..Places::default() })?;
                let level = self.layout.part(Part::AnnexTitle).outline.unwrap_or(1);
                let mark = self.structure.heading(level);
                self.titled(Part::AnnexTitle, title, Places { mark, ..places })?;
            }
            Block::PageBreak => self.out.push(Chunk::page_break()),
        }
        if sign::stays_with_next(blocks, index) {
            self.keep_end();
        }
        Ok(())
    }

    fn element(&mut self, kind: Kind) -> Mark {
        self.structure.add(self.structure.root(), kind)
    }

    /// Marker and body of the next item, in the list of its depth.
    fn item(&mut self, depth: u8) -> (Mark, Mark) {
        self.lists.truncate(usize::from(depth) + 1);
        while self.lists.len() <= usize::from(depth) {
            let above = self.lists.last().map_or_else(|| self.structure.root(), |(_, body)| *body);
            let list = self.structure.add(above, Kind::List);
            // A list that begins deeper than one level has no item to hang under: its list takes the place.
            self.lists.push((list, list));
        }
        let list = self.lists.last().map_or(Mark::NONE, |(list, _)| *list);
        let item = self.structure.add(list, Kind::Item);
        let label = self.structure.add(item, Kind::Label);
        let body = self.structure.add(item, Kind::ItemBody);
        if let Some(last) = self.lists.last_mut() {
            last.1 = body;
        }
        (label, body)
    }

    fn paragraph(&mut self, part: Part, runs: &[Inline], places: Places) -> Result<(), ExportError> {
        let chunks = paragraph(self.shaper, self.layout, part, runs, places)?;
        self.out.extend(chunks);
        Ok(())
    }

    fn titled(&mut self, part: Part, text: &[Inline], places: Places) -> Result<(), ExportError> {
        let most = self.layout.page.text_width() / self.layout.part(part).size_pt;
        self.paragraph(part, &balanced(text, most), places)
    }

    /// The end of the text goes with the signatures, so that they never stand alone on a page.
    fn keep_end(&mut self) {
        if let Some(last) = self.out.last_mut()
            && matches!(last.content, Content::Line { .. } | Content::Row { .. })
        {
            last.keep = true;
        }
    }

    fn signatures(&mut self, parties: &[SignatureParty]) -> Result<(), ExportError> {
        let set = Type::of(self.layout, Part::Party);
        let pitch = self.layout.pitch(self.layout.part(Part::Party));
        let column = self.layout.page.text_width() / 2.0;
        let measure = Measure {
            width: column - set.size,
            left: 0.0,
            indent: 0.0,
            right: 0.0,
            setting: Setting::Left,
            grid: false,
        };
        let rows = parties.chunks(2).count();
        for (row, pair) in parties.chunks(2).enumerate() {
            let mut placed: Vec<(f32, f32, Line)> = Vec::new();
            let mut tallest: f32 = 0.0;
            for (side, party) in pair.iter().enumerate() {
                let mut runs = vec![Inline::text(format!("{}：", party.label)), Inline::Break];
                runs.extend_from_slice(&balanced(&party.name, measure.width / set.size));
                let mut lines = set_lines(self.shaper, set, measure, &runs)?;
                // Label and name take three lines in either column, so that the lines below stand level.
                while lines.len() < 3 {
                    lines.push(Line { size: set.size, ..Line::default() });
                }
                for line in SIGNATURE_LINES {
                    lines.extend(set_lines(self.shaper, set, measure, &[Inline::text(line)])?);
                }
                let mark = self.structure.add(self.structure.root(), Kind::Paragraph);
                lines.iter_mut().for_each(|line| line.belongs(mark));
                tallest = tallest.max(lines.len() as f32 * pitch);
                placed.extend(lines.into_iter().enumerate().map(|(index, line)| {
                    (side as f32 * column, index as f32 * pitch + (pitch - set.size) / 2.0, line)
                }));
            }
            self.out.push(Chunk {
                height: tallest,
                above: pitch / 2.0,
                below: 0.0,
                keep: row + 1 < rows,
                anchor: None,
                content: Content::Group(placed),
            });
        }
        Ok(())
    }
}
