//! Pages to drawing operations.

use document::tree::Document;

use super::edges;
use super::rules::Rules;
use super::sink::{Artifact, GlyphRun, PdfSink, SinkGlyph, Tint, Within};
use super::watermark;
use crate::font::Shaper;
use crate::layout::{CellBox, Glyph, Item, Line, Mark, PageSet, Row, Stands, Structure};
use crate::style::{Layout, PT_PER_MM};
use crate::{ExportError, picture};

/// Height of the baseline below the top of the em square of Chinese fonts.
pub(super) const BASELINE: f32 = 0.88;

/// Draws every page.
pub(super) fn draw(
    sink: &mut impl PdfSink,
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    document: &Document,
    set: &PageSet,
) -> Result<(), ExportError> {
    let page = &layout.page;
    let (width, height) = (page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM);
    let watermark = if document.draft { Some(watermark::draft(shaper, width, height)?) } else { None };
    let total = set.pages.len();
    for (index, items) in set.pages.iter().enumerate() {
        sink.begin_page(width, height);
        if let Some(rings) = &watermark {
            sink.within(Within::Artifact(Artifact::Watermark));
            sink.outline(rings, Tint::Pale);
        }
        let edges = edges::edges(shaper, layout, document, (index + 1, total), set.cover && index == 0)?;
        let corner = (page.left_mm * PT_PER_MM, page.top_mm * PT_PER_MM);
        let structure = &set.structure;
        let (sink, shaper) = (&mut *sink, &mut *shaper);
        let mut brush = Brush { sink, shaper, layout, structure, corner, loose: Artifact::Layout };
        if document.draft {
            brush.sink.within(Within::Artifact(Artifact::Layout));
            brush.blanks(items);
        }
        brush.page(items)?;
        for edge in edges {
            brush.loose = edge.artifact;
            brush.line(&edge.line, edge.x, edge.baseline, edge.tint);
        }
    }
    Ok(())
}

struct Brush<'a, 'b, S: PdfSink> {
    sink: &'a mut S,
    shaper: &'a mut Shaper<'b>,
    layout: &'a Layout,
    structure: &'a Structure,
    corner: (f32, f32),
    /// What glyphs without an element are.
    loose: Artifact,
}

impl<S: PdfSink> Brush<'_, '_, S> {
    fn page(&mut self, items: &[Item]) -> Result<(), ExportError> {
        let (left, top) = self.corner;
        let mut rules = Rules::default();
        for item in items {
            match item {
                Item::Line { x, y, height, line } => self.boxed(line, left + x, top + y, *height),
                Item::Row { y, row, repeated } => self.row(row, top + y, *repeated, &mut rules),
                Item::Picture { y, picture, mark } => {
                    let width = self.layout.page.text_width();
                    let shapes = picture::shapes(self.shaper, &picture.drawing, width)?;
                    self.sink.within(Within::Element(*mark, self.structure.name(*mark)));
                    self.sink.picture(&shapes, (left, top + y));
                }
                Item::Rule { from, to, y } => {
                    self.sink.within(Within::Artifact(Artifact::Layout));
                    self.sink.rule((left + from, top + y), (left + to, top + y), self.layout.table.rule_pt);
                }
            }
        }
        if !rules.is_empty() {
            self.sink.within(Within::Artifact(Artifact::Layout));
            rules.draw(self.sink, self.layout.table.rule_pt);
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, top: f32, repeated: bool, rules: &mut Rules) {
        for cell in &row.cells {
            let CellBox { x, width, height, .. } = *cell;
            rules.frame((self.corner.0 + x, top, width, height));
        }
        if repeated {
            self.sink.within(Within::Artifact(Artifact::Repetition));
        }
        for (line, x, y) in lines_of(row, self.corner.0, top) {
            let baseline = baseline(line, y, row.pitch);
            if repeated {
                self.glyphs(line, &line.glyphs, x, baseline, Tint::Black);
            } else {
                self.line(line, x, baseline, Tint::Black);
            }
        }
    }

    /// A line in the middle of its pitch.
    fn boxed(&mut self, line: &Line, x: f32, y: f32, height: f32) {
        self.line(line, x, baseline(line, y, height), Tint::Black);
    }

    /// Marks the blanks of a page, before anything is written on them.
    fn blanks(&mut self, items: &[Item]) {
        let (left, top) = self.corner;
        for item in items {
            match item {
                Item::Line { x, y, height, line } => {
                    self.mark_blanks(line, left + x, baseline(line, top + y, *height));
                }
                Item::Row { y, row, .. } => {
                    for (line, x, y) in lines_of(row, left, top + y) {
                        self.mark_blanks(line, x, baseline(line, y, row.pitch));
                    }
                }
                Item::Rule { .. } | Item::Picture { .. } => {}
            }
        }
    }

    fn mark_blanks(&mut self, line: &Line, x: f32, baseline: f32) {
        for blanks in line.glyphs.chunk_by(|before, after| before.blank == after.blank) {
            if let [first, .., last] | [first @ last] = blanks
                && first.blank
            {
                let area = (
                    x + first.x,
                    baseline - BASELINE * line.size,
                    last.x - first.x + line.size,
                    line.size * 1.06,
                );
                self.sink.fill(area, Tint::Yellow);
            }
        }
    }

    fn line(&mut self, line: &Line, x: f32, baseline: f32, tint: Tint) {
        for glyphs in line.glyphs.chunk_by(|before, after| before.mark == after.mark) {
            let Some(first) = glyphs.first() else { continue };
            self.sink.within(match first.mark {
                Mark::NONE => Within::Artifact(self.loose),
                mark => Within::Element(mark, self.structure.name(mark)),
            });
            self.glyphs(line, glyphs, x, baseline, tint);
        }
    }

    fn glyphs(&mut self, line: &Line, glyphs: &[Glyph], x: f32, baseline: f32, tint: Tint) {
        for glyphs in glyphs.chunk_by(|before, after| before.face == after.face) {
            let Some(first) = glyphs.first() else { continue };
            let Some(metrics) = self.shaper.faces.get(usize::from(first.face)) else { continue };
            let placed: Vec<SinkGlyph> = glyphs.iter().map(|glyph| placed(glyph, x)).collect();
            self.sink.text(&GlyphRun {
                face: first.face,
                metrics,
                size: line.size,
                baseline,
                tint,
                glyphs: &placed,
            });
        }
    }
}

/// Lines of a row with their left ends and the tops of their boxes.
fn lines_of(row: &Row, left: f32, top: f32) -> impl Iterator<Item = (&Line, f32, f32)> {
    row.cells.iter().flat_map(move |cell| {
        let place = move |index: usize| top + cell.text_y + index as f32 * row.pitch;
        cell.lines.iter().enumerate().map(move |(index, line)| (line, left + cell.text_x, place(index)))
    })
}

/// Baseline of a line in the middle of a box.
fn baseline(line: &Line, y: f32, height: f32) -> f32 {
    y + (height - line.size) / 2.0 + BASELINE * line.size
}

fn placed(glyph: &Glyph, x: f32) -> SinkGlyph {
    SinkGlyph {
        glyph: glyph.glyph,
        x: x + glyph.x,
        character: glyph.character,
        second: glyph.second,
        stand_in: glyph.stands == Stands::Missing,
    }
}
