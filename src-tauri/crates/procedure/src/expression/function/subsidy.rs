//! Subsidies for a list of units, estimated by year; see [`crate::subsidy`] for the definitions.

use minijinja::value::{Kwargs, Value as Jinja};
use minijinja::{Environment, Error, State};
use rust_decimal::Decimal;

use super::super::computed::{ComputedTable, cells};
use super::arithmetic::overflow;
use super::ledger::{Entry, Ledger, lettings, over_units};
use super::option::Named;
use super::rent::{increase, lease};
use super::vacancy::{DEFAULT_RATIO, cap};
use crate::rent::{Lease, Span, Stretch, Unit, area_total, calendar_years, lease_years};
use crate::subsidy::{Claim, Dwelling, EstimateYear, OverCap, Terms, Vacancy, estimate};

/// Arguments given by name.
const ESTIMATED: &[&str] =
    &["annual_increase", "mode", "charged_rent", "property_fee", "vacancy", "vacancy_ratio"];
const CLAIMED: &[&str] = &[
    "lease_start",
    "lease_end",
    "annual_increase",
    "mode",
    "charged_rent",
    "property_fee",
    "vacancy_ratio",
    "over_cap",
    "returned_in_total",
    "lettings",
];

pub(super) fn register(environment: &mut Environment<'static>) {
    estimated(environment, "subsidy_by_lease_year", lease_years);
    estimated(environment, "subsidy_by_calendar_year", calendar_years);
    environment.add_function("claim", claim);
    super::claim::register(environment);
}

/// `name(units, lease_start, lease_end, annual_increase=, …)`.
fn estimated(
    environment: &mut Environment<'static>,
    name: &'static str,
    stretches: fn(Lease) -> Vec<Stretch>,
) {
    let function = move |state: &State<'_, '_>, rows: Jinja, start: Jinja, end: Jinja, given: Kwargs| {
        let named = Named::read(name, ESTIMATED, &given)?;
        let values = named.all();
        let arguments: Vec<&Jinja> = [&start, &end].into_iter().chain(&values).collect();
        over_units(state, name, &rows, &arguments, &needs(&named, &["area", "unit_rent"])?, |ledger| {
            let dwellings = dwellings(ledger, &named)?;
            let vacancy = Vacancy {
                assumed: named.figure("vacancy")?.unwrap_or_default(),
                allowed: named.figure("vacancy_ratio")?.unwrap_or(DEFAULT_RATIO),
            };
            let increase = increase(name, named.needed("annual_increase")?, named.get("mode"))?;
            let years = estimate(&dwellings, increase, &stretches(lease(name, &start, &end)?), vacancy);
            let units: Vec<Unit> = dwellings.into_iter().map(|dwelling| dwelling.unit).collect();
            let rows = years.zip(area_total(&units)).map(|(years, area)| {
                let year = |year| YearSubsidy { year, units: units.len(), area };
                years.into_iter().map(year).collect::<Vec<_>>()
            });
            Ok(Jinja::from_object(ComputedTable(rows.ok_or_else(|| overflow(name))?)))
        })
    };
    environment.add_function(name, function);
}

/// One row per unit and month, each worked out when it is read.
#[expect(clippy::needless_pass_by_value, reason = "minijinja hands arguments over by value")]
fn claim(state: &State<'_, '_>, rows: Jinja, from: Jinja, to: Jinja, given: Kwargs) -> Result<Jinja, Error> {
    const NAME: &str = "claim";
    let named = Named::read(NAME, CLAIMED, &given)?;
    let values = named.all();
    let arguments: Vec<&Jinja> = [&from, &to].into_iter().chain(&values).collect();
    let needs = needs(&named, &["unit_no", "layout", "area", "unit_rent"])?;
    over_units(state, NAME, &rows, &arguments, &needs, |ledger| {
        let terms = Terms {
            lease: lease(NAME, named.needed("lease_start")?, named.needed("lease_end")?)?,
            increase: increase(NAME, named.needed("annual_increase")?, named.get("mode"))?,
            cap: cap(&named, "vacancy_ratio")?,
            over_cap: named.word("over_cap", &[("most", OverCap::Most), ("least", OverCap::Least)])?,
        };
        let period = lease(NAME, &from, &to)?;
        let period = Span { from: period.start, to: period.end };
        let claim = Claim::new(dwellings(ledger, &named)?.into(), terms, period);
        Ok(super::claim::rows(claim.ok_or_else(|| overflow(NAME))?))
    })
}

/// Cells that each row must have: those for which no price for all was given as well.
fn needs(named: &Named, always: &[&'static str]) -> Result<Vec<&'static str>, Error> {
    let mut needs = always.to_vec();
    for column in ["charged_rent", "property_fee"] {
        if named.get(column).is_none() {
            needs.push(column);
        }
    }
    Ok(needs)
}

/// Units with their charges: those of the row, else those for all.
fn dwellings(ledger: &Ledger, named: &Named) -> Result<Vec<Dwelling>, Error> {
    let (charged_rent, property_fee) = (named.figure("charged_rent")?, named.figure("property_fee")?);
    let lettings = lettings(named.function, named.get("lettings"))?;
    let price = |of_row: Option<Decimal>, for_all: Option<Decimal>| of_row.or(for_all).unwrap_or_default();
    let dwelling = |entry: &Entry| Dwelling {
        unit: entry.unit(),
        charged_rent: price(entry.charged_rent, charged_rent),
        property_fee: price(entry.property_fee, property_fee),
        occupancy: entry.occupancy(&lettings),
    };
    Ok(ledger.entries.iter().map(dwelling).collect())
}

/// Subsidies of one year.
#[derive(Debug, Clone)]
struct YearSubsidy {
    year: EstimateYear,
    units: usize,
    area: Decimal,
}

cells!(YearSubsidy, row => {
    "year": row.year.stretch.number,
    "from": row.year.stretch.span.from,
    "to": row.year.stretch.span.to,
    "days": row.year.stretch.span.days(),
    "units": row.units,
    "area": row.area,
    "rent_paid": row.year.rent_paid,
    "rent_charged_full": row.year.rent_charged_full,
    "rent_charged": row.year.rent_charged,
    "gap": row.year.gap,
    "rent_subsidy": row.year.rent_subsidy,
    "lost_rent": row.year.lost_rent,
    "property_fee": row.year.property_fee,
    "other_subsidy": row.year.other_subsidy,
    "subsidy": row.year.subsidy,
    "formula_rent": row.year.rent_subsidy_text(),
    "formula_other": row.year.other_subsidy_text(),
});
