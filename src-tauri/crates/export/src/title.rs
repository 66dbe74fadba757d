//! Titles in several lines: broken by meaning, in lines of like width, never one character alone (标题分行).
#![allow(clippy::float_arithmetic, reason = "widths in characters, not amounts of money")]

use document::tree::Inline;
use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

use crate::words::em;

/// The runs of a title with line breaks put in, for lines of at most `most` times the type size.
///
/// The text itself stays as it is. A title that fits one line, or that has breaks of its own, is returned unchanged.
#[must_use]
pub(crate) fn balanced(title: &[Inline], most: f32) -> Vec<Inline> {
    if title.iter().any(|inline| matches!(inline, Inline::Break)) {
        return title.to_vec();
    }
    let text = document::inline_text(title);
    let breaks = breaks(&text, most);
    if breaks.is_empty() { title.to_vec() } else { insert(title, &breaks) }
}

/// Character positions at which lines end.
fn breaks(text: &str, most: f32) -> Vec<usize> {
    let characters: Vec<char> = text.chars().collect();
    let width = |from: usize, to: usize| characters[from..to].iter().copied().map(em).sum::<f32>();
    let total = width(0, characters.len());
    if total <= most {
        return Vec::new();
    }
    let lines = (total / most).ceil();
    let aim = total / lines;
    let stops = stops(text, &characters);
    // Cheapest way to reach each stop; the cost of a line is its squared distance from the aim.
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); stops.len()];
    best[0] = (0.0, 0);
    for to in 1..stops.len() {
        for from in 0..to {
            let line = width(stops[from], stops[to]);
            if line > most || best[from].0.is_infinite() {
                continue;
            }
            // The last line shorter than the others makes the trapezoid.
            let goal = if to + 1 == stops.len() { aim - 1.0 } else { aim + 0.5 };
            let lonely = if line < 2.0 { 1000.0 } else { 0.0 } + torn(&stops, &characters, to);
            let cost = best[from].0 + (line - goal) * (line - goal) + lonely;
            if cost < best[to].0 {
                best[to] = (cost, from);
            }
        }
    }
    let mut breaks = Vec::new();
    let mut at = stops.len() - 1;
    if best[at].0.is_infinite() {
        return Vec::new();
    }
    while at > 0 {
        at = best[at].1;
        if at > 0 {
            breaks.push(stops[at]);
        }
    }
    breaks.reverse();
    breaks
}

/// The price of a line end beside a word of one character: most such words are halves of one that the dictionary
/// lacks (捐建, 代建). Words that are short by nature cost nothing.
fn torn(stops: &[usize], characters: &[char], at: usize) -> f32 {
    const SHORT: &str = "的和与及或在对为向由从至之等项市区县街镇省";
    if at + 1 >= stops.len() {
        return 0.0;
    }
    let single = |from: usize, to: usize| to - from == 1 && !SHORT.contains(characters[from]);
    let before = at > 0 && single(stops[at - 1], stops[at]);
    let after = single(stops[at], stops[at + 1]);
    f32::from(u8::from(before) + u8::from(after)) * 30.0
}

/// Beginnings of words, and both ends.
fn stops(text: &str, characters: &[char]) -> Vec<usize> {
    let bytes = WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(text);
    let mut stops = Vec::new();
    let mut indices = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).enumerate().peekable();
    for byte in bytes {
        while let Some(&(index, at)) = indices.peek() {
            if at > byte {
                break;
            }
            indices.next();
            let inside = index > 0 && index < characters.len();
            if at == byte && (!inside || may_part(characters[index - 1], characters[index])) {
                stops.push(index);
            }
        }
    }
    stops
}

/// Whether a title may part between two characters.
const fn may_part(before: char, after: char) -> bool {
    !matches!(before, '（' | '《' | '〈' | '“' | '‘' | '〔' | '【' | '(')
        && !matches!(
            after,
            '）' | '》'
                | '〉'
                | '”'
                | '’'
                | '〕'
                | '】'
                | ')'
                | '，'
                | '、'
                | '。'
                | '：'
                | '；'
                | '·'
                | '的'
                | '—'
        )
}

fn insert(title: &[Inline], breaks: &[usize]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(title.len() + breaks.len());
    let mut position = 0;
    let mut breaks = breaks.iter().copied().peekable();
    for inline in title {
        if let Inline::Text { text, strong, source } = inline {
            let mut piece = String::new();
            let cut = |piece: &mut String, out: &mut Vec<Inline>| {
                if !piece.is_empty() {
                    let text = std::mem::take(piece);
                    out.push(Inline::Text { text, strong: *strong, source: source.clone() });
                }
            };
            for character in text.chars() {
                if breaks.next_if_eq(&position).is_some() {
                    cut(&mut piece, &mut out);
                    out.push(Inline::Break);
                }
                piece.push(character);
                position += 1;
            }
            cut(&mut piece, &mut out);
        } else {
            let width = document::inline_text(std::slice::from_ref(inline)).chars().count();
            while breaks.peek().is_some_and(|at| *at < position + width) {
                // A blank is never parted: the break goes before it.
                breaks.next();
                out.push(Inline::Break);
            }
            position += width;
            out.push(inline.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, most: f32) -> Vec<String> {
        document::inline_text(&balanced(&[Inline::text(text)], most)).lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_short_title_stays_on_one_line() {
        assert_eq!(lines("捐建协议", 20.0), ["捐建协议"]);
    }

    #[test]
    fn a_long_title_is_broken_between_words_into_like_lines() {
        let title = "关于深圳市罗湖区莲塘街道社区服务中心捐建项目的申请";
        let lines = lines(title, 20.0);
        assert_eq!(lines.concat(), title);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.chars().count() >= 10), "{lines:?}");
        assert!(!lines[1].starts_with('的'), "{lines:?}");
    }

    #[test]
    fn a_word_that_no_dictionary_knows_is_not_torn() {
        let title = "深圳市罗湖区社会资本投资捐建公共设施项目捐建协议";
        let lines = lines(title, 15.0);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| !line.ends_with('捐') && !line.starts_with('建')), "{lines:?}");
    }

    #[test]
    fn runs_keep_their_source_when_a_break_falls_inside() {
        let title = [
            Inline::text("关于"),
            Inline::Text {
                text: "深圳市罗湖区莲塘街道社区服务中心".into(),
                strong: false,
                source: Some("name".into()),
            },
            Inline::text("捐建项目的申请"),
        ];
        let broken = balanced(&title, 14.0);
        let joined: String = document::inline_text(&broken).replace('\n', "");
        assert_eq!(joined, document::inline_text(&title));
        assert!(broken.contains(&Inline::Break));
    }
}
