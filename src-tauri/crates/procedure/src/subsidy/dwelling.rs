//! What is known of each unit, and the terms for all.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::money::Money;
use crate::rent::{Increase, Lease, Rate, Unit};
use crate::vacancy::{Cap, Occupancy};

/// A leased unit that may draw subsidies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dwelling {
    /// Number, layout, area and agreed rent.
    pub unit: Unit,
    /// Rent charged (出租租金), 元 per ㎡ and month.
    pub charged_rent: Decimal,
    /// Property fee (物业管理费), 元 per ㎡ and month.
    pub property_fee: Decimal,
    /// When it was let and given back.
    pub occupancy: Occupancy,
}

/// Which vacant units are left out where more are vacant than the cap allows (口径).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OverCap {
    /// Those that would draw the most: the cautious reading.
    #[default]
    Most,
    /// Those that would draw the least.
    Least,
}

/// Terms that hold for all units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Term of the lease.
    pub lease: Lease,
    /// Yearly increase of the rent paid.
    pub increase: Increase,
    /// Units that may be vacant.
    pub cap: Cap,
    /// Which ones lose above the cap.
    pub over_cap: OverCap,
}

/// Monthly rates of one unit in one lease year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    pub paid: Rate,
    pub charged: Rate,
    pub fee: Rate,
}

/// Amounts of one unit for some days of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Amounts {
    pub paid: Money,
    pub charged: Money,
    pub fee: Money,
}

impl Rates {
    /// Rates at `unit_rent`; `None` beyond the range of figures.
    pub(super) fn new(dwelling: &Dwelling, unit_rent: Decimal) -> Option<Self> {
        let rate = |price| Rate::new(dwelling.unit.area, price);
        Some(Self {
            paid: rate(unit_rent)?,
            charged: rate(dwelling.charged_rent)?,
            fee: rate(dwelling.property_fee)?,
        })
    }

    /// Each rounded by itself.
    pub(super) fn part(self, days: u32, month_days: u32) -> Option<Amounts> {
        let part = |rate: Rate| rate.part(days, month_days);
        Some(Amounts { paid: part(self.paid)?, charged: part(self.charged)?, fee: part(self.fee)? })
    }
}

impl Amounts {
    /// Rent paid − rent charged, perhaps negative.
    pub(super) fn gap(self) -> Option<Money> {
        self.paid.checked_sub(self.charged)
    }

    /// What a vacant unit draws for these days.
    fn drawn_if_vacant(self) -> Option<Money> {
        self.gap()?.max(Money::ZERO).checked_add(self.charged)?.checked_add(self.fee)
    }
}

/// Positions of the dwellings in the order in which they lose above the cap.
///
/// Alike units are told apart by number and lettings, never by their place in the list, so that sorting a list of units
/// changes no total. `None` beyond the range of figures.
pub(super) fn losing_order(dwellings: &[Dwelling], rates: &[Rates], choice: OverCap) -> Option<Vec<usize>> {
    let mut drawn = Vec::with_capacity(dwellings.len());
    for rates in rates {
        let month = rates.part(1, 1)?;
        drawn.push((month.drawn_if_vacant()?, month));
    }
    let mut order: Vec<usize> = (0..dwellings.len().min(drawn.len())).collect();
    order.sort_by(|a, b| {
        let by_draw = match choice {
            OverCap::Most => drawn[*b].cmp(&drawn[*a]),
            OverCap::Least => drawn[*a].cmp(&drawn[*b]),
        };
        by_draw.then_with(|| alike(&dwellings[*a], &dwellings[*b]))
    });
    Some(order)
}

fn alike(a: &Dwelling, b: &Dwelling) -> Ordering {
    let key = |dwelling: &Dwelling| {
        (dwelling.unit.number.clone(), dwelling.occupancy.lettings.clone(), dwelling.occupancy.returned_on)
    };
    a.unit.number.cmp(&b.unit.number).then_with(|| key(a).cmp(&key(b)))
}
