//! Where the header of a sheet is: below titles and remarks, in one row or in two, with merged cells.

use procedure::template::Field;

use super::name::{Names, Words};
use crate::sheet::{Cell, Row, Sheet};

/// Rows among which the header is looked for.
const LOOKED_AT: usize = 30;

/// Merged cells of a header that are looked at.
const MOST_MERGED: usize = 1_000;

/// A header: the rows it takes up, and the words over each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub first: u32,
    pub last: u32,
    /// Words over each column of the sheet, most telling first; empty where there are none.
    pub words: Vec<Vec<String>>,
}

/// The columns of a table ready for comparing, those that a cell can hold.
pub(super) fn names(table: &Field) -> Vec<(&Field, Names)> {
    super::plan::importable(table).map(|column| (column, Names::of(column))).collect()
}

/// How well each column of a sheet goes with each column of the table; the best pairs are taken first.
///
/// For each column of the sheet the index of the table's column and the score.
pub(super) fn pairs(words: &[Vec<String>], names: &[(&Field, Names)]) -> Vec<Option<(usize, u32)>> {
    let mut scores = Vec::new();
    for (index, words) in words.iter().enumerate() {
        let words: Vec<Words> = words.iter().map(|word| Words::of(word)).collect();
        for (column, (_, names)) in names.iter().enumerate() {
            let best = words.iter().enumerate().map(|(rank, word)| {
                let score = names.score(word);
                // Of two words over a column the more telling one wins where both fit.
                score.saturating_sub(u32::try_from(rank).unwrap_or(9).min(9) * u32::from(score > 0))
            });
            let best = best.max().unwrap_or(0);
            if best > 0 {
                scores.push((best, index, column));
            }
        }
    }
    scores.sort_by_key(|(score, index, column)| (std::cmp::Reverse(*score), *index, *column));
    let mut found = vec![None; words.len()];
    let mut taken = vec![false; names.len()];
    for (score, index, column) in scores {
        if found[index].is_none() && !taken[column] {
            found[index] = Some((column, score));
            taken[column] = true;
        }
    }
    found
}

/// The header of a sheet for a table: the row, or two rows, whose words go best with its columns.
pub(super) fn find(table: &Field, sheet: &Sheet) -> Option<Header> {
    let names = names(table);
    let total =
        |header: &Header| -> u32 { pairs(&header.words, &names).into_iter().flatten().map(|(_, s)| s).sum() };
    // Headers stand near the top; what is merged far below is none of theirs.
    let lowest = sheet.rows.iter().take(LOOKED_AT + 1).next_back().map_or(0, |row| row.number);
    let top = Sheet {
        rows: sheet.rows.iter().take(LOOKED_AT + 5).cloned().collect(),
        merged: sheet.merged.iter().filter(|area| area.top <= lowest).take(MOST_MERGED).copied().collect(),
        ..Sheet::default()
    };
    let sheet = &top;
    let mut best: Option<(u32, Header)> = None;
    for (index, row) in sheet.rows.iter().take(LOOKED_AT).enumerate() {
        let single = of_rows(sheet, row.number, row.number);
        let mut score = total(&single);
        let mut header = single;
        if let Some(next) =
            sheet.rows.get(index + 1).filter(|next| next.number == row.number + 1 && words_only(next))
        {
            let double = of_rows(sheet, row.number, next.number);
            let joined = total(&double);
            if joined > score.max(total(&of_rows(sheet, next.number, next.number))) {
                (score, header) = (joined, double);
            }
        }
        if score > best.as_ref().map_or(0, |(best, _)| *best) {
            best = Some((score, header));
        }
    }
    let (_, mut header) = best?;
    header.last = end(sheet, &header);
    Some(header)
}

/// The header that stands in these rows.
pub(super) fn of_rows(sheet: &Sheet, first: u32, last: u32) -> Header {
    let words = (0..sheet.width()).map(|column| words(sheet, first, last, column)).collect();
    Header { first, last, words }
}

/// The words over a column: those of both rows together, the lower ones alone, the upper ones alone.
fn words(sheet: &Sheet, first: u32, last: u32, column: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for number in first..=last {
        let text = tidy(at(sheet, number, column));
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    match parts.as_slice() {
        [] => Vec::new(),
        [one] => vec![one.clone()],
        [upper @ .., lower] => {
            let mut words = vec![parts.concat(), lower.clone()];
            words.extend(upper.iter().cloned());
            words
        }
    }
}

/// The text of a cell, or of the merged cell it is a part of.
fn at(sheet: &Sheet, number: u32, column: usize) -> String {
    let own = cell(sheet, number, column).shown();
    if !own.trim().is_empty() {
        return own;
    }
    let merged = sheet.merged.iter().find(|area| {
        (area.top..=area.bottom).contains(&number) && (area.left..=area.right).contains(&column)
    });
    merged.map_or_else(String::new, |area| cell(sheet, area.top, area.left).shown())
}

fn cell(sheet: &Sheet, number: u32, column: usize) -> &Cell {
    let row = sheet.rows.binary_search_by_key(&number, |row| row.number).ok();
    row.and_then(|index| sheet.rows.get(index)).map_or(&Cell::Empty, |row| row.cell(column))
}

/// Without line ends, which headers are full of.
fn tidy(text: String) -> String {
    if text.contains(['\n', '\r', ' ', '\u{3000}']) {
        text.chars().filter(|letter| !letter.is_whitespace()).collect()
    } else {
        text
    }
}

/// A row of data has figures; a row of a header has words only.
fn words_only(row: &Row) -> bool {
    row.cells.iter().all(|cell| matches!(cell, Cell::Empty | Cell::Text(_)))
}

/// The last row that belongs to the header: merged cells reach down, units in brackets stand below.
fn end(sheet: &Sheet, header: &Header) -> u32 {
    let reaching = sheet.merged.iter().filter(|area| {
        (header.first..=header.last).contains(&area.top) && area.bottom <= header.first.saturating_add(3)
    });
    let merged = reaching.map(|area| area.bottom).max().unwrap_or(0).max(header.last);
    let below = sheet.rows.iter().find(|row| row.number == merged.saturating_add(1));
    let units = below.filter(|row| {
        let mut texts = row.cells.iter().filter(|cell| !cell.is_empty()).peekable();
        texts.peek().is_some() && texts.all(|cell| is_unit(&cell.shown()))
    });
    units.map_or(merged, |row| row.number)
}

/// `（元）`, or one of the units that stand alone below headers.
fn is_unit(text: &str) -> bool {
    let text = text.trim();
    let bracketed = text.starts_with(['(', '（']) && text.ends_with([')', '）']);
    bracketed || ["元", "万元", "㎡", "平方米", "元/㎡", "元/㎡·月", "%", "套", "层"].contains(&text)
}
