//! Which column of a sheet is which column of the table: proposed here, confirmed or changed by a person.

use procedure::template::{Field, FieldKind};
use serde::Serialize;

use super::header::{self, Header};
use super::name::{ALIKE, unit_of};
use super::unit;
use crate::error::WorkbookError;
use crate::open::Book;
use crate::sheet::{Cell, Sheet, column_letters};

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// No column of the table.
    None,
    /// A part of the name, or nearly the same: to be looked at.
    Near,
    /// The same but for punctuation, or a synonym.
    Alike,
    /// The very words of the table.
    Exact,
    /// A person said so.
    Chosen,
}

/// A column of the sheet and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedColumn {
    /// From 0.
    pub index: usize,
    /// As the spreadsheet names it.
    pub letters: String,
    /// Words over it.
    pub header: String,
    /// Key of the table's column; none: not imported.
    pub key: Option<String>,
    /// How sure that is.
    pub confidence: Confidence,
    /// What stands in its first rows.
    pub samples: Vec<String>,
    /// What to look at: another unit than the column's.
    pub note: Option<String>,
}

/// How a sheet is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// First row of the header; none: there is no header.
    pub header_from: Option<u32>,
    /// Last row of it.
    pub header_to: Option<u32>,
    /// Columns that have words over them or something in them.
    pub columns: Vec<PlannedColumn>,
    /// Whether hidden rows are read too.
    pub hidden_rows: bool,
}

/// Cells of a column that are shown.
const SAMPLES: usize = 3;

/// Columns that a cell can hold.
pub(crate) fn importable(table: &Field) -> impl Iterator<Item = &Field> {
    table.columns.iter().filter(|column| {
        !matches!(column.kind(), FieldKind::Party | FieldKind::BankAccount | FieldKind::Table)
    })
}

impl Plan {
    /// Proposes how to read a sheet. Where no header is found, nothing is matched and a person has to say.
    #[must_use]
    pub fn of(table: &Field, sheet: &Sheet) -> Self {
        Self::new(table, sheet, header::find(table, sheet))
    }

    /// The same with the header in rows that a person names.
    #[must_use]
    pub fn with_header(table: &Field, sheet: &Sheet, first: u32, last: u32) -> Self {
        // More than a handful of rows are no header.
        let last = last.clamp(first, first.saturating_add(4));
        Self::new(table, sheet, Some(header::of_rows(sheet, first, last)))
    }

    fn new(table: &Field, sheet: &Sheet, header: Option<Header>) -> Self {
        let names = header::names(table);
        let empty = Header { first: 0, last: 0, words: vec![Vec::new(); sheet.width()] };
        let (found, rows) = header.map_or((empty, None), |header| {
            let rows = (header.first, header.last);
            (header, Some(rows))
        });
        let pairs = header::pairs(&found.words, &names);
        let mut columns = Vec::new();
        for (index, (words, pair)) in found.words.iter().zip(pairs).enumerate() {
            let samples: Vec<String> = samples(sheet, found.last, index);
            if words.is_empty() && samples.is_empty() {
                continue;
            }
            let header = words.first().cloned().unwrap_or_default();
            let column = pair.and_then(|(column, _)| names.get(column)).map(|(column, _)| *column);
            let confidence = match pair.map_or(0, |(_, score)| score) {
                0 => Confidence::None,
                score if score > ALIKE => Confidence::Exact,
                score if score >= ALIKE - 9 => Confidence::Alike,
                _ => Confidence::Near,
            };
            columns.push(PlannedColumn {
                index,
                letters: column_letters(index),
                note: column.and_then(|column| note(column, &header)),
                header,
                key: column.map(|column| column.key().to_owned()),
                confidence,
                samples,
            });
        }
        Self {
            header_from: rows.map(|(first, _)| first),
            header_to: rows.map(|(_, last)| last),
            columns,
            hidden_rows: true,
        }
    }

    /// Takes the column of the sheet (from 0) for another column of the table, or for none. What was taken for it
    /// before is none then.
    pub fn assign(&mut self, table: &Field, index: usize, key: Option<&str>) {
        let known = key.filter(|key| importable(table).any(|column| column.key() == *key));
        for column in &mut self.columns {
            if column.index == index {
                if column.key.as_deref() != known {
                    column.confidence = if known.is_some() { Confidence::Chosen } else { Confidence::None };
                }
                column.key = known.map(str::to_owned);
                column.note =
                    known.and_then(|key| table.column(key)).and_then(|field| note(field, &column.header));
            } else if known.is_some() && column.key.as_deref() == known {
                (column.key, column.confidence, column.note) = (None, Confidence::None, None);
            }
        }
    }

    /// Columns that are imported, with those of the table.
    pub fn matched<'p>(&'p self, table: &'p Field) -> impl Iterator<Item = (&'p PlannedColumn, &'p Field)> {
        self.columns.iter().filter_map(|planned| Some((planned, table.column(planned.key.as_deref()?)?)))
    }

    /// Columns of the table that the sheet does not have.
    pub fn missing<'p>(&'p self, table: &'p Field) -> impl Iterator<Item = &'p Field> {
        importable(table)
            .filter(|column| !self.columns.iter().any(|planned| planned.key.as_deref() == Some(column.key())))
    }

    /// For choosing among sheets: how much of the table is there.
    fn weight(&self) -> u32 {
        self.columns
            .iter()
            .map(|column| match column.confidence {
                Confidence::None => 0,
                Confidence::Near => 1,
                Confidence::Alike => 3,
                Confidence::Exact | Confidence::Chosen => 4,
            })
            .sum()
    }
}

/// Says that a header names another unit than the column has; 万元 is converted and needs no word.
fn note(column: &Field, header: &str) -> Option<String> {
    let theirs = unit_of(header)?;
    let ours = match column.kind() {
        FieldKind::Money => column.entry.unit.as_deref().unwrap_or("元"),
        FieldKind::Area => column.entry.unit.as_deref().unwrap_or("㎡"),
        FieldKind::Percent => "%",
        FieldKind::Decimal | FieldKind::Integer => column.entry.unit.as_deref()?,
        _ => return None,
    };
    if unit::agrees(&theirs, ours)
        || (theirs == "万元" && matches!(ours, "元" | "万元"))
        || ours == "万元" && theirs == "元"
    {
        return None;
    }
    // 选填, 必填 and the like are no units.
    let looks_like_unit =
        theirs.chars().count() <= 8 && theirs.contains(['元', '㎡', '米', '%', '/', 'm', '亩', '公']);
    looks_like_unit.then(|| format!("表头写的单位是“{theirs}”，这一列应为“{ours}”，数字不会换算，请核对"))
}

fn samples(sheet: &Sheet, after: u32, column: usize) -> Vec<String> {
    let rows = sheet.rows.iter().filter(|row| row.number > after);
    rows.map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).take(SAMPLES).map(Cell::shown).collect()
}

/// Sheets that are looked into when none is named.
const MOST_SHEETS: usize = 12;

/// Reads the sheet named, or the one that goes best with the table: those one can see first.
///
/// # Errors
/// As [`Book::sheet`]; `workbook.empty` if nothing stands in it.
pub fn best_plan(
    table: &Field,
    book: &mut Book,
    named: Option<&str>,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<(Sheet, Plan), WorkbookError> {
    if let Some(name) = named {
        let sheet = book.sheet(name, go_on)?;
        if sheet.rows.is_empty() {
            return Err(WorkbookError::new(
                "workbook.empty",
                format!("工作表“{name}”是空的，没有内容可以导入"),
            ));
        }
        let plan = Plan::of(table, &sheet);
        return Ok((sheet, plan));
    }
    let mut names = book.sheets().to_vec();
    names.sort_by_key(|name| name.hidden);
    let mut best: Option<(Sheet, Plan)> = None;
    for name in names.iter().take(MOST_SHEETS) {
        let sheet = match book.sheet(&name.name, go_on) {
            Ok(sheet) => sheet,
            // One sheet that is too large must not hide the others; alone, it is the answer.
            Err(error) if names.len() == 1 || error.code == "workbook.cancelled" => return Err(error),
            Err(_) => continue,
        };
        if sheet.rows.is_empty() {
            continue;
        }
        let plan = Plan::of(table, &sheet);
        if best.as_ref().is_none_or(|(_, known)| plan.weight() > known.weight()) {
            best = Some((sheet, plan));
        }
    }
    best.ok_or_else(|| {
        WorkbookError::new("workbook.empty", "文件里的工作表都是空的或者读不出来，没有内容可以导入")
    })
}
