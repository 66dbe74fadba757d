//! The fee itself: exact parts, rounded half up to 分 once.

use rust_decimal::Decimal;

use super::bracket::{Brackets, RATE_PLACES};
use crate::money::Money;

/// One bracket's share of a fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BracketFee {
    /// Position of the bracket, from 1.
    pub number: usize,
    /// The part of the base that it covers, in words.
    pub label: String,
    /// Limit above which the bracket begins.
    pub over: Money,
    /// Its upper limit; none in the last bracket.
    pub up_to: Option<Money>,
    /// The part of the base that falls into it.
    pub amount: Money,
    /// Rate in percent.
    pub rate: Decimal,
    /// Fee for that part; the shares add up to the fee.
    pub fee: Money,
}

/// 1% of 1分, in the unit in which parts are added: rates are whole in it.
const HUNDREDTH: i128 = 100 * 10_i128.pow(RATE_PLACES);

impl Brackets {
    /// The fee on `base`: the sum of the exact parts, rounded half up to 分 once. A base that is not positive gives none.
    #[must_use]
    pub fn fee(&self, base: Money) -> Money {
        Money::from_fen(self.breakdown(base).iter().map(|part| part.fee.fen()).sum())
    }

    /// The fee bracket by bracket, of the brackets that `base` reaches.
    ///
    /// Each share is the rounded running total less the one before, so that the shares add up to the fee to the 分.
    #[must_use]
    pub fn breakdown(&self, base: Money) -> Vec<BracketFee> {
        let (mut exact, mut rounded) = (0_i128, 0_i64);
        let reached = self.as_slice().iter().enumerate().take_while(|(_, bracket)| bracket.over < base);
        reached
            .map(|(index, bracket)| {
                let end = bracket.up_to.map_or(base, |up_to| up_to.min(base));
                let amount = end.fen() - bracket.over.fen();
                exact += i128::from(amount) * in_parts(bracket.rate);
                // No rate is above 100%, so the fee is never above the base.
                let total = i64::try_from((exact * 2 + HUNDREDTH) / (HUNDREDTH * 2)).unwrap_or(i64::MAX);
                let fee = total - rounded;
                rounded = total;
                BracketFee {
                    number: index + 1,
                    label: bracket.label(),
                    over: bracket.over,
                    up_to: bracket.up_to,
                    amount: Money::from_fen(amount),
                    rate: bracket.rate,
                    fee: Money::from_fen(fee),
                }
            })
            .collect()
    }
}

/// A rate as a whole number of millionths of a percent; it has no more decimals than that.
fn in_parts(rate: Decimal) -> i128 {
    let missing = RATE_PLACES.saturating_sub(rate.scale());
    rate.mantissa() * 10_i128.pow(missing)
}
