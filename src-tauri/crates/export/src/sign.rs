//! Where name and date stand under an official paper (署名与成文日期, GB/T 9704-2012 第 7.3.5 节).
#![allow(clippy::float_arithmetic, reason = "widths in characters, not amounts of money")]

use document::tree::{Block, Inline, Role};

use crate::style::SignatureStyle;
use crate::words::em_inlines;

/// Blank characters at the right of `blocks[index]` if it is a signature or a date, else `None`.
#[must_use]
pub(crate) fn right_blank(blocks: &[Block], index: usize, style: &SignatureStyle) -> Option<f32> {
    let paragraph = |at: usize, wanted: Role| match blocks.get(at) {
        Some(Block::Paragraph { role, text }) if *role == wanted => Some(text.as_slice()),
        _ => None,
    };
    if let Some(name) = paragraph(index, Role::Signature) {
        let date = paragraph(index + 1, Role::Date);
        return Some(date.map_or(style.right, |date| blanks(style, name, date).0));
    }
    let date = paragraph(index, Role::Date)?;
    let name = index.checked_sub(1).and_then(|before| paragraph(before, Role::Signature));
    Some(name.map_or(style.right, |name| blanks(style, name, date).1))
}

/// Blank characters right of the name and of the date.
fn blanks(style: &SignatureStyle, name: &[Inline], date: &[Inline]) -> (f32, f32) {
    let (name, date) = (em_inlines(name), em_inlines(date));
    if style.sealed {
        return ((style.sealed_right + (date - name) / 2.0).max(0.0), style.sealed_right);
    }
    if date + style.shift > name {
        // The date is the longer one: it keeps its place, the name moves left.
        (style.right + style.shift + date - name, style.right)
    } else {
        (style.right, (style.right + name - date - style.shift).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNSEALED: SignatureStyle = SignatureStyle { right: 2.0, shift: 2.0, sealed: false, sealed_right: 4.0 };

    fn pair(name: &str, date: &str) -> [Block; 2] {
        [
            Block::Paragraph { role: Role::Signature, text: vec![Inline::text(name)] },
            Block::Paragraph { role: Role::Date, text: vec![Inline::text(date)] },
        ]
    }

    #[test]
    fn a_long_name_keeps_two_characters_and_the_date_begins_two_right_of_it() {
        // 12 characters; 2026年1月5日 is 6 digits (3) and 3 characters: 6 wide.
        let blocks = pair("深圳市罗湖区住房和建设局", "2026年1月5日");
        assert_eq!(right_blank(&blocks, 0, &UNSEALED), Some(2.0));
        // The name begins 14 from the right, the date 12 from the right and is 6 wide.
        assert_eq!(right_blank(&blocks, 1, &UNSEALED), Some(6.0));
    }

    #[test]
    fn a_long_date_keeps_two_characters_and_the_name_moves_left() {
        let blocks = pair("区府办", "2026年11月23日");
        // 7 wide: begins 9 from the right; the name begins 11 from the right and is 3 wide.
        assert_eq!(right_blank(&blocks, 1, &UNSEALED), Some(2.0));
        assert_eq!(right_blank(&blocks, 0, &UNSEALED), Some(8.0));
    }

    #[test]
    fn a_sealed_date_stands_four_from_the_right_with_the_name_centred() {
        let sealed = SignatureStyle { sealed: true, ..UNSEALED };
        let blocks = pair("区政府办", "2026年1月5日");
        assert_eq!(right_blank(&blocks, 1, &sealed), Some(4.0));
        assert_eq!(right_blank(&blocks, 0, &sealed), Some(5.0));
    }
}
