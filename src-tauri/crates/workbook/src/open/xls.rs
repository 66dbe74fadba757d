//! .xls, and .et of WPS, which is the same: cells by calamine, after a look at what it would hold in memory.
//!
//! Its reader lays every sheet out as a full grid, so a single cell far down on the right would cost gigabytes; the
//! records are therefore walked once beforehand, see [`super::records`].

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls as Reader, XlsError};

use super::records::{self, Records};
use super::{SheetName, number};
use crate::error::WorkbookError;
use crate::limit::{Budget, MOST_BYTES};
use crate::sheet::{Area, Builder, Cell, Sheet};

pub(super) struct Xls {
    reader: Reader<Cursor<Vec<u8>>>,
    /// What its reader does not tell.
    records: Records,
}

impl Xls {
    pub fn open(bytes: Vec<u8>) -> Result<Self, WorkbookError> {
        let records = records::walk(&stream(&bytes)?)?;
        let reader = Reader::new(Cursor::new(bytes)).map_err(refused)?;
        Ok(Self { reader, records })
    }

    pub fn names(&self) -> Vec<SheetName> {
        let sheets = self.reader.sheets_metadata().iter();
        sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetName {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    pub fn sheet(&mut self, name: &str, budget: Budget) -> Result<(Sheet, Budget), WorkbookError> {
        let index = self.reader.sheets_metadata().iter().position(|sheet| sheet.name == name);
        let marks = index.and_then(|index| self.records.sheets.get(index));
        let range = self.reader.worksheet_range(name).map_err(refused)?;
        let (top, left) = range.start().unwrap_or_default();
        let left = usize::try_from(left).unwrap_or_default();
        let mut builder = Builder::new(name, budget);
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top).saturating_add(1);
            let column = column.saturating_add(left);
            let format = marks.and_then(|marks| marks.formats.get(&(row, column)));
            let format = format.and_then(|style| self.records.format(*style));
            builder.put(row, column, super::formatted(read(value, format), format))?;
        }
        if let Some(marks) = marks {
            builder.hide(|row| marks.hidden.contains(&row));
            builder.tell(marks.hidden_columns.clone(), Vec::new(), self.records.from_1904);
        }
        for merged in self.reader.merge_cells_by_sheet_name(name).unwrap_or_default() {
            let column = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
            builder.merge(Area {
                top: merged.start.0 + 1,
                bottom: merged.end.0 + 1,
                left: column(merged.start.1),
                right: column(merged.end.1),
            });
        }
        Ok(builder.finish())
    }
}

fn read(value: &Data, format: Option<&str>) -> Cell {
    let percent = format.is_some_and(super::format::is_percent);
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(value) => number::cell_of_integer(*value, percent),
        Data::Float(value) => number::cell(*value, percent),
        Data::String(text) => Cell::Text(text.clone()),
        Data::Bool(flag) => Cell::Boolean(*flag),
        Data::DateTime(moment) => super::moment(moment),
        Data::DateTimeIso(text) => super::iso(text),
        Data::DurationIso(text) => Cell::Time(text.clone()),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

/// The stream of records; a compound file without one is something else.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, WorkbookError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(WorkbookError::corrupt)?;
    // Excel wraps an .xlsx with a password into a compound file.
    if file.exists("/EncryptedPackage") {
        return Err(WorkbookError::password());
    }
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)) else {
        let message =
            "这是旧格式的 Office 文件，但里面没有工作表（可能是 Word 的 .doc 或者邮件）；请选择表格文件";
        return Err(WorkbookError::new("workbook.not-a-workbook", message));
    };
    let mut records = Vec::new();
    let stream = file.open_stream(name).map_err(WorkbookError::corrupt)?;
    stream.take(MOST_BYTES).read_to_end(&mut records).map_err(WorkbookError::corrupt)?;
    Ok(records)
}

fn refused(error: XlsError) -> WorkbookError {
    match error {
        XlsError::Password => WorkbookError::password(),
        other => WorkbookError::corrupt(other),
    }
}
