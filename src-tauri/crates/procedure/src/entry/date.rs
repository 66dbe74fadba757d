//! A typed date (日期): 2026年11月23日, 2026-11-23, 2026.11.23, 2026/11/23, 20261123, 二〇二六年十一月二十三日.
//!
//! A day without its year (9月7日, 9/7) is no date. Which days it may be is offered, never taken.

use chrono::{Datelike, NaiveDate};

use super::{EntryError, clip, normalise};

/// Reads a day of the Gregorian calendar with a year of four digits.
///
/// # Errors
/// `entry.empty`; `entry.not-a-date` if the text is no date or names a day that does not exist;
/// `entry.short-year` for a year of two digits, `entry.incomplete-date` if the day is left out, `entry.no-year` if the
/// year is (see [`offered_dates`]).
pub fn read_date(text: &str) -> Result<NaiveDate, EntryError> {
    let plain = normalise(text)?;
    let mut plain = plain.as_str();
    // Spreadsheets hand over midnight with the day.
    for midnight in ["T00:00:00", " 00:00:00", " 0:00:00", " 00:00", " 0:00"] {
        plain = plain.strip_suffix(midnight).unwrap_or(plain);
    }
    if let Some((month, day)) = without_year(plain) {
        if in_some_year(month, day) {
            let message = format!("没有写年份，请写全，例如2026年{month}月{day}日，得到的是“{}”", clip(text));
            return Err(EntryError::new("entry.no-year", message));
        }
        return Err(impossible(text));
    }
    let parts = parts(plain).ok_or_else(|| impossible(text))?;
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (year.as_str(), month.as_str(), day.as_str()),
        [year, _] if year.len() == 4 => {
            let message = format!("日期缺少日，请写全年月日，例如2026年3月27日，得到的是“{}”", clip(text));
            return Err(EntryError::new("entry.incomplete-date", message));
        }
        _ => return Err(impossible(text)),
    };
    if year.len() == 2 && month.len() <= 2 && day.len() <= 2 {
        let message = format!("年份须写四位，例如2026年3月27日，得到的是“{}”", clip(text));
        return Err(EntryError::new("entry.short-year", message));
    }
    if year.len() != 4 || year.starts_with('0') || month.len() > 2 || day.len() > 2 {
        return Err(impossible(text));
    }
    let number = |digits: &str| digits.parse::<u32>().ok();
    year.parse::<i32>()
        .ok()
        .zip(number(month).zip(number(day)))
        .and_then(|(year, (month, day))| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or_else(|| impossible(text))
}

/// The days that a text without a year can mean, the one nearest to `today` first and then the next nearest; none for
/// any other text. Of two equally near the later comes first, for most of what is written down lies ahead.
#[must_use]
pub fn offered_dates(text: &str, today: NaiveDate) -> Vec<NaiveDate> {
    /// 29 February comes every fourth year, and once in eight years around 2100.
    const YEARS: i32 = 8;
    let plain = normalise(text).ok();
    let Some((month, day)) = plain.as_deref().and_then(without_year) else { return Vec::new() };
    let years = (today.year() - YEARS..=today.year() + YEARS).rev();
    let mut days: Vec<NaiveDate> =
        years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).collect();
    days.sort_by_key(|day| day.signed_duration_since(today).num_days().abs());
    days.truncate(2);
    days
}

/// Month and day of a text that names no year: 9月7日, 9月7, 九月七日, 9/7, 9-7, 9.7. They need not exist.
fn without_year(plain: &str) -> Option<(u32, u32)> {
    let number = |digits: &str| digits.parse::<u32>().ok();
    let short = |part: &str| {
        let part = part.trim();
        ((1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| number(part))?
    };
    if let Some((month, rest)) = plain.split_once('月') {
        let rest = rest.trim();
        let day = rest.strip_suffix(['日', '号']);
        return match day {
            Some(day) => {
                let said = |part: &str| short(part).or_else(|| number(&below_hundred(part.trim())?));
                Some((said(month)?, said(day)?))
            }
            // 三月三 is a festival of the old calendar, 3月3 is a day.
            None => Some((short(month)?, short(rest)?)),
        };
    }
    let mark = plain.chars().find(|letter| matches!(letter, '-' | '.' | '/'))?;
    let (month, day) = plain.split_once(mark)?;
    Some((short(month)?, short(day)?))
}

/// Whether some year has that day.
fn in_some_year(month: u32, day: u32) -> bool {
    NaiveDate::from_ymd_opt(2000, month, day).is_some()
}

/// Year, month and day as ASCII digits, by the marks between them.
fn parts(plain: &str) -> Option<Vec<String>> {
    if plain.len() == 8 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(vec![plain[..4].to_owned(), plain[4..6].to_owned(), plain[6..].to_owned()]);
    }
    let parts: Vec<&str> = if let Some((year, rest)) = plain.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        let day = day.trim().trim_end_matches(['日', '号']);
        if day.is_empty() { vec![year, month] } else { vec![year, month, day] }
    } else {
        let mark = plain.chars().find(|letter| matches!(letter, '-' | '.' | '/' | ' '))?;
        plain.trim_end_matches(mark).split(mark).collect()
    };
    let chinese = plain.contains('年');
    parts
        .into_iter()
        .enumerate()
        .map(|(index, part)| {
            let part = part.trim();
            if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
                Some(part.to_owned())
            } else if !chinese {
                None
            } else if index == 0 {
                year_in_words(part)
            } else {
                below_hundred(part)
            }
        })
        .collect()
}

/// 二〇二六 as 2026.
fn year_in_words(words: &str) -> Option<String> {
    words.chars().map(|letter| figure(letter).map(|figure| char::from(b'0' + figure))).collect()
}

/// 十一 as 11, 二十三 as 23.
fn below_hundred(words: &str) -> Option<String> {
    let figure = |text: &str| {
        let mut letters = text.chars();
        letters.next().and_then(figure).filter(|_| letters.next().is_none())
    };
    let number = match words.split_once('十') {
        None => figure(words)?,
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { figure(tens)? };
            tens * 10 + if ones.is_empty() { 0 } else { figure(ones)? }
        }
    };
    Some(number.to_string())
}

fn figure(letter: char) -> Option<u8> {
    "〇一二三四五六七八九"
        .chars()
        .zip(0..)
        .find(|(figure, _)| *figure == letter || (letter == '零' && *figure == '〇'))
        .map(|(_, value)| value)
}

fn impossible(text: &str) -> EntryError {
    let message = format!("必须是真实存在的日期，例如2026年3月27日，得到的是“{}”", clip(text));
    EntryError::new("entry.not-a-date", message)
}
