//! 草稿 across the page of a draft: outlines, not text, so that copying and searching never meet it.

use ttf_parser::{GlyphId, OutlineBuilder};

use crate::ExportError;
use crate::font::Shaper;
use crate::style::FontRole;

/// Closed outlines in points from the top left corner of the paper.
type Rings = Vec<Vec<(f32, f32, bool)>>;

/// Size of the characters as a share of the paper's width.
const SHARE: f32 = 0.30;

/// The outlines of 草稿, rising across the middle of the paper.
pub(super) fn draft(shaper: &mut Shaper<'_>, width: f32, height: f32) -> Result<Rings, ExportError> {
    const WORD: [char; 2] = ['草', '稿'];
    let size = width * SHARE;
    let mut rings = Rings::new();
    for (index, character) in WORD.into_iter().enumerate() {
        let shape = shaper.shape(FontRole::Hei, false, character)?;
        let Some(face) = shaper.faces.get(usize::from(shape.face)) else { continue };
        let Ok(parsed) = ttf_parser::Face::parse(&face.data, face.index) else { continue };
        let mut pen = Pen {
            rings: Vec::new(),
            at: (0.0, 0.0),
            scale: size / f32::from(face.units),
            shift: (index as f32 - 1.0) * size * 1.15,
            middle: (width / 2.0, height / 2.0),
            size,
        };
        parsed.outline_glyph(GlyphId(shape.glyph), &mut pen);
        rings.append(&mut pen.rings);
    }
    Ok(rings)
}

struct Pen {
    rings: Rings,
    at: (f32, f32),
    scale: f32,
    shift: f32,
    middle: (f32, f32),
    size: f32,
}

impl Pen {
    /// Font units to the paper: scaled, moved beside its neighbour, turned by 45 degrees.
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x * self.scale + self.shift, y * self.scale - self.size * 0.38);
        let turn = std::f32::consts::FRAC_1_SQRT_2;
        (self.middle.0 + (x - y) * turn, self.middle.1 - (x + y) * turn)
    }

    fn push(&mut self, x: f32, y: f32, control: bool) {
        let (px, py) = self.place(x, y);
        if let Some(ring) = self.rings.last_mut() {
            ring.push((px, py, control));
        }
        if !control {
            self.at = (x, y);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.rings.push(Vec::new());
        self.push(x, y, false);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, false);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // A quadratic curve as a cubic one.
        let (x0, y0) = self.at;
        let third = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        self.push(third(x0, x1), third(y0, y1), true);
        self.push(third(x, x1), third(y, y1), true);
        self.push(x, y, false);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push(x1, y1, true);
        self.push(x2, y2, true);
        self.push(x, y, false);
    }

    fn close(&mut self) {}
}
