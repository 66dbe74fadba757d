//! Pages to drawing operations.

use document::tree::Document;

use super::edges;
use super::rules::Rules;
use super::sink::{GlyphRun, PdfSink, SinkGlyph, Tint};
use super::watermark;
use crate::ExportError;
use crate::font::Shaper;
use crate::layout::{CellBox, Glyph, Item, Line, PageSet, Row, Stands};
use crate::style::{Layout, PT_PER_MM};

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
            sink.begin_artifact();
            sink.outline(rings, Tint::Pale);
            sink.end_artifact();
        }
        let edges = edges::edges(shaper, layout, document, (index + 1, total), set.cover && index == 0)?;
        let corner = (page.left_mm * PT_PER_MM, page.top_mm * PT_PER_MM);
        let mut brush = Brush { sink: &mut *sink, shaper, layout, corner, draft: document.draft };
        brush.page(items);
        if !edges.is_empty() {
            brush.sink.begin_artifact();
            for edge in edges {
                brush.line(&edge.line, edge.x, edge.baseline, edge.tint);
            }
            brush.sink.end_artifact();
        }
    }
    Ok(())
}

struct Brush<'a, 'b, S: PdfSink> {
    sink: &'a mut S,
    shaper: &'a Shaper<'b>,
    layout: &'a Layout,
    corner: (f32, f32),
    draft: bool,
}

impl<S: PdfSink> Brush<'_, '_, S> {
    fn page(&mut self, items: &[Item]) {
        let (left, top) = self.corner;
        let mut rules = Rules::default();
        for item in items {
            match item {
                Item::Line { x, y, height, line } => self.boxed(line, left + x, top + y, *height),
                Item::Row { y, row, repeated } => {
                    if *repeated {
                        self.sink.begin_artifact();
                    }
                    self.row(row, top + y, &mut rules);
                    if *repeated {
                        self.sink.end_artifact();
                    }
                }
                Item::Rule { from, to, y } => {
                    self.sink.rule((left + from, top + y), (left + to, top + y), self.layout.table.rule_pt);
                }
            }
        }
        rules.draw(self.sink, self.layout.table.rule_pt);
    }

    fn row(&mut self, row: &Row, top: f32, rules: &mut Rules) {
        for cell in &row.cells {
            let CellBox { x, width, height, .. } = *cell;
            rules.frame((self.corner.0 + x, top, width, height));
            for (index, line) in cell.lines.iter().enumerate() {
                let y = top + cell.text_y + index as f32 * row.pitch;
                self.boxed(line, self.corner.0 + cell.text_x, y, row.pitch);
            }
        }
    }

    /// A line in the middle of its pitch.
    fn boxed(&mut self, line: &Line, x: f32, y: f32, height: f32) {
        let baseline = y + (height - line.size) / 2.0 + BASELINE * line.size;
        if self.draft {
            self.mark_blanks(line, x, baseline);
        }
        self.line(line, x, baseline, Tint::Black);
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
        for glyphs in line.glyphs.chunk_by(|before, after| before.face == after.face) {
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

fn placed(glyph: &Glyph, x: f32) -> SinkGlyph {
    SinkGlyph {
        glyph: glyph.glyph,
        x: x + glyph.x,
        character: glyph.character,
        second: glyph.second,
        stand_in: glyph.stands == Stands::Missing,
    }
}
