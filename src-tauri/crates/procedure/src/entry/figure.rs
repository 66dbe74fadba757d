//! A typed figure as digits and units: `1亿5000万元`, `15,000,000.00`.

use rust_decimal::Decimal;

use super::{EntryError, clip};

/// A number that is exactly `digits × 10^(−places)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    digits: i128,
    places: i32,
}

/// Figures each with the unit that follows them, in the order typed.
#[derive(Debug)]
pub(super) struct Figure<'a> {
    parts: Vec<(Number, &'a str)>,
}

/// Chinese multiples, longest first, as powers of ten.
const MULTIPLES: [(&str, i32); 11] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

/// More digits than any amount has; keeps every product within 128 bits.
const MOST_DIGITS: usize = 24;

impl<'a> Figure<'a> {
    /// Splits `plain` (already normalised) into figures and units; `typed` is what messages quote.
    pub(super) fn read(plain: &'a str, typed: &str) -> Result<Self, EntryError> {
        if plain.starts_with(['-', '负', '(']) {
            return Err(EntryError::negative(typed));
        }
        let mut parts = Vec::new();
        let mut rest = plain.trim();
        while !rest.is_empty() {
            let end = rest.find(|letter| !figure_letter(letter)).unwrap_or(rest.len());
            let (figures, tail) = rest.split_at(end);
            let next =
                tail.find(|letter: char| letter.is_ascii_digit() || letter == '.').unwrap_or(tail.len());
            // m2 is a unit although it ends in a digit.
            let next = if tail.starts_with("m2") { 2 } else { next };
            let (unit, after) = tail.split_at(next);
            parts.push((Number::read(figures.trim(), typed)?, unit.trim()));
            rest = after.trim_start();
        }
        Ok(Self { parts })
    }

    /// One figure, perhaps with a multiple and one of `units`.
    pub(super) fn single(&self, units: &[&str], typed: &str) -> Result<Number, EntryError> {
        Ok(self.measured(units, typed)?.0)
    }

    /// One figure with a multiple and one of `units`, and that unit; no unit is the empty one.
    pub(super) fn measured<'u>(&self, units: &[&'u str], typed: &str) -> Result<(Number, &'u str), EntryError> {
        let [(number, unit)] = self.parts.as_slice() else { return Err(EntryError::not_a_number(typed)) };
        let (power, name) = multiple(unit);
        match units.iter().find(|known| **known == name) {
            _ if name.is_empty() => Ok((number.times_ten_to(power), "")),
            Some(known) => Ok((number.times_ten_to(power), known)),
            None => Err(unknown_unit(name, typed)),
        }
    }

    /// Figures with falling multiples, added up: `1亿5000万元`, `15元6角5分`; the last may stand without a unit
    /// only if it is the only one or comes after 万 or 亿 in full (`1500万5000元`, not `1亿5`).
    pub(super) fn in_parts(self, units: &[&str], typed: &str) -> Result<Number, EntryError> {
        let mut total = Number { digits: 0, places: 0 };
        let mut above: Option<i32> = None;
        let count = self.parts.len();
        for (index, (number, unit)) in self.parts.iter().enumerate() {
            let (mut power, name) = multiple(unit);
            match name {
                "" if count == 1 || power > 0 => {}
                "角" | "毛" if power == 0 => power = -1,
                "分" if power == 0 => power = -2,
                name if units.contains(&name) => {}
                "" => return Err(EntryError::not_a_number(typed)),
                name => return Err(unknown_unit(name, typed)),
            }
            let inner = index + 1 < count;
            let ends = !name.is_empty() && units.contains(&name) && power > 0;
            let value = number.times_ten_to(power);
            let too_large = above.is_some_and(|above| !value.below_ten_to(above));
            if too_large || (inner && (number.places > 0 || ends)) {
                return Err(EntryError::not_a_number(typed));
            }
            above = Some(power);
            total = total.plus(value).ok_or_else(|| EntryError::out_of_range(typed))?;
        }
        Ok(total)
    }
}

impl Number {
    /// Digits with at most one point; commas or blanks only between groups of three or of four digits.
    fn read(figures: &str, typed: &str) -> Result<Self, EntryError> {
        let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
        let joined = joined(whole).ok_or_else(|| {
            let message = format!("分隔符的位置不对，请写成15,000,000或15000000，得到的是“{}”", clip(typed));
            EntryError::new("entry.separators", message)
        })?;
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(&joined) || !plain(decimals) || (joined.is_empty() && decimals.is_empty()) {
            return Err(EntryError::not_a_number(typed));
        }
        let decimals = decimals.trim_end_matches('0');
        let text = format!("{joined}{decimals}");
        let digits = text.trim_start_matches('0');
        if digits.len() > MOST_DIGITS || decimals.len() > MOST_DIGITS {
            return Err(EntryError::out_of_range(typed));
        }
        let digits = if digits.is_empty() { Ok(0) } else { digits.parse() };
        let digits = digits.map_err(|_| EntryError::not_a_number(typed))?;
        let places = i32::try_from(decimals.len()).map_err(|_| EntryError::out_of_range(typed))?;
        Ok(Self { digits, places })
    }

    /// The number × 10^`power`.
    pub(super) fn times_ten_to(self, power: i32) -> Self {
        Self { digits: self.digits, places: self.places - power }
    }

    /// The number × 10^`power` if it is whole and not too large.
    pub(super) fn shifted(self, power: i32) -> Option<i128> {
        let places = self.places - power;
        let size = 10_i128.checked_pow(places.unsigned_abs())?;
        if places <= 0 {
            return Some(self.digits.saturating_mul(size));
        }
        (self.digits % size == 0).then_some(self.digits / size)
    }

    /// The number × `numerator` / `denominator`, rounded half up to `places` decimals, and whether it came out exactly.
    pub(super) fn times(self, numerator: i128, denominator: i128, places: i32) -> Option<(Self, bool)> {
        let above = self.times_ten_to(places);
        let power = 10_i128.checked_pow(above.places.unsigned_abs())?;
        let (scale, divisor) = if above.places > 0 { (1, power) } else { (power, 1) };
        let dividend = above.digits.checked_mul(scale)?.checked_mul(numerator)?;
        let divisor = divisor.checked_mul(denominator)?;
        let (whole, rest) = (dividend / divisor, dividend % divisor);
        let digits = whole + i128::from(rest.checked_mul(2)? >= divisor);
        Some((Self { digits, places }, rest == 0))
    }

    fn below_ten_to(self, power: i32) -> bool {
        let places = self.places + power;
        // Whole multiples of a power above the limit: only nothing at all is below it.
        let Ok(places) = u32::try_from(places) else { return self.digits == 0 };
        10_i128.checked_pow(places).is_none_or(|limit| self.digits < limit)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places).max(0);
        let digits = self.shifted(places)?.checked_add(other.shifted(places)?)?;
        Some(Self { digits, places })
    }

    /// As a decimal without trailing zeros.
    pub(super) fn decimal(self, max_places: u32, typed: &str) -> Result<Decimal, EntryError> {
        let (digits, places) = match u32::try_from(self.places) {
            Ok(places) => (self.digits, places),
            Err(_) => (self.shifted(0).ok_or_else(|| EntryError::out_of_range(typed))?, 0),
        };
        let number = Decimal::try_from_i128_with_scale(digits, places)
            .map_err(|_| EntryError::out_of_range(typed))?
            .normalize();
        if number.scale() > max_places {
            return Err(EntryError::too_precise(typed, max_places));
        }
        Ok(number)
    }
}

fn figure_letter(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ')
}

/// The power of ten that a unit begins with, and what is left of it.
fn multiple(unit: &str) -> (i32, &str) {
    MULTIPLES
        .iter()
        .find_map(|(name, power)| unit.strip_prefix(name).map(|rest| (*power, rest.trim_start())))
        .unwrap_or((0, unit))
}

/// The digits without separators; `None` if a separator does not stand between whole groups.
fn joined(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split([',', ' ']).collect();
    let [first, others @ ..] = groups.as_slice() else { return None };
    let grouped =
        |size: usize| (1..=size).contains(&first.len()) && others.iter().all(|group| group.len() == size);
    (others.is_empty() || grouped(3) || grouped(4)).then(|| groups.concat())
}

fn unknown_unit(unit: &str, typed: &str) -> EntryError {
    EntryError::new("entry.unit", format!("不认识的单位“{}”，得到的是“{}”", clip(unit), clip(typed)))
}
