//! .xlsx: cells by calamine, one after the other; what it does not tell by [`super::marks`].

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx as Reader, XlsxError};

use super::{SheetName, format, marks, number, package};
use crate::error::WorkbookError;
use crate::limit::Budget;
use crate::sheet::{Builder, Cell, Sheet};

/// The bytes of a file for several readers.
#[derive(Clone)]
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

pub(super) struct Xlsx {
    bytes: Shared,
    reader: Reader<Cursor<Shared>>,
    /// Number format of each style.
    formats: Vec<Option<String>>,
}

/// Cells between two questions whether to go on.
const PIECE: usize = 4_000;

impl Xlsx {
    pub fn open(bytes: Vec<u8>) -> Result<Self, WorkbookError> {
        let bytes = Shared(Arc::new(bytes));
        let formats = marks::formats(&mut package::archive(bytes.as_ref())?)?;
        let reader = Reader::new(Cursor::new(bytes.clone())).map_err(refused)?;
        Ok(Self { bytes, reader, formats })
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

    pub fn sheet(
        &mut self,
        name: &str,
        budget: Budget,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<(Sheet, Budget), WorkbookError> {
        let bytes = &self.bytes;
        let from_1904 = self.reader.has_1904_epoch();
        // Two walks over the same part, one beside the other.
        std::thread::scope(|scope| {
            let marks = scope.spawn(|| marks::read(&mut package::archive(bytes.as_ref())?, name));
            let builder = cells(&mut self.reader, &self.formats, name, budget, go_on);
            let marks = marks.join().unwrap_or_else(|_| Err(WorkbookError::corrupt("内容前后矛盾")));
            let (mut builder, marks) = (builder?, marks?);
            for (row, column) in marks.unsolved {
                builder.put(row, column, Cell::Unsolved)?;
            }
            builder.hide(|row| marks.hidden.contains(&row));
            for area in marks.merged {
                builder.merge(area);
            }
            builder.tell(marks.hidden_columns, marks.notes, from_1904);
            Ok(builder.finish())
        })
    }
}

fn cells(
    reader: &mut Reader<Cursor<Shared>>,
    formats: &[Option<String>],
    name: &str,
    budget: Budget,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Builder, WorkbookError> {
    let mut builder = Builder::new(name, budget);
    let mut cells = reader.worksheet_cells_reader(name).map_err(refused)?;
    let (mut count, mut rows, mut last) = (0_usize, 0, 0);
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refused)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row + 1, usize::try_from(column).unwrap_or(usize::MAX));
        let value = read(cell.get_value(), formats.get(style).and_then(Option::as_deref));
        if row != last {
            (rows, last) = (rows + 1, row);
        }
        count += 1;
        if count.is_multiple_of(PIECE) && !go_on(rows) {
            return Err(WorkbookError::cancelled());
        }
        builder.put(row, column, value)?;
    }
    Ok(builder)
}

fn read(value: &DataRef<'_>, format: Option<&str>) -> Cell {
    let percent = format.is_some_and(format::is_percent);
    let cell = match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => number::cell_of_integer(*number, percent),
        DataRef::Float(number) => number::cell(*number, percent),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(flag) => Cell::Boolean(*flag),
        DataRef::DateTime(moment) => super::moment(moment),
        DataRef::DateTimeIso(text) => super::iso(text),
        DataRef::DurationIso(text) => Cell::Time(text.clone()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    };
    super::formatted(cell, format)
}

fn refused(error: XlsxError) -> WorkbookError {
    match error {
        XlsxError::Password => WorkbookError::password(),
        XlsxError::Zip(error) => package::refused(error),
        other => WorkbookError::corrupt(other),
    }
}
