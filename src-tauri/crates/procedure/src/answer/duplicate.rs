//! Values that come twice in a column where they may not (重复).

use std::collections::HashMap;

use super::value::{Record, Value};
use crate::entry::alike;
use crate::expression::printed;
use crate::template::Field;

/// A value that stands in an earlier row already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The later row, from 0.
    pub row: usize,
    /// The earlier row, from 0.
    pub first: usize,
    /// Key of the column.
    pub column: String,
    /// The value as people read it, after those of the columns within which it must be unique: `1栋 0302`.
    pub value: String,
}

impl Duplicate {
    /// What is wrong, given the number by which people know the earlier row.
    #[must_use]
    pub fn message(&self, table: &Field, first: usize) -> String {
        let label = table.column(&self.column).map_or("", Field::label);
        format!("“{label}”不得重复：“{}”与第{first}行相同", self.value)
    }
}

/// All repetitions in the rows of a table, by row. Rows that lack the value itself are never alike.
#[must_use]
pub fn duplicates<'r>(
    table: &Field,
    rows: impl IntoIterator<Item = &'r Record, IntoIter: Clone>,
) -> Vec<Duplicate> {
    let rows = rows.into_iter();
    let mut found = Vec::new();
    for column in &table.columns {
        let keys = column.unique_with();
        if keys.is_empty() {
            continue;
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (index, row) in rows.clone().enumerate() {
            if row.get(column.key()).is_none_or(Value::is_blank) {
                continue;
            }
            let first = *seen.entry(identity(table, &keys, row)).or_insert(index);
            if first != index {
                let shown = keys[1..].iter().chain(&keys[..1]).filter_map(|key| text(table, row, key));
                let value = shown.collect::<Vec<_>>().join(" ");
                found.push(Duplicate { row: index, first, column: column.key().to_owned(), value });
            }
        }
    }
    found.sort_by_key(|duplicate| duplicate.row);
    found
}

/// What two rows share if they are alike to the eye: people write `a栋` and `A栋`, and paste marks that nobody sees.
fn identity(table: &Field, keys: &[&str], row: &Record) -> String {
    let parts = keys.iter().map(|key| alike(&text(table, row, key).unwrap_or_default()));
    // A character that no answer contains keeps `1栋 01` and `1栋0 1` apart.
    parts.collect::<Vec<_>>().join("\u{0}")
}

fn text(table: &Field, row: &Record, key: &str) -> Option<String> {
    let value = row.get(key)?;
    Some(printed(table.column(key), value).trim().to_owned())
}
