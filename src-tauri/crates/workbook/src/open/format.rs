//! What a number format shows: a figure rounded, with zeros before it, or with a unit that is not in the cell.

use rust_decimal::{Decimal, RoundingStrategy};

/// What a number looks like under a format, where that is another text than the number itself; `None` where it is
/// the same, or where the format is none of those that are understood here.
///
/// `0.00"万元"` shows 1500 as `1500.00万元`, `0` shows 45.5 as `46`, `0000` shows 101 as `0101`.
pub(super) fn shown(format: &str, text: &str) -> Option<Box<str>> {
    let number: Decimal = text.parse().ok()?;
    let sections: Vec<&str> = sections(format);
    let negative = number.is_sign_negative() && !number.is_zero();
    let section = match sections.as_slice() {
        [_, second, ..] if negative => *second,
        [first, ..] => *first,
        [] => return None,
    };
    let parts = Parts::of(section)?;
    let mut figure = number.abs();
    if parts.percent {
        return None;
    }
    if parts.scale > 0 {
        let divisor = Decimal::from(10_u64.checked_pow(parts.scale)?);
        figure = figure.checked_div(divisor)?;
    }
    let rounded = figure.round_dp_with_strategy(parts.places, RoundingStrategy::MidpointAwayFromZero);
    let mut plain = rounded.to_string();
    if parts.fixed > 0 {
        let have = plain.split_once('.').map_or(0, |(_, places)| places.len());
        if have < parts.fixed {
            if have == 0 {
                plain.push('.');
            }
            plain.push_str(&"0".repeat(parts.fixed - have));
        }
    }
    let whole = plain.split_once('.').map_or(plain.len(), |(whole, _)| whole.len());
    let zeros = "0".repeat(parts.zeros.saturating_sub(whole));
    let same = rounded == number.abs() && zeros.is_empty() && parts.scale == 0;
    let sign = if negative && sections.len() < 2 { "-" } else { "" };
    let words = !parts.before.trim().is_empty() || !parts.after.trim().is_empty();
    if same && !words {
        return None;
    }
    Some(format!("{}{sign}{zeros}{plain}{}", parts.before, parts.after).trim().into())
}

/// A section of a format.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    before: String,
    after: String,
    /// Digits before the point that are always written.
    zeros: usize,
    /// Most digits behind the point.
    places: u32,
    /// Digits behind the point that are always written.
    fixed: usize,
    /// By which power of ten the figure is divided to be shown: `0.0,` and `0!.0,`.
    scale: u32,
    percent: bool,
}

impl Parts {
    fn of(section: &str) -> Option<Self> {
        let mut parts = Self::default();
        let (mut point, mut digits, mut moved) = (false, false, None);
        let mut commas = 0;
        let mut letters = section.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '0' | '#' | '?' => {
                    if !parts.after.is_empty() {
                        return None;
                    }
                    (digits, commas) = (true, 0);
                    if let Some(moved) = &mut moved {
                        *moved += 1;
                    } else if point {
                        parts.places += 1;
                        parts.fixed += usize::from(letter == '0');
                    } else if letter == '0' {
                        parts.zeros += 1;
                    }
                }
                '.' if digits || section.starts_with('.') => point = true,
                ',' if digits => commas += 1,
                '%' => parts.percent = true,
                '"' => {
                    parts.push(digits, &letters.by_ref().take_while(|one| *one != '"').collect::<String>());
                }
                // A point that is only shown: with a thousand taken off, ten thousands remain.
                '!' | '\\' if letters.peek() == Some(&'.') && digits => {
                    letters.next();
                    moved = Some(0);
                }
                '!' | '\\' => parts.push(digits, &letters.next()?.to_string()),
                '_' | '*' => {
                    letters.next()?;
                }
                '[' => {
                    let inside: String = letters.by_ref().take_while(|one| *one != ']').collect();
                    match inside.strip_prefix('$') {
                        Some(currency) => parts.push(digits, currency.split('-').next().unwrap_or_default()),
                        None if inside.starts_with("DBNum") => return None,
                        None => {}
                    }
                }
                '¥' | '￥' | '$' | '€' | '£' | '(' | ')' | '+' | '-' | ' ' => {
                    parts.push(digits, &letter.to_string());
                }
                // Words without quotation marks, as some programs write them.
                letter if !letter.is_ascii() => parts.push(digits, &letter.to_string()),
                // Days, fractions, exponents, General: not these.
                _ => return None,
            }
        }
        if !digits {
            return None;
        }
        let moved = moved.unwrap_or(0);
        parts.scale = 3 * commas + moved;
        parts.places += moved;
        Some(parts)
    }

    fn push(&mut self, digits: bool, words: &str) {
        if digits { &mut self.after } else { &mut self.before }.push_str(words);
    }
}

/// The sections of a format, apart at semicolons that are neither quoted nor escaped.
fn sections(format: &str) -> Vec<&str> {
    let (mut quoted, mut escaped, mut from) = (false, false, 0);
    let mut sections = Vec::new();
    for (at, letter) in format.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match letter {
            '"' => quoted = !quoted,
            '\\' | '!' if !quoted => escaped = true,
            ';' if !quoted => {
                sections.push(&format[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&format[from..]);
    sections
}

/// Whether a number format shows a percentage: a sign that is neither quoted nor escaped.
pub(super) fn is_percent(format: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    format.chars().any(|letter| {
        let literal = escaped || (quoted && letter != '"');
        escaped = !escaped && letter == '\\';
        if letter == '"' && !literal {
            quoted = !quoted;
        }
        letter == '%' && !literal
    })
}

/// How a day looks under a format that hides a part of it: `3月18日` where the year is left out, `18-Mar` as Chinese
/// Excel shows it. `None` where year, month and day can all be seen.
pub(super) fn day(format: &str, day: chrono::NaiveDate) -> Option<Box<str>> {
    use chrono::Datelike;
    let mut plain = String::new();
    let (mut quoted, mut bracket) = (false, false);
    for letter in format.chars() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            ';' if !quoted && !bracket => break,
            letter if !quoted && !bracket => plain.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    let has = |letter| plain.contains(letter);
    let (year, month, date) = (has('y') || has('e'), has('m'), has('d'));
    match (year, month, date) {
        (true, true, true) => None,
        (false, true, true) => Some(format!("{}月{}日", day.month(), day.day()).into()),
        (true, true, false) => Some(format!("{}年{}月", day.year(), day.month()).into()),
        (false, true, false) => Some(format!("{}月", day.month()).into()),
        (false, false, true) => Some(format!("{}日", day.day()).into()),
        (true, false, _) => Some(format!("{}年", day.year()).into()),
        (false, false, false) => None,
    }
}

/// The format of a number that spreadsheets know by its number alone (ECMA-376 part 1, 18.8.30); days in Chinese.
pub(super) fn builtin(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        37 | 38 => "#,##0",
        39 | 40 => "#,##0.00",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{day, is_percent, shown};

    fn look(format: &str, text: &str) -> String {
        shown(format, text).map_or_else(|| "-".to_owned(), String::from)
    }

    #[test]
    fn only_what_looks_different_is_told() {
        assert_eq!(look("0.00", "45.5"), "-");
        assert_eq!(look("#,##0.00", "1234.5"), "-");
        assert_eq!(look("General", "45.5"), "-");
        assert_eq!(look("0", "45.5"), "46");
        assert_eq!(look("0.0", "86.55"), "86.6");
        assert_eq!(look("0000", "101"), "0101");
        assert_eq!(look("0.00\"万元\"", "1500"), "1500.00万元");
        assert_eq!(look("0.00万元", "1500"), "1500.00万元");
        assert_eq!(look("[$￥-804]#,##0.00", "45.5"), "￥45.50");
        assert_eq!(look("0!.0,\"万元\"", "15000"), "1.5万元");
        assert_eq!(look("0.0,\"千元\"", "15000"), "15.0千元");
        assert_eq!(look("#,##0.00_);(#,##0.00)", "-12.5"), "(12.50)");
        assert_eq!(look("yyyy-mm-dd", "46099"), "-");
        assert_eq!(look("0.00%", "0.055"), "-");
    }

    #[test]
    fn a_percent_sign_counts_unless_it_is_quoted() {
        assert!(is_percent("0.0%"));
        assert!(!is_percent("0\"%\""));
    }

    #[test]
    fn a_day_that_is_not_shown_whole_is_told_as_it_looks() -> Result<(), String> {
        let march = chrono::NaiveDate::from_ymd_opt(2026, 3, 18).ok_or("no day")?;
        assert_eq!(day("yyyy/m/d", march), None);
        assert_eq!(day("yyyy\"年\"m\"月\"d\"日\"", march), None);
        assert_eq!(day("d-mmm", march).as_deref(), Some("3月18日"));
        assert_eq!(day("m\"月\"d\"日\";@", march).as_deref(), Some("3月18日"));
        assert_eq!(day("mmm-yy", march).as_deref(), Some("2026年3月"));
        Ok(())
    }
}
