//! Which column of a sheet is which column of the table: proposed here, confirmed or changed by a person.

use std::collections::BTreeMap;

use procedure::template::{Field, FieldKind};
use serde::Serialize;

use super::header::{self, Header};
use super::name::ALIKE;
use super::question::{Question, ways};
use crate::sheet::{Sheet, column_letters};

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
    /// A person said so for an earlier file with the same headers.
    Remembered,
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
    /// What to look at: that the column is hidden.
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
    /// What a person decided: the key of a choice by the question's id.
    pub answers: BTreeMap<String, String>,
}

/// Index of a column that the sheet does not have: its name stands in each cell.
pub(crate) const SHEET_NAME: usize = 100_000;

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
                note: sheet.hidden_columns.contains(&index).then(|| HIDDEN.to_owned()),
                header,
                key: column.map(|column| column.key().to_owned()),
                confidence,
                samples,
            });
        }
        let named = table.columns.iter().find(|column| column.entry.from_sheet);
        if let Some(column) =
            named.filter(|column| !columns.iter().any(|one| one.key.as_deref() == Some(column.key())))
            && !columns.is_empty()
        {
            columns.push(PlannedColumn {
                index: SHEET_NAME,
                letters: "表名".to_owned(),
                header: format!("工作表的名称作{}", column.label()),
                key: None,
                confidence: Confidence::None,
                samples: vec![sheet.name.clone()],
                note: None,
            });
        }
        Self {
            header_from: rows.map(|(first, _)| first),
            header_to: rows.map(|(_, last)| last),
            columns,
            hidden_rows: true,
            answers: BTreeMap::new(),
        }
    }

    /// Takes the name of the sheet for the column that it may stand for.
    pub(crate) fn name_by_sheet(&mut self, table: &Field) {
        let key = table.columns.iter().find(|column| column.entry.from_sheet).map(Field::key);
        self.assign(table, SHEET_NAME, key);
        for column in self.columns.iter_mut().filter(|column| column.index == SHEET_NAME) {
            column.confidence = Confidence::Alike;
        }
    }

    /// What a person has to decide before the sheet can be read, answered or not.
    #[must_use]
    pub fn questions(&self, table: &Field, sheet: &Sheet) -> Vec<Question> {
        ways(table, sheet, self).1
    }

    /// Decides a question.
    pub fn answer(&mut self, id: &str, key: &str) {
        self.answers.insert(id.to_owned(), key.to_owned());
    }

    /// The headers of the columns, in order of their words: by them a mapping is remembered.
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        let real =
            self.columns.iter().filter(|column| column.index != SHEET_NAME && !column.header.is_empty());
        let mut headers: Vec<String> = real.map(|column| column.header.clone()).collect();
        headers.sort();
        headers
    }

    /// What would be proposed for the same header.
    #[must_use]
    pub fn proposed(table: &Field, sheet: &Sheet, plan: &Self) -> Self {
        match (plan.header_from, plan.header_to) {
            (Some(first), Some(last)) => Self::with_header(table, sheet, first, last),
            _ => Self::of(table, sheet),
        }
    }

    /// Key of the table's column by header; none for one that is left out.
    #[must_use]
    pub fn mapping(&self) -> BTreeMap<String, Option<String>> {
        let real =
            self.columns.iter().filter(|column| column.index != SHEET_NAME && !column.header.is_empty());
        real.map(|column| (column.header.clone(), column.key.clone())).collect()
    }

    /// Takes columns as a person did for an earlier file with the same headers: key of the table's column by header,
    /// none for one that was left out. Tells whether anything is another way than proposed.
    pub fn remember(&mut self, table: &Field, mapping: &BTreeMap<String, Option<String>>) -> bool {
        let before: Vec<Option<String>> = self.columns.iter().map(|column| column.key.clone()).collect();
        let known: Vec<(usize, Option<String>)> = self
            .columns
            .iter()
            .filter_map(|column| Some((column.index, mapping.get(&column.header)?.clone())))
            .collect();
        for (index, key) in known {
            self.assign(table, index, key.as_deref());
        }
        let mut changed = false;
        for (column, before) in self.columns.iter_mut().zip(before) {
            if column.key != before {
                changed = true;
                column.confidence = Confidence::Remembered;
            }
        }
        changed
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
            } else if known.is_some() && column.key.as_deref() == known {
                (column.key, column.confidence) = (None, Confidence::None);
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
    pub(super) fn weight(&self) -> u32 {
        self.columns
            .iter()
            .map(|column| match column.confidence {
                _ if column.index == SHEET_NAME => 0,
                Confidence::None => 0,
                Confidence::Near => 1,
                Confidence::Alike => 3,
                Confidence::Exact | Confidence::Chosen | Confidence::Remembered => 4,
            })
            .sum()
    }

    /// Whether the sheet is surely one of the table: it has the key column, and another.
    pub(super) fn fits(&self, table: &Field, sheet: &Sheet) -> bool {
        let sure = |key: &str| {
            self.columns
                .iter()
                .any(|column| column.confidence >= Confidence::Alike && column.key.as_deref() == Some(key))
        };
        let count = table.columns.iter().filter(|column| sure(column.key())).count();
        key_column(table).is_none_or(|column| sure(column.key()))
            && count >= 2
            && sheet.last() > self.header_to.unwrap_or(0)
    }
}

/// The column by which people know a row: what may not come twice, or the first if it is a text that must be given. A
/// row without it is no row, and a file without it is another table.
#[must_use]
pub fn key_column(table: &Field) -> Option<&Field> {
    let unique = importable(table).find(|column| !column.unique_with().is_empty());
    unique.or_else(|| {
        importable(table).next().filter(|column| column.kind() == FieldKind::Text && !column.entry.optional)
    })
}

const HIDDEN: &str = "这一列在表格里是隐藏的";

fn samples(sheet: &Sheet, after: u32, column: usize) -> Vec<String> {
    let rows = sheet.rows.iter().filter(|row| row.number > after);
    rows.map(|row| row.cell(column))
        .filter(|cell| !cell.is_empty())
        .take(SAMPLES)
        .map(|cell| procedure::entry::clip(&cell.shown()))
        .collect()
}
