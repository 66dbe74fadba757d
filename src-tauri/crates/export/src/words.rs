//! Small facts about Chinese text that all writers share: widths in characters, gaps after numbers.
#![allow(clippy::float_arithmetic, reason = "widths of characters, not amounts of money")]

use document::tree::Inline;

/// What stands between a heading's number and its text: nothing after a mark (一、 1.), else a full-width space.
#[must_use]
pub(crate) fn number_gap(number: &str, has_text: bool) -> &'static str {
    let marked =
        number.chars().next_back().is_none_or(|last| matches!(last, '、' | '）' | ')' | '.' | '．' | '，'));
    if marked || !has_text { "" } else { "\u{3000}" }
}

/// Width of a character in units of the type size, where no font is at hand.
#[must_use]
pub(crate) fn em(character: char) -> f32 {
    match character {
        _ if is_ignorable(character) => 0.0,
        '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{b6}' | '\u{b8}'..='\u{2ff}' | '\u{370}'..='\u{5ff}' | '·' => {
            0.5
        }
        _ => 1.0,
    }
}

/// Width of a text in units of the type size.
#[must_use]
pub(crate) fn em_width(text: &str) -> f32 {
    text.chars().map(em).sum()
}

/// Width of runs in units of the type size; the widest line counts.
#[must_use]
pub(crate) fn em_inlines(inlines: &[Inline]) -> f32 {
    document::inline_text(inlines).lines().map(em_width).fold(0.0, f32::max)
}

/// Characters without a shape of their own: marks of direction, joiners, variation selectors (不可见字符).
#[must_use]
pub(crate) const fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a character belongs to Chinese text and takes a full width there.
#[must_use]
pub(crate) const fn is_wide(character: char) -> bool {
    matches!(
        character,
        '\u{2e80}'..='\u{303e}'
            | '\u{3040}'..='\u{a4cf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{20000}'..='\u{3fffd}'
            | '“' | '”' | '‘' | '’' | '—' | '…' | '□' | '☑' | '☐'
    )
}
