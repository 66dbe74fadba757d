//! The axis of figures: ticks at 1, 2 or 5 times a power of ten.

use rust_decimal::Decimal;

use crate::model::Unit;

/// Figures are drawn in ten-thousandths of their unit; finer differences cannot be seen.
const PLACES: u32 = 4;
/// One of the unit.
const ONE: i128 = 10_000;
/// Intervals that an axis aims at.
const WANTED: i128 = 5;
/// Figures beyond this are drawn at the edge, so that no calculation overflows.
const LIMIT: i128 = 1_000_000_000_000_000_000_000;

/// An axis of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scale {
    low: i128,
    high: i128,
    step: i128,
    /// Units that one label counts: 1, or 10,000 for 万元.
    divisor: i128,
    /// Unit of the labels: 元, 万元, 亿元.
    pub unit: String,
}

/// A figure in ten-thousandths.
pub(crate) fn units(value: Decimal) -> i128 {
    let rounded = value.round_dp(PLACES);
    let power = 10_i128.pow(PLACES.saturating_sub(rounded.scale()));
    rounded.mantissa().saturating_mul(power).clamp(-LIMIT, LIMIT)
}

impl Scale {
    /// An axis that holds zero and all `values`.
    pub fn over(values: impl Iterator<Item = Decimal> + Clone, unit: &Unit) -> Self {
        let whole = values.clone().all(|value| value.fract().is_zero());
        let (least, most) = values.map(units).fold((0, 0), |(a, b), value| (value.min(a), value.max(b)));
        let (divisor, unit) = match unit {
            // 亿元 only where the labels in 万元 would have more than five digits.
            Unit::Money if least.abs().max(most) >= 1_000_000_000 * ONE => (100_000_000, "亿元".to_owned()),
            Unit::Money if least.abs().max(most) >= 10_000 * ONE => (10_000, "万元".to_owned()),
            Unit::Money => (1, "元".to_owned()),
            Unit::Other(unit) => (1, unit.clone()),
        };
        let mut step = nice((most - least + WANTED - 1) / WANTED);
        if whole {
            step = step.max(ONE);
        }
        let low = least.div_euclid(step) * step;
        let high = (most + step - 1).div_euclid(step) * step;
        Self { low, high: if high == low { low + step } else { high }, step, divisor, unit }
    }

    /// Values of the ticks with their labels, from the lowest.
    pub fn ticks(&self) -> Vec<(i128, String)> {
        let count = (self.high - self.low) / self.step;
        let places = self.places();
        (0..=count)
            .map(|index| self.low + index * self.step)
            .map(|value| (value, self.label(value, places)))
            .collect()
    }

    /// Place of a value (in ten-thousandths) between `bottom` (lowest) and `top` (highest).
    pub fn place(&self, value: i128, bottom: i64, top: i64) -> i64 {
        let value = value.clamp(self.low, self.high);
        let room = i128::from(top - bottom);
        let offset = (value - self.low) * room / (self.high - self.low);
        bottom + i64::try_from(offset).unwrap_or_default()
    }

    /// Digits after the point that tell neighbouring ticks apart.
    fn places(&self) -> u32 {
        let whole = ONE * self.divisor;
        (0..8).find(|places| self.step * 10_i128.pow(*places) % whole == 0).unwrap_or(8)
    }

    fn label(&self, value: i128, places: u32) -> String {
        if value == 0 {
            return "0".to_owned();
        }
        let power = 10_i128.pow(places);
        // Exact: `places` was chosen so.
        let scaled = value * power / (ONE * self.divisor);
        let sign = if scaled < 0 { "−" } else { "" };
        let (whole, part) = (scaled.abs() / power, scaled.abs() % power);
        let grouped = grouped(&whole.to_string());
        if places == 0 {
            return format!("{sign}{grouped}");
        }
        format!("{sign}{grouped}.{part:0width$}", width = places as usize)
    }
}

/// Smallest of 1, 2, 5 times a power of ten that is not below `value`.
fn nice(value: i128) -> i128 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * power >= value {
                return factor * power;
            }
        }
        power *= 10;
    }
}

/// Digits in groups of three.
pub(crate) fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Scale, nice};
    use crate::model::Unit;
    use rust_decimal::Decimal;

    fn labels(values: &[i64], unit: &Unit) -> Vec<String> {
        let values = values.iter().map(|value| Decimal::from(*value));
        Scale::over(values, unit).ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!([1, 2, 3, 6, 11, 21, 50].map(nice), [1, 2, 5, 10, 20, 50, 50]);
    }

    #[test]
    fn money_is_labelled_in_the_unit_that_suits_it() {
        // 1,500 万元: a fifth is 300, the next round step 500.
        assert_eq!(labels(&[15_000_000], &Unit::Money), ["0", "500", "1,000", "1,500"]);
        assert_eq!(labels(&[9_000], &Unit::Money), ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]);
        // 12.5 亿元.
        assert_eq!(labels(&[1_250_000_000], &Unit::Money), ["0", "5", "10", "15"]);
        // 2 万元: a fifth is 0.4, the next round step 0.5.
        assert_eq!(labels(&[20_000], &Unit::Money), ["0", "0.5", "1.0", "1.5", "2.0"]);
    }

    #[test]
    fn an_axis_below_zero_has_zero_in_it() {
        assert_eq!(labels(&[-30, 20], &Unit::Other("户".to_owned())), ["−30", "−20", "−10", "0", "10", "20"]);
    }

    #[test]
    fn counts_are_not_divided() {
        assert_eq!(labels(&[2], &Unit::Other("户".to_owned())), ["0", "1", "2"]);
        assert_eq!(labels(&[0], &Unit::Other("户".to_owned())), ["0", "1"]);
        assert_eq!(labels(&[], &Unit::Other(String::new())), ["0", "1"]);
    }

    #[test]
    fn a_value_lies_where_its_share_says() {
        let scale = Scale::over([Decimal::from(10)].into_iter(), &Unit::Other(String::new()));
        assert_eq!(scale.place(0, 200_000, 0), 200_000);
        assert_eq!(scale.place(25_000, 200_000, 0), 150_000);
        assert_eq!(scale.place(100_000, 200_000, 0), 0);
    }
}
