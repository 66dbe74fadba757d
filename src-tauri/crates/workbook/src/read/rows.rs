//! The rows of a sheet as rows of the table, with every problem by row and column.

use std::collections::{BTreeMap, HashSet};

use procedure::answer::{MOST_ROWS, Record, Value, duplicates};
use procedure::entry::clip;
use procedure::template::Field;
use rust_decimal::RoundingStrategy;

use super::account::{Account, Fate};
use super::cell;
use super::difference::{self, Difference, Differences};
use super::header;
use super::imported::{Faulty, Imported};
use super::plan::{Plan, PlannedColumn, SHEET_NAME, key_column};
use super::problem::{Problem, Severity, Skipped};
use super::question::{Way, ways};
use super::skip;
use super::total::Sums;
use crate::error::WorkbookError;
use crate::limit::MOST_PROBLEMS;
use crate::sheet::{Cell, Row, Sheet};

/// Rows between two questions whether to go on.
const PIECE: usize = 500;

/// Rows that come before those of the sheet.
#[derive(Default)]
pub(super) struct Earlier {
    pub rows: Vec<Record>,
    /// How many of them are in the table already; the others come from sheets before this one.
    pub existing: usize,
    /// For those others the sheet and row number.
    pub places: Vec<(String, u32)>,
}

/// What a sheet comes to, and what its columns add up to.
pub(super) struct Outcome {
    pub imported: Imported,
    pub sums: BTreeMap<String, Sums>,
}

/// Reads the rows below the header. `existing` rows of the table count when looking for values that may not repeat;
/// `go_on` is asked now and then with the rows read and their number.
///
/// # Errors
/// `workbook.no-column` if no column is taken for one of the table; `workbook.no-key` if the one by which rows are
/// known is not among them; `workbook.no-rows`; `workbook.too-large`; `workbook.cancelled`.
pub fn read(
    table: &Field,
    sheet: &Sheet,
    plan: &Plan,
    existing: &[Record],
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Imported, WorkbookError> {
    let earlier = Earlier { rows: existing.to_vec(), existing: existing.len(), places: Vec::new() };
    let Outcome { mut imported, sums } = read_part(table, sheet, plan, &earlier, go_on)?;
    imported.totals = totals(table, &sums, 1);
    Ok(imported)
}

/// The totals of all columns that add up to something.
pub(super) fn totals(
    table: &Field,
    sums: &BTreeMap<String, Sums>,
    sheets: usize,
) -> Vec<super::imported::Total> {
    let columns = table.columns.iter().filter_map(|column| Some((column, sums.get(column.key())?)));
    columns.map(|(column, sums)| sums.total(column, sheets)).collect()
}

/// Refuses more rows than a table may have.
pub(super) fn check_rows(table: &Field, rows: usize) -> Result<(), WorkbookError> {
    if rows <= MOST_ROWS {
        return Ok(());
    }
    let message = format!("“{}”最多{MOST_ROWS}行，导入后将有{rows}行；请分开导入", table.label());
    Err(WorkbookError::too_large(message))
}

pub(super) fn read_part(
    table: &Field,
    sheet: &Sheet,
    plan: &Plan,
    earlier: &Earlier,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Outcome, WorkbookError> {
    let (ways, _) = ways(table, sheet, plan);
    let matched = plan.matched(table).zip(ways).filter(|(_, way)| !way.skipped);
    let matched: Vec<(&PlannedColumn, &Field, Way)> =
        matched.map(|((planned, column), way)| (planned, column, way)).collect();
    if matched.iter().all(|(planned, ..)| planned.index == SHEET_NAME) {
        return Err(no_column(table, plan));
    }
    if let Some(key) =
        key_column(table).filter(|key| !matched.iter().any(|(_, column, _)| column.key() == key.key()))
    {
        return Err(no_key(key, plan));
    }
    let mut reading = Reading::new(table, sheet, plan, matched);
    let total = sheet.rows.len();
    for (index, row) in sheet.rows.iter().enumerate() {
        if index % PIECE == 0 && !go_on(index, total) {
            return Err(WorkbookError::cancelled());
        }
        if row.number > plan.header_to.unwrap_or(0)
            && let Some(fate) = reading.row(row)
        {
            reading.fates.push((row.number, fate));
        }
    }
    if reading.rows.is_empty() {
        return Err(WorkbookError::new("workbook.no-rows", "表头下面没有内容可以导入"));
    }
    check_rows(table, earlier.rows.len() + reading.rows.len())?;
    Ok(reading.finish(earlier))
}

/// The headers that were found, for a message.
fn found(plan: &Plan) -> String {
    let columns =
        plan.columns.iter().filter(|column| column.index != SHEET_NAME && !column.header.is_empty());
    let all: Vec<String> =
        columns.take(40).map(|column| format!("{} {}", column.letters, clip(&column.header))).collect();
    if all.is_empty() {
        "没有找到表头".to_owned()
    } else {
        format!("找到的表头：{}", all.join("、"))
    }
}

fn no_column(table: &Field, plan: &Plan) -> WorkbookError {
    let labels: Vec<&str> = super::plan::importable(table).map(Field::label).collect();
    let message = format!(
        "表格里没有认出“{}”的任何一列；{}；应有：{}（可以先保存空白表格，照着填写）",
        table.label(),
        found(plan),
        labels.join("、")
    );
    WorkbookError::new("workbook.no-column", message)
}

fn no_key(key: &Field, plan: &Plan) -> WorkbookError {
    let synonyms = &key.entry.synonyms;
    let names: Vec<&str> = synonyms.iter().take(5).map(String::as_str).collect();
    let also = if names.is_empty() {
        String::new()
    } else {
        format!("（也认“{}”等）", names.join("”“"))
    };
    let message = format!(
        "表格里没有“{0}”这一列，分不清各行，没有导入；{1}；请把那一列的表头改成“{0}”{also}，或者指定哪一列是它",
        key.label(),
        found(plan)
    );
    WorkbookError::new("workbook.no-key", message)
}

struct Reading<'a> {
    table: &'a Field,
    sheet: &'a Sheet,
    plan: &'a Plan,
    matched: Vec<(&'a PlannedColumn, &'a Field, Way)>,
    header: Vec<(usize, Vec<String>)>,
    /// For each matched column the merged cells in it that reach over several rows, by first row.
    merged: Vec<BTreeMap<u32, u32>>,
    across: HashSet<(u32, usize)>,
    key: Option<&'a str>,
    /// The name of the sheet, for a column that it stands for.
    name: Cell,
    rows: Vec<Read>,
    problems: Vec<Problem>,
    more_problems: usize,
    /// The rows that were not read; what became of the others stands in `rows`.
    fates: Vec<(u32, Fate)>,
    differences: Vec<Differences>,
    sums: BTreeMap<String, Sums>,
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
        matched: Vec<(&'a PlannedColumn, &'a Field, Way)>,
    ) -> Self {
        let words = match (plan.header_from, plan.header_to) {
            (Some(first), Some(last)) => header::of_rows(sheet, first, last).words,
            _ => Vec::new(),
        };
        let header = matched
            .iter()
            .map(|(column, ..)| (column.index, words.get(column.index).cloned().unwrap_or_default()));
        let below = plan.header_to.unwrap_or(0);
        let merged = matched.iter().map(|(column, ..)| {
            let areas = sheet
                .merged
                .iter()
                .filter(|area| area.left == column.index && area.top > below && area.bottom > area.top);
            areas.map(|area| (area.top, area.bottom)).collect()
        });
        let differences = matched.iter().map(|(planned, column, _)| Differences {
            sheet: sheet.name.clone(),
            column: planned.letters.clone(),
            label: column.label().to_owned(),
            count: 0,
            examples: Vec::new(),
        });
        let totalled = matched.iter().filter(|(_, column, _)| column.is_totalled());
        Self {
            table,
            sheet,
            plan,
            header: header.collect(),
            merged: merged.collect(),
            across: skip::across(sheet),
            key: key_column(table).map(Field::key),
            name: Cell::Text(sheet.name.clone()),
            rows: Vec::new(),
            problems: Vec::new(),
            more_problems: 0,
            fates: Vec::new(),
            differences: differences.collect(),
            sums: totalled.map(|(_, column, _)| (column.key().to_owned(), Sums::default())).collect(),
            hidden: Vec::new(),
            filled: 0,
            matched,
        }
    }

    /// Reads a row; its fate if it is not one of the table.
    fn row(&mut self, row: &'a Row) -> Option<Fate> {
        if row.is_empty() {
            return Some(Fate::Empty);
        }
        if let Some(fate) = skip::why(&self.across, row, &self.header) {
            if fate == Fate::Total {
                self.state(row);
            }
            return Some(fate);
        }
        // What stands beside the table is none of its rows.
        if self.matched.iter().all(|(column, ..)| row.cell(column.index).is_empty()) {
            return Some(Fate::Beside);
        }
        if row.hidden {
            if !self.plan.hidden_rows {
                self.aside(row);
                return Some(Fate::Hidden);
            }
            self.hidden.push(row.number);
        }
        let problems = (self.problems.len(), self.more_problems);
        let mut read = Read { number: row.number, record: Record::new(), good: true, unread: Vec::new() };
        for index in 0..self.matched.len() {
            self.read_cell(row, index, &mut read);
        }
        if read.good && read.record.keys().all(|key| self.is_name(key)) {
            // Nothing but dashes; what it lacks is of no interest.
            self.problems.truncate(problems.0);
            self.more_problems = problems.1;
            self.hidden.retain(|hidden| *hidden != row.number);
            return Some(Fate::Dashes);
        }
        self.divide(row, &mut read);
        self.doubts(row, &mut read);
        self.rows.push(read);
        None
    }

    /// Whether a column is filled by the name of the sheet.
    fn is_name(&self, key: &str) -> bool {
        self.matched.iter().any(|(planned, column, _)| planned.index == SHEET_NAME && column.key() == key)
    }

    fn read_cell(&mut self, row: &'a Row, index: usize, read: &mut Read) {
        let (planned, column, _) = self.matched[index];
        let cell = self.cell(row, index).clone();
        match cell::read(column, &cell, &self.matched[index].2) {
            Ok((value, notes)) => {
                for note in notes {
                    let problem = self.problem(row.number, planned, column, &cell);
                    self.push(Problem {
                        severity: Severity::Warning,
                        code: "table.unusual",
                        reason: note,
                        ..problem
                    });
                }
                match value.filter(|value| !value.is_blank()) {
                    Some(value) => {
                        if self.matched[index].2.divided_by.is_none()
                            && let Some((shown, read)) = difference::of(column, &cell, &value)
                        {
                            self.differ(index, row.number, &shown, &read);
                        }
                        read.record.insert(column.key().to_owned(), value);
                    }
                    None if self.key == Some(column.key()) => {
                        read.good = false;
                        let problem = self.problem(row.number, planned, column, &cell);
                        let reason =
                            format!("这一行没有“{}”，不知道是哪一个；请在表格里补上", column.label());
                        self.push(Problem { code: "table.no-key", reason, ..problem });
                    }
                    None if !column.entry.optional => {
                        let problem = self.problem(row.number, planned, column, &cell);
                        let reason = format!("“{}”没有填写，可以导入后再补", column.label());
                        self.push(Problem {
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
                if let Some(sums) = self.sums.get_mut(column.key()) {
                    sums.unread += 1;
                }
                let problem = self.problem(row.number, planned, column, &cell);
                self.push(Problem { code: trouble.code, reason: trouble.reason, ..problem });
            }
        }
    }

    /// Divides figures for the whole by those of another column, as a person chose.
    fn divide(&mut self, row: &'a Row, read: &mut Read) {
        for index in 0..self.matched.len() {
            let (planned, column, _) = self.matched[index];
            let Some(per) = self.matched[index].2.divided_by.clone() else { continue };
            let cell = self.cell(row, index).clone();
            let Some(Value::Decimal(whole)) = read.record.get(column.key()).cloned() else { continue };
            if !cell::is_of_the_whole(&cell) {
                continue;
            }
            let divisor = match read.record.get(&per) {
                Some(Value::Decimal(divisor)) if !divisor.is_zero() => *divisor,
                _ => {
                    read.good = false;
                    read.record.remove(column.key());
                    read.unread.push((column.key().to_owned(), cell.shown()));
                    let problem = self.problem(row.number, planned, column, &cell);
                    let label = self.table.column(&per).map_or(per.as_str(), Field::label);
                    let reason = format!("“{label}”没有填写，不能把整套的数换算成“{}”", column.label());
                    self.push(Problem { code: "table.no-divisor", reason, ..problem });
                    continue;
                }
            };
            let quotient = whole.checked_div(divisor).unwrap_or_default();
            let places = column.places();
            let quotient =
                quotient.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize();
            let read_as = format!("{quotient}{}", super::question::ours(column));
            self.differ(index, row.number, &cell.shown(), &read_as);
            read.record.insert(column.key().to_owned(), Value::Decimal(quotient));
        }
    }

    /// A cell of which it is not sure where it ends: its row waits if the column is imported.
    fn doubts(&mut self, row: &Row, read: &mut Read) {
        for doubt in self.sheet.doubts.iter().filter(|doubt| doubt.row == row.number) {
            let matched = self.matched.iter().find(|(planned, ..)| planned.index == doubt.column);
            let cell = row.cell(doubt.column);
            let problem = match matched {
                Some((planned, column, _)) => {
                    read.good = false;
                    read.record.remove(column.key());
                    read.unread.push((column.key().to_owned(), cell.shown()));
                    self.problem(row.number, planned, column, cell)
                }
                None => {
                    let planned = self.plan.columns.iter().find(|planned| planned.index == doubt.column);
                    Problem {
                        sheet: self.sheet.name.clone(),
                        row: row.number,
                        column: crate::sheet::column_letters(doubt.column),
                        key: String::new(),
                        label: planned.map_or_else(String::new, |planned| planned.header.clone()),
                        value: clip(&cell.shown()),
                        severity: Severity::Warning,
                        code: "",
                        reason: String::new(),
                        articles: Vec::new(),
                    }
                }
            };
            self.push(Problem { code: "table.unclosed-quote", reason: doubt.text.clone(), ..problem });
        }
    }

    /// The cell, or the merged one that reaches down to it, or the name of the sheet.
    fn cell(&mut self, row: &'a Row, index: usize) -> &Cell {
        let column = self.matched[index].0.index;
        if column == SHEET_NAME {
            return &self.name;
        }
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
    fn state(&mut self, row: &Row) {
        for (planned, column, way) in &self.matched {
            if let Some(sums) = self.sums.get_mut(column.key())
                && let Ok((Some(value), _)) = cell::read(column, row.cell(planned.index), way)
            {
                sums.stated = vec![value];
            }
        }
    }

    /// Adds up a row that is left out by choice: the sheet's own total has it.
    fn aside(&mut self, row: &Row) {
        for (planned, column, way) in &self.matched {
            if let Some(sums) = self.sums.get_mut(column.key())
                && let Ok((Some(value), _)) = cell::read(column, row.cell(planned.index), way)
            {
                sums.hidden.push(value);
            }
        }
    }

    fn differ(&mut self, index: usize, row: u32, shown: &str, read: &str) {
        let column = &mut self.differences[index];
        column.count += 1;
        if column.examples.len() < difference::EXAMPLES {
            column.examples.push(Difference { row, shown: clip(shown), read: clip(read) });
        }
    }

    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }

    fn finish(mut self, earlier: &Earlier) -> Outcome {
        self.repetitions(earlier);
        let read = self.rows.len();
        let fates = self.fates.iter().map(|(_, fate)| *fate);
        let rows = self.rows.iter().map(|row| if row.good { Fate::Taken } else { Fate::Refused });
        let header = self.plan.header_from.zip(self.plan.header_to);
        let account = Account::new(&self.sheet.name, self.sheet.last(), header, fates.chain(rows));
        let mut left_out: BTreeMap<Fate, Vec<u32>> = BTreeMap::new();
        for (number, fate) in &self.fates {
            left_out.entry(*fate).or_default().push(*number);
        }
        let skipped = left_out.into_iter().filter_map(|(fate, rows)| {
            Some(Skipped { sheet: self.sheet.name.clone(), rows, reason: fate.reason()? })
        });
        let skipped = skipped.collect();
        let (mut rows, mut numbers) = (Vec::with_capacity(read), Vec::with_capacity(read));
        let mut faulty = Vec::new();
        for Read { number, record, good, unread } in self.rows {
            for (key, sums) in &mut self.sums {
                if let Some(value) = record.get(key) {
                    if good { &mut sums.good } else { &mut sums.refused }.push(value.clone());
                }
            }
            if good {
                rows.push(record);
                numbers.push(number);
            } else {
                faulty.push(Faulty { above: rows.len(), number, record, unread });
            }
        }
        self.problems.sort_by_key(|problem| problem.row);
        self.differences.retain(|column| column.count > 0);
        let imported = Imported {
            rows,
            numbers,
            faulty,
            read,
            problems: self.problems,
            more_problems: self.more_problems,
            skipped,
            hidden: self.hidden,
            filled: self.filled,
            totals: Vec::new(),
            differences: self.differences,
            accounts: vec![account],
        };
        Outcome { imported, sums: self.sums }
    }

    /// Values that may not come twice: the later row is refused.
    fn repetitions(&mut self, earlier: &Earlier) {
        if self.table.columns.iter().all(|column| column.unique_with().is_empty()) {
            return;
        }
        let before = earlier.rows.len();
        let all = earlier.rows.iter().chain(self.rows.iter().map(|row| &row.record));
        let found = duplicates(self.table, all);
        for found in found.into_iter().filter(|found| found.row >= before) {
            let Some(row) = self.rows.get(found.row - before) else { continue };
            let number = row.number;
            let first = |number: u32| usize::try_from(number).unwrap_or_default();
            let here = found.first.checked_sub(before).and_then(|first| self.rows.get(first));
            let elsewhere =
                found.first.checked_sub(earlier.existing).and_then(|place| earlier.places.get(place));
            let reason = match (here, elsewhere) {
                (Some(row), _) => found.message(self.table, first(row.number)),
                (None, Some((sheet, row))) => {
                    format!("{}（工作表“{sheet}”）", found.message(self.table, first(*row)))
                }
                (None, None) => format!("{}（表中已有的行）", found.message(self.table, found.first + 1)),
            };
            let Some((planned, column)) = self
                .matched
                .iter()
                .find(|(_, column, _)| column.key() == found.column)
                .map(|(planned, column, _)| (*planned, *column))
            else {
                continue;
            };
            let cell = self.sheet.rows.binary_search_by_key(&number, |row| row.number);
            let cell = cell.map_or(&Cell::Empty, |index| self.sheet.rows[index].cell(planned.index));
            let problem = self.problem(number, planned, column, cell);
            self.push(Problem { code: "table.duplicate", reason, ..problem });
            self.rows[found.row - before].good = false;
        }
    }

    fn problem(&self, row: u32, planned: &PlannedColumn, column: &Field, cell: &Cell) -> Problem {
        let articles = if column.entry.articles.is_empty() {
            &self.table.entry.articles
        } else {
            &column.entry.articles
        };
        Problem {
            sheet: self.sheet.name.clone(),
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
}
