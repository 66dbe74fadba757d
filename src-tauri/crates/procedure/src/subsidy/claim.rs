//! A claim (补贴经费拨付申请): each unit in each month of the claim period.

use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use super::dwelling::{Dwelling, Rates, Terms, losing_order};
use super::sums::{ClaimTotals, Sums, by_layout};
use crate::money::Money;
use crate::rent::{MonthPart, Span, unit_rents};
use crate::vacancy::{Occupancy, over_cap};

/// A claim period worked out as far as its rows need; rows and sums are made when asked for.
#[derive(Debug)]
pub struct Claim {
    dwellings: Arc<[Dwelling]>,
    months: Vec<ClaimMonth>,
    /// First lease year of the period.
    first_year: u32,
    /// By lease year from the first, then by unit: unit rent and rates.
    rates: Vec<Vec<(Decimal, Rates)>>,
    /// By unit, vacant days in order.
    vacant: Vec<Vec<Span>>,
    /// By unit, those of them over the cap.
    over: Vec<Vec<Span>>,
    totals: OnceLock<Option<ClaimTotals>>,
}

/// A calendar month, as far as it lies in the claim period and the lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimMonth {
    /// Its days.
    pub span: Span,
    /// Days of the whole month.
    pub month_days: u32,
    /// One part, or two where a lease year begins inside.
    pub parts: Vec<MonthPart>,
}

/// One unit in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Position of the unit.
    pub unit: usize,
    /// Days it covers.
    pub span: Span,
    /// Days of the whole month.
    pub month_days: u32,
    /// Days and amounts.
    pub sums: Sums,
    /// What they are made of.
    pub parts: Vec<PartFigures>,
}

/// One unit in one part of a month: what is rounded by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFigures {
    /// The part.
    pub part: MonthPart,
    /// Unit rent of its lease year.
    pub unit_rent: Decimal,
    /// Let.
    pub occupied_days: u32,
    /// Vacant within the cap.
    pub vacant_within: u32,
    /// Vacant over the cap.
    pub vacant_over: u32,
    /// Given back.
    pub returned_days: u32,
    /// 承租租金 of all days on which the unit is not given back.
    pub rent_paid: Money,
    /// 出租租金 of the days it is let.
    pub rent_charged: Money,
    /// 承租租金 of the subsidised days.
    pub paid_base: Money,
    /// 出租租金 of the subsidised days.
    pub charged_base: Money,
    /// Their difference, perhaps negative.
    pub gap: Money,
    /// Rent of the vacant days within the cap.
    pub lost_rent: Money,
    /// Property fee of the vacant days within the cap.
    pub property_fee: Money,
}

impl PartFigures {
    /// 租金补贴: the gap, not below zero.
    #[must_use]
    pub fn rent_subsidy(&self) -> Money {
        self.gap.max(Money::ZERO)
    }

    /// Days that draw rent subsidy: let, or vacant within the cap.
    #[must_use]
    pub fn subsidised_days(&self) -> u32 {
        self.occupied_days + self.vacant_within
    }
}

impl Claim {
    /// Works out the period from `period.from` to `period.to`, as far as it lies in the lease.
    ///
    /// `None` beyond the range of figures.
    #[must_use]
    pub fn new(dwellings: Arc<[Dwelling]>, terms: Terms, period: Span) -> Option<Self> {
        let years: Vec<_> = terms
            .lease
            .years()
            .into_iter()
            .filter_map(|year| Some((year.number, year.span.common(period)?)))
            .collect();
        let first_year = years.first().map_or(1, |(number, _)| *number);
        let last_year = years.last().map_or(0, |(number, _)| *number);
        let agreed = dwellings.iter().map(|dwelling| dwelling.unit.unit_rent);
        let rents = unit_rents(agreed, terms.increase, last_year)?;
        let occupancies: Vec<Occupancy> =
            dwellings.iter().map(|dwelling| dwelling.occupancy.clone()).collect();
        let mut rates = Vec::with_capacity(years.len());
        let mut over = vec![Vec::new(); dwellings.len()];
        // Which units lose hangs on what they would draw, and that changes with the lease year.
        for (number, window) in &years {
            let place = usize::try_from(*number).ok()?.checked_sub(1)?;
            let mut of_year = Vec::with_capacity(dwellings.len());
            let mut bare = Vec::with_capacity(dwellings.len());
            for dwelling in dwellings.iter() {
                let unit_rent = *rents.get(&dwelling.unit.unit_rent)?.get(place)?;
                let rates = Rates::new(dwelling, unit_rent)?;
                of_year.push((unit_rent, rates));
                bare.push(rates);
            }
            let order = losing_order(&dwellings, &bare, terms.over_cap)?;
            for (all, spans) in over.iter_mut().zip(over_cap(&occupancies, &order, terms.cap, *window)) {
                all.extend(spans);
            }
            rates.push(of_year);
        }
        let covered = match (years.first(), years.last()) {
            (Some((_, first)), Some((_, last))) => Some(Span { from: first.from, to: last.to }),
            _ => None,
        };
        let vacant = occupancies
            .iter()
            .map(|occupancy| covered.map(|window| occupancy.vacant(window)).unwrap_or_default())
            .collect();
        let months = months(terms.lease.parts(period));
        Some(Self { dwellings, months, first_year, rates, vacant, over, totals: OnceLock::new() })
    }

    /// The units.
    #[must_use]
    pub fn dwellings(&self) -> &[Dwelling] {
        &self.dwellings
    }

    /// The months of the period.
    #[must_use]
    pub fn months(&self) -> &[ClaimMonth] {
        &self.months
    }

    /// Number of rows: units × months.
    #[must_use]
    pub fn len(&self) -> usize {
        self.dwellings.len() * self.months.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Unit `unit` in month `month`; `None` if there is none, or beyond the range of figures.
    #[must_use]
    pub fn row(&self, unit: usize, month: usize) -> Option<ClaimRow> {
        let ClaimMonth { span, month_days, parts } = self.months.get(month)?;
        let parts: Vec<_> = parts.iter().map(|part| self.figures(unit, part)).collect::<Option<_>>()?;
        let mut sums = Sums::default();
        for part in &parts {
            sums.add(part)?;
        }
        sums.negative_rows = u64::from(parts.iter().any(|part| part.gap < Money::ZERO));
        Some(ClaimRow { unit, span: *span, month_days: *month_days, sums, parts })
    }

    /// All sums, in one pass over the rows; `None` beyond the range of figures.
    #[must_use]
    pub fn totals(&self) -> Option<&ClaimTotals> {
        self.totals.get_or_init(|| self.sum_up()).as_ref()
    }

    fn sum_up(&self) -> Option<ClaimTotals> {
        let mut totals =
            ClaimTotals { by_month: vec![Sums::default(); self.months.len()], ..ClaimTotals::default() };
        for unit in 0..self.dwellings.len() {
            let mut of_unit = Sums::default();
            for (place, month) in self.months.iter().enumerate() {
                let mut of_row = Sums::default();
                for part in &month.parts {
                    let figures = self.figures(unit, part)?;
                    of_row.add(&figures)?;
                    of_row.negative_rows |= u64::from(figures.gap < Money::ZERO);
                }
                if of_row.negative_rows > 0 {
                    totals.negative.push((unit, place));
                }
                of_unit.plus(&of_row)?;
                totals.by_month.get_mut(place)?.plus(&of_row)?;
            }
            totals.total.plus(&of_unit)?;
            totals.by_unit.push(of_unit);
        }
        totals.by_layout = by_layout(&self.dwellings, &totals.by_unit)?;
        Some(totals)
    }

    fn figures(&self, unit: usize, part: &MonthPart) -> Option<PartFigures> {
        let year = usize::try_from(part.lease_year.checked_sub(self.first_year)?).ok()?;
        let (unit_rent, rates) = *self.rates.get(year)?.get(unit)?;
        let occupancy = &self.dwellings.get(unit)?.occupancy;
        let days = part.span.days();
        let held = occupancy.held(part.span).map_or(0, Span::days);
        let vacant = days_within(self.vacant.get(unit)?, part.span);
        let vacant_over = days_within(self.over.get(unit)?, part.span);
        let (occupied_days, vacant_within) = (held - vacant, vacant - vacant_over);
        let paid = |days| rates.paid.part(days, part.month_days);
        let charged = |days| rates.charged.part(days, part.month_days);
        let (rent_paid, rent_charged) = (paid(held)?, charged(occupied_days)?);
        let subsidised = occupied_days + vacant_within;
        // Mostly all days held are subsidised, and all of them let.
        let paid_base = if subsidised == held { rent_paid } else { paid(subsidised)? };
        let charged_base = if vacant_within == 0 { rent_charged } else { charged(subsidised)? };
        let (lost_rent, property_fee) = match vacant_within {
            0 => (Money::ZERO, Money::ZERO),
            days => (charged(days)?, rates.fee.part(days, part.month_days)?),
        };
        Some(PartFigures {
            part: *part,
            unit_rent,
            occupied_days,
            vacant_within,
            vacant_over,
            returned_days: days - held,
            rent_paid,
            rent_charged,
            paid_base,
            charged_base,
            gap: paid_base.checked_sub(charged_base)?,
            lost_rent,
            property_fee,
        })
    }
}

/// Days that ordered spans and `window` have in common.
fn days_within(spans: &[Span], window: Span) -> u32 {
    let first = spans.partition_point(|span| span.to < window.from);
    spans
        .iter()
        .skip(first)
        .take_while(|span| span.from <= window.to)
        .filter_map(|span| span.common(window))
        .map(Span::days)
        .sum()
}

/// Parts of one calendar month together.
fn months(parts: Vec<MonthPart>) -> Vec<ClaimMonth> {
    use chrono::Datelike;
    let mut months: Vec<ClaimMonth> = Vec::new();
    for part in parts {
        let month_of = |span: Span| (span.from.year(), span.from.month());
        match months.last_mut().filter(|month| month_of(month.span) == month_of(part.span)) {
            Some(month) => {
                month.span.to = part.span.to;
                month.parts.push(part);
            }
            None => {
                months.push(ClaimMonth { span: part.span, month_days: part.month_days, parts: vec![part] });
            }
        }
    }
    months
}
