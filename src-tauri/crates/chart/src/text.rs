//! Room that words take, without knowing the font.

/// Type size of all words in a picture: 五号, 10.5 pt.
pub(crate) const SIZE: i64 = 10_500;
/// Distance of two lines of words.
pub(crate) const LINE: i64 = 14_000;
/// Height of the baseline below the top of a line of words.
pub(crate) const BASELINE: i64 = 10_800;

/// Estimated width of words at [`SIZE`], rather too wide than too narrow.
pub(crate) fn width(text: &str) -> i64 {
    text.chars().map(|c| SIZE * em(c) / 1000).sum()
}

/// Width of a character in thousandths of the type size.
fn em(c: char) -> i64 {
    match c {
        'W' | 'M' | 'm' | 'w' | '%' | '@' | '&' => 920,
        '0'..='9' | 'a'..='z' => 600,
        'A'..='Z' => 720,
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 320,
        '!'..='~' => 480,
        '\u{300}'..='\u{36f}' => 0,
        _ => 1000,
    }
}

/// The words, cut off with … where they are wider than `room`.
pub(crate) fn abbreviated(text: &str, room: i64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut taken = width("…");
    for c in text.chars() {
        taken += width(c.encode_utf8(&mut [0; 4]));
        if taken > room {
            break;
        }
        kept.push(c);
    }
    let mut kept = kept.trim_end().to_owned();
    kept.push('…');
    kept
}

/// The words in at most `most` lines of `room`, the last one cut off if need be.
pub(crate) fn wrapped(text: &str, room: i64, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if lines.len() + 1 == most || width(rest) <= room {
            lines.push(abbreviated(rest, room));
            break;
        }
        let mut taken = 0;
        let mut end = 0;
        // A Latin word or a figure is not parted where a line can end before it.
        let mut word = 0;
        let mut last = ' ';
        for (at, c) in rest.char_indices() {
            taken += SIZE * em(c) / 1000;
            if taken > room {
                break;
            }
            if !(is_word(last) && is_word(c)) {
                word = at;
            }
            last = c;
            end = at + c.len_utf8();
        }
        let next = rest[end..].chars().next();
        if word > 0 && is_word(last) && next.is_some_and(is_word) {
            end = word;
        }
        // A closing mark does not begin a line.
        while let Some(mark) = rest[end..].chars().next().filter(|c| "，。、；：？！）》”’…".contains(*c))
        {
            end += mark.len_utf8();
        }
        if end == 0 {
            end = rest.chars().next().map_or(rest.len(), char::len_utf8);
        }
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '_' | '/')
}

#[cfg(test)]
mod tests {
    use super::{abbreviated, width, wrapped};

    #[test]
    fn chinese_takes_the_full_width() {
        assert_eq!(width("资金"), 21_000);
        // Ten and a half points, six tenths each.
        assert_eq!(width("10"), 12_600);
    }

    #[test]
    fn words_are_cut_where_room_ends() {
        assert_eq!(abbreviated("主体结构封顶", 63_000), "主体结构封顶");
        assert_eq!(abbreviated("主体结构封顶", 42_000), "主体结…");
        assert_eq!(abbreviated("主体", 5_000), "…");
    }

    #[test]
    fn lines_end_between_words_and_keep_closing_marks() {
        assert_eq!(wrapped("注入建设资金：主体封顶", 63_000, 2), ["注入建设资金：", "主体封顶"]);
        assert_eq!(wrapped("保函BH20260001", 42_000, 3), ["保函", "BH2026", "0001"]);
        assert_eq!(wrapped("一二三四五六七", 31_500, 2), ["一二三", "四五…"]);
        assert!(wrapped("  ", 10_000, 2).is_empty());
    }
}
