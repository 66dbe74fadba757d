//! Yearly increase of a unit rent (租金年递增率).

use rust_decimal::Decimal;

/// How the increases of several years add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// On the rent already increased (复利): agreed × (1 + r)ⁿ⁻¹.
    #[default]
    Compound,
    /// On the rent agreed (单利): agreed × (1 + r × (n − 1)).
    Simple,
}

/// Yearly increase of a unit rent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Increase {
    /// `3` is 3% a year; a fall is negative.
    pub percent: Decimal,
    /// How years add up.
    pub mode: Mode,
}

/// Base of the digits of a product.
const LIMB: u128 = 1_000_000_000;

impl Increase {
    /// No increase at all.
    pub const NONE: Self = Self { percent: Decimal::ZERO, mode: Mode::Compound };

    /// Factor of one year (compound) or of all years together (simple); never below zero.
    #[must_use]
    pub fn factor(self, year: u32) -> Option<Decimal> {
        let years = match self.mode {
            Mode::Compound => Decimal::ONE,
            Mode::Simple => Decimal::from(year.saturating_sub(1)),
        };
        let rise = self.percent.checked_div(Decimal::ONE_HUNDRED)?.checked_mul(years)?;
        Some(Decimal::ONE.checked_add(rise)?.max(Decimal::ZERO).normalize())
    }

    /// Unit rent of lease year `year` (from 1), half up to 0.01 元, worked out from the agreed rent.
    ///
    /// The agreed rent itself is not rounded: it stands in the contract, and an increase of nothing leaves it alone.
    /// `None` beyond the range of figures, or for a negative rent.
    #[must_use]
    pub fn unit_rent(self, agreed: Decimal, year: u32) -> Option<Decimal> {
        if year <= 1 || self.percent.is_zero() {
            return Some(agreed);
        }
        let times = match self.mode {
            Mode::Compound => year - 1,
            Mode::Simple => 1,
        };
        product_half_up(agreed, self.factor(year)?, times)
    }
}

/// `base × factor^times`, exact, then half up to two places. `Decimal` would round the power itself.
fn product_half_up(base: Decimal, factor: Decimal, times: u32) -> Option<Decimal> {
    let mut rest = u128::try_from(base.mantissa()).ok()?;
    let multiplier = u128::from(u64::try_from(factor.mantissa()).ok()?);
    let mut limbs = Vec::new();
    while rest > 0 {
        limbs.push(rest % LIMB);
        rest /= LIMB;
    }
    for _ in 0..times {
        let mut carry = 0;
        for limb in &mut limbs {
            let product = *limb * multiplier + carry;
            *limb = product % LIMB;
            carry = product / LIMB;
        }
        while carry > 0 {
            limbs.push(carry % LIMB);
            carry /= LIMB;
        }
    }
    let digits: String = limbs.iter().rev().map(|limb| format!("{limb:09}")).collect();
    let places = usize::try_from(base.scale() + factor.scale() * times).ok()?;
    let dropped = places.saturating_sub(2);
    let digits = format!("{digits:0>width$}", width = dropped + 1);
    let (kept, cut) = digits.split_at(digits.len() - dropped);
    let whole: i128 = kept.parse().ok()?;
    // In a decimal notation the first digit that goes decides alone.
    let up = i128::from(cut.bytes().next().is_some_and(|digit| digit >= b'5'));
    let scale = u32::try_from(places - dropped).ok()?;
    Decimal::try_from_i128_with_scale(whole.checked_add(up)?, scale).ok()
}
