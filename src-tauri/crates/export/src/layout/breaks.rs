//! Where a line may end (禁则): Unicode line breaking in its strict Chinese form, and figures with their units.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// Whether a line may end before a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// No.
    Never,
    /// Only if the line cannot hold the whole: a figure and its unit, 第 and its numeral, the ends of a blank.
    Reluctant,
    /// Yes.
    Allowed,
}

const SEGMENTER: LineSegmenterBorrowed<'static> = {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.word_option = Some(LineBreakWordOption::Normal);
    LineSegmenter::new_for_non_complex_scripts(options)
};

/// For each character, whether a line may end before it.
pub(crate) fn breaks(text: &str) -> Vec<Break> {
    let mapped = quotes(text);
    let characters: Vec<char> = text.chars().collect();
    let mut out = vec![Break::Never; characters.len()];
    let mut positions = mapped.char_indices().map(|(byte, _)| byte).enumerate();
    for byte in SEGMENTER.segment_str(&mapped) {
        if let Some((index, _)) = positions.find(|(_, at)| *at >= byte)
            && index > 0
        {
            out[index] = Break::Allowed;
        }
    }
    for (index, stop) in out.iter_mut().enumerate().skip(1) {
        if *stop == Break::Allowed {
            *stop = soften(&characters, index);
        }
    }
    out
}

/// “‘ ”’ count as 「」 for breaking: by Unicode alone they would glue Chinese text together. Same byte length.
fn quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let latin = |character: Option<&char>| character.is_some_and(char::is_ascii_alphanumeric);
        out.push(match character {
            '“' | '‘' => '「',
            '’' if latin(before.as_ref()) && latin(characters.peek()) => character,
            '”' | '’' => '」',
            _ => character,
        });
        before = Some(character);
    }
    out
}

const UNITS: &str = "年月日时分秒天周个元万亿角份页条款项章节层栋幢户套间人米吨度次座台辆号倍期平公里级名家处％%‰℃㎡㎥㎜㎝㎞㎏";

/// What blanks are made of.
const BLANK: char = '＿';
/// The shortest piece of a blank worth writing on.
const LEAST_PIECE: usize = 4;

fn soften(characters: &[char], index: usize) -> Break {
    let after = characters[index];
    let before = characters[index - 1];
    if after == '·' {
        return Break::Never;
    }
    let figure = |at: usize| characters[at].is_ascii_digit();
    let unit = |character: char| UNITS.contains(character);
    let spaced_figure = before == ' ' && index >= 2 && figure(index - 2);
    if unit(after) && (figure(index - 1) || spaced_figure) {
        return Break::Reluctant;
    }
    // 10 万元: the unit is two characters long.
    if matches!(before, '万' | '亿') && matches!(after, '元' | '平' | '人' | '吨') {
        let start = index - 1;
        let direct = start >= 1 && figure(start - 1);
        let spaced = start >= 2 && characters[start - 1] == ' ' && figure(start - 2);
        if direct || spaced {
            return Break::Reluctant;
        }
    }
    // A blank is parted only where both pieces are long enough to write on.
    if before == BLANK && after == BLANK {
        let blank = |mark: &&char| **mark == BLANK;
        let left = characters[..index].iter().rev().take(LEAST_PIECE).take_while(blank).count();
        let right = characters[index..].iter().take(LEAST_PIECE).take_while(blank).count();
        return if left.min(right) < LEAST_PIECE { Break::Reluctant } else { Break::Allowed };
    }
    // 第 5 条: the numeral stays with its 第.
    if before == '第' && after.is_ascii_digit() {
        return Break::Reluctant;
    }
    Break::Allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(text: &str) -> String {
        let breaks = breaks(text);
        text.chars()
            .zip(breaks)
            .flat_map(|(character, stop)| {
                (stop == Break::Allowed).then_some('|').into_iter().chain([character])
            })
            .collect()
    }

    #[test]
    fn closing_marks_never_begin_a_line_and_opening_marks_never_end_one() {
        assert_eq!(stops("甲方，乙方。"), "甲|方，|乙|方。");
        assert_eq!(stops("称“甲方”（业主）"), "称|“甲|方”|（业|主）");
        assert_eq!(stops("〔2022〕5号"), "〔2022〕|5号");
    }

    #[test]
    fn dashes_and_dots_are_not_parted() {
        assert!(!stops("甲——乙").contains("—|—"));
        assert!(!stops("甲……乙").contains("…|…"));
    }

    #[test]
    fn figures_stay_with_their_units() {
        assert_eq!(stops("共 10 万元"), "共 |10 万元");
        assert_eq!(stops("面积86.50㎡整"), "面|积|86.50㎡|整");
        assert_eq!(stops("2026年1月5日起"), "2026年|1月|5日|起");
    }

    #[test]
    fn a_blank_leaves_no_stump_on_either_line() {
        assert_eq!(stops("由＿＿＿＿＿签"), "由|＿＿＿＿＿|签");
        assert_eq!(stops("由＿＿＿＿＿＿＿＿＿签"), "由|＿＿＿＿|＿|＿＿＿＿|签");
    }

    #[test]
    fn a_dot_between_names_never_begins_a_line() {
        assert_eq!(stops("买买提·艾力"), "买|买|提·|艾|力");
    }
}
