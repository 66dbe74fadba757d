//! Rows and sums of a claim that has been worked out; see [`crate::subsidy`].

use std::sync::Arc;

use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error};

use super::super::computed::{ComputedRow, ComputedTable, Rows, cells};
use super::arithmetic::overflow;
use super::vacancy::month_text;
use super::{any_undefined, wrong_type};
use crate::subsidy::{Claim, ClaimMonth, ClaimRow, ClaimTotals, Dwelling, Sums};

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("claim_by_month", |rows: Jinja| {
        of_claim("claim_by_month", &rows, |claim, totals| {
            let months = claim.months().iter().zip(&totals.by_month);
            let row = |(month, sums): (&ClaimMonth, &Sums)| MonthSums {
                span: month.span,
                units: claim.dwellings().len(),
                sums: *sums,
            };
            Jinja::from_object(ComputedTable(months.map(row).collect::<Vec<_>>()))
        })
    });
    environment.add_function("claim_by_layout", |rows: Jinja| {
        of_claim("claim_by_layout", &rows, |_, totals| {
            Jinja::from_object(ComputedTable(totals.by_layout.clone()))
        })
    });
    environment.add_function("claim_by_unit", |rows: Jinja| {
        of_claim("claim_by_unit", &rows, |claim, totals| {
            let units = claim.dwellings().iter().zip(&totals.by_unit);
            let row =
                |(dwelling, sums): (&Dwelling, &Sums)| UnitSums { unit: dwelling.unit.clone(), sums: *sums };
            Jinja::from_object(ComputedTable(units.map(row).collect::<Vec<_>>()))
        })
    });
    environment.add_function("claim_total", |rows: Jinja| {
        of_claim("claim_total", &rows, |claim, totals| {
            Jinja::from_object(ComputedRow(AllSums { units: claim.dwellings().len(), sums: totals.total }))
        })
    });
    environment.add_function("claim_negative", |rows: Jinja| {
        of_claim("claim_negative", &rows, |claim, totals| {
            let rows = totals.negative.iter();
            let rows = rows.filter_map(|(unit, month)| UnitMonth::of(claim, *unit, *month));
            Jinja::from_object(ComputedTable(rows.collect::<Vec<_>>()))
        })
    });
}

/// The claim as a table of its rows.
pub(super) fn rows(claim: Claim) -> Jinja {
    Jinja::from_object(ComputedTable(Arc::new(claim)))
}

/// Something made of the sums of a claim; they are added up once, however many functions ask.
fn of_claim(
    function: &str,
    rows: &Jinja,
    make: impl FnOnce(&Arc<Claim>, &ClaimTotals) -> Jinja,
) -> Result<Jinja, Error> {
    if any_undefined(&[rows]) {
        return Ok(Jinja::UNDEFINED);
    }
    let claim = &rows
        .downcast_object_ref::<ComputedTable<Arc<Claim>>>()
        .ok_or_else(|| wrong_type(function, "claim() 得出的表", rows))?
        .0;
    Ok(make(claim, claim.totals().ok_or_else(|| overflow(function))?))
}

impl Rows for Arc<Claim> {
    type Row = UnitMonth;

    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, index: usize) -> Option<UnitMonth> {
        let months = self.months().len();
        UnitMonth::of(self, index.checked_div(months)?, index.checked_rem(months)?)
    }
}

/// One unit in one month.
#[derive(Debug, Clone)]
pub(in crate::expression) struct UnitMonth {
    claim: Arc<Claim>,
    row: ClaimRow,
    sums: Sums,
}

impl UnitMonth {
    fn of(claim: &Arc<Claim>, unit: usize, month: usize) -> Option<Self> {
        claim.dwellings().get(unit)?;
        let row = Claim::row(claim, unit, month)?;
        Some(Self { claim: Arc::clone(claim), sums: row.sums, row })
    }

    fn dwelling(&self) -> &Dwelling {
        // A row is only made for a unit that is there.
        &self.claim.dwellings()[self.row.unit]
    }
}

/// Sums of one month.
#[derive(Debug, Clone)]
struct MonthSums {
    span: crate::rent::Span,
    units: usize,
    sums: Sums,
}

/// Sums of one unit.
#[derive(Debug, Clone)]
struct UnitSums {
    unit: crate::rent::Unit,
    sums: Sums,
}

/// Sums of the whole claim.
#[derive(Debug, Clone)]
struct AllSums {
    units: usize,
    sums: Sums,
}

/// Names the cells of a row that has sums, the sums after its own.
macro_rules! cells_with_sums {
    ($type:ty, $row:ident => { $($column:literal: $value:expr,)* }) => {
        cells!($type, $row => {
            $($column: $value,)*
            "occupied_days": $row.sums.occupied_days,
            "vacant_days": $row.sums.vacant_days(),
            "vacant_within": $row.sums.vacant_within,
            "vacant_over": $row.sums.vacant_over,
            "returned_days": $row.sums.returned_days,
            "rent_paid": $row.sums.rent_paid,
            "rent_charged": $row.sums.rent_charged,
            "gap": $row.sums.gap,
            "rent_subsidy": $row.sums.rent_subsidy,
            "lost_rent": $row.sums.lost_rent,
            "property_fee": $row.sums.property_fee,
            "other_subsidy": $row.sums.other_subsidy,
            "subsidy": $row.sums.subsidy,
            "negative_rows": $row.sums.negative_rows,
        });
    };
}

cells_with_sums!(UnitMonth, line => {
    "unit_no": line.dwelling().unit.number.clone(),
    "building": line.dwelling().unit.building.clone(),
    "layout": line.dwelling().unit.layout.clone(),
    "area": line.dwelling().unit.area,
    "month": month_text(line.row.span),
    "from": line.row.span.from,
    "to": line.row.span.to,
    "days": line.row.span.days(),
    "month_days": line.row.month_days,
    "unit_rent": line.row.parts.last().map(|part| part.unit_rent).unwrap_or_default(),
    "charged_rent": line.dwelling().charged_rent,
    "formula_paid": line.row.paid_text(line.dwelling()),
    "formula_charged": line.row.charged_text(line.dwelling()),
    "formula_rent": line.row.rent_subsidy_text(),
    "formula_other": line.row.other_subsidy_text(line.dwelling()),
});

cells_with_sums!(MonthSums, row => {
    "month": month_text(row.span),
    "from": row.span.from,
    "to": row.span.to,
    "units": row.units,
});

cells_with_sums!(crate::subsidy::LayoutSums, row => {
    "layout": row.layout.clone(),
    "units": row.units,
    "area": row.area,
});

cells_with_sums!(UnitSums, row => {
    "unit_no": row.unit.number.clone(),
    "building": row.unit.building.clone(),
    "layout": row.unit.layout.clone(),
    "area": row.unit.area,
});

cells_with_sums!(AllSums, row => {
    "units": row.units,
});
