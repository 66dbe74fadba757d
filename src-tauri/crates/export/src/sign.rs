//! Where name and date stand under an official paper (署名与成文日期, GB/T 9704-2012 第 7.3.5 节).
#![allow(clippy::float_arithmetic, reason = "widths in characters, not amounts of money")]

use document::tree::{Block, Inline, Role};

use crate::style::SignatureStyle;

/// Blank characters at the right of `blocks[index]` if it is a signature or a date, else `None`.
///
/// `width` measures runs in body characters.
///
/// # Errors
/// Those of `width`.
pub(crate) fn right_blank<E>(
    blocks: &[Block],
    index: usize,
    style: &SignatureStyle,
    mut width: impl FnMut(&[Inline]) -> Result<f32, E>,
) -> Result<Option<f32>, E> {
    let paragraph = |at: usize, wanted: Role| match blocks.get(at) {
        Some(Block::Paragraph { role, text }) if *role == wanted => Some(text.as_slice()),
        _ => None,
    };
    let above = index.checked_sub(1).and_then(|before| paragraph(before, Role::Signature));
    let (name, date, is_name) = match (paragraph(index, Role::Signature), paragraph(index, Role::Date)) {
        (Some(name), _) => (Some(name), paragraph(index + 1, Role::Date), true),
        (None, Some(date)) => (above, Some(date), false),
        (None, None) => return Ok(None),
    };
    let (Some(name), Some(date)) = (name, date) else { return Ok(Some(style.right)) };
    let (of_name, of_date) = blanks(style, width(name)?, width(date)?);
    Ok(Some(if is_name { of_name } else { of_date }))
}

/// Whether `blocks[index]` goes on one page with what follows: the end of the text, the note of annexes and the
/// signature belong together, so that no signature stands on a page without text (此页无正文).
#[must_use]
pub(crate) fn stays_with_next(blocks: &[Block], index: usize) -> bool {
    let mut following = blocks.iter().skip(index + 1);
    match following.next() {
        Some(Block::Signatures { .. } | Block::Paragraph { role: Role::Signature, .. }) => true,
        Some(Block::Paragraph { role: Role::AnnexNote, .. }) => following
            .find(|block| !matches!(block, Block::Paragraph { role: Role::AnnexNote, .. }))
            .is_some_and(|block| matches!(block, Block::Paragraph { role: Role::Signature, .. })),
        // （以下无正文） is no text to stand on: what comes before it goes along.
        Some(Block::Paragraph { role: Role::Center, .. }) => {
            matches!(following.next(), Some(Block::Signatures { .. }))
        }
        _ => false,
    }
}

/// Blank characters right of the name and of the date.
fn blanks(style: &SignatureStyle, name: f32, date: f32) -> (f32, f32) {
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
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::words::em_inlines;

    fn blank(blocks: &[Block], index: usize, style: &SignatureStyle) -> Option<f32> {
        right_blank(blocks, index, style, |runs| Ok::<_, ()>(em_inlines(runs))).unwrap()
    }

    const UNSEALED: SignatureStyle =
        SignatureStyle { right: 2.0, shift: 2.0, sealed: false, sealed_right: 4.0 };

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
        assert_eq!(blank(&blocks, 0, &UNSEALED), Some(2.0));
        // The name begins 14 from the right, the date 12 from the right and is 6 wide.
        assert_eq!(blank(&blocks, 1, &UNSEALED), Some(6.0));
    }

    #[test]
    fn a_long_date_keeps_two_characters_and_the_name_moves_left() {
        let blocks = pair("区府办", "2026年11月23日");
        // 7 wide: begins 9 from the right; the name begins 11 from the right and is 3 wide.
        assert_eq!(blank(&blocks, 1, &UNSEALED), Some(2.0));
        assert_eq!(blank(&blocks, 0, &UNSEALED), Some(8.0));
    }

    #[test]
    fn annex_notes_tie_the_text_to_the_signature() {
        let paragraph = |role| Block::Paragraph { role, text: vec![Inline::text("文")] };
        let blocks = [
            paragraph(Role::Body),
            paragraph(Role::Body),
            paragraph(Role::AnnexNote),
            paragraph(Role::AnnexNote),
            paragraph(Role::Signature),
            paragraph(Role::Date),
        ];
        let tied: Vec<bool> = (0..blocks.len()).map(|index| stays_with_next(&blocks, index)).collect();
        assert_eq!(tied, [false, true, true, true, false, false]);
        let contract =
            [paragraph(Role::Body), paragraph(Role::Center), Block::Signatures { parties: Vec::new() }];
        assert!(stays_with_next(&contract, 0) && stays_with_next(&contract, 1));
    }

    #[test]
    fn a_sealed_date_stands_four_from_the_right_with_the_name_centred() {
        let sealed = SignatureStyle { sealed: true, ..UNSEALED };
        let blocks = pair("区政府办", "2026年1月5日");
        assert_eq!(blank(&blocks, 1, &sealed), Some(4.0));
        assert_eq!(blank(&blocks, 0, &sealed), Some(5.0));
    }
}
