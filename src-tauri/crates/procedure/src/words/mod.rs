//! Amounts in words (人民币大写), written and read back: 支付结算办法（银发〔1997〕393号）附一
//! 《正确填写票据和结算凭证的基本规定》.
//!
//! The writer gives the shortest legal form; the reader accepts every legal one and, for a readable but illegal one,
//! says how it should be written. Figures (`1500万元`) are read in [`crate::entry`].

mod numeral;
mod value;

use std::fmt::Write as _;

use crate::entry::clip;
use crate::money::Money;
pub use numeral::chinese_number;
use value::value;

/// A text is not a legal amount in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct WordsError {
    /// Stable code: `words.unreadable`, `words.not-legal` or `words.out-of-range`.
    pub code: &'static str,
    /// What is wrong and what to write instead, in Chinese.
    pub message: String,
}

/// A character of the legal form, or a place where the law leaves a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Must stand here.
    Fixed(char),
    /// 零 for zeros between figures: how many may stand here, and whether one must.
    Zero { most: usize, required: bool },
    /// 整 or 正 after 角, which may be left out.
    Whole,
}

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const UNITS: [&str; 4] = ["", "拾", "佰", "仟"];

/// No legal form is longer; a bound also on the recursion in [`value()`].
const LONGEST: usize = 80;

/// The amount in words without the prefix 人民币: `壹仟伍佰万元整`. A negative amount begins with 负.
#[must_use]
pub fn to_words(money: Money) -> String {
    let mut words = String::new();
    if money < Money::ZERO {
        words.push('负');
    }
    for piece in pieces(money.fen().unsigned_abs()) {
        match piece {
            Piece::Fixed(letter) => words.push(letter),
            Piece::Zero { required: true, .. } => words.push('零'),
            Piece::Zero { .. } | Piece::Whole => {}
        }
    }
    words
}

/// Reads an amount in words, with or without 人民币.
///
/// Accepted as 附一 has it: 整 or 正, 元 or 圆, 整 after 角, 零 where 万位 or 元位 is 0 and 千位 or 角位 is not, one
/// 零 for each of several zeros, 繁体字 such as 貳陸億萬圓.
///
/// # Errors
/// `words.unreadable` if it is no amount at all (or uses 一二三, 两, 毛, 〇, which 附一 forbids); `words.not-legal` if
/// the amount can be understood but not so written, with the legal form in the message; `words.out-of-range`.
pub fn read_words(text: &str) -> Result<Money, WordsError> {
    let trimmed = text.trim();
    let unprefixed =
        trimmed.strip_prefix("人民币").or_else(|| trimmed.strip_prefix("人民幣")).unwrap_or(trimmed);
    let mut letters = unprefixed.chars().map(standard).collect::<Result<Vec<_>, _>>()?;
    let negative = letters.first() == Some(&'负');
    if negative {
        letters.remove(0);
    }
    if letters.len() > LONGEST {
        return Err(unreadable(text));
    }
    let fen = value(&letters).ok_or_else(|| unreadable(text))?;
    let signed = if negative { -fen } else { fen };
    let money = i64::try_from(signed).map(Money::from_fen).map_err(|_| WordsError {
        code: "words.out-of-range",
        message: format!("大写金额“{}”超出可处理的范围", clip(text)),
    })?;
    if matches(&pieces(money.fen().unsigned_abs()), &letters) && !(negative && fen == 0) {
        return Ok(money);
    }
    Err(WordsError {
        code: "words.not-legal",
        message: format!("大写金额“{}”写法不规范，应写作“人民币{}”", clip(text), to_words(money)),
    })
}

/// Every legal form of an amount.
fn pieces(fen: u64) -> Vec<Piece> {
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut pieces = Vec::new();
    if yuan == 0 && jiao == 0 && fen == 0 {
        return "零元整".chars().map(Piece::Fixed).collect();
    }
    if yuan > 0 {
        let zeros = whole(yuan, &mut pieces);
        pieces.push(Piece::Fixed('元'));
        if jiao > 0 && zeros > 0 {
            pieces.push(Piece::Zero { most: zeros, required: false });
        }
        if jiao == 0 && fen > 0 {
            pieces.push(Piece::Zero { most: 1, required: true });
        }
    }
    if jiao > 0 {
        pieces.extend([Piece::Fixed(digit(jiao)), Piece::Fixed('角')]);
    }
    if fen > 0 {
        pieces.extend([Piece::Fixed(digit(fen)), Piece::Fixed('分')]);
    } else {
        pieces.push(if jiao > 0 { Piece::Whole } else { Piece::Fixed('整') });
    }
    pieces
}

/// The whole 元, without the word 元; returns how many zeros stand at the end.
fn whole(yuan: u64, pieces: &mut Vec<Piece>) -> usize {
    let figures: Vec<u64> = yuan.to_string().bytes().map(|byte| u64::from(byte - b'0')).collect();
    let mut zeros = 0;
    for (index, &figure) in figures.iter().enumerate() {
        let place = figures.len() - 1 - index;
        if figure == 0 {
            zeros += 1;
        } else {
            if zeros > 0 {
                // 附一 四（三）: the 零 is free between a 万位 or 亿位 of 0 and the 千位 after it.
                pieces.push(Piece::Zero { most: zeros, required: place % 4 != 3 });
                zeros = 0;
            }
            pieces.push(Piece::Fixed(digit(figure)));
            pieces.extend(UNITS[place % 4].chars().map(Piece::Fixed));
        }
        let group = &figures[index.saturating_sub(3 - place % 4)..=index];
        let named = match place {
            4 | 12 => group.iter().any(|figure| *figure > 0).then_some('万'),
            8 | 16 => Some('亿'),
            _ => None,
        };
        pieces.extend(named.map(Piece::Fixed));
    }
    zeros
}

fn digit(figure: u64) -> char {
    usize::try_from(figure).ok().and_then(|figure| DIGITS.get(figure)).copied().unwrap_or('零')
}

/// Whether the letters are one of the legal forms.
fn matches(pieces: &[Piece], letters: &[char]) -> bool {
    let mut rest = letters;
    for piece in pieces {
        match *piece {
            Piece::Fixed(letter) => match rest.split_first() {
                Some((first, tail)) if *first == letter => rest = tail,
                _ => return false,
            },
            Piece::Zero { most, required } => {
                let count = rest.iter().take_while(|letter| **letter == '零').count();
                if count > most || (required && count == 0) {
                    return false;
                }
                rest = &rest[count..];
            }
            Piece::Whole => rest = rest.strip_prefix(&['整']).unwrap_or(rest),
        }
    }
    rest.is_empty()
}

/// One letter in its standard form (附一 一: 繁体字 are to be accepted, 一二三 are not).
fn standard(letter: char) -> Result<char, WordsError> {
    Ok(match letter {
        '貳' | '贰' => '贰',
        '叄' | '參' | '叁' => '叁',
        '陸' | '陆' => '陆',
        '萬' | '万' => '万',
        '億' | '亿' => '亿',
        '圓' | '圆' | '元' => '元',
        '正' | '整' => '整',
        '負' | '负' => '负',
        '零' | '壹' | '肆' | '伍' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟' | '角' | '分' => {
            letter
        }
        other => {
            let mut message = format!("大写金额中不能使用“{other}”");
            if let Some(right) = substitute(other) {
                // Writing to a String cannot fail.
                let _ = write!(message, "，应写“{right}”");
            }
            return Err(WordsError { code: "words.unreadable", message });
        }
    })
}

fn substitute(letter: char) -> Option<char> {
    const WRONG: &str = "一二三四五六七八九十百千两另〇0毛块";
    const RIGHT: &str = "壹贰叁肆伍陆柒捌玖拾佰仟贰零零零角元";
    WRONG.chars().zip(RIGHT.chars()).find(|(wrong, _)| *wrong == letter).map(|(_, right)| right)
}

fn unreadable(text: &str) -> WordsError {
    WordsError {
        code: "words.unreadable",
        message: format!("“{}”不是大写金额，应写成如“人民币壹仟伍佰万元整”", clip(text)),
    }
}
