//! [`PdfSink`] by printpdf: pages, resources and fonts; `content` writes what is drawn, `subset` makes the fonts, `finish`
//! the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use super::content::Content;
use super::finish::{self, Drawn};
use super::sink::{About, GlyphRun, PdfSink, Places, SinkGlyph, Tint, Within};
use super::subset::{Shown, Subset, fonts, name, register, text_of, thousandths};
use crate::ExportError;
use crate::font::Face;
use crate::picture::Shape;

/// The file while it is being drawn.
#[derive(Default)]
pub(super) struct PrintpdfSink {
    /// Finished pages.
    pages: Vec<Drawn>,
    /// The page that is being drawn.
    page: Drawn,
    width: f32,
    height: f32,
    content: Content,
    in_text: bool,
    tint: Option<Tint>,
    font: Option<(u16, u32)>,
    subsets: BTreeMap<u16, Subset>,
    within: Option<Within>,
}

impl PrintpdfSink {
    /// An empty file.
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn end_within(&mut self) {
        self.end_text();
        if self.within.take().is_some() {
            self.content.end_marked();
        }
    }

    fn end_page(&mut self) {
        if self.width > 0.0 {
            self.end_within();
            self.page.content = std::mem::take(&mut self.content).into_bytes();
            self.pages.push(std::mem::take(&mut self.page));
        }
        self.tint = None;
        self.font = None;
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.content.begin_text();
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.content.end_text();
            self.in_text = false;
        }
    }

    fn tint(&mut self, tint: Tint) {
        if self.tint != Some(tint) {
            self.content.fill_tint(tint);
            self.tint = Some(tint);
        }
    }

    fn point(&self, (x, y): (f32, f32)) -> (f32, f32) {
        (hundredths(x), hundredths(self.height - y))
    }

    /// Shows glyphs that follow one another, the first at its place and the others by corrections.
    fn show(&mut self, run: &GlyphRun<'_>, glyphs: &[SinkGlyph]) {
        let Some(first) = glyphs.first() else { return };
        let start = hundredths(first.x);
        let mut pen = start;
        let subset = self.subsets.entry(run.face).or_default();
        let placed = glyphs.iter().enumerate().map(|(index, glyph)| {
            let units = run.metrics.width_units(glyph.glyph);
            let shown = Shown { character: glyph.character, second: glyph.second, units };
            let new = subset.take(glyph.glyph, shown);
            // What a viewer advances by: the whole number in the width table.
            pen += f32::from(thousandths(units, run.metrics.units)) / 1000.0 * run.size;
            let back = glyphs.get(index + 1).map_or(0.0, |next| ((pen - next.x) * 1000.0 / run.size).round());
            pen -= back * run.size / 1000.0;
            (new, back as i32)
        });
        self.content.glyphs((start, hundredths(self.height - run.baseline)), placed);
    }

    /// Fills outlines that lie so far from the left top corner of the paper.
    fn area(&mut self, rings: &[Vec<(f32, f32, bool)>], corner: (f32, f32)) {
        let height = self.height;
        for ring in rings {
            let place = |&(x, y, control): &(f32, f32, bool)| {
                (hundredths(corner.0 + x), hundredths(height - corner.1 - y), control)
            };
            self.content.ring(ring.iter().map(place));
        }
        // A painting operator without a path is invalid (ISO 32000-1, 8.2).
        if rings.iter().any(|ring| !ring.is_empty()) {
            self.content.fill();
        }
    }

    /// Whether a glyph needs its text said aloud: a stand-in, one glyph serving two characters, or a character of
    /// private use (ISO 19005-2, 6.2.11.7.3).
    fn needs_words(&mut self, run: &GlyphRun<'_>, glyph: &SinkGlyph) -> bool {
        let units = run.metrics.width_units(glyph.glyph);
        let shown = Shown { character: glyph.character, second: glyph.second, units };
        let subset = self.subsets.entry(run.face).or_default();
        // Taken in at once: the same glyph may stand for another character later in this run.
        subset.take(glyph.glyph, shown);
        glyph.stand_in
            || matches!(glyph.character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
            || subset
                .shown(glyph.glyph)
                .is_some_and(|known| known.character != glyph.character || known.second != glyph.second)
    }
}

impl PdfSink for PrintpdfSink {
    fn begin_page(&mut self, width: f32, height: f32) {
        self.end_page();
        (self.width, self.height) = (width, height);
    }

    fn within(&mut self, within: Within) {
        if self.within == Some(within) {
            return;
        }
        self.end_within();
        match within {
            Within::Element(mark, kind) => {
                self.content.begin_element(kind, self.page.marks.len());
                self.page.marks.push(mark);
            }
            Within::Artifact(artifact) => self.content.begin_artifact(artifact),
        }
        self.within = Some(within);
    }

    fn text(&mut self, run: &GlyphRun<'_>) {
        self.begin_text();
        self.tint(run.tint);
        let font = (run.face, run.size.to_bits());
        if self.font != Some(font) {
            self.content.font(&name(run.face), run.size);
            self.font = Some(font);
        }
        let mut plain = 0;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            if !self.needs_words(run, glyph) {
                continue;
            }
            self.show(run, &run.glyphs[plain..index]);
            self.content.begin_spoken(&text_of(glyph.character, glyph.second));
            // The glyph's own entry in the width table and in ToUnicode stays as it was first met.
            self.show(run, &run.glyphs[index..=index]);
            self.content.end_marked();
            plain = index + 1;
        }
        self.show(run, &run.glyphs[plain..]);
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32) {
        self.end_text();
        self.content.thickness(thickness);
        let ends = [self.point(from), self.point(to)];
        self.content.stroke(ends.into_iter());
    }

    fn fill(&mut self, (x, y, width, height): (f32, f32, f32, f32), tint: Tint) {
        self.end_text();
        self.tint(tint);
        let corner = self.point((x, y + height));
        self.content.rectangle(corner, hundredths(width), hundredths(height));
    }

    fn outline(&mut self, rings: &[Vec<(f32, f32, bool)>], tint: Tint) {
        self.end_text();
        self.tint(tint);
        self.area(rings, (0.0, 0.0));
    }

    fn picture(&mut self, shapes: &[Shape], corner: (f32, f32)) {
        self.end_text();
        // Colours and dashes of the picture are nobody's business but its own.
        self.content.save();
        for shape in shapes {
            match shape {
                Shape::Fill { rings, .. } if rings.is_empty() => {}
                Shape::Fill { rings, colour } => {
                    self.content.fill_colour(*colour);
                    self.area(rings, corner);
                }
                Shape::Stroke { points, width, dash, colour } => {
                    self.content.line_colour(*colour);
                    self.content.thickness(hundredths(*width));
                    self.content.dash(dash.map(|(dash, gap)| (hundredths(dash), hundredths(gap))));
                    let height = self.height;
                    let place = |(x, y)| (hundredths(corner.0 + x), hundredths(height - corner.1 - y));
                    self.content.stroke(points.iter().copied().map(place));
                }
            }
        }
        self.content.restore();
    }

    fn finish(
        mut self,
        faces: &[Arc<Face>],
        about: &About,
        places: &Places<'_>,
    ) -> Result<Vec<u8>, ExportError> {
        self.end_page();
        let mut pdf = PdfDocument::new(&about.title);
        pdf.resources.fonts.map.extend(fonts(faces, &self.subsets)?);
        let points_to_mm = |points: f32| Mm(points * 25.4 / 72.0);
        let paper = (points_to_mm(self.width), points_to_mm(self.height));
        // printpdf writes those glyphs of a font into its tables that some page shows.
        let mut shown = Some(register(&self.subsets));
        let page = |_: &Drawn| PdfPage::new(paper.0, paper.1, shown.take().unwrap_or_default());
        pdf.pages = self.pages.iter().map(page).collect();
        let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
        let mut warnings = Vec::new();
        let file = pdf.to_lopdf_document(&options, &mut warnings);
        finish::finish(file, about, places, self.pages, self.height)
    }
}

fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
