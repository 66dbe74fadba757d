//! A monthly amount before it is rounded: area × price.

use rust_decimal::Decimal;

use crate::money::Money;

/// Area × price per ㎡ and month, exact; what a part of a month costs is rounded from it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// In units of 10^-scale 元.
    mantissa: i128,
    /// 10^scale, at least 100.
    divisor: i128,
}

impl Rate {
    /// Monthly rate of `area` ㎡ at `price` 元 per ㎡ and month; `None` for negative figures or beyond the range.
    #[must_use]
    pub fn new(area: Decimal, price: Decimal) -> Option<Self> {
        if area.is_sign_negative() && !area.is_zero() || price.is_sign_negative() && !price.is_zero() {
            return None;
        }
        let mantissa = area.mantissa().checked_mul(price.mantissa())?.checked_mul(100)?;
        Some(Self { mantissa, divisor: 10_i128.checked_pow(area.scale() + price.scale())? })
    }

    /// Amount for `days` of a month of `month_days`, half up to 分.
    #[must_use]
    pub fn part(self, days: u32, month_days: u32) -> Option<Money> {
        // Common figures fit a machine word, whose division is many times faster.
        if let (Ok(mantissa), Ok(divisor)) = (u64::try_from(self.mantissa), u64::try_from(self.divisor))
            && let (Some(amount), Some(divisor)) =
                (mantissa.checked_mul(u64::from(days)), divisor.checked_mul(u64::from(month_days)))
        {
            let fen = amount.checked_div(divisor)?;
            let up = u64::from(amount % divisor >= divisor.div_ceil(2));
            return i64::try_from(fen + up).ok().map(Money::from_fen);
        }
        let amount = self.mantissa.checked_mul(i128::from(days))?;
        let divisor = self.divisor.checked_mul(i128::from(month_days))?;
        let fen = amount.checked_div(divisor)?;
        let up = i128::from(amount % divisor >= (divisor + 1) / 2);
        i64::try_from(fen + up).ok().map(Money::from_fen)
    }

    /// Amount of a whole month, half up to 分.
    #[must_use]
    pub fn month(self) -> Option<Money> {
        self.part(1, 1)
    }
}
