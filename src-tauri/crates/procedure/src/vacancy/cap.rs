//! How many units may be vacant.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A share of all units that may be vacant (空置率上限).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cap {
    /// `20` is 20%.
    pub ratio: Decimal,
    /// Whether a unit that was given back still counts among all units (口径).
    pub returned_in_total: bool,
}

impl Cap {
    /// Units that may be vacant out of `total`.
    #[must_use]
    pub fn of(self, total: usize) -> usize {
        vacancy_cap(total, self.ratio)
    }
}

/// floor(total × ratio ÷ 100), never below zero nor above all units.
#[must_use]
pub fn vacancy_cap(total: usize, ratio: Decimal) -> usize {
    let exact =
        Decimal::from(total).checked_mul(ratio).and_then(|units| units.checked_div(Decimal::ONE_HUNDRED));
    match exact {
        Some(units) if units.is_sign_negative() => 0,
        Some(units) => units.floor().to_usize().unwrap_or(total).min(total),
        None => total,
    }
}
