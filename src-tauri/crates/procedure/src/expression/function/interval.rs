//! Times held against each other: gaps in what covers them, and the quarters in them; see [`crate::period`].

use chrono::NaiveDate;
use minijinja::value::{Value as Jinja, ValueKind};
use minijinja::{Environment, Error};

use super::super::object::{DateObject, PeriodObject, TableObject};
use super::date::{day, day_value};
use super::table::{cells, items};
use super::{any_undefined, wrong_type};
use crate::period::{Gap, Quarter, gaps, quarters_between};

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function(
        "coverage_gaps",
        |rows: Jinja, first: Jinja, last: Jinja, from: Jinja, to: Jinja| {
            coverage(&rows, &first, &last, &from, &to)
        },
    );
    environment.add_function("quarters_between", |start: Jinja, end: Jinja| {
        if any_undefined(&[&start, &end]) {
            return Ok(Jinja::UNDEFINED);
        }
        let (start, end) = (day("quarters_between", &start)?, day("quarters_between", &end)?);
        let quarters = quarters_between(start, end);
        Ok::<_, Error>(quarters.into_iter().map(|quarter| quarter_row(quarter, start, end)).collect())
    });
    environment.add_function("quarter_of", |value: Jinja| {
        if any_undefined(&[&value]) {
            return Ok(Jinja::UNDEFINED);
        }
        Ok::<_, Error>(quarter("quarter_of", &value)?.map_or(Jinja::from(()), |q| q.id().into()))
    });
    environment.add_function("rows_of_quarter", |rows: Jinja, column: &str, id: Jinja| {
        rows_of_quarter(&rows, column, &id)
    });
}

/// The gaps that rows with a first and a last day leave in a time; a row covers both its days.
fn coverage(rows: &Jinja, first: &Jinja, last: &Jinja, from: &Jinja, to: &Jinja) -> Result<Jinja, Error> {
    const NAME: &str = "coverage_gaps";
    if any_undefined(&[rows, from, to]) {
        return Ok(Jinja::UNDEFINED);
    }
    let (from, to) = (day(NAME, from)?, day(NAME, to)?);
    let (mut covered, mut complete) = (Vec::new(), true);
    for row in items(NAME, rows)? {
        match (first_given(&row, first)?, first_given(&row, last)?) {
            (Some(first), Some(last)) => covered.push((day(NAME, &first)?, day(NAME, &last)?)),
            _ => complete = false,
        }
    }
    let gap = |gap: Gap| {
        Jinja::from_pairs([
            ("from", day_value(gap.from)),
            ("to", day_value(gap.to)),
            ("days", Jinja::from(gap.days())),
        ])
    };
    Ok(if complete { gaps(&covered, from, to).into_iter().map(gap).collect() } else { Jinja::UNDEFINED })
}

/// The first cell given of a column, or of a list of columns; if none is, the first column is what is missing.
fn first_given(row: &Jinja, columns: &Jinja) -> Result<Option<Jinja>, Error> {
    let columns: Vec<Jinja> = match columns.as_str() {
        Some(_) => vec![columns.clone()],
        None => items("coverage_gaps", columns)?,
    };
    let present: Vec<Jinja> = row.try_iter()?.collect();
    let chosen = columns.iter().find(|column| present.contains(column)).or(columns.first());
    let column = chosen
        .and_then(Jinja::as_str)
        .ok_or_else(|| wrong_type("coverage_gaps", "列名", &Jinja::UNDEFINED))?;
    let cell = row.get_attr(column)?;
    Ok((!any_undefined(&[&cell])).then_some(cell))
}

fn quarter_row(quarter: Quarter, start: NaiveDate, end: NaiveDate) -> Jinja {
    Jinja::from_pairs([
        ("id", Jinja::from(quarter.id())),
        ("label", Jinja::from(quarter.label())),
        ("year", Jinja::from(quarter.year)),
        ("quarter", Jinja::from(quarter.number)),
        ("from", day_value(quarter.first())),
        ("to", day_value(quarter.last())),
        ("first", day_value(quarter.first().max(start))),
        ("last", day_value(quarter.last().min(end))),
    ])
}

/// The quarter that a day lies in, or that a text names.
fn quarter(function: &str, value: &Jinja) -> Result<Option<Quarter>, Error> {
    let is_day = value.downcast_object_ref::<DateObject>().is_some()
        || value.downcast_object_ref::<PeriodObject>().is_some();
    match value.kind() {
        ValueKind::String => Ok(value.as_str().and_then(Quarter::read)),
        _ if is_day => Ok(Some(Quarter::of(day(function, value)?))),
        _ => Err(wrong_type(function, "日期或季度", value)),
    }
}

/// The rows whose cell is the same quarter, however it is written.
fn rows_of_quarter(rows: &Jinja, column: &str, id: &Jinja) -> Result<Jinja, Error> {
    const NAME: &str = "rows_of_quarter";
    if any_undefined(&[rows, id]) {
        return Ok(Jinja::UNDEFINED);
    }
    let wanted = quarter(NAME, id)?;
    let mut kept = Vec::new();
    for (index, cell) in cells(NAME, rows, column)?.iter().enumerate() {
        if !any_undefined(&[cell]) && wanted.is_some() && quarter(NAME, cell)? == wanted {
            kept.push(index);
        }
    }
    if let Some(table) = rows.downcast_object_ref::<TableObject>() {
        let all: Vec<usize> = table.counted().map(|(position, _)| position).collect();
        let positions = kept.iter().filter_map(|index| all.get(*index).copied()).collect();
        return Ok(Jinja::from_object(table.choose(positions)));
    }
    let rows = items(NAME, rows)?;
    Ok(kept.into_iter().filter_map(|index| rows.get(index).cloned()).collect())
}
