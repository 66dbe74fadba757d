//! From a table to an .xlsx: with its answers, or blank to be filled in.
//!
//! The same answers on the same day give the same bytes.

mod explanation;
mod look;
mod report;
mod sheet;

pub(crate) use explanation::SHEET;

use chrono::{Datelike, NaiveDate};
use procedure::answer::{Record, Value};
use procedure::template::{Field, Procedure};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub use report::report;

use crate::error::WorkbookError;

/// What stands around a table: whose it is, and when the file was made.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The procedure, for the articles in the explanation.
    pub procedure: &'a Procedure,
    /// The day that the file bears.
    pub today: NaiveDate,
}

/// Rows that a blank workbook is made ready for, and an exported one beyond its own.
const ROOM: u32 = 1_000;

/// The rows of a table as a workbook: types, number formats, widths, a header that stays, a row of totals.
///
/// # Errors
/// `workbook.not-written` if the file would be one that Excel cannot open.
pub fn export(table: &Field, rows: &[Record], about: &About<'_>) -> Result<Vec<u8>, WorkbookError> {
    make(table, rows, about, true).map_err(|error| refused(&error))
}

/// A workbook to be filled in: the same columns with hints, lists and an explanation, and the rows that the table
/// begins with.
///
/// # Errors
/// As [`export`].
pub fn blank(table: &Field, about: &About<'_>) -> Result<Vec<u8>, WorkbookError> {
    let preset = table.entry.rows.iter().flat_map(|preset| {
        preset
            .values
            .iter()
            .map(|value| Record::from([(preset.column.clone(), Value::Text(value.as_str().into()))]))
    });
    let preset: Vec<Record> = preset.collect();
    make(table, &preset, about, false).map_err(|error| refused(&error))
}

fn refused(error: &XlsxError) -> WorkbookError {
    WorkbookError::new("workbook.not-written", format!("表格文件写不出来（{error}）"))
}

fn make(table: &Field, rows: &[Record], about: &About<'_>, totals: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    properties(&mut workbook, table, about)?;
    let columns: Vec<&Field> = crate::read::importable(table).collect();
    let lists = explanation::Lists::of(&columns);
    sheet::write(workbook.add_worksheet(), table, &columns, rows, &lists, totals)?;
    explanation::write(workbook.add_worksheet(), table, &columns, about)?;
    lists.write(&mut workbook)?;
    workbook.save_to_buffer()
}

fn properties(workbook: &mut Workbook, table: &Field, about: &About<'_>) -> Result<(), XlsxError> {
    // Without it the library writes the moment at which it runs.
    let (year, month, day) = (about.today.year(), about.today.month(), about.today.day());
    let made = ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or(1900),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )?;
    let properties = DocProperties::new()
        .set_title(format!("{}（{}）", table.label(), about.procedure.entry.short))
        .set_author("筹建通")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    Ok(())
}
