//! What is wrong with a file, by row and column.

use serde::Serialize;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row can't be taken.
    Error,
    /// The row is taken, but should be looked at.
    Warning,
}

/// One problem in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Column as the spreadsheet names it, `C`.
    pub column: String,
    /// Key of the table's column.
    pub key: String,
    /// Its words.
    pub label: String,
    /// What stands in the cell.
    pub value: String,
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what to do (中文).
    pub reason: String,
    /// Articles of the procedure's regulation that ask for it.
    pub articles: Vec<u32>,
}

/// Rows that were left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Rows as the spreadsheet counts.
    pub rows: Vec<u32>,
    /// Why (中文).
    pub reason: &'static str,
}
