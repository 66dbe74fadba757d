//! Blocks in reading order.

use document::tree::{Block, CoverLine, Document, Inline, Picture};
use docx_rs::{DocumentChild, Docx, LineSpacing, LineSpacingType, Paragraph};

use super::contents::{self, Entries};
use super::runs::Setter;
use super::{cover, pictures, signatures, tables};
use crate::ExportError;
use crate::docx::units::twips;
use crate::style::Part;
use crate::title::balanced;
use crate::words::{em_inlines, number_gap};
use crate::{sign, style::Layout};

/// Writes the blocks of a paper one after the other.
pub(super) struct Body<'a> {
    /// Fonts and layout.
    pub setter: Setter<'a>,
    /// What has been written so far.
    pub docx: Docx,
    /// The next paragraph begins a page.
    page_break: bool,
    in_annex: bool,
    entries: Entries,
    shown: Shown,
}

/// What only the patch pass can put into its place, in the order in which it stands.
#[derive(Default)]
pub(super) struct Shown {
    /// Charts.
    pub pictures: Vec<Picture>,
    /// Tables as XML.
    pub tables: Vec<String>,
}

impl<'a> Body<'a> {
    /// A body to be filled.
    pub(super) fn new(setter: Setter<'a>, docx: Docx, entries: Entries) -> Self {
        Self { setter, docx, page_break: false, in_annex: false, entries, shown: Shown::default() }
    }

    /// Writes every block of the paper; what is shown is still to be put into its place.
    pub(super) fn write(mut self, document: &Document) -> Result<(Docx, Shown), ExportError> {
        let blocks = &document.blocks;
        let has_cover = matches!(blocks.first(), Some(Block::Cover { .. }));
        if document.contents_table && !has_cover {
            self.contents();
        }
        for (index, block) in blocks.iter().enumerate() {
            self.block(blocks, index, block)?;
            if document.contents_table && has_cover && index == 0 {
                self.contents();
            }
        }
        Ok((self.docx, self.shown))
    }

    fn contents(&mut self) {
        for paragraph in contents::paragraphs(self.setter, &self.entries) {
            self.push(paragraph);
        }
        self.page_break = true;
    }

    fn push(&mut self, mut paragraph: Paragraph) {
        if std::mem::take(&mut self.page_break) {
            paragraph = paragraph.page_break_before(true);
        }
        self.docx.document.children.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// A table cannot begin a page by itself: a paragraph of one point does it for it.
    fn before_table(&mut self) {
        if self.page_break {
            self.push(thin());
        }
    }

    fn block(&mut self, blocks: &[Block], index: usize, block: &Block) -> Result<(), ExportError> {
        let setter = self.setter;
        let stays = sign::stays_with_next(blocks, index);
        match block {
            Block::Cover { title, lines } => self.cover(title, lines),
            Block::Title { text } => {
                self.push(
                    setter.paragraph(Part::Title, &balanced(text, line_of(setter.layout, Part::Title))),
                );
            }
            Block::Heading { level, number, text, .. } => {
                let part = Part::heading(*level, self.in_annex);
                let mut paragraph = setter.empty(part);
                let bookmark = self.entries.bookmark(index);
                if let Some((id, name)) = &bookmark {
                    paragraph = paragraph.add_bookmark_start(*id, name.as_str());
                }
                paragraph = setter.add_words(
                    paragraph,
                    part,
                    &format!("{number}{}", number_gap(number, !text.is_empty())),
                );
                paragraph = setter.add(paragraph, part, text);
                if let Some((id, _)) = bookmark {
                    paragraph = paragraph.add_bookmark_end(id);
                }
                self.push(paragraph);
            }
            Block::Paragraph { role, text } => {
                let part = Part::role(*role);
                let mut paragraph = setter.paragraph(part, text);
                let right = sign::right_blank(blocks, index, &setter.layout.signature, |runs| {
                    Ok::<_, ExportError>(em_inlines(runs))
                })?;
                if let Some(right) = right {
                    paragraph = paragraph.indent(None, None, Some(characters(setter.layout, right)), None);
                }
                if stays {
                    paragraph = paragraph.keep_next(true).keep_lines(true);
                }
                self.push(paragraph);
            }
            Block::Item { depth, marker, text } => {
                let part = Part::item(*depth);
                let paragraph = setter.add_words(setter.empty(part), part, marker);
                let mut paragraph = setter.add(paragraph, part, text);
                if stays {
                    paragraph = paragraph.keep_next(true).keep_lines(true);
                }
                self.push(paragraph);
            }
            Block::Table(table) => {
                self.before_table();
                self.docx.document.children.push(tables::place(self.shown.tables.len()));
                self.shown.tables.push(tables::table(setter, table, stays)?);
                // Two tables in a row would grow together, and a table may not end a document.
                self.push(after_table(setter.layout).keep_next(stays));
            }
            Block::Chart(picture) => {
                self.push(pictures::place(self.shown.pictures.len()));
                self.shown.pictures.push(picture.clone());
            }
            Block::Signatures { parties } => {
                self.before_table();
                self.docx
                    .document
                    .children
                    .push(DocumentChild::Table(Box::new(signatures::table(setter, parties))));
                self.push(thin());
            }
            Block::Annex { number, title, .. } => {
                self.in_annex = true;
                self.page_break = true;
                self.push(setter.add_words(setter.empty(Part::AnnexMark), Part::AnnexMark, number));
                let title = balanced(title, line_of(setter.layout, Part::AnnexTitle));
                let mut paragraph = setter.empty(Part::AnnexTitle);
                let bookmark = self.entries.bookmark(index);
                if let Some((id, name)) = &bookmark {
                    paragraph = paragraph.add_bookmark_start(*id, name.as_str());
                }
                paragraph = setter.add(paragraph, Part::AnnexTitle, &title);
                if let Some((id, _)) = bookmark {
                    paragraph = paragraph.add_bookmark_end(id);
                }
                self.push(paragraph);
            }
            Block::PageBreak => self.page_break = true,
        }
        Ok(())
    }

    fn cover(&mut self, title: &[Inline], lines: &[CoverLine]) {
        let setter = self.setter;
        let title = balanced(title, line_of(setter.layout, Part::CoverTitle));
        self.push(cover::title(setter, &title));
        if !lines.is_empty() {
            self.docx.document.children.push(DocumentChild::Table(Box::new(cover::lines(setter, lines))));
        }
        self.push(thin());
        self.page_break = true;
    }
}

/// Characters that a line of a part holds.
#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
pub(super) fn line_of(layout: &Layout, part: Part) -> f32 {
    layout.page.text_width() / layout.part(part).size_pt
}

/// Width of so many body characters in twips.
#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
fn characters(layout: &Layout, count: f32) -> i32 {
    twips(count * layout.character())
}

/// A paragraph that takes one point of height; off the grid of lines, else LibreOffice makes a whole line of it.
pub(super) fn thin() -> Paragraph {
    Paragraph::new()
        .snap_to_grid(false)
        .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(20))
}

/// The blank below a table.
#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
fn after_table(layout: &Layout) -> Paragraph {
    let height = twips(layout.table.after * layout.grid.pitch_pt).max(20);
    Paragraph::new()
        .snap_to_grid(false)
        .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(height))
}
