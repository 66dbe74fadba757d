//! Vacancy of a list of units against a cap; see [`crate::vacancy`] for the definitions.

use chrono::Datelike;
use minijinja::value::{Kwargs, Value as Jinja};
use minijinja::{Environment, Error, State};
use rust_decimal::Decimal;

use super::super::computed::{ComputedRow, ComputedTable, cells};
use super::date::day;
use super::ledger::{lettings, over_units, price};
use super::option::Named;
use super::{any_undefined, wrong_type};
use crate::rent::Span;
use crate::vacancy::{Cap, MonthVacancy, Occupancy, Standing, months, peak, standing, vacancy_cap};

/// Share of units that may be vacant where no other is given, in percent.
pub(super) const DEFAULT_RATIO: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Arguments of all functions here that are given by name.
const KNOWN: &[&str] = &["ratio", "returned_in_total", "lettings"];

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("vacancy_cap", |total: Jinja, ratio: Option<Jinja>| {
        if any_undefined(&[&total]) {
            return Ok(Jinja::UNDEFINED);
        }
        let units = total.as_usize().ok_or_else(|| wrong_type("vacancy_cap", "套数", &total))?;
        let ratio = ratio.map_or(Ok(DEFAULT_RATIO), |ratio| price("vacancy_cap", &ratio))?;
        Ok::<_, Error>(Jinja::from(vacancy_cap(units, ratio)))
    });
    environment.add_function("vacancy_on", |state: &State<'_, '_>, rows: Jinja, on: Jinja, given: Kwargs| {
        over_days(state, "vacancy_on", &rows, &[&on], &given, |units, cap, days| {
            days.first().map(|on| record(standing(units, cap, *on)))
        })
    });
    environment.add_function(
        "vacancy_peak",
        |state: &State<'_, '_>, rows: Jinja, from: Jinja, to: Jinja, given: Kwargs| {
            over_days(state, "vacancy_peak", &rows, &[&from, &to], &given, |units, cap, days| {
                peak(units, cap, window(days)?).map(record)
            })
        },
    );
    environment.add_function(
        "vacancy_by_month",
        |state: &State<'_, '_>, rows: Jinja, from: Jinja, to: Jinja, given: Kwargs| {
            over_days(state, "vacancy_by_month", &rows, &[&from, &to], &given, |units, cap, days| {
                Some(Jinja::from_object(ComputedTable(months(units, cap, window(days)?))))
            })
        },
    );
}

/// A function of the units' vacancy and some days; undefined if `compute` finds nothing.
fn over_days(
    state: &State<'_, '_>,
    function: &'static str,
    rows: &Jinja,
    days: &[&Jinja],
    given: &Kwargs,
    compute: impl FnOnce(&[Occupancy], Cap, &[chrono::NaiveDate]) -> Option<Jinja>,
) -> Result<Jinja, Error> {
    let named = Named::read(function, KNOWN, given)?;
    let values = named.all();
    let arguments: Vec<&Jinja> = days.iter().copied().chain(&values).collect();
    over_units(state, function, rows, &arguments, &[], |ledger| {
        let days = days.iter().map(|on| day(function, on)).collect::<Result<Vec<_>, _>>()?;
        let cap = cap(&named, "ratio")?;
        let lettings = lettings(function, named.get("lettings"))?;
        let units: Vec<Occupancy> = ledger.entries.iter().map(|entry| entry.occupancy(&lettings)).collect();
        Ok(compute(&units, cap, &days).unwrap_or_default())
    })
}

/// The cap with its defaults: 20%, units given back still counted.
pub(super) fn cap(named: &Named, ratio: &str) -> Result<Cap, Error> {
    Ok(Cap {
        ratio: named.figure(ratio)?.unwrap_or(DEFAULT_RATIO),
        returned_in_total: named.flag("returned_in_total", true)?,
    })
}

fn window(days: &[chrono::NaiveDate]) -> Option<Span> {
    Some(Span { from: *days.first()?, to: *days.last()? })
}

fn record(standing: Standing) -> Jinja {
    Jinja::from_object(ComputedRow(standing))
}

/// `2026年12月`.
pub(super) fn month_text(span: Span) -> String {
    format!("{}年{}月", span.from.year(), span.from.month())
}

/// Vacant units in percent of all, half up to two places.
fn rate(standing: &Standing) -> Decimal {
    let share = Decimal::from(standing.vacant)
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|share| share.checked_div(Decimal::from(standing.total)));
    let half_up = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    share.unwrap_or_default().round_dp_with_strategy(2, half_up)
}

cells!(Standing, row => {
    "on": row.on,
    "total": row.total,
    "let": row.let_out,
    "vacant": row.vacant,
    "returned": row.returned,
    "cap": row.cap,
    "excess": row.excess(),
    "rate": rate(row),
});

cells!(MonthVacancy, row => {
    "month": month_text(row.span),
    "from": row.span.from,
    "to": row.span.to,
    "days": row.span.days(),
    "total": row.peak.total,
    "cap": row.peak.cap,
    "vacant_days": row.vacant_days,
    "peak_vacant": row.peak.vacant,
    "peak_on": row.peak.on,
    "days_over_cap": row.days_over_cap,
    "excess_days": row.excess_days,
});
