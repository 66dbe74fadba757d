//! The rows of a sheet as rows of the table, with every problem by row and column.

use std::collections::BTreeMap;

use procedure::answer::{MOST_ROWS, Record, Value, duplicates};
use procedure::entry::clip;
use procedure::money::Money;
use procedure::template::{Field, FieldKind};
use rust_decimal::Decimal;

use super::cell;
use super::header;
use super::imported::{Faulty, Imported, Total};
use super::name::unit_of;
use super::plan::{Plan, PlannedColumn};
use super::problem::{Problem, Severity, Skipped};
use super::skip::{self, Why};
use crate::error::WorkbookError;
use crate::sheet::{Cell, Sheet};

/// Rows between two questions whether to go on.
const PIECE: usize = 500;

/// Reads the rows below the header. `existing` rows of the table count when looking for values that may not repeat;
/// `go_on` is asked now and then with the rows read and their number.
///
/// # Errors
/// `workbook.no-column` if no column is taken for one of the table; `workbook.no-rows`; `workbook.too-large`;
/// `workbook.cancelled`.
pub fn read(
    table: &Field,
    sheet: &Sheet,
    plan: &Plan,
    existing: &[Record],
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Imported, WorkbookError> {
    let matched: Vec<(&PlannedColumn, &Field)> = plan.matched(table).collect();
    if matched.is_empty() {
        return Err(no_column(table));
    }
    let mut reading = Reading::new(table, sheet, plan, matched);
    let total = sheet.rows.len();
    for (index, row) in sheet.rows.iter().enumerate() {
        if index % PIECE == 0 && !go_on(index, total) {
            return Err(WorkbookError::cancelled());
        }
        reading.row(row);
    }
    if reading.rows.is_empty() {
        return Err(WorkbookError::new("workbook.no-rows", "表头下面没有内容可以导入"));
    }
    let all = existing.len() + reading.rows.len();
    if all > MOST_ROWS {
        let message = format!("“{}”最多{MOST_ROWS}行，导入后将有{all}行", table.label());
        return Err(WorkbookError::too_large(message));
    }
    Ok(reading.finish(existing))
}

fn no_column(table: &Field) -> WorkbookError {
    let labels: Vec<&str> = super::plan::importable(table).map(Field::label).collect();
    let message = format!(
        "表格里没有认出“{}”的任何一列；请检查表头，应有：{}（可以先保存空白表格，照着填写）",
        table.label(),
        labels.join("、")
    );
    WorkbookError::new("workbook.no-column", message)
}

struct Reading<'a> {
    table: &'a Field,
    sheet: &'a Sheet,
    plan: &'a Plan,
    matched: Vec<(&'a PlannedColumn, &'a Field)>,
    /// Whether the header gives amounts in 万元, by matched column.
    in_wan: Vec<bool>,
    header: Vec<(usize, Vec<String>)>,
    /// For each matched column the merged cells in it that reach over several rows, by first row.
    merged: Vec<BTreeMap<u32, u32>>,
    rows: Vec<Read>,
    problems: Vec<Problem>,
    skipped: BTreeMap<Why, Vec<u32>>,
    stated: BTreeMap<String, Value>,
    hidden: Vec<u32>,
    filled: usize,
}

struct Read {
    number: u32,
    record: Record,
    good: bool,
    unread: Vec<(String, String)>,
}

impl<'a> Reading<'a> {
    fn new(
        table: &'a Field,
        sheet: &'a Sheet,
        plan: &'a Plan,
        matched: Vec<(&'a PlannedColumn, &'a Field)>,
    ) -> Self {
        let words = match (plan.header_from, plan.header_to) {
            (Some(first), Some(last)) => header::of_rows(sheet, first, last).words,
            _ => Vec::new(),
        };
        let header = matched
            .iter()
            .map(|(column, _)| (column.index, words.get(column.index).cloned().unwrap_or_default()));
        let below = plan.header_to.unwrap_or(0);
        let merged = matched.iter().map(|(column, _)| {
            let areas = sheet
                .merged
                .iter()
                .filter(|area| area.left == column.index && area.top > below && area.bottom > area.top);
            areas.map(|area| (area.top, area.bottom)).collect()
        });
        Self {
            table,
            sheet,
            plan,
            in_wan: matched
                .iter()
                .map(|(column, _)| unit_of(&column.header).as_deref() == Some("万元"))
                .collect(),
            header: header.collect(),
            merged: merged.collect(),
            matched,
            rows: Vec::new(),
            problems: Vec::new(),
            skipped: BTreeMap::new(),
            stated: BTreeMap::new(),
            hidden: Vec::new(),
            filled: 0,
        }
    }

    fn row(&mut self, row: &'a crate::sheet::Row) {
        if row.number <= self.plan.header_to.unwrap_or(0) || row.is_empty() {
            return;
        }
        if let Some(why) = skip::why(self.sheet, row, &self.header) {
            if why == Why::Total {
                self.state(row);
            }
            self.skipped.entry(why).or_default().push(row.number);
            return;
        }
        // What stands beside the table is none of its rows.
        if self.matched.iter().all(|(column, _)| row.cell(column.index).is_empty()) {
            return;
        }
        if row.hidden {
            if !self.plan.hidden_rows {
                self.skipped.entry(Why::Hidden).or_default().push(row.number);
                return;
            }
            self.hidden.push(row.number);
        }
        let mut read = Read { number: row.number, record: Record::new(), good: true, unread: Vec::new() };
        for index in 0..self.matched.len() {
            let (planned, column) = self.matched[index];
            let cell = self.cell(row, index, planned.index);
            match cell::read(column, cell, self.in_wan[index]) {
                Ok((value, notes)) => {
                    for note in notes {
                        let problem = problem(self.table, row.number, planned, column, cell);
                        self.problems.push(Problem {
                            severity: Severity::Warning,
                            code: "table.unusual",
                            reason: note,
                            ..problem
                        });
                    }
                    match value.filter(|value| !value.is_blank()) {
                        Some(value) => {
                            read.record.insert(column.key().to_owned(), value);
                        }
                        None if !column.entry.optional => {
                            let problem = problem(self.table, row.number, planned, column, cell);
                            let reason = format!("“{}”没有填写，可以导入后再补", column.label());
                            self.problems.push(Problem {
                                severity: Severity::Warning,
                                code: "table.missing",
                                reason,
                                ..problem
                            });
                        }
                        None => {}
                    }
                }
                Err(trouble) => {
                    read.good = false;
                    read.unread.push((column.key().to_owned(), cell.shown()));
                    let problem = problem(self.table, row.number, planned, column, cell);
                    self.problems.push(Problem { code: trouble.code, reason: trouble.reason, ..problem });
                }
            }
        }
        if read.good && read.record.is_empty() {
            return;
        }
        self.rows.push(read);
    }

    /// The cell, or the merged one that reaches down to it.
    fn cell(&mut self, row: &'a crate::sheet::Row, index: usize, column: usize) -> &'a Cell {
        let own = row.cell(column);
        if !own.is_empty() {
            return own;
        }
        let above = self.merged[index].range(..row.number).next_back();
        let Some((top, _)) = above.filter(|(_, bottom)| **bottom >= row.number) else { return own };
        let rows = &self.sheet.rows;
        match rows.binary_search_by_key(top, |row| row.number) {
            Ok(found) => {
                self.filled += 1;
                rows[found].cell(column)
            }
            Err(_) => own,
        }
    }

    /// Keeps what the sheet's own total row says.
    fn state(&mut self, row: &crate::sheet::Row) {
        for (index, (planned, column)) in self.matched.iter().enumerate() {
            if column.is_totalled()
                && let Ok((Some(value), _)) = cell::read(column, row.cell(planned.index), self.in_wan[index])
            {
                self.stated.insert(column.key().to_owned(), value);
            }
        }
    }

    fn finish(mut self, existing: &[Record]) -> Imported {
        self.repetitions(existing);
        let read = self.rows.len();
        let totals = self.totals();
        let (mut rows, mut numbers) = (Vec::with_capacity(read), Vec::with_capacity(read));
        let mut faulty = Vec::new();
        for Read { number, record, good, unread } in self.rows {
            if good {
                rows.push(record);
                numbers.push(number);
            } else {
                faulty.push(Faulty { above: rows.len(), number, record, unread });
            }
        }
        self.problems.sort_by_key(|problem| problem.row);
        let skipped =
            self.skipped.into_iter().map(|(why, rows)| Skipped { rows, reason: why.reason() }).collect();
        Imported {
            rows,
            numbers,
            faulty,
            read,
            problems: self.problems,
            skipped,
            hidden: self.hidden,
            filled: self.filled,
            totals,
        }
    }

    /// Values that may not come twice: the later row is refused.
    fn repetitions(&mut self, existing: &[Record]) {
        if self.table.columns.iter().all(|column| column.unique_with().is_empty()) {
            return;
        }
        let before = existing.len();
        let all = existing.iter().chain(self.rows.iter().map(|row| &row.record));
        for found in duplicates(self.table, all).into_iter().filter(|found| found.row >= before) {
            let Some(row) = self.rows.get(found.row - before) else { continue };
            let number = row.number;
            let first = found.first.checked_sub(before).and_then(|first| self.rows.get(first));
            let reason = match first {
                Some(first) => found.message(self.table, usize::try_from(first.number).unwrap_or_default()),
                None => format!("{}（表中已有的行）", found.message(self.table, found.first + 1)),
            };
            let Some((planned, column)) =
                self.matched.iter().find(|(_, column)| column.key() == found.column).copied()
            else {
                continue;
            };
            let cell = self.sheet.rows.binary_search_by_key(&number, |row| row.number);
            let cell = cell.map_or(&Cell::Empty, |index| self.sheet.rows[index].cell(planned.index));
            let problem = problem(self.table, number, planned, column, cell);
            self.problems.push(Problem { code: "table.duplicate", reason, ..problem });
            self.rows[found.row - before].good = false;
        }
    }

    fn totals(&self) -> Vec<Total> {
        let good = || self.rows.iter().filter(|row| row.good);
        self.matched
            .iter()
            .filter(|(_, column)| column.is_totalled())
            .map(|(_, column)| Total {
                key: column.key().to_owned(),
                label: column.label().to_owned(),
                sum: sum(column, good().filter_map(|row| row.record.get(column.key()))),
                stated: self.stated.get(column.key()).map(plain),
            })
            .collect()
    }
}

fn problem(table: &Field, row: u32, planned: &PlannedColumn, column: &Field, cell: &Cell) -> Problem {
    let articles =
        if column.entry.articles.is_empty() { &table.entry.articles } else { &column.entry.articles };
    Problem {
        row,
        column: planned.letters.clone(),
        key: column.key().to_owned(),
        label: column.label().to_owned(),
        value: clip(&cell.shown()),
        severity: Severity::Error,
        code: "",
        reason: String::new(),
        articles: articles.clone(),
    }
}

/// An exact sum as an answer writes it.
pub(crate) fn sum<'v>(column: &Field, values: impl Iterator<Item = &'v Value>) -> String {
    if column.kind() == FieldKind::Money {
        let fen = values.filter_map(|value| match value {
            Value::Money(money) => Some(money.fen()),
            _ => None,
        });
        return Money::from_fen(fen.fold(0, i64::saturating_add)).canonical();
    }
    let decimals = values.filter_map(|value| match value {
        Value::Decimal(number) => Some(*number),
        Value::Integer(number) => Some(Decimal::from(*number)),
        _ => None,
    });
    decimals.fold(Decimal::ZERO, Decimal::saturating_add).normalize().to_string()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Money(money) => money.canonical(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}
