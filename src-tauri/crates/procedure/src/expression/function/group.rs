//! Rows of a table taken together: distinct and repeated values, groups with their sums.
//!
//! As in [`super::table`], a cell that is not given makes the result undefined. Linear in the number of rows.

use std::collections::{BTreeSet, HashMap};

use minijinja::value::{Rest, Value as Jinja};
use minijinja::{Environment, Error, State};

use super::super::memo::Remembered;
use super::super::object::{TableObject, scalar};
use super::arithmetic::{Operand, unlike};
use super::table::items;
use super::{any_undefined, scope, spend, wrong_type};

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("distinct", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        over_columns(state, "distinct", &rows, &[column], |lines| {
            Ok(groups(lines).into_iter().map(|group| group.value).collect())
        })
    });
    environment.add_function("duplicates", |state: &State<'_, '_>, rows: Jinja, column: &str| {
        over_columns(state, "duplicates", &rows, &[column], |lines| {
            let repeated = groups(lines).into_iter().filter(|group| group.lines.len() > 1);
            let row = |group: Group<'_>| {
                let numbers = group.lines.iter().map(|line| Jinja::from(line.position + 1));
                Jinja::from_pairs([
                    ("value", group.value),
                    ("count", Jinja::from(group.lines.len())),
                    ("rows", numbers.collect()),
                ])
            };
            Ok(Jinja::from(repeated.map(row).collect::<Vec<_>>()))
        })
    });
    environment.add_function(
        "group_sum",
        |state: &State<'_, '_>, rows: Jinja, by: &str, summed: Rest<String>| {
            let columns: Vec<&str> = std::iter::once(by).chain(summed.iter().map(String::as_str)).collect();
            over_columns(state, "group_sum", &rows, &columns, |lines| {
                let rows = groups(lines).into_iter().map(|group| {
                    let mut cells = vec![
                        (by.to_owned(), group.value.clone()),
                        ("count".to_owned(), Jinja::from(group.lines.len())),
                    ];
                    for (place, column) in summed.iter().enumerate() {
                        cells.push((column.clone(), total(&group, place + 1)?));
                    }
                    Ok(Jinja::from_pairs(cells))
                });
                Ok(Jinja::from(rows.collect::<Result<Vec<_>, Error>>()?))
            })
        },
    );
    environment.add_function(
        "count_where",
        |state: &State<'_, '_>, rows: Jinja, column: &str, value: Jinja| {
            if any_undefined(&[&value]) {
                return Ok(Jinja::UNDEFINED);
            }
            let function = format!("count_where {value}");
            over_columns(state, &function, &rows, &[column], |lines| {
                Ok(Jinja::from(lines.iter().filter(|line| line.cells.first() == Some(&value)).count()))
            })
        },
    );
}

/// The cells that were asked for of one row.
struct Line {
    /// Position of the row in the whole table, from 0.
    position: usize,
    cells: Vec<Jinja>,
}

/// Rows that have the same first cell.
struct Group<'a> {
    value: Jinja,
    lines: Vec<&'a Line>,
}

/// Groups in the order in which they first appear.
fn groups(lines: &[Line]) -> Vec<Group<'_>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for line in lines {
        let Some(value) = line.cells.first() else { continue };
        // Cells of one column are of one kind, so what prints alike is alike.
        let place = *places.entry(value.to_string()).or_insert_with(|| {
            groups.push(Group { value: value.clone(), lines: Vec::new() });
            groups.len() - 1
        });
        groups[place].lines.push(line);
    }
    groups
}

fn total(group: &Group<'_>, place: usize) -> Result<Jinja, Error> {
    let mut total: Option<Operand> = None;
    for cell in group.lines.iter().filter_map(|line| line.cells.get(place)) {
        let next = Operand::read(cell).ok_or_else(|| wrong_type("group_sum", "金额或数字列", cell))?;
        total = Some(match total {
            None => next,
            Some(total) => total.plus(next).ok_or_else(|| unlike("group_sum", total, next))?,
        });
    }
    Ok(total.map(Operand::value).unwrap_or_default())
}

/// A function of some columns of a table, given or worked out; undefined while a cell is missing.
fn over_columns(
    state: &State<'_, '_>,
    function: &str,
    rows: &Jinja,
    columns: &[&str],
    compute: impl FnOnce(&[Line]) -> Result<Jinja, Error>,
) -> Result<Jinja, Error> {
    if any_undefined(&[rows]) {
        return Ok(Jinja::UNDEFINED);
    }
    spend(state, rows.len().unwrap_or_default())?;
    let Some(table) = rows.downcast_object_ref::<TableObject>() else {
        let mut lines = Vec::new();
        for (position, row) in items(function, rows)?.into_iter().enumerate() {
            let cells: Vec<Jinja> =
                columns.iter().map(|column| row.get_attr(column)).collect::<Result<_, _>>()?;
            if cells.iter().any(Jinja::is_undefined) {
                return Ok(Jinja::UNDEFINED);
            }
            lines.push(Line { position, cells });
        }
        return compute(&lines);
    };
    let path = table.touch().path();
    let work_out = || {
        let (lines, missing) = read(table, columns);
        let value = if missing.is_empty() { compute(&lines)? } else { Jinja::UNDEFINED };
        Ok::<_, Error>(Remembered { value, missing })
    };
    let scope = scope(state)?;
    let result = match table.whole() {
        Some(all) => {
            scope.facts.memo.recall(&[all], || format!("{function} {path} {}", columns.join(" ")), work_out)
        }
        None => work_out(),
    }?;
    scope.record_missing(result.missing);
    Ok(result.value)
}

/// Straight over the answers; cells that are missing by path.
fn read(table: &TableObject, columns: &[&str]) -> (Vec<Line>, BTreeSet<String>) {
    let mut missing = BTreeSet::new();
    let mut lines = Vec::new();
    for (position, row) in table.counted() {
        let mut cells = Vec::with_capacity(columns.len());
        for column in columns {
            match row.get(*column).filter(|value| !value.is_blank()).and_then(scalar) {
                Some(cell) => cells.push(cell),
                None => drop(missing.insert(format!("{}.{position}.{column}", table.touch().path()))),
            }
        }
        lines.push(Line { position, cells });
    }
    (lines, missing)
}
