//! .xls, and .et of WPS, which is the same: cells by calamine, after a look at what it would hold in memory.
//!
//! Its reader lays every sheet out as a full grid, so a single cell far down on the right would cost gigabytes; the
//! records are therefore walked once beforehand. That walk also finds the password, hidden rows and empty formulas.

use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls as Reader, XlsError};

use super::{SheetName, number};
use crate::error::WorkbookError;
use crate::limit::{MOST_BYTES, MOST_GRID};
use crate::sheet::{Area, Builder, Cell, Sheet};

pub(super) struct Xls {
    reader: Reader<Cursor<Vec<u8>>>,
    /// Hidden rows of each sheet by the order in the file.
    hidden: Vec<HashSet<u32>>,
}

impl Xls {
    pub fn open(bytes: Vec<u8>) -> Result<Self, WorkbookError> {
        let hidden = walk(&stream(&bytes)?)?;
        let reader = Reader::new(Cursor::new(bytes)).map_err(refused)?;
        Ok(Self { reader, hidden })
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

    pub fn sheet(&mut self, name: &str) -> Result<Sheet, WorkbookError> {
        let index = self.reader.sheets_metadata().iter().position(|sheet| sheet.name == name);
        let range = self.reader.worksheet_range(name).map_err(refused)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut builder = Builder::new(name);
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top).saturating_add(1);
            builder.put(
                row,
                column.saturating_add(usize::try_from(left).unwrap_or_default()),
                read(value),
            )?;
        }
        if let Some(hidden) = index.and_then(|index| self.hidden.get(index)) {
            builder.hide(|row| hidden.contains(&row));
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

fn read(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(value) => number::cell_of_integer(*value, false),
        Data::Float(value) => number::cell(*value, false),
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

const FILE_PASS: u16 = 0x002f;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const ROW: u16 = 0x0208;
const MULTIPLE_RK: u16 = 0x00bd;
/// FORMULA, LABEL, LABELSST, RSTRING, NUMBER, RK, BOOLERR, in the variants of the versions.
const CELLS: [u16; 10] =
    [0x0006, 0x0206, 0x0406, 0x0204, 0x00fd, 0x00d6, 0x0203, 0x027e, 0x0205, MULTIPLE_RK];

/// Hidden rows by sheet.
///
/// # Errors
/// `workbook.password`; `workbook.too-large` if the grids of all sheets come to more cells than the limit.
fn walk(records: &[u8]) -> Result<Vec<HashSet<u32>>, WorkbookError> {
    let word = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
    };
    let mut sheets: Vec<HashSet<u32>> = Vec::new();
    let (mut depth, mut grid) = (0_u32, 0_u64);
    // The globals come first, then one substream a sheet, perhaps with charts nested in it.
    let mut globals_done = false;
    let mut bounds: Option<(u64, u64, u64, u64)> = None;
    let mut rest = records;
    while rest.len() >= 4 {
        let (kind, length) = (word(rest, 0), usize::from(word(rest, 2)));
        let Some(data) = rest.get(4..4 + length) else { break };
        rest = &rest[4 + length..];
        match kind {
            FILE_PASS => return Err(WorkbookError::password()),
            BOF => {
                if globals_done && depth == 0 {
                    sheets.push(HashSet::new());
                    bounds = None;
                }
                depth += 1;
            }
            EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    globals_done = true;
                    if let Some((top, bottom, left, right)) = bounds.take() {
                        grid += (bottom - top + 1) * (right - left + 1);
                    }
                }
            }
            ROW if depth == 1 && data.len() >= 16 && word(data, 12) & 0x20 != 0 => {
                if let Some(sheet) = sheets.last_mut() {
                    sheet.insert(u32::from(word(data, 0)) + 1);
                }
            }
            _ if depth == 1 && CELLS.contains(&kind) && data.len() >= 4 => {
                let (row, left) = (u64::from(word(data, 0)), u64::from(word(data, 2)));
                let last = if kind == MULTIPLE_RK { word(data, data.len() - 2) } else { word(data, 2) };
                let right = u64::from(last).max(left);
                let (top, bottom, first, far) = bounds.unwrap_or((row, row, left, right));
                bounds = Some((top.min(row), bottom.max(row), first.min(left), far.max(right)));
            }
            _ => {}
        }
        if grid > MOST_GRID {
            return Err(WorkbookError::too_large(
                "工作表的右下角还有内容，撑开的范围太大；请删去用不着的行和列，另存为 .xlsx 后再导入",
            ));
        }
    }
    if let Some((top, bottom, left, right)) = bounds
        && grid + (bottom - top + 1) * (right - left + 1) > MOST_GRID
    {
        return Err(WorkbookError::too_large("工作表没有写完，撑开的范围太大，不是正常的表格文件"));
    }
    Ok(sheets)
}

fn refused(error: XlsError) -> WorkbookError {
    match error {
        XlsError::Password => WorkbookError::password(),
        other => WorkbookError::corrupt(other),
    }
}
