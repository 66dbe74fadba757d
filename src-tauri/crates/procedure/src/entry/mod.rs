//! What a person types into a box for a figure (金额、面积、百分数、日期), read leniently and exactly.
//!
//! Full-width and compatibility characters are normalised (NFKC), `。` stands for a point, 万 and 亿 multiply.
//! Nothing is ever rounded or guessed: what does not come out exactly, or could be read in two ways, is refused
//! with a message. Which range a field allows is not decided here.

mod area;
mod character;
mod date;
mod figure;
mod numeral;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

pub use area::{AreaReading, read_area};
pub(crate) use character::invisible;
pub use character::{alike, ordinary, visible};
pub use date::{offered_dates, read_date};
use figure::Figure;

use crate::money::Money;
use crate::words::read_words;

/// What was typed cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EntryError {
    /// Stable code, `entry.…`.
    pub code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

/// Longest text looked at; the longest sensible figure or date is a third of it.
const LONGEST: usize = 100;

impl EntryError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(crate) fn negative(text: &str) -> Self {
        Self::new("entry.negative", format!("不能为负数，得到的是“{}”；请填写0或正数", clip(text)))
    }

    pub(crate) fn not_a_number(text: &str) -> Self {
        Self::new(
            "entry.not-a-number",
            format!("必须是数字，例如30、86.52，金额也可以写1500万，得到的是“{}”", clip(text)),
        )
    }

    pub(crate) fn too_precise_money(text: &str) -> Self {
        Self::new("entry.too-precise", format!("金额最多精确到分（元后两位小数），得到的是“{}”", clip(text)))
    }

    pub(crate) fn too_precise(text: &str, places: u32) -> Self {
        let most = if places == 0 { "必须是整数".to_owned() } else { format!("最多{places}位小数") };
        Self::new("entry.too-precise", format!("{most}，得到的是“{}”", clip(text)))
    }

    pub(crate) fn out_of_range(text: &str) -> Self {
        Self::new("entry.out-of-range", format!("数字太大，超出可处理的范围：“{}”", clip(text)))
    }
}

/// Reads an amount in 元: `15000000`, `15,000,000.00`, `1500万元`, `1500 万`, `0.15亿`, `1亿5000万`, `￥１５，０００．５０`,
/// `一千五百万元整`, or an amount in words (`人民币壹仟伍佰万元整`; 元 and 整 may be left out, for here nothing is signed).
///
/// # Errors
/// `entry.empty`, `entry.negative`, `entry.not-a-number`, `entry.separators` (a comma or space in a place where no
/// group of digits ends), `entry.too-precise` (more than whole 分), `entry.out-of-range`, or an error of
/// [`crate::words`] when the text is an amount in words.
pub fn read_money(text: &str) -> Result<Money, EntryError> {
    let plain = normalise(text)?;
    if plain.chars().any(|letter| "壹贰叁肆伍陆柒捌玖貳參叄陸".contains(letter)) || plain.ends_with("零元整")
    {
        return match read_words(&completed(&plain)) {
            Ok(money) if money < Money::ZERO => Err(EntryError::negative(text)),
            Ok(money) => Ok(money),
            Err(error) => Err(EntryError::new(error.code, error.message)),
        };
    }
    let plain = numeral::in_digits(&plain).unwrap_or(plain);
    let mut figures = plain.as_str();
    for sign in ["人民币", "RMB", "CNY", "rmb", "cny", "¥"] {
        figures = figures.strip_prefix(sign).unwrap_or(figures).trim_start();
    }
    let figures = figures.trim_end_matches(['整', '正']);
    let fen = Figure::read(figures, text)?.in_parts(&["元", "圆", "块"], text)?;
    let fen = fen.shifted(2).ok_or_else(|| EntryError::too_precise_money(text))?;
    i64::try_from(fen).map(Money::from_fen).map_err(|_| EntryError::out_of_range(text))
}

/// Reads a number that is not negative, with at most `max_places` decimals; 万 and 亿 multiply and ㎡, 平方米 or,
/// as people say, 平 may follow (`1.2万平方米`, `86.5平`). The result carries no trailing zeros.
///
/// # Errors
/// As [`read_money`]; `entry.too-precise` beyond `max_places`.
pub fn read_decimal(text: &str, max_places: u32) -> Result<Decimal, EntryError> {
    let plain = normalise_figure(text)?;
    Figure::read(&plain, text)?.single(&area::SQUARE_METRES, text)?.decimal(max_places, text)
}

/// Reads a percentage: `5.5`, `5.5%` and `百分之5.5` are 5.5 per cent, given as `5.5`; `千分之三` and `3‰` are `0.3`,
/// `万分之五` and `5‱` are `0.05`. Up to ten decimals.
///
/// # Errors
/// As [`read_decimal`].
pub fn read_percent(text: &str) -> Result<Decimal, EntryError> {
    /// Words in front and signs behind, with the power of ten that makes per cent of them.
    const PARTS: [(&str, &str, i32); 3] = [("百分之", "%", 0), ("千分之", "‰", -1), ("万分之", "‱", -2)];
    let plain = normalise_figure(text)?;
    let said = PARTS.iter().find_map(|(words, _, power)| Some((plain.strip_prefix(words)?, *power)));
    let (number, power) = match said {
        Some((rest, power)) => (Figure::read(rest, text)?.single(&[], text)?, power),
        None => {
            let (number, sign) = Figure::read(&plain, text)?.measured(&PARTS.map(|(_, sign, _)| sign), text)?;
            let power = PARTS.iter().find(|(_, known, _)| *known == sign).map_or(0, |(_, _, power)| *power);
            (number, power)
        }
    };
    number.times_ten_to(power).decimal(10, text)
}

/// Reads a whole number that is not negative: `1200`, `1,200`, `1.2万`, `二十四`.
///
/// # Errors
/// As [`read_money`]; `entry.not-whole` if there are decimals.
pub fn read_integer(text: &str) -> Result<i64, EntryError> {
    let plain = normalise_figure(text)?;
    let number = Figure::read(&plain, text)?.single(&[], text)?;
    let whole = number
        .shifted(0)
        .ok_or_else(|| EntryError::new("entry.not-whole", format!("必须是整数，得到的是“{}”", clip(text))))?;
    i64::try_from(whole).map_err(|_| EntryError::out_of_range(text))
}

/// As [`normalise`], numbers in numerals written in digits.
fn normalise_figure(text: &str) -> Result<String, EntryError> {
    let plain = normalise(text)?;
    Ok(numeral::in_digits(&plain).unwrap_or(plain))
}

/// An amount in words with the 元 and 整 that a typist leaves out: 壹仟伍佰万.
fn completed(words: &str) -> String {
    let whole = words.chars().next_back().is_some_and(|last| "零壹贰叁肆伍陆柒捌玖貳參叄陸拾佰仟万萬亿億".contains(last));
    let ending = if whole { "元整" } else if words.ends_with(['元', '圆', '圓']) { "整" } else { "" };
    format!("{words}{ending}")
}

/// The typed text in one plain form: NFKC, `。` as point, every dash as `-`, no invisible marks, no outer blanks.
fn normalise(text: &str) -> Result<String, EntryError> {
    let text = text.trim();
    if text.chars().nth(LONGEST).is_some() {
        return Err(EntryError::new(
            "entry.too-long",
            format!("内容过长，应为一个数字或日期：“{}”", clip(text)),
        ));
    }
    if text.is_ascii() {
        // Nothing to normalise but white space: most figures, and every cell of a spreadsheet.
        if text.is_empty() {
            return Err(EntryError::new("entry.empty", "没有填写内容"));
        }
        return Ok(text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect());
    }
    // NFKC would turn 10² into 102.
    let risky = |letter: &char| letter.is_numeric() && letter.nfkc().next() != Some(*letter);
    if let Some(letter) = text.chars().find(|letter| risky(letter) && !('０'..='９').contains(letter)) {
        return Err(EntryError::new(
            "entry.not-a-number",
            format!("含有特殊数字字符“{letter}”，请改用普通数字"),
        ));
    }
    let plain: String = text
        .nfkc()
        .filter(|letter| !invisible(*letter))
        .map(|letter| match letter {
            '。' => '.',
            '、' => '/',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2044}' => '/',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect();
    let plain = plain.trim();
    if plain.is_empty() {
        Err(EntryError::new("entry.empty", "没有填写内容"))
    } else {
        Ok(plain.to_owned())
    }
}

/// Enough of a text to recognise it in a message.
#[must_use]
pub fn clip(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| !letter.is_control() && !invisible(*letter));
    let mut clipped: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() {
        clipped.push('…');
    }
    clipped
}
