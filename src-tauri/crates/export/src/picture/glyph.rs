//! Outlines of glyphs.

use ttf_parser::{GlyphId, OutlineBuilder};

use super::Ring;
use crate::font::Face;

/// Adds the outline of a glyph with its origin at a place; a font that cannot be read adds nothing.
pub(super) fn outline(face: &Face, glyph: u16, size: f32, origin: (f32, f32), rings: &mut Vec<Ring>) {
    let Ok(parsed) = ttf_parser::Face::parse(&face.data, 0) else { return };
    let scale = size / f32::from(face.units.max(1));
    let mut pen = Pen { rings, at: (0.0, 0.0), scale, origin };
    parsed.outline_glyph(GlyphId(glyph), &mut pen);
}

struct Pen<'r> {
    rings: &'r mut Vec<Ring>,
    at: (f32, f32),
    scale: f32,
    origin: (f32, f32),
}

impl Pen<'_> {
    fn push(&mut self, x: f32, y: f32, control: bool) {
        if let Some(ring) = self.rings.last_mut() {
            ring.push((self.origin.0 + x * self.scale, self.origin.1 - y * self.scale, control));
        }
        if !control {
            self.at = (x, y);
        }
    }
}

impl OutlineBuilder for Pen<'_> {
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
