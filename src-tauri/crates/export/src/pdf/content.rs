//! What a page draws (ISO 32000-1, 7.8.2 and annex A): its operators, written as bytes at once.
//!
//! printpdf has the operators too, but as a list of values which it turns into a second list, one string a glyph: of
//! a table with thousands of cells that took most of the time and of the memory.

use std::io::Write as _;

use super::finish::words;
use super::object::{self, hexadecimal};
use super::sink::{Artifact, Tint};

/// The content of one page. Points from the bottom left corner of the paper.
#[derive(Debug, Default)]
pub(super) struct Content {
    bytes: Vec<u8>,
}

impl Content {
    /// The content as it goes into the file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// An operator without operands.
    fn operator(&mut self, name: &str) {
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(b'\n');
    }

    /// An operator after its numbers.
    fn numbers(&mut self, values: &[f32], name: &str) {
        for value in values {
            number(*value, &mut self.bytes);
            self.bytes.push(b' ');
        }
        self.operator(name);
    }

    /// Begins a stretch of text.
    pub(super) fn begin_text(&mut self) {
        self.operator("BT");
    }

    /// Ends it.
    pub(super) fn end_text(&mut self) {
        self.operator("ET");
    }

    /// Sets the face, by its name among the page's resources, and its size.
    pub(super) fn font(&mut self, name: &str, size: f32) {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(b' ');
        self.numbers(&[size], "Tf");
    }

    /// Shows glyphs from a point on: each with the distance (in thousandths of the type size) by which the next one is
    /// drawn back.
    pub(super) fn glyphs(&mut self, (x, y): (f32, f32), glyphs: impl Iterator<Item = (u16, i32)>) {
        self.numbers(&[1.0, 0.0, 0.0, 1.0, x, y], "Tm");
        self.bytes.extend_from_slice(b"[<");
        for (glyph, back) in glyphs {
            hexadecimal(&glyph.to_be_bytes(), &mut self.bytes);
            if back != 0 {
                // Writing to a Vec cannot fail.
                let _ = write!(self.bytes, ">{back}<");
            }
        }
        self.operator(">]TJ");
    }

    /// What follows, up to [`Self::end_marked`], is a piece of an element, with its number on the page.
    pub(super) fn begin_element(&mut self, kind: &str, number: usize) {
        let _ = write!(self.bytes, "/{kind}<</MCID {number}>>");
        self.operator("BDC");
    }

    /// What follows, up to [`Self::end_marked`], is no part of the text.
    pub(super) fn begin_artifact(&mut self, artifact: Artifact) {
        let kind = match artifact {
            Artifact::Header => "/Type/Pagination/Subtype/Header",
            Artifact::Footer => "/Type/Pagination/Subtype/Footer",
            Artifact::Watermark => "/Type/Pagination/Subtype/Watermark",
            Artifact::Repetition => "/Type/Pagination",
            Artifact::Layout => "/Type/Layout",
        };
        let _ = write!(self.bytes, "/Artifact<<{kind}>>");
        self.operator("BDC");
    }

    /// What follows, up to [`Self::end_marked`], reads as these words whatever its glyphs stand for.
    pub(super) fn begin_spoken(&mut self, text: &str) {
        self.bytes.extend_from_slice(b"/Span<</ActualText");
        object::write(&words(text), &mut self.bytes);
        self.operator(">>BDC");
    }

    /// Ends what was marked last.
    pub(super) fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// Colour of areas and text.
    pub(super) fn fill_tint(&mut self, tint: Tint) {
        match tint {
            Tint::Black => self.numbers(&[0.0], "g"),
            Tint::Pale => self.numbers(&[0.9], "g"),
            Tint::Grey => self.numbers(&[0.5], "g"),
            Tint::Red => self.numbers(&[0.75, 0.0, 0.0], "rg"),
            Tint::Yellow => self.numbers(&[1.0, 0.95, 0.55], "rg"),
        }
    }

    /// Colour of areas: red, green, blue.
    pub(super) fn fill_colour(&mut self, colour: [u8; 3]) {
        self.numbers(&colour.map(|part| f32::from(part) / 255.0), "rg");
    }

    /// Colour of lines: red, green, blue.
    pub(super) fn line_colour(&mut self, colour: [u8; 3]) {
        self.numbers(&colour.map(|part| f32::from(part) / 255.0), "RG");
    }

    /// Thickness of lines.
    pub(super) fn thickness(&mut self, points: f32) {
        self.numbers(&[points], "w");
    }

    /// Dash and gap of lines; `None` for whole ones.
    pub(super) fn dash(&mut self, lengths: Option<(f32, f32)>) {
        self.bytes.push(b'[');
        if let Some((dash, gap)) = lengths {
            number(dash, &mut self.bytes);
            self.bytes.push(b' ');
            number(gap, &mut self.bytes);
        }
        self.operator("]0 d");
    }

    /// Draws a line through points.
    pub(super) fn stroke(&mut self, points: impl Iterator<Item = (f32, f32)>) {
        let mut begun = false;
        for (x, y) in points {
            self.numbers(&[x, y], if begun { "l" } else { "m" });
            begun = true;
        }
        if begun {
            self.operator("S");
        }
    }

    /// Fills a rectangle: its bottom left corner, width and height.
    pub(super) fn rectangle(&mut self, corner: (f32, f32), width: f32, height: f32) {
        self.numbers(&[corner.0, corner.1, width, height], "re");
        self.operator("f");
    }

    /// Adds a closed outline to the area that [`Self::fill`] fills; each `true` point is a control point of a cubic
    /// curve.
    pub(super) fn ring(&mut self, points: impl Iterator<Item = (f32, f32, bool)>) {
        let mut begun = false;
        // Two control points wait for the point that they lead to.
        let mut waiting: Vec<f32> = Vec::with_capacity(6);
        for (x, y, control) in points {
            waiting.extend([x, y]);
            if control && waiting.len() < 6 {
                continue;
            }
            match (begun, waiting.as_slice()) {
                (true, curve @ [_, _, _, _, _, _]) => self.numbers(curve, "c"),
                (true, _) => self.numbers(&[x, y], "l"),
                (false, _) => self.numbers(&[x, y], "m"),
            }
            begun = true;
            waiting.clear();
        }
        if begun {
            self.operator("h");
        }
    }

    /// Fills the outlines; where they wind in opposite directions there are holes.
    pub(super) fn fill(&mut self) {
        self.operator("f");
    }

    /// Keeps colours and thickness for [`Self::restore`].
    pub(super) fn save(&mut self) {
        self.operator("q");
    }

    /// Takes back what was kept.
    pub(super) fn restore(&mut self) {
        self.operator("Q");
    }
}

/// A number to three places, which PDF wants without an exponent.
#[allow(clippy::cast_possible_truncation, reason = "lengths on paper stay far below the limits")]
fn number(value: f32, out: &mut Vec<u8>) {
    let thousandths = (f64::from(value) * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push(b'-');
    }
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let _ = write!(out, "{whole}");
    if rest > 0 {
        let _ = write!(out, ".{rest:03}");
        while out.last() == Some(&b'0') {
            out.pop();
        }
    }
}

#[cfg(test)]
mod tests;
