//! Opening a file: what kind it is by its content (names lie), its sheets, and one sheet within the limits.

mod encoding;
mod format;
mod marks;
mod number;
mod ods;
mod package;
mod piece;
mod records;
mod text;
mod xls;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::NaiveDate;

use crate::error::WorkbookError;
use crate::limit::{self, Budget};
use crate::sheet::{Cell, Sheet};

/// A sheet that a file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    /// Its name; of a text file the word 文本.
    pub name: String,
    /// Hidden from the eye in the spreadsheet program.
    pub hidden: bool,
}

/// A file that was opened.
pub struct Book {
    names: Vec<SheetName>,
    content: Content,
}

enum Content {
    Xlsx(Box<xlsx::Xlsx>),
    Xls(Box<xls::Xls>),
    Ods(Vec<(SheetName, Result<Sheet, WorkbookError>)>),
    Text(Sheet),
}

impl Book {
    /// Opens the bytes of a file, whatever its name.
    ///
    /// # Errors
    /// `workbook.too-large`, `workbook.password`, `workbook.corrupt`, `workbook.not-a-workbook`, `workbook.empty`.
    pub fn open(bytes: Vec<u8>) -> Result<Self, WorkbookError> {
        limit::check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        guarded(|| match Kind::of(&bytes)? {
            Kind::Package => Self::package(bytes),
            Kind::Compound => {
                let xls = xls::Xls::open(bytes)?;
                Ok(Self { names: xls.names(), content: Content::Xls(Box::new(xls)) })
            }
            Kind::Text => {
                let sheet = text::read(&bytes)?;
                let name = SheetName { name: sheet.name.clone(), hidden: false };
                Ok(Self { names: vec![name], content: Content::Text(sheet) })
            }
        })
    }

    fn package(bytes: Vec<u8>) -> Result<Self, WorkbookError> {
        match package::check(&bytes)? {
            package::Kind::Xlsx => {
                let xlsx = xlsx::Xlsx::open(bytes)?;
                Ok(Self { names: xlsx.names(), content: Content::Xlsx(Box::new(xlsx)) })
            }
            package::Kind::Ods => {
                let sheets = ods::read(&bytes)?;
                let names = sheets.iter().map(|(name, _)| name.clone()).collect();
                Ok(Self { names, content: Content::Ods(sheets) })
            }
        }
    }

    /// Its sheets in order.
    #[must_use]
    pub fn sheets(&self) -> &[SheetName] {
        &self.names
    }

    /// Reads a sheet. `go_on` is asked now and then, with the rows read so far.
    ///
    /// # Errors
    /// `workbook.no-sheet` with the names there are; `workbook.cancelled`; as [`Book::open`].
    pub fn sheet(
        &mut self,
        name: &str,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Sheet, WorkbookError> {
        self.spending(name, Budget::default(), go_on).map(|(sheet, _)| sheet)
    }

    /// The same within what is left for the sheets of this file, and what is left then.
    pub(crate) fn spending(
        &mut self,
        name: &str,
        budget: Budget,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<(Sheet, Budget), WorkbookError> {
        if !self.names.iter().any(|sheet| sheet.name == name) {
            let all: Vec<&str> = self.names.iter().map(|sheet| sheet.name.as_str()).collect();
            let message = format!("文件里没有工作表“{name}”，现有：{}", all.join("、"));
            return Err(WorkbookError::new("workbook.no-sheet", message));
        }
        let content = &mut self.content;
        guarded(|| match content {
            Content::Xlsx(xlsx) => xlsx.sheet(name, budget, go_on),
            Content::Xls(xls) => xls.sheet(name, budget),
            // Their sheets are held already, within one budget for the whole file.
            Content::Ods(sheets) => sheets
                .iter()
                .find(|(known, _)| known.name == name)
                .map_or_else(|| Err(WorkbookError::corrupt("工作表不在文件里")), |(_, sheet)| sheet.clone())
                .map(|sheet| (sheet, budget)),
            Content::Text(sheet) => Ok((sheet.clone(), budget)),
        })
    }
}

/// What the first bytes say.
enum Kind {
    /// ZIP: .xlsx, .ods.
    Package,
    /// OLE compound file: .xls, .et, or an .xlsx with a password.
    Compound,
    /// .csv and the like.
    Text,
}

impl Kind {
    fn of(bytes: &[u8]) -> Result<Self, WorkbookError> {
        if bytes.is_empty() {
            return Err(WorkbookError::new("workbook.empty", "文件是空的，没有内容可以导入"));
        }
        if bytes.starts_with(b"PK") {
            return Ok(Self::Package);
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
            return Ok(Self::Compound);
        }
        let other = |what: &str| {
            let message = format!(
                "这不是表格文件（看上去是{what}）；可以导入 .xlsx、.xls、.ods 和 .csv，其他的请先在 Excel 或 WPS 里另存为 .xlsx"
            );
            Err(WorkbookError::new("workbook.not-a-workbook", message))
        };
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start().to_lowercase();
        if bytes.starts_with(b"%PDF") {
            return other("PDF");
        }
        // Web systems call such pages .xls, and Excel opens them.
        if ["<html", "<!doctype", "<table", "<?xml", "<meta"].iter().any(|tag| start.starts_with(tag)) {
            return other("网页或者 XML");
        }
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        if !utf16 && bytes.contains(&0) {
            return other("别的程序的文件");
        }
        Ok(Self::Text)
    }
}

/// A reader that panics on a broken file must not take the program with it.
fn guarded<T>(work: impl FnOnce() -> Result<T, WorkbookError>) -> Result<T, WorkbookError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(WorkbookError::corrupt("内容前后矛盾")))
}

/// A number formatted as a day or time.
fn moment(moment: &calamine::ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Time(format!("{hour}:{minute:02}:{second:02}"));
    }
    let shown = || format!("{year}-{month:02}-{day:02} {hour}:{minute:02}").into_boxed_str();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).map_or_else(
        || Cell::Error("#VALUE!".to_owned()),
        |day| Cell::Day { day, shown: ((hour, minute, second) != (0, 0, 0)).then(shown) },
    )
}

/// The cell with what its number format shows, where that is something else than what is stored.
fn formatted(mut cell: Cell, format: Option<&str>) -> Cell {
    match (&mut cell, format) {
        (Cell::Number { text, percent: false, shown, .. }, Some(format)) => {
            *shown = format::shown(format, text);
        }
        (Cell::Day { day, shown: shown @ None }, Some(format)) => *shown = format::day(format, *day),
        _ => {}
    }
    cell
}

/// `2026-11-23` or `2026-11-23T00:00:00`.
fn iso(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| Cell::Text(text.to_owned()), |day| Cell::Day { day, shown: None })
}
