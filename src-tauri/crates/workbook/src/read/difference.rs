//! What is read differs from what stands in the cell (读入与原样不同): told before it is taken.

use procedure::answer::Value;
use procedure::template::{Field, FieldKind};
use rust_decimal::Decimal;
use serde::Serialize;

use super::question::ours;
use super::unit;
use crate::sheet::Cell;

/// One cell that is read as something else than it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// What the cell shows.
    pub shown: String,
    /// What is taken.
    pub read: String,
}

/// The differences of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// Name of the sheet.
    pub sheet: String,
    /// Column as the spreadsheet names it.
    pub column: String,
    /// Words of the table's column.
    pub label: String,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Difference>,
}

/// Differences kept of a column.
pub(super) const EXAMPLES: usize = 200;

/// What is read from a cell, in words, where that is something else than it shows.
pub(super) fn of(column: &Field, cell: &Cell, value: &Value) -> Option<(String, String)> {
    let shown = cell.shown();
    let plain = shown.trim();
    let (same, read) = match value {
        Value::Text(text) => (**text == *plain || same_boolean(cell, text), text.to_string()),
        Value::Money(money) => figure(column, plain, &money.canonical()),
        Value::Decimal(number) => figure(column, plain, &number.normalize().to_string()),
        Value::Integer(number) => figure(column, plain, &number.to_string()),
        Value::Date(day) => {
            let shows = match cell {
                Cell::Day { shown, .. } => shown.is_none(),
                Cell::Text(text) => procedure::entry::read_date(text) == Ok(*day),
                _ => false,
            };
            (shows, day.to_string())
        }
        Value::Choice(key) => {
            let label = column.option(key).map_or(&**key, |option| option.label.as_str());
            (label == plain || **key == *plain, label.to_owned())
        }
        _ => (true, String::new()),
    };
    (!same).then(|| (shown.clone(), read))
}

/// A text with a true or false in the cell.
fn same_boolean(cell: &Cell, text: &str) -> bool {
    matches!((cell, text), (Cell::Boolean(true), "是") | (Cell::Boolean(false), "否"))
}

/// Whether a figure is what the cell shows, but for separators and the column's own unit; and the figure with its unit.
fn figure(column: &Field, shown: &str, read: &str) -> (bool, String) {
    let unit = ours(column);
    let own = if unit == "元" {
        shown.strip_suffix('元').unwrap_or(shown)
    } else {
        let bare = unit::stripped(shown, (!unit.is_empty()).then_some(unit.as_str()));
        // 45.5元 in a column of 元/㎡·月 is shorter than its unit, and told.
        let (_, behind) = shown.split_at(bare.len().min(shown.len()));
        if shown.starts_with(bare) && (behind.trim() == unit || column.kind() == FieldKind::Area) {
            bare
        } else {
            shown
        }
    };
    let plain: String = own.trim().trim_end_matches('%').chars().filter(|letter| *letter != ',').collect();
    let same = plain.parse::<Decimal>().ok() == read.parse::<Decimal>().ok();
    (same, format!("{read}{unit}"))
}
