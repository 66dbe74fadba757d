//! Rules of a page, collected so that touching pieces become one line.

use super::sink::PdfSink;

/// Horizontal and vertical rules in hundredths of a point, so that equal places are equal numbers.
#[derive(Debug, Default)]
pub(super) struct Rules {
    horizontal: Vec<(i32, i32, i32)>,
    vertical: Vec<(i32, i32, i32)>,
}

fn hundredths(value: f32) -> i32 {
    (value * 100.0).round() as i32
}

fn points(value: i32) -> f32 {
    value as f32 / 100.0
}

impl Rules {
    /// Nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.horizontal.is_empty() && self.vertical.is_empty()
    }

    /// The four sides of a box: left, top, width, height.
    pub(super) fn frame(&mut self, (x, y, width, height): (f32, f32, f32, f32)) {
        let (left, top) = (hundredths(x), hundredths(y));
        let (right, bottom) = (hundredths(x + width), hundredths(y + height));
        self.horizontal.extend([(top, left, right), (bottom, left, right)]);
        self.vertical.extend([(left, top, bottom), (right, top, bottom)]);
    }

    /// Draws and forgets them.
    pub(super) fn draw(&mut self, sink: &mut impl PdfSink, thickness: f32) {
        // Half the thickness further at each end, so that corners are filled.
        let half = thickness / 2.0;
        for (y, from, to) in joined(&mut self.horizontal) {
            sink.rule((points(from) - half, points(y)), (points(to) + half, points(y)), thickness);
        }
        for (x, from, to) in joined(&mut self.vertical) {
            sink.rule((points(x), points(from)), (points(x), points(to)), thickness);
        }
    }
}

/// Sorts pieces and joins those that touch or overlap; a gap of a hundredth or two is rounding.
fn joined(pieces: &mut Vec<(i32, i32, i32)>) -> Vec<(i32, i32, i32)> {
    pieces.sort_unstable();
    let mut out: Vec<(i32, i32, i32)> = Vec::new();
    for (at, from, to) in pieces.drain(..) {
        match out.last_mut() {
            Some((last, _, end)) if (at - *last).abs() <= 2 && from <= *end + 2 => *end = (*end).max(to),
            _ => out.push((at, from, to)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_pieces_become_one() {
        let mut pieces = vec![(100, 500, 900), (100, 0, 500), (200, 0, 500)];
        assert_eq!(joined(&mut pieces), [(100, 0, 900), (200, 0, 500)]);
    }
}
