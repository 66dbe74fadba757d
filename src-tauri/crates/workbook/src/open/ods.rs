//! .ods: read piece by piece, with repeated rows and columns counted before they are laid out.

use std::collections::{BTreeSet, HashSet};
use std::io::{BufRead, BufReader};

use chrono::{Datelike, NaiveDate};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use rust_decimal::Decimal;

use super::marks::{MOST_MERGED, attribute, full};
use super::{SheetName, number, package};
use crate::error::WorkbookError;
use crate::limit::{Budget, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, MOST_TEXT};
use crate::sheet::{Area, Builder, Cell, Remark, Sheet};

/// Every sheet, or why it was not read; a sheet beyond the limits does not keep the others from being read.
pub(super) type Sheets = Vec<(SheetName, Result<Sheet, WorkbookError>)>;

pub(super) fn read(bytes: &[u8]) -> Result<Sheets, WorkbookError> {
    let mut archive = package::archive(bytes)?;
    let manifest = package::part(&mut archive, "META-INF/manifest.xml")?.unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(WorkbookError::password());
    }
    let content = archive.by_name("content.xml").map_err(package::refused)?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, content));
    reader.config_mut().check_end_names = false;
    Reading::default().run(&mut reader)
}

/// Most notes of a sheet, and most letters of one.
const MOST_NOTES: usize = 2_000;

#[derive(Default)]
struct Reading {
    sheets: Sheets,
    /// What is left for the sheets to come.
    budget: Budget,
    /// Styles of tables that are not displayed.
    hidden_styles: HashSet<String>,
    style: String,
    table: Option<Table>,
    /// Inside notes, whose text is not the cell's.
    notes: usize,
}

struct Table {
    name: SheetName,
    builder: Builder,
    /// Why the rest of it is not read.
    refused: Option<WorkbookError>,
    hidden_columns: BTreeSet<usize>,
    columns: usize,
    merged: usize,
    notes: Vec<Remark>,
    hidden: HashSet<u32>,
    row: u32,
    repeated: u32,
    cells: Vec<(usize, usize, Cell)>,
    column: usize,
    cell: Option<Open>,
}

/// A cell that is being read.
struct Open {
    value: Cell,
    text: String,
    paragraphs: usize,
    repeated: usize,
    is_text: bool,
    is_error: bool,
}

impl Reading {
    fn run(mut self, reader: &mut Reader<impl BufRead>) -> Result<Sheets, WorkbookError> {
        let mut buffer = Vec::with_capacity(1024);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(WorkbookError::corrupt)? {
                Event::Start(start) => self.start(&start)?,
                Event::Empty(start) => {
                    self.start(&start)?;
                    self.end(start.local_name().as_ref())?;
                }
                Event::End(end) => self.end(end.local_name().as_ref())?,
                Event::Text(text) => self.push(&text.xml10_content()),
                Event::CData(text) => self.push(&text.xml10_content()),
                Event::GeneralRef(name) => self.push(&entity(&name)),
                Event::Eof => return Ok(self.sheets),
                _ => {}
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), WorkbookError> {
        let number = |name: &str| attribute(start, name).and_then(|text| text.parse::<u32>().ok());
        match start.local_name().as_ref() {
            "style" => self.style = attribute(start, "name").unwrap_or_default(),
            "table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" => {
                let name = attribute(start, "name").unwrap_or_default();
                let hidden =
                    attribute(start, "style-name").is_some_and(|style| self.hidden_styles.contains(&style));
                full(self.sheets.len(), MOST_SHEETS, &name, "之前的工作表")?;
                self.table = Some(Table::new(SheetName { name, hidden }, self.budget));
            }
            "annotation" => {
                self.notes += 1;
                if let Some(table) = &mut self.table
                    && table.notes.len() < MOST_NOTES
                {
                    table.notes.push(Remark { row: table.row, column: table.column, text: String::new() });
                }
            }
            "table-column" => {
                if let Some(table) = &mut self.table {
                    let repeated = number("number-columns-repeated").unwrap_or(1).max(1);
                    let next = table.columns.saturating_add(usize::try_from(repeated).unwrap_or(usize::MAX));
                    if attribute(start, "visibility").is_some_and(|state| state != "visible") {
                        table.hidden_columns.extend(table.columns..next.min(MOST_COLUMNS));
                    }
                    table.columns = next;
                }
            }
            "table-row" => {
                if let Some(table) = &mut self.table {
                    table.repeated = number("number-rows-repeated").unwrap_or(1).max(1);
                    if attribute(start, "visibility").is_some_and(|state| state != "visible") {
                        let rows = table.repeated.min(u32::try_from(MOST_ROWS).unwrap_or(u32::MAX));
                        table.hidden.extend(table.row..table.row.saturating_add(rows));
                    }
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(table) = &mut self.table {
                    let repeated = number("number-columns-repeated").unwrap_or(1).max(1);
                    let (wide, high) = (number("number-columns-spanned"), number("number-rows-spanned"));
                    if wide.is_some() || high.is_some() {
                        table.merge(wide.unwrap_or(1), high.unwrap_or(1));
                    }
                    table.cell = Some(Open::new(start, usize::try_from(repeated).unwrap_or(usize::MAX)));
                }
            }
            "p" => {
                if let Some(cell) = self.cell() {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let count = usize::try_from(number("c").unwrap_or(1)).unwrap_or(1);
                self.push(&" ".repeat(count.min(1_000)));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), WorkbookError> {
        match name {
            "annotation" => self.notes = self.notes.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                if let Some(table) = &mut self.table
                    && let Some(cell) = table.cell.take()
                {
                    let repeated = cell.repeated;
                    let value = cell.finish();
                    // The builder refuses the first one beyond the limit; more are not kept.
                    if !value.is_empty() && table.cells.len() <= MOST_COLUMNS {
                        table.cells.push((table.column, repeated, value));
                    }
                    table.column = table.column.saturating_add(repeated);
                }
            }
            "table-row" => {
                if let Some(table) = &mut self.table {
                    table.end_row();
                }
            }
            "table" => {
                if let Some(table) = self.table.take() {
                    let (name, sheet) = table.finish();
                    let sheet = sheet.map(|(sheet, left)| {
                        self.budget = left;
                        sheet
                    });
                    self.sheets.push((name, sheet));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self) -> Option<&mut Open> {
        if self.notes > 0 {
            return None;
        }
        self.table.as_mut()?.cell.as_mut()
    }

    fn push(&mut self, text: &str) {
        if self.notes > 0 {
            if let Some(note) = self.table.as_mut().and_then(|table| table.notes.last_mut())
                && note.text.len() < MOST_NOTES
            {
                note.text.push_str(text);
            }
            return;
        }
        // Four bytes a character at most; the builder says what is too long.
        if let Some(cell) = self.cell()
            && cell.paragraphs > 0
            && cell.text.len() <= 4 * MOST_TEXT
        {
            cell.text.push_str(text);
        }
    }
}

impl Table {
    fn new(name: SheetName, budget: Budget) -> Self {
        let builder = Builder::new(&name.name, budget);
        Self {
            name,
            builder,
            refused: None,
            hidden_columns: BTreeSet::new(),
            columns: 0,
            merged: 0,
            notes: Vec::new(),
            hidden: HashSet::new(),
            row: 1,
            repeated: 1,
            cells: Vec::new(),
            column: 0,
            cell: None,
        }
    }

    fn merge(&mut self, wide: u32, high: u32) {
        let right = self.column.saturating_add(usize::try_from(wide.max(1) - 1).unwrap_or(usize::MAX));
        let bottom = self.row.saturating_add(high.max(1) - 1);
        self.merged += 1;
        if let Err(error) = full(self.merged - 1, MOST_MERGED, &self.name.name, "合并单元格") {
            self.refused.get_or_insert(error);
            return;
        }
        self.builder.merge(Area { top: self.row, bottom, left: self.column, right });
    }

    /// Lays out the row as often as it is repeated; the builder refuses what is too much.
    fn end_row(&mut self) {
        if !self.cells.is_empty()
            && self.refused.is_none()
            && let Err(error) = self.lay_out()
        {
            self.refused = Some(error);
        }
        self.row = self.row.saturating_add(self.repeated);
        (self.repeated, self.column) = (1, 0);
        self.cells.clear();
    }

    fn lay_out(&mut self) -> Result<(), WorkbookError> {
        for row in 0..self.repeated {
            for (column, repeated, value) in &self.cells {
                for right in 0..*repeated {
                    self.builder.put(
                        self.row.saturating_add(row),
                        column.saturating_add(right),
                        value.clone(),
                    )?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> (SheetName, Result<(Sheet, Budget), WorkbookError>) {
        if let Some(error) = self.refused {
            return (self.name, Err(error));
        }
        self.builder.hide(|row| self.hidden.contains(&row));
        self.builder.tell(self.hidden_columns, self.notes, false);
        (self.name, Ok(self.builder.finish()))
    }
}

impl Open {
    fn new(start: &BytesStart<'_>, repeated: usize) -> Self {
        let get = |name: &str| attribute(start, name);
        // LibreOffice says `string` or `float` for both; its own attribute knows better.
        let kinds: Vec<String> = start
            .attributes()
            .flatten()
            .filter(|one| one.key.as_ref().ends_with(":value-type"))
            .map(|one| one.value.into_owned())
            .collect();
        let is = |kind: &str| kinds.iter().any(|known| known == kind);
        let figure = || get("value").and_then(|value| value.parse::<f64>().ok());
        let value = if is("date") {
            let day = get("date-value").and_then(|text| text.get(..10)?.parse::<NaiveDate>().ok());
            day.map_or(Cell::Empty, |day| Cell::Day { day, shown: None })
        } else if is("time") {
            Cell::Time(get("time-value").unwrap_or_default())
        } else if is("boolean") {
            Cell::Boolean(get("boolean-value").as_deref() == Some("true"))
        } else if is("float") || is("percentage") || is("currency") {
            figure().map_or(Cell::Empty, |value| number::cell(value, is("percentage")))
        } else {
            get("string-value").filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
        };
        let is_error = is("error");
        let is_text = value == Cell::Empty || is_error;
        Self { value, text: String::new(), paragraphs: 0, repeated, is_text, is_error }
    }

    fn finish(self) -> Cell {
        if self.is_error {
            return Cell::Error(self.text);
        }
        if self.is_text && !self.text.is_empty() {
            return Cell::Text(self.text);
        }
        match self.value {
            Cell::Number { text, percent: false, clipped, .. } if differs(&self.text, &text) => {
                Cell::Number { text, percent: false, clipped, shown: Some(self.text.trim().into()) }
            }
            Cell::Day { day, .. } => {
                let whole = day.year().to_string();
                let two = &whole[whole.len().saturating_sub(2)..];
                let hides = !self.text.is_empty() && !self.text.contains(two);
                Cell::Day { day, shown: hides.then(|| format!("{}月{}日", day.month(), day.day()).into()) }
            }
            other => other,
        }
    }
}

/// Whether what a cell shows is another figure than what it holds, or has a unit.
fn differs(shown: &str, text: &str) -> bool {
    let plain: String = shown.trim().chars().filter(|letter| *letter != ',').collect();
    if plain.is_empty() || plain.contains(['E', 'e']) {
        return false;
    }
    let (ours, theirs) = (text.parse::<Decimal>(), plain.parse::<Decimal>());
    ours != theirs || plain.starts_with('0') && plain.len() > 1 && !plain.starts_with("0.")
}

fn entity(name: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return letter.to_string();
    }
    match name.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}
