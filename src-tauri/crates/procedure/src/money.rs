//! Amounts of money (金额), whole 分 from end to end.
//!
//! No binary fraction ever holds an amount. What a person types is read in [`crate::entry`], amounts in words
//! (人民币大写) in [`crate::words`]; here are only the machine form, the figures shown and exact arithmetic.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::entry::EntryError;

/// An amount in whole 分 (fen), from −92,233,720,368,547,758.08 元 to 92,233,720,368,547,758.07 元.
///
/// Serialised as a decimal string in 元 with two places, `"15000000.00"`, never as a JSON number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// Which way an exact result is brought to whole 分.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rounding {
    /// 四舍五入: half a 分 away from zero.
    HalfUp,
    /// To the next 分 not below the exact result: for a least amount (不少于).
    Up,
    /// To the next 分 not above the exact result: for a greatest amount (不超过).
    Down,
}

/// Limb of the long multiplication in [`scaled`]; three of them hold any `i64`.
const LIMB: i128 = 10_000_000;

impl Money {
    /// No money at all.
    pub const ZERO: Self = Self(0);

    /// An amount of so many 分.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount in 分.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads the machine form in 元: ASCII digits, then optionally a point and one or two digits
    /// (`15000000`, `15000000.5`, `15000000.00`).
    ///
    /// # Errors
    /// `entry.negative` for a leading minus, `entry.too-precise` for more than two decimals,
    /// `entry.not-a-number` for any other form, `entry.out-of-range` beyond the range of [`Money`].
    pub fn parse_canonical(text: &str) -> Result<Self, EntryError> {
        if text.starts_with('-') {
            return Err(EntryError::negative(text));
        }
        Self::parse_signed(text)
    }

    /// The machine form as [`Money::parse_canonical`], but a leading `-` is allowed, for balances and differences.
    ///
    /// # Errors
    /// As [`Money::parse_canonical`], without `entry.negative`.
    pub fn parse_signed(text: &str) -> Result<Self, EntryError> {
        let (negative, figures) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, places) = figures.split_once('.').unwrap_or((figures, "00"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(places) {
            return Err(EntryError::not_a_number(text));
        }
        if places.len() > 2 {
            return Err(EntryError::too_precise_money(text));
        }
        let sign = if negative { -1 } else { 1 };
        let mut fen: i64 = 0;
        for byte in format!("{whole}{places:0<2}").bytes() {
            fen = fen
                .checked_mul(10)
                .and_then(|fen| fen.checked_add(sign * i64::from(byte - b'0')))
                .ok_or_else(|| EntryError::out_of_range(text))?;
        }
        Ok(Self(fen))
    }

    /// The machine form in 元 with two places: `15000000.00`.
    #[must_use]
    pub fn canonical(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }

    /// The amount in 万元, exact, without trailing zeros.
    #[must_use]
    pub fn in_wan(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.0), 6).normalize()
    }

    /// The amount in 万元 with thousands separators and no trailing zeros: `1,500`, `0.000001`.
    #[must_use]
    pub fn wan_figures(self) -> String {
        let text = self.in_wan().abs().to_string();
        let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
        let sign = if self.0 < 0 { "-" } else { "" };
        let point = if places.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{places}", grouped(whole))
    }

    /// Sum; `None` beyond the range of [`Money`].
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference, possibly negative; `None` beyond the range of [`Money`].
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Product with an exact factor, half up to 分 (四舍五入); `None` beyond the range of [`Money`].
    #[must_use]
    pub fn checked_mul(self, factor: Decimal) -> Option<Self> {
        scaled(self.0, factor, 0, Rounding::HalfUp)
    }

    /// So many percent (`5.5` = 5.5%), exact, then half up to 分; `None` beyond the range of [`Money`].
    #[must_use]
    pub fn percent(self, rate: Decimal) -> Option<Self> {
        scaled(self.0, rate, 2, Rounding::HalfUp)
    }

    /// So many percent as a *least* amount (不少于、不低于): never below the exact result.
    #[must_use]
    pub fn percent_up(self, rate: Decimal) -> Option<Self> {
        scaled(self.0, rate, 2, Rounding::Up)
    }

    /// So many percent as a *greatest* amount (不超过): never above the exact result.
    #[must_use]
    pub fn percent_down(self, rate: Decimal) -> Option<Self> {
        scaled(self.0, rate, 2, Rounding::Down)
    }
}

/// `fen × factor ÷ 10^places`, rounded once at the very end.
///
/// `Decimal` would round the product itself as soon as it needs more than 28 digits, so the magnitude is
/// multiplied out in limbs small enough for every intermediate product to fit an `i128`.
fn scaled(fen: i64, factor: Decimal, places: u32, rounding: Rounding) -> Option<Money> {
    let factor = factor.normalize();
    let divisor = 10_i128.pow(factor.scale() + places);
    let mantissa = factor.mantissa().abs();
    let (whole, part) = (mantissa / divisor, mantissa % divisor);
    let magnitude = i128::from(fen.unsigned_abs());

    let (mut quotient, mut remainder) = (0_i128, 0_i128);
    for limb in [magnitude / (LIMB * LIMB), magnitude / LIMB % LIMB, magnitude % LIMB] {
        let product = remainder * LIMB + part * limb;
        quotient = quotient * LIMB + product / divisor;
        remainder = product % divisor;
    }
    quotient = magnitude.checked_mul(whole)?.checked_add(quotient)?;

    let negative = (fen < 0) != factor.is_sign_negative();
    let away_from_zero = match rounding {
        Rounding::HalfUp => remainder * 2 >= divisor,
        Rounding::Up => remainder > 0 && !negative,
        Rounding::Down => remainder > 0 && negative,
    };
    let magnitude = quotient + i128::from(away_from_zero);
    i64::try_from(if negative { -magnitude } else { magnitude }).ok().map(Money)
}

/// Digits with a comma before every third from the right.
pub(crate) fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// In 元 with thousands separators and two places: `15,000,000.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", grouped(&(fen / 100).to_string()), fen % 100))
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.canonical())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_signed(&text).map_err(de::Error::custom)
    }
}
