//! [`PdfSink`] by printpdf: operations and font dictionaries; `subset` makes the fonts, `finish` the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{
    Codepoint, Color, DictItem, FontId, Greyscale, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix,
    WindingOrder,
};

use super::finish;
use super::sink::{About, Artifact, GlyphRun, PdfSink, Places, SinkGlyph, Tint, Within};
use super::subset::{Shown, Subset, embedded, thousandths};
use crate::ExportError;
use crate::font::Face;
use crate::layout::Mark;
use crate::picture::Shape;

/// The file while it is being drawn.
pub(super) struct PrintpdfSink {
    pages: Vec<PdfPage>,
    ops: Vec<Op>,
    height: f32,
    width: f32,
    in_text: bool,
    tint: Option<Tint>,
    font: Option<(u16, u32)>,
    subsets: BTreeMap<u16, Subset>,
    within: Option<Within>,
    /// For each page, the elements of its marked content in order.
    marked: Vec<Vec<Mark>>,
}

impl PrintpdfSink {
    /// An empty file.
    pub(super) fn new() -> Self {
        Self {
            pages: Vec::new(),
            ops: Vec::new(),
            height: 0.0,
            width: 0.0,
            in_text: false,
            tint: None,
            font: None,
            subsets: BTreeMap::new(),
            within: None,
            marked: Vec::new(),
        }
    }

    fn end_within(&mut self) {
        self.end_text();
        if self.within.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn end_page(&mut self) {
        if self.width > 0.0 {
            self.end_within();
            let points_to_mm = |points: f32| Mm(points * 25.4 / 72.0);
            self.pages.push(PdfPage::new(
                points_to_mm(self.width),
                points_to_mm(self.height),
                std::mem::take(&mut self.ops),
            ));
        }
        self.tint = None;
        self.font = None;
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
        }
    }

    fn tint(&mut self, tint: Tint) {
        if self.tint != Some(tint) {
            self.ops.push(Op::SetFillColor { col: colour(tint) });
            self.tint = Some(tint);
        }
    }

    fn point(&self, (x, y): (f32, f32)) -> Point {
        Point { x: Pt(hundredths(x)), y: Pt(hundredths(self.height - y)) }
    }

    /// Shows glyphs that follow one another, the first at its place and the others by corrections.
    fn show(&mut self, run: &GlyphRun<'_>, glyphs: &[SinkGlyph]) {
        let Some(first) = glyphs.first() else { return };
        let start = hundredths(first.x);
        let mut pen = start;
        let subset = self.subsets.entry(run.face).or_default();
        let mut items = Vec::with_capacity(glyphs.len());
        for (index, glyph) in glyphs.iter().enumerate() {
            let units = run.metrics.width_units(glyph.glyph);
            let shown = Shown { character: glyph.character, second: glyph.second, units };
            let new = subset.take(glyph.glyph, shown);
            // What a viewer advances by: the whole number in the width table.
            let advance = f32::from(thousandths(units, run.metrics.units)) / 1000.0 * run.size;
            pen += advance;
            let mut offset = 0.0;
            if let Some(next) = glyphs.get(index + 1) {
                offset = ((pen - next.x) * 1000.0 / run.size).round();
                if offset.abs() < 1.0 {
                    offset = 0.0;
                }
                pen -= offset * run.size / 1000.0;
            }
            items.push(Codepoint::with_cid(new, offset, text_of(glyph.character, glyph.second)));
        }
        let y = hundredths(self.height - run.baseline);
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(start), Pt(y)) });
        self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(items)] });
    }

    /// Whether a glyph needs its text said aloud: a stand-in, one glyph serving two characters, or a character of
    /// private use (ISO 19005-2, 6.2.11.7.3).
    fn needs_words(&self, face: u16, glyph: &SinkGlyph) -> bool {
        glyph.stand_in
            || matches!(glyph.character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
            || self
                .subsets
                .get(&face)
                .and_then(|subset| subset.shown(glyph.glyph))
                .is_some_and(|known| known.character != glyph.character || known.second != glyph.second)
    }
}

impl PdfSink for PrintpdfSink {
    fn begin_page(&mut self, width: f32, height: f32) {
        self.end_page();
        (self.width, self.height) = (width, height);
        self.marked.push(Vec::new());
    }

    fn within(&mut self, within: Within) {
        if self.within == Some(within) {
            return;
        }
        self.end_within();
        let (tag, map) = match within {
            Within::Element(mark, name) => {
                let page = self.marked.last_mut().map(|page| {
                    page.push(mark);
                    page.len() - 1
                });
                let id = i64::try_from(page.unwrap_or(0)).unwrap_or(0);
                (name, BTreeMap::from([("MCID".to_owned(), DictItem::Int(id))]))
            }
            Within::Artifact(artifact) => ("Artifact", properties(artifact)),
        };
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
        self.within = Some(within);
    }

    fn text(&mut self, run: &GlyphRun<'_>) {
        self.begin_text();
        self.tint(run.tint);
        let font = (run.face, run.size.to_bits());
        if self.font != Some(font) {
            let handle = PdfFontHandle::External(font_id(run.face));
            self.ops.push(Op::SetFont { font: handle, size: Pt(run.size) });
            self.font = Some(font);
        }
        let mut plain = 0;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            if !self.needs_words(run.face, glyph) {
                continue;
            }
            self.show(run, &run.glyphs[plain..index]);
            let words = text_of(glyph.character, glyph.second);
            let data =
                [0xFE, 0xFF].into_iter().chain(words.encode_utf16().flat_map(u16::to_be_bytes)).collect();
            let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
            let properties = DictItem::Dict { map };
            self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
            // The glyph's own entry in the width table and in ToUnicode stays as it was first met.
            self.show(run, &run.glyphs[index..=index]);
            self.ops.push(Op::EndMarkedContent);
            plain = index + 1;
        }
        self.show(run, &run.glyphs[plain..]);
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32) {
        self.end_text();
        self.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        let point = |at| LinePoint { p: self.point(at), bezier: false };
        let line = Line { points: vec![point(from), point(to)], is_closed: false };
        self.ops.push(Op::DrawLine { line });
    }

    fn fill(&mut self, (x, y, width, height): (f32, f32, f32, f32), tint: Tint) {
        self.end_text();
        self.tint(tint);
        let corner = self.point((x, y + height));
        let rectangle = Rect {
            x: corner.x,
            y: corner.y,
            width: Pt(hundredths(width)),
            height: Pt(hundredths(height)),
            mode: Some(PaintMode::Fill),
            winding_order: Some(WindingOrder::NonZero),
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn outline(&mut self, rings: &[Vec<(f32, f32, bool)>], tint: Tint) {
        self.end_text();
        self.tint(tint);
        let rings = rings
            .iter()
            .map(|ring| PolygonRing {
                points: ring
                    .iter()
                    .map(|&(x, y, bezier)| LinePoint { p: self.point((x, y)), bezier })
                    .collect(),
            })
            .collect();
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn picture(&mut self, shapes: &[Shape], corner: (f32, f32)) {
        self.end_text();
        self.ops.extend(super::picture::operations(shapes, corner, self.height));
    }

    fn finish(
        mut self,
        faces: &[Arc<Face>],
        about: &About,
        places: &Places<'_>,
    ) -> Result<Vec<u8>, ExportError> {
        self.end_page();
        let mut pdf = PdfDocument::new(&about.title);
        for (index, subset) in &self.subsets {
            let Some(face) = faces.get(usize::from(*index)) else { continue };
            let font = embedded(face, subset)?;
            pdf.resources.fonts.map.insert(font_id(*index), PdfFont::new(font));
        }
        let height = self.height;
        pdf.pages = self.pages;
        let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
        let mut warnings = Vec::new();
        let file = pdf.to_lopdf_document(&options, &mut warnings);
        finish::finish(file, about, places, &self.marked, height)
    }
}

/// What kind of decoration it is.
fn properties(artifact: Artifact) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let (kind, subtype) = match artifact {
        Artifact::Header => ("Pagination", Some("Header")),
        Artifact::Footer => ("Pagination", Some("Footer")),
        Artifact::Watermark => ("Pagination", Some("Watermark")),
        Artifact::Repetition => ("Pagination", None),
        Artifact::Layout => ("Layout", None),
    };
    let subtype = subtype.map(|subtype| ("Subtype".to_owned(), name(subtype)));
    [("Type".to_owned(), name(kind))].into_iter().chain(subtype).collect()
}

fn font_id(face: u16) -> FontId {
    FontId(format!("T{face}"))
}

fn text_of(character: char, second: Option<char>) -> String {
    [Some(character), second].into_iter().flatten().collect()
}

fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

fn colour(tint: Tint) -> Color {
    let grey = |percent: f32| Color::Greyscale(Greyscale::new(percent, None));
    match tint {
        Tint::Black => grey(0.0),
        Tint::Pale => grey(0.9),
        Tint::Grey => grey(0.5),
        Tint::Red => Color::Rgb(Rgb { r: 0.75, g: 0.0, b: 0.0, icc_profile: None }),
        Tint::Yellow => Color::Rgb(Rgb { r: 1.0, g: 0.95, b: 0.55, icc_profile: None }),
    }
}
