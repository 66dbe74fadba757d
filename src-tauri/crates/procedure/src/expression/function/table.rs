//! Functions over the rows of a table. A cell that is not given makes the result undefined, never zero.

use std::cmp::Ordering;

use chrono::NaiveDate;
use minijinja::value::{Value as Jinja, ValueKind};
use minijinja::{Environment, Error, State};

use super::super::object::{MoneyObject, TableObject, to_minijinja};
use super::arithmetic::{Operand, unlike};
use super::date::day;
use super::{any_undefined, fault, scope, spend, wrong_type};
use crate::answer::Value;
use crate::money::Money;
use crate::template::FieldKind;

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("sum", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        sum(state, "sum", &rows, column, None)
    });
    environment.add_function(
        "sum_until",
        |state: &State<'_, '_>, rows: Jinja, column: &str, date_column: &str, until: Jinja| {
            if any_undefined(&[&rows, &until]) {
                return Ok(Jinja::UNDEFINED);
            }
            let until = day("sum_until", &until)?;
            sum(state, "sum_until", &rows, column, Some((date_column, until)))
        },
    );
    environment.add_function("count", |rows: Jinja| {
        if any_undefined(&[&rows]) {
            Ok(Jinja::UNDEFINED)
        } else {
            // Rows of a table need not be made to be counted.
            let known = rows.len().filter(|_| rows.kind() == ValueKind::Seq);
            let count = known.map_or_else(|| items("count", &rows).map(|rows| rows.len()), Ok)?;
            Ok::<_, Error>(Jinja::from(count))
        }
    });
    environment.add_function("latest", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        spend(state, rows.len().unwrap_or_default())?;
        extreme("latest", &rows, column, Ordering::Greater)
    });
    environment.add_function("earliest", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        spend(state, rows.len().unwrap_or_default())?;
        extreme("earliest", &rows, column, Ordering::Less)
    });
    environment.add_function("pluck", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        spend(state, rows.len().unwrap_or_default())?;
        if any_undefined(&[&rows]) {
            return Ok(Jinja::UNDEFINED);
        }
        let cells = cells("pluck", &rows, column)?;
        Ok::<_, Error>(cells.into_iter().filter(|cell| !cell.is_undefined()).collect())
    });
    environment.add_function(
        "rows_where",
        |state: &State<'_, '_>, rows: Jinja, column: &str, value: Jinja| {
            spend(state, rows.len().unwrap_or_default())?;
            if any_undefined(&[&rows, &value]) {
                return Ok(Jinja::UNDEFINED);
            }
            let mut kept = Vec::new();
            // Rows of a table stay one, so that the sum of none of them is still of the column's kind.
            if let Some(table) = rows.downcast_object_ref::<TableObject>() {
                let there = table.counted().map(|(position, _)| position).zip(table.column(column));
                let positions =
                    there.filter(|(_, cell)| *cell == value).map(|(position, _)| position).collect();
                return Ok(Jinja::from_object(table.choose(positions)));
            }
            for row in items("rows_where", &rows)? {
                if row.get_attr(column)? == value {
                    kept.push(row);
                }
            }
            Ok::<_, Error>(Jinja::from(kept))
        },
    );
    environment.add_function("every", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        spend(state, rows.len().unwrap_or_default())?;
        if any_undefined(&[&rows]) {
            return Ok(Jinja::UNDEFINED);
        }
        let cells = cells("every", &rows, column)?;
        if cells.iter().any(Jinja::is_undefined) {
            return Ok(Jinja::UNDEFINED);
        }
        Ok::<_, Error>(Jinja::from(!cells.is_empty()))
    });
    environment.add_function("lacking", |wanted: Jinja, present: Jinja| {
        if any_undefined(&[&wanted, &present]) {
            return Ok(Jinja::UNDEFINED);
        }
        let present = items("lacking", &present)?;
        let lacking: Vec<Jinja> =
            items("lacking", &wanted)?.into_iter().filter(|item| !present.contains(item)).collect();
        Ok::<_, Error>(Jinja::from(lacking))
    });
}

/// The elements of a list or the rows of a table.
pub(super) fn items(function: &str, rows: &Jinja) -> Result<Vec<Jinja>, Error> {
    if rows.as_str().is_some() {
        return Err(wrong_type(function, "表格", rows));
    }
    Ok(rows.try_iter().map_err(|_| wrong_type(function, "表格", rows))?.collect())
}

/// One column; cells that are not given are undefined and recorded as missing.
pub(super) fn cells(function: &str, rows: &Jinja, column: &str) -> Result<Vec<Jinja>, Error> {
    if let Some(table) = rows.downcast_object_ref::<TableObject>() {
        return Ok(table.column(column).collect());
    }
    items(function, rows)?.iter().map(|row| row.get_attr(column)).collect()
}

fn extreme(function: &str, rows: &Jinja, column: &str, wanted: Ordering) -> Result<Jinja, Error> {
    if any_undefined(&[rows]) {
        return Ok(Jinja::UNDEFINED);
    }
    let mut best: Option<Jinja> = None;
    let mut complete = true;
    for cell in cells(function, rows, column)? {
        if cell.is_undefined() {
            complete = false;
        } else if best.as_ref().is_none_or(|best| cell.cmp(best) == wanted) {
            best = Some(cell);
        }
    }
    Ok(if complete { best.unwrap_or_default() } else { Jinja::UNDEFINED })
}

/// Sum of a column, of the rows up to a day where one is given.
fn sum(
    state: &State<'_, '_>,
    function: &str,
    rows: &Jinja,
    column: &str,
    until: Option<(&str, NaiveDate)>,
) -> Result<Jinja, Error> {
    if any_undefined(&[rows]) {
        return Ok(Jinja::UNDEFINED);
    }
    spend(state, rows.len().unwrap_or_default())?;
    let mut total = zero(state, rows, column)?;
    let mut complete = true;
    let mut add = |next: Option<Operand>| -> Result<(), Error> {
        match next {
            Some(next) => total = total.plus(next).ok_or_else(|| unlike(function, total, next))?,
            None => complete = false,
        }
        Ok(())
    };
    let wrong = |cell: &Jinja| wrong_type(function, "金额或数字列", cell);
    if let Some(table) = rows.downcast_object_ref::<TableObject>() {
        // Straight over the answers: a table may have thousands of rows and is summed at every edit.
        for (index, row) in table.counted() {
            let cell = |column: &str| {
                let cell = row.get(column);
                table.touch().cell(index, column, cell);
                cell
            };
            if let Some((date_column, until)) = until {
                match cell(date_column) {
                    Some(Value::Date(date)) if *date <= until => {}
                    Some(Value::Date(_)) => continue,
                    Some(other) => {
                        return Err(wrong_type(function, "日期", &to_minijinja(other, table.touch())));
                    }
                    None => {
                        add(None)?;
                        continue;
                    }
                }
            }
            let next = cell(column);
            let read =
                next.map(|next| Operand::of(next).ok_or_else(|| wrong(&to_minijinja(next, table.touch()))));
            add(read.transpose()?)?;
        }
    } else {
        for row in items(function, rows)? {
            if let Some((date_column, until)) = until {
                let date = row.get_attr(date_column)?;
                if date.is_undefined() {
                    add(None)?;
                    continue;
                }
                if day(function, &date)? > until {
                    continue;
                }
            }
            let cell = row.get_attr(column)?;
            let known = !cell.is_undefined();
            let read = known.then(|| Operand::read(&cell).ok_or_else(|| wrong(&cell)));
            add(read.transpose()?)?;
        }
    }
    Ok(if complete { total.value() } else { Jinja::UNDEFINED })
}

/// Zero of the column's kind, so that the sum of no rows still compares with an amount.
fn zero(state: &State<'_, '_>, rows: &Jinja, column: &str) -> Result<Operand, Error> {
    if let Some(table) = rows.downcast_object_ref::<TableObject>() {
        let scope = scope(state)?;
        let kind = scope
            .facts
            .procedure
            .field(table.touch().path())
            .and_then(|field| field.column(column))
            .map(crate::template::Field::kind);
        return match kind {
            Some(FieldKind::Money) => Ok(Operand::Money(Money::ZERO)),
            Some(FieldKind::Integer) => Ok(Operand::Integer(0)),
            Some(_) => Ok(Operand::Number(0.into())),
            None => Err(fault(format!("表格“{}”没有“{column}”这一列", table.touch().path()))),
        };
    }
    let first = items("sum", rows)?.first().map(|row| row.get_attr(column)).transpose()?;
    Ok(match first {
        Some(cell) if cell.downcast_object_ref::<MoneyObject>().is_none() => Operand::Number(0.into()),
        _ => Operand::Money(Money::ZERO),
    })
}
