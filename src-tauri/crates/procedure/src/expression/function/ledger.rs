//! Reading a list of units (房源清单) from the rows of a table.
//!
//! Columns are known by name: `unit_no`, `building`, `layout`, `area`, `unit_rent`, `charged_rent`, `property_fee`,
//! `tenant_from`, `tenant_to`, `returned_on`. Which of them a row must have depends on what is worked out; prices are
//! per ㎡ and month. A second table (入住记录) may hold further lettings of a unit: `unit_no`, `tenant_from`, `tenant_to`.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::value::{Object, Value as Jinja};
use minijinja::{Error, State};
use rust_decimal::Decimal;

use super::super::memo::Remembered;
use super::super::object::{TableObject, to_minijinja};
use super::arithmetic::{Operand, number};
use super::{any_undefined, scope, wrong_type};
use crate::answer::{Record, Value};
use crate::money::Money;
use crate::rent::{Span, Unit};
use crate::vacancy::Occupancy;

/// Cells of each row that were found.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) entries: Vec<Entry>,
}

impl Object for Ledger {}

/// Cells of one row; `None` where there is nothing.
#[derive(Debug, Default)]
pub(super) struct Entry {
    position: usize,
    number: Option<Arc<str>>,
    building: Option<Arc<str>>,
    layout: Option<Arc<str>>,
    area: Option<Decimal>,
    unit_rent: Option<Decimal>,
    pub(super) charged_rent: Option<Decimal>,
    pub(super) property_fee: Option<Decimal>,
    tenant_from: Option<NaiveDate>,
    tenant_to: Option<NaiveDate>,
    returned_on: Option<NaiveDate>,
}

impl Entry {
    fn has(&self, column: &str) -> bool {
        match column {
            "unit_no" => self.number.is_some(),
            "layout" => self.layout.is_some(),
            "area" => self.area.is_some(),
            "unit_rent" => self.unit_rent.is_some(),
            "charged_rent" => self.charged_rent.is_some(),
            "property_fee" => self.property_fee.is_some(),
            "tenant_from" => self.tenant_from.is_some(),
            _ => true,
        }
    }

    /// What its rent needs; a cell that was not demanded may be empty.
    pub(super) fn unit(&self) -> Unit {
        let text = |text: &Option<Arc<str>>| text.clone().unwrap_or_else(|| Arc::from(""));
        Unit {
            number: text(&self.number),
            building: text(&self.building),
            layout: text(&self.layout),
            area: self.area.unwrap_or_default(),
            unit_rent: self.unit_rent.unwrap_or_default(),
        }
    }

    /// When it was let: from `tenant_from` to `tenant_to`, or on and on, and as `lettings` says; and given back.
    pub(super) fn occupancy(&self, lettings: &Lettings) -> Occupancy {
        let further = self.number.as_ref().and_then(|number| lettings.get(number)).into_iter().flatten();
        let lettings = self.letting().into_iter().chain(further.copied()).collect();
        Occupancy { lettings, returned_on: self.returned_on }
    }

    fn letting(&self) -> Option<Span> {
        let to = self.tenant_to.unwrap_or(NaiveDate::MAX);
        self.tenant_from.filter(|from| *from <= to).map(|from| Span { from, to })
    }
}

/// Further lettings by number of the unit.
pub(super) type Lettings = HashMap<Arc<str>, Vec<Span>>;

/// The lettings of a table of their own; `None` where there is no such table.
pub(super) fn lettings(function: &str, rows: Option<&Jinja>) -> Result<Lettings, Error> {
    let mut lettings = Lettings::new();
    let Some(rows) = rows else { return Ok(lettings) };
    for entry in read(function, table(function, "入住记录表", rows)?)?.entries {
        if let (Some(span), Some(number)) = (entry.letting(), entry.number) {
            lettings.entry(number).or_default().push(span);
        }
    }
    Ok(lettings)
}

fn table<'v>(function: &str, expected: &str, rows: &'v Jinja) -> Result<&'v TableObject, Error> {
    rows.downcast_object_ref::<TableObject>().ok_or_else(|| wrong_type(function, expected, rows))
}

/// A function over a list of units: undefined while an argument is undefined or a needed cell is missing.
///
/// The result is remembered for the table as it is, so `compute` may depend on nothing but the list and `arguments`.
pub(super) fn over_units(
    state: &State<'_, '_>,
    function: &str,
    rows: &Jinja,
    arguments: &[&Jinja],
    needs: &[&str],
    compute: impl FnOnce(&Ledger) -> Result<Jinja, Error>,
) -> Result<Jinja, Error> {
    if any_undefined(&[rows]) || any_undefined(arguments) {
        return Ok(Jinja::UNDEFINED);
    }
    let units = table(function, "房源表", rows)?;
    let mut tables = vec![units];
    tables.extend(arguments.iter().filter_map(|value| value.downcast_object_ref::<TableObject>()));
    let work_out = || {
        let call = || format!("ledger {}", units.touch().path());
        let ledger = recall(state, &[units], call, || {
            Ok(Remembered { value: Jinja::from_object(read(function, units)?), missing: BTreeSet::new() })
        })?;
        let ledger = ledger.value.downcast_object::<Ledger>().unwrap_or_default();
        let mut missing = lacking(units, &ledger, needs);
        for further in tables.iter().skip(1) {
            missing.extend(lacking(further, &read(function, further)?, &["unit_no", "tenant_from"]));
        }
        let value = if missing.is_empty() { compute(&ledger)? } else { Jinja::UNDEFINED };
        Ok(Remembered { value, missing })
    };
    let result = recall(state, &tables, || call(function, units, arguments), work_out)?;
    for (position, row) in units.counted().take(SHOWN) {
        for column in needs {
            units.touch().cell(position, column, row.get(*column));
        }
    }
    scope(state)?.record_missing(result.missing);
    Ok(result.value)
}

/// Rows whose cells a trace shows.
const SHOWN: usize = 8;

/// What tells one call from another over the same tables.
fn call(function: &str, units: &TableObject, arguments: &[&Jinja]) -> String {
    let mut call = format!("{function} {}", units.touch().path());
    for argument in arguments {
        call.push('|');
        match argument.downcast_object_ref::<TableObject>() {
            Some(table) => call.push_str(table.touch().path()),
            None => call.push_str(&argument.to_string()),
        }
    }
    call
}

/// Paths of the cells that rows lack.
fn lacking(table: &TableObject, ledger: &Ledger, needs: &[&str]) -> BTreeSet<String> {
    let path = table.touch().path();
    let of_row = |entry: &Entry| {
        let lacking = needs.iter().filter(|column| !entry.has(column));
        lacking.map(|column| format!("{path}.{}.{column}", entry.position)).collect::<Vec<_>>()
    };
    ledger.entries.iter().flat_map(of_row).collect()
}

/// From memory where all rows of the tables count.
fn recall(
    state: &State<'_, '_>,
    tables: &[&TableObject],
    call: impl FnOnce() -> String,
    compute: impl FnOnce() -> Result<Remembered, Error>,
) -> Result<Remembered, Error> {
    match tables.iter().map(|table| table.whole()).collect::<Option<Vec<_>>>() {
        Some(rows) => scope(state)?.facts.memo.recall(&rows, call, compute),
        None => compute(),
    }
}

fn read(function: &str, table: &TableObject) -> Result<Ledger, Error> {
    let rows = table.counted();
    let entries = rows.map(|(position, row)| entry(function, position, row, table));
    Ok(Ledger { entries: entries.collect::<Result<_, _>>()? })
}

/// One walk over the cells: ten look-ups by name would cost more.
fn entry(function: &str, position: usize, row: &Record, table: &TableObject) -> Result<Entry, Error> {
    let mut entry = Entry { position, ..Entry::default() };
    for (column, value) in row {
        let wrong = |expected| wrong_type(function, expected, &to_minijinja(value, table.touch()));
        let text = || match value {
            Value::Text(text) | Value::Choice(text) => {
                Ok((!text.trim().is_empty()).then(|| Arc::clone(text)))
            }
            _ => Err(wrong("文字")),
        };
        let figure = || match value {
            Value::Decimal(figure) => Ok(Some(*figure)),
            Value::Money(money) => Ok(Some(in_yuan(*money))),
            Value::Integer(figure) => Ok(Some(Decimal::from(*figure))),
            _ => Err(wrong("数字")),
        };
        let day = || match value {
            Value::Date(day) => Ok(Some(*day)),
            _ => Err(wrong("日期")),
        };
        match column.as_str() {
            "unit_no" => entry.number = text()?,
            "building" => entry.building = text()?,
            "layout" => entry.layout = text()?,
            "area" => entry.area = figure()?,
            "unit_rent" => entry.unit_rent = figure()?,
            "charged_rent" => entry.charged_rent = figure()?,
            "property_fee" => entry.property_fee = figure()?,
            "tenant_from" => entry.tenant_from = day()?,
            "tenant_to" => entry.tenant_to = day()?,
            "returned_on" => entry.returned_on = day()?,
            _ => {}
        }
    }
    Ok(entry)
}

/// An amount as a price in 元.
fn in_yuan(money: Money) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(money.fen()), 2)
}

/// A price per ㎡ and month, or a percentage: an amount or a number.
pub(super) fn price(function: &str, value: &Jinja) -> Result<Decimal, Error> {
    match Operand::read(value) {
        Some(Operand::Money(money)) => Ok(in_yuan(money)),
        _ => number(value).ok_or_else(|| wrong_type(function, "金额或数字", value)),
    }
}
