//! The rent roll (房源租金表): what all units cost, by lease year, calendar year and layout.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{Increase, Lease, Rate, Span};
use crate::money::Money;

/// A unit of the list (房源清单) with what its rent needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// 房号.
    pub number: Arc<str>,
    /// 楼栋; may be empty.
    pub building: Arc<str>,
    /// 户型.
    pub layout: Arc<str>,
    /// 面积, ㎡.
    pub area: Decimal,
    /// Agreed rent, 元 per ㎡ and month.
    pub unit_rent: Decimal,
}

impl Unit {
    /// Monthly rate at the agreed rent.
    #[must_use]
    pub fn rate(&self) -> Option<Rate> {
        Rate::new(self.area, self.unit_rent)
    }
}

/// So many parts of months of the same length within one lease year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// Number of the lease year.
    pub lease_year: u32,
    /// Days that count.
    pub days: u32,
    /// Days of the whole month.
    pub month_days: u32,
    /// How many such parts there are.
    pub count: u32,
}

impl Portion {
    /// Whether the whole month counts.
    #[must_use]
    pub fn whole(self) -> bool {
        self.days == self.month_days
    }
}

/// A stretch of the term that makes one row of a table: a lease year or a calendar year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Lease year from 1, or calendar year.
    pub number: i32,
    /// First and last day.
    pub span: Span,
    /// What it is made of; whole months of one lease year together.
    pub portions: Vec<Portion>,
}

/// Rent of all units over a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RentYear {
    /// The stretch itself.
    pub stretch: Stretch,
    /// Rent of all whole months in it.
    pub whole_months: Money,
    /// Rent of its part months.
    pub part_months: Money,
    /// Both together.
    pub rent: Money,
}

/// Units of one layout (户型).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutTotal {
    /// Name of the layout.
    pub layout: Arc<str>,
    /// Number of units.
    pub units: usize,
    /// Their area, ㎡.
    pub area: Decimal,
    /// Their rent for one whole month at the agreed rent.
    pub monthly_rent: Money,
}

/// The lease years as stretches.
#[must_use]
pub fn lease_years(lease: Lease) -> Vec<Stretch> {
    stretches(lease, |_, lease_year| i32::try_from(lease_year).unwrap_or(i32::MAX))
}

/// The calendar years that the lease touches.
#[must_use]
pub fn calendar_years(lease: Lease) -> Vec<Stretch> {
    stretches(lease, |span, _| span.from.year())
}

fn stretches(lease: Lease, number: impl Fn(Span, u32) -> i32) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for part in lease.parts(lease.span()) {
        let number = number(part.span, part.lease_year);
        let whole = part.span.days() == part.month_days;
        // A whole month is a whole month, however many days it has.
        let (days, month_days) = if whole { (1, 1) } else { (part.span.days(), part.month_days) };
        let portion = Portion { lease_year: part.lease_year, days, month_days, count: 1 };
        match stretches.last_mut().filter(|last| last.number == number) {
            None => stretches.push(Stretch { number, span: part.span, portions: vec![portion] }),
            Some(stretch) => {
                stretch.span.to = part.span.to;
                let same = |known: &&mut Portion| Portion { count: 1, ..**known } == portion;
                match stretch.portions.iter_mut().find(same) {
                    Some(known) => known.count += 1,
                    None => stretch.portions.push(portion),
                }
            }
        }
    }
    stretches
}

/// Unit rents of lease years 1 to `years` by agreed rent; a list has few different ones.
///
/// `None` beyond the range of figures.
#[must_use]
pub fn unit_rents(
    agreed: impl IntoIterator<Item = Decimal>,
    increase: Increase,
    years: u32,
) -> Option<HashMap<Decimal, Vec<Decimal>>> {
    let mut rents: HashMap<Decimal, Vec<Decimal>> = HashMap::new();
    for agreed in agreed {
        if let std::collections::hash_map::Entry::Vacant(entry) = rents.entry(agreed) {
            entry.insert((1..=years).map(|year| increase.unit_rent(agreed, year)).collect::<Option<_>>()?);
        }
    }
    Some(rents)
}

/// Rent of all units by stretch, in the order of the stretches; `None` beyond the range of figures.
#[must_use]
pub fn by_stretch(units: &[Unit], increase: Increase, stretches: &[Stretch]) -> Option<Vec<RentYear>> {
    let years = stretches.iter().flat_map(|stretch| &stretch.portions).map(|portion| portion.lease_year);
    let rents = unit_rents(units.iter().map(|unit| unit.unit_rent), increase, years.max().unwrap_or(0))?;
    let mut totals = vec![(0_i64, 0_i64); stretches.len()];
    for unit in units {
        let rents = rents.get(&unit.unit_rent)?;
        let rates: Vec<Rate> = rents.iter().map(|rent| Rate::new(unit.area, *rent)).collect::<Option<_>>()?;
        for (stretch, total) in stretches.iter().zip(&mut totals) {
            for portion in &stretch.portions {
                let rate = rates.get(usize::try_from(portion.lease_year).ok()?.checked_sub(1)?)?;
                let one = rate.part(portion.days, portion.month_days)?.fen();
                let all = one.checked_mul(i64::from(portion.count))?;
                let total = if portion.whole() { &mut total.0 } else { &mut total.1 };
                *total = total.checked_add(all)?;
            }
        }
    }
    stretches
        .iter()
        .zip(totals)
        .map(|(stretch, (whole, part))| {
            let (whole_months, part_months) = (Money::from_fen(whole), Money::from_fen(part));
            let rent = whole_months.checked_add(part_months)?;
            Some(RentYear { stretch: stretch.clone(), whole_months, part_months, rent })
        })
        .collect()
}

/// Rent of all units for one whole month of lease year `year`; `None` beyond the range of figures.
#[must_use]
pub fn monthly_total(units: &[Unit], increase: Increase, year: u32) -> Option<Money> {
    let rents = unit_rents(units.iter().map(|unit| unit.unit_rent), increase, year.max(1))?;
    units.iter().try_fold(Money::ZERO, |total, unit| {
        let rent = rents.get(&unit.unit_rent)?.last()?;
        total.checked_add(Rate::new(unit.area, *rent)?.month()?)
    })
}

/// Area of all units; `None` beyond the range of figures.
#[must_use]
pub fn area_total(units: &[Unit]) -> Option<Decimal> {
    units.iter().try_fold(Decimal::ZERO, |total, unit| total.checked_add(unit.area))
}

/// Number, area and monthly rent of each layout, in the order in which they first appear.
///
/// `None` beyond the range of figures.
#[must_use]
pub fn by_layout(units: &[Unit]) -> Option<Vec<LayoutTotal>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut totals: Vec<LayoutTotal> = Vec::new();
    for unit in units {
        let place = *places.entry(&unit.layout).or_insert_with(|| {
            let layout = Arc::clone(&unit.layout);
            totals.push(LayoutTotal { layout, units: 0, area: Decimal::ZERO, monthly_rent: Money::ZERO });
            totals.len() - 1
        });
        let total = totals.get_mut(place)?;
        total.units += 1;
        total.area = total.area.checked_add(unit.area)?;
        total.monthly_rent = total.monthly_rent.checked_add(unit.rate()?.month()?)?;
    }
    Some(totals)
}
