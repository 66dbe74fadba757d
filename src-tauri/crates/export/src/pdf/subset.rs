//! The glyphs of each face that a file uses, and the fonts made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfFont, PdfFontHandle, Pt, TextItem};
use subsetter::GlyphRemapper;

use crate::font::Face;
use crate::{ExportError, parallel};

/// Glyphs in use.
#[derive(Default)]
pub(super) struct Subset {
    /// Old numbers to new ones, in the order of first use.
    remapper: GlyphRemapper,
    /// Text and width of each new glyph, by its number; 0 is the one that is never shown.
    glyphs: Vec<Option<Shown>>,
}

/// What a glyph stands for where it was first shown, and its width in font units.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The character.
    pub character: char,
    /// A second one that it shows too.
    pub second: Option<char>,
    /// Advance in units of the face.
    pub units: u16,
}

impl Subset {
    /// Takes a glyph in; answers its new number.
    pub(super) fn take(&mut self, glyph: u16, shown: Shown) -> u16 {
        let new = self.remapper.remap(glyph);
        let at = usize::from(new);
        if at >= self.glyphs.len() {
            self.glyphs.resize(at + 1, None);
        }
        self.glyphs[at].get_or_insert(shown);
        new
    }

    /// Every glyph by its new number.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (u16, Shown)> {
        (0..).zip(&self.glyphs).filter_map(|(glyph, shown)| Some((glyph, (*shown)?)))
    }

    /// What a glyph of the face was first shown for.
    pub(super) fn shown(&self, glyph: u16) -> Option<Shown> {
        let new = self.remapper.get(glyph)?;
        self.glyphs.get(usize::from(new)).copied().flatten()
    }
}

/// The fonts of the subsets: each takes a while, and none needs another.
pub(super) fn fonts(
    faces: &[Arc<Face>],
    subsets: &BTreeMap<u16, Subset>,
) -> Result<Vec<(FontId, PdfFont)>, ExportError> {
    let wanted: Vec<(u16, &Arc<Face>, &Subset)> = subsets
        .iter()
        .filter_map(|(index, subset)| Some((*index, faces.get(usize::from(*index))?, subset)))
        .collect();
    let font = |(index, face, subset): &(u16, &Arc<Face>, &Subset)| {
        Ok((FontId(name(*index)), PdfFont::new(embedded(face, subset)?)))
    };
    parallel::watched(&wanted, font, |_| Ok(()))
}

/// Every glyph of every subset, shown once.
pub(super) fn register(subsets: &BTreeMap<u16, Subset>) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for (face, subset) in subsets {
        let font = PdfFontHandle::External(FontId(name(*face)));
        ops.push(Op::SetFont { font, size: Pt(1.0) });
        let glyphs = subset
            .glyphs()
            .map(|(glyph, shown)| Codepoint::with_cid(glyph, 0.0, text_of(shown.character, shown.second)));
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
    }
    ops.push(Op::EndTextSection);
    ops
}

/// Name of a face among the resources of a page.
pub(super) fn name(face: u16) -> String {
    format!("T{face}")
}

/// What a glyph stands for, as text.
pub(super) fn text_of(character: char, second: Option<char>) -> String {
    [Some(character), second].into_iter().flatten().collect()
}

/// The subset of a face as printpdf takes it.
fn embedded(face: &Face, subset: &Subset) -> Result<ParsedFont, ExportError> {
    let data = subsetter::subset(&face.data, face.index, &subset.remapper).map_err(|error| {
        ExportError::Font {
            file: face.family.clone(), reason: format!("不能取出用到的字形：{error}")
        }
    })?;
    let widths = subset.glyphs().map(|(glyph, shown)| (glyph, shown.units)).collect();
    let metrics = FontMetrics { ascent: face.ascent, descent: face.descent };
    let name = format!("{}+{}", tag(subset), face.postscript);
    let mut font =
        ParsedFont::with_glyph_data(data, 0, Some(name), BTreeMap::new(), widths, face.units, metrics);
    let [x_min, y_min, x_max, y_max] = face.bounds;
    let about = &mut font.pdf_font_metrics;
    (about.x_min, about.y_min, about.x_max, about.y_max) = (x_min, y_min, x_max, y_max);
    about.us_weight_class = face.weight;
    Ok(font)
}

/// Six letters that tell one subset from another: made from the glyphs, so that equal input gives equal bytes.
fn tag(subset: &Subset) -> String {
    let mut hash = subset.remapper.remapped_gids().fold(0xcbf2_9ce4_8422_2325_u64, |hash, glyph| {
        (hash ^ u64::from(glyph)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut letters = String::with_capacity(6);
    for _ in 0..6 {
        letters.push(char::from(b'A' + u8::try_from(hash % 26).unwrap_or(0)));
        hash /= 26;
    }
    letters
}

/// Width in thousandths of the em, cut off as printpdf writes it.
pub(super) fn thousandths(units: u16, em: u16) -> u16 {
    u16::try_from(u32::from(units) * 1000 / u32::from(em.max(1))).unwrap_or(u16::MAX)
}
