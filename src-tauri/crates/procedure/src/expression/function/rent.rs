//! Lease years, increases and the rent of a list of units; see [`crate::rent`] for the definitions.

use minijinja::value::{Rest, Value as Jinja};
use minijinja::{Environment, Error, State};
use rust_decimal::Decimal;

use super::super::computed::{ComputedTable, cells};
use super::arithmetic::overflow;
use super::date::day;
use super::ledger::{Ledger, over_units, price};
use super::option::word;
use super::{any_undefined, fault};
use crate::money::Money;
use crate::rent::{
    Increase, LayoutTotal, Lease, LeaseYear, Mode, RentYear, Stretch, Unit, area_total, by_layout,
    by_stretch, calendar_years, lease_years, monthly_total,
};
use crate::subsidy::{amount_of_part, price_text};

/// Cells that rent needs.
const RENT: [&str; 2] = ["area", "unit_rent"];

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("lease_years", |start: Jinja, end: Jinja| {
        if any_undefined(&[&start, &end]) {
            return Ok(Jinja::UNDEFINED);
        }
        Ok::<_, Error>(table(lease("lease_years", &start, &end)?.years()))
    });
    environment.add_function("escalation", escalation);
    environment.add_function("monthly_rent", |state: &State<'_, '_>, rows: Jinja| {
        over_units(state, "monthly_rent", &rows, &[], &RENT, |ledger| {
            let total = monthly_total(&units(ledger), Increase::NONE, 1);
            Ok(amount(total.ok_or_else(|| overflow("monthly_rent"))?))
        })
    });
    environment.add_function("rent_by_unit", |state: &State<'_, '_>, rows: Jinja| {
        over_units(state, "rent_by_unit", &rows, &[], &RENT, |ledger| {
            let each = units(ledger).into_iter().map(|unit| {
                let monthly_rent = unit.rate()?.month()?;
                Some(UnitRent { unit, monthly_rent })
            });
            Ok(table(each.collect::<Option<Vec<_>>>().ok_or_else(|| overflow("rent_by_unit"))?))
        })
    });
    environment.add_function("rent_by_layout", |state: &State<'_, '_>, rows: Jinja| {
        over_units(state, "rent_by_layout", &rows, &[], &["layout", "area", "unit_rent"], |ledger| {
            Ok(table(by_layout(&units(ledger)).ok_or_else(|| overflow("rent_by_layout"))?))
        })
    });
    over_term(environment, "rent_by_lease_year", |term, units| {
        let rents = by_stretch(units, term.increase, &lease_years(term.lease))?;
        let area = area_total(units)?;
        let rows = term.lease.years().into_iter().zip(rents).map(|(year, rent)| {
            let monthly_rent = monthly_total(units, term.increase, year.number)?;
            Some(LeaseYearRent { year, units: units.len(), area, monthly_rent, rent })
        });
        rows.collect::<Option<Vec<_>>>().map(table)
    });
    over_term(environment, "rent_by_calendar_year", |term, units| {
        by_stretch(units, term.increase, &calendar_years(term.lease)).map(table)
    });
    over_term(environment, "rent_total", |term, units| {
        let rents = by_stretch(units, term.increase, &lease_years(term.lease))?;
        let total = rents.iter().try_fold(Money::ZERO, |total, year| total.checked_add(year.rent));
        total.map(amount)
    });
}

/// A lease and its increase.
struct Term {
    lease: Lease,
    increase: Increase,
}

/// `name(units, lease_start, lease_end, annual_increase, mode)`.
fn over_term(
    environment: &mut Environment<'static>,
    name: &'static str,
    compute: impl Fn(&Term, &[Unit]) -> Option<Jinja> + Send + Sync + 'static,
) {
    let function = move |state: &State<'_, '_>, rows: Jinja, start: Jinja, end: Jinja, rest: Rest<Jinja>| {
        let (percent, mode) = match rest.as_slice() {
            [percent] => (percent.clone(), Jinja::from("compound")),
            [percent, mode] => (percent.clone(), mode.clone()),
            _ => {
                return Err(fault(format!(
                    "{name}() 需要房源表、起租日、届满日、年递增率，以及可选的递增方式"
                )));
            }
        };
        over_units(state, name, &rows, &[&start, &end, &percent, &mode], &RENT, |ledger| {
            let term =
                Term { lease: lease(name, &start, &end)?, increase: increase(name, &percent, Some(&mode))? };
            compute(&term, &units(ledger)).ok_or_else(|| overflow(name))
        })
    };
    environment.add_function(name, function);
}

/// Unit rent of each lease year.
#[expect(clippy::needless_pass_by_value, reason = "minijinja hands arguments over by value")]
fn escalation(
    agreed: Jinja,
    percent: Jinja,
    start: Jinja,
    end: Jinja,
    mode: Option<Jinja>,
) -> Result<Jinja, Error> {
    const NAME: &str = "escalation";
    if any_undefined(&[&agreed, &percent, &start, &end]) {
        return Ok(Jinja::UNDEFINED);
    }
    let agreed = price(NAME, &agreed)?;
    let increase = increase(NAME, &percent, mode.as_ref())?;
    let rows = lease(NAME, &start, &end)?.years().into_iter().map(|year| {
        let unit_rent = increase.unit_rent(agreed, year.number)?;
        Some(EscalationYear { year, agreed, increase, unit_rent })
    });
    Ok(table(rows.collect::<Option<Vec<_>>>().ok_or_else(|| overflow(NAME))?))
}

/// Unit rent of one lease year.
#[derive(Debug, Clone)]
struct EscalationYear {
    year: LeaseYear,
    agreed: Decimal,
    increase: Increase,
    unit_rent: Decimal,
}

impl EscalationYear {
    fn formula(&self) -> String {
        let agreed = format!("{}元", price_text(self.agreed));
        let rate = self.increase.percent.normalize();
        let by = match (self.year.number - 1, self.increase.mode) {
            (0, _) => return format!("{agreed}（约定租金）"),
            (1, _) => format!("(1 + {rate}%)"),
            (years, Mode::Compound) => format!("(1 + {rate}%)^{years}"),
            (years, Mode::Simple) => format!("(1 + {rate}% × {years})"),
        };
        format!("{agreed} × {by} = {}元", price_text(self.unit_rent))
    }
}

/// A unit with its rent.
#[derive(Debug, Clone)]
struct UnitRent {
    unit: Unit,
    monthly_rent: Money,
}

/// Rent of all units in one lease year.
#[derive(Debug, Clone)]
struct LeaseYearRent {
    year: LeaseYear,
    units: usize,
    area: Decimal,
    monthly_rent: Money,
    rent: RentYear,
}

impl LeaseYearRent {
    fn formula(&self) -> String {
        let RentYear { stretch, part_months, rent, .. } = &self.rent;
        let months: u32 = whole_months(stretch);
        let whole = format!("{}元 × {months}个月", self.monthly_rent);
        let part = format!("不足整月部分 {part_months}元");
        match (months, *part_months == Money::ZERO) {
            (0, _) => format!("{part} = {rent}元"),
            (_, true) => format!("{whole} = {rent}元"),
            (_, false) => format!("{whole} + {part} = {rent}元"),
        }
    }
}

fn whole_months(stretch: &Stretch) -> u32 {
    stretch.portions.iter().filter(|portion| portion.whole()).map(|portion| portion.count).sum()
}

cells!(LeaseYear, row => {
    "year": row.number,
    "from": row.span.from,
    "to": row.span.to,
    "months": row.months,
    "odd_days": row.odd_days,
    "days": row.span.days(),
    "whole": row.whole,
});

cells!(EscalationYear, row => {
    "year": row.year.number,
    "from": row.year.span.from,
    "to": row.year.span.to,
    "months": row.year.months,
    "odd_days": row.year.odd_days,
    "days": row.year.span.days(),
    "whole": row.year.whole,
    "unit_rent": row.unit_rent,
    "formula": row.formula(),
});

cells!(UnitRent, row => {
    "unit_no": row.unit.number.clone(),
    "building": row.unit.building.clone(),
    "layout": row.unit.layout.clone(),
    "area": row.unit.area,
    "unit_rent": row.unit.unit_rent,
    "monthly_rent": row.monthly_rent,
    "formula": format!("{} = {}元", amount_of_part(row.unit.area, row.unit.unit_rent, 1, 1), row.monthly_rent),
});

cells!(LayoutTotal, row => {
    "layout": row.layout.clone(),
    "units": row.units,
    "area": row.area,
    "monthly_rent": row.monthly_rent,
});

cells!(LeaseYearRent, row => {
    "year": row.year.number,
    "from": row.year.span.from,
    "to": row.year.span.to,
    "months": row.year.months,
    "odd_days": row.year.odd_days,
    "days": row.year.span.days(),
    "whole": row.year.whole,
    "units": row.units,
    "area": row.area,
    "monthly_rent": row.monthly_rent,
    "rent": row.rent.rent,
    "formula": row.formula(),
});

cells!(RentYear, row => {
    "year": row.stretch.number,
    "from": row.stretch.span.from,
    "to": row.stretch.span.to,
    "days": row.stretch.span.days(),
    "whole_months": whole_months(&row.stretch),
    "rent": row.rent,
    "formula": format!("整月 {}元 + 不足整月 {}元 = {}元", row.whole_months, row.part_months, row.rent),
});

fn units(ledger: &Ledger) -> Vec<Unit> {
    ledger.entries.iter().map(super::ledger::Entry::unit).collect()
}

pub(super) fn lease(function: &str, start: &Jinja, end: &Jinja) -> Result<Lease, Error> {
    Ok(Lease { start: day(function, start)?, end: day(function, end)? })
}

pub(super) fn increase(function: &str, percent: &Jinja, mode: Option<&Jinja>) -> Result<Increase, Error> {
    let mode = word(function, mode, &[("compound", Mode::Compound), ("simple", Mode::Simple)])?;
    Ok(Increase { percent: price(function, percent)?, mode })
}

fn table<R: super::super::computed::Rows>(rows: R) -> Jinja {
    Jinja::from_object(ComputedTable(rows))
}

fn amount(money: Money) -> Jinja {
    Jinja::from_object(super::super::object::MoneyObject(money))
}
