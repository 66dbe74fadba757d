//! A sheet as it was read: rows that have something in them, cells by kind, what is merged.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use procedure::entry::visible;

use crate::error::WorkbookError;
use crate::limit::{Budget, MOST_COLUMNS, MOST_ROWS, MOST_TEXT};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number as the decimal that the spreadsheet shows (15 significant digits).
    Number {
        /// `1234.5`
        text: String,
        /// Whether it is formatted as a percentage: then 0.055 stands for 5.5%.
        percent: bool,
        /// Whether it has more digits than a spreadsheet keeps, so that its end is lost already.
        clipped: bool,
        /// What its format shows, where that is another figure or a unit: `46` for 45.5, `1500.00万元`, `0101`.
        shown: Option<Box<str>>,
    },
    /// A number formatted as a day.
    Day {
        /// The day.
        day: NaiveDate,
        /// What its format shows, where that is not the whole day: `3月18日`.
        shown: Option<Box<str>>,
    },
    /// A time of day or a duration.
    Time(String),
    /// TRUE or FALSE.
    Boolean(bool),
    /// `#REF!` and the like.
    Error(String),
    /// A formula whose result was never worked out and stored.
    Unsolved,
}

impl Cell {
    /// Whether there is nothing in it, or nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty() || visible(text).trim().is_empty(),
            _ => false,
        }
    }

    /// What a person sees in it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Time(text) | Self::Error(text) => text.clone(),
            Self::Number { shown: Some(shown), .. } | Self::Day { shown: Some(shown), .. } => {
                shown.to_string()
            }
            Self::Number { text, percent: false, .. } => text.clone(),
            Self::Number { text, percent: true, .. } => {
                hundredfold(text).map_or_else(|| text.clone(), |text| format!("{text}%"))
            }
            Self::Day { day, .. } => day.to_string(),
            Self::Boolean(true) => "TRUE".to_owned(),
            Self::Boolean(false) => "FALSE".to_owned(),
            Self::Unsolved => "（公式）".to_owned(),
        }
    }
}

/// 0.055 as 5.5, exactly.
pub(crate) fn hundredfold(text: &str) -> Option<String> {
    let number: rust_decimal::Decimal = text.parse().ok()?;
    Some(number.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?.normalize().to_string())
}

/// A row that has something in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// As the spreadsheet counts, from 1.
    pub number: u32,
    /// Hidden or filtered out.
    pub hidden: bool,
    /// From column A to the last that has something in it.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column (from 0).
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// Cells merged into one: rows from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: usize,
    /// Last column.
    pub right: usize,
}

/// A remark about a cell that is not its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Row from 1.
    pub row: u32,
    /// Column from 0.
    pub column: usize,
    /// What it says.
    pub text: String,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows that have something in them, by number.
    pub rows: Vec<Row>,
    /// Merged cells.
    pub merged: Vec<Area>,
    /// Columns that are hidden, from 0.
    pub hidden_columns: BTreeSet<usize>,
    /// Notes that people pinned to cells (批注).
    pub notes: Vec<Remark>,
    /// Cells of which it is not sure where they end, and why.
    pub doubts: Vec<Remark>,
    /// Whether days are counted from 1904 on.
    pub from_1904: bool,
}

impl Sheet {
    /// The last row that has something in it: how many rows the sheet has. 0 if it is empty.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.number)
    }

    /// What a person sees in a cell of a planned column, the name of the sheet included; none if it is empty.
    #[must_use]
    pub fn shown(&self, row: &Row, column: usize) -> Option<String> {
        if column == crate::read::SHEET_NAME {
            return Some(self.name.clone());
        }
        Some(row.cell(column)).filter(|cell| !cell.is_empty()).map(Cell::shown)
    }

    /// Columns up to the last that has something in it.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Most doubts kept of a sheet.
const MOST_DOUBTS: usize = 1_000;

/// Takes cells one by one, in any order, and refuses what goes beyond the limits.
pub(crate) struct Builder {
    sheet: Sheet,
    budget: Budget,
}

impl Builder {
    pub fn new(name: &str, budget: Budget) -> Self {
        Self { sheet: Sheet { name: name.to_owned(), ..Sheet::default() }, budget }
    }

    /// Puts a cell into row `number` (from 1) and `column` (from 0).
    pub fn put(&mut self, number: u32, column: usize, cell: Cell) -> Result<(), WorkbookError> {
        if cell.is_empty() {
            return Ok(());
        }
        let name = &self.sheet.name;
        let place = || format!("工作表“{name}”的单元格 {}{number}", column_letters(column));
        let length = match &cell {
            Cell::Text(text) | Cell::Time(text) | Cell::Error(text) => text.len(),
            _ => 0,
        };
        if let Cell::Text(text) = &cell
            && length > MOST_TEXT
            && text.chars().nth(MOST_TEXT).is_some()
        {
            let message =
                format!("{} 的文字超过 {MOST_TEXT} 字，不是正常的表格；请删去后另存一份再导入", place());
            return Err(WorkbookError::too_large(message));
        }
        if column >= MOST_COLUMNS {
            let message = format!(
                "{} 里还有内容，一张表最多 {MOST_COLUMNS} 列；请删去用不着的列后另存一份再导入",
                place()
            );
            return Err(WorkbookError::too_large(message));
        }
        let index = self.row(number)?;
        let row = &mut self.sheet.rows[index].cells;
        let more = (column + 1).saturating_sub(row.len());
        self.budget.spend(&self.sheet.name, more, length)?;
        if more > 0 {
            row.resize(column + 1, Cell::Empty);
        }
        row[column] = cell;
        Ok(())
    }

    fn row(&mut self, number: u32) -> Result<usize, WorkbookError> {
        let rows = &mut self.sheet.rows;
        // Nearly always the last row, or one after it.
        let found = match rows.last() {
            Some(last) if last.number == number => Ok(rows.len() - 1),
            Some(last) if last.number < number => Err(rows.len()),
            None => Err(0),
            _ => rows.binary_search_by_key(&number, |row| row.number),
        };
        match found {
            Ok(index) => Ok(index),
            Err(index) => {
                if rows.len() >= MOST_ROWS {
                    let most = procedure::answer::MOST_ROWS;
                    let message = format!(
                        "工作表“{}”超过 {most} 行，一张表最多 {most} 行；请分成几个文件导入",
                        self.sheet.name
                    );
                    return Err(WorkbookError::too_large(message));
                }
                rows.insert(index, Row { number, ..Row::default() });
                Ok(index)
            }
        }
    }

    /// A cell of which it is not sure where it ends.
    pub fn doubt(&mut self, row: u32, column: usize, text: &str) {
        if self.sheet.doubts.len() < MOST_DOUBTS {
            self.sheet.doubts.push(Remark { row, column, text: text.to_owned() });
        }
    }

    /// What the file tells beside its cells.
    pub fn tell(&mut self, hidden_columns: BTreeSet<usize>, notes: Vec<Remark>, from_1904: bool) {
        (self.sheet.hidden_columns, self.sheet.notes, self.sheet.from_1904) =
            (hidden_columns, notes, from_1904);
    }

    pub fn hide(&mut self, hidden: impl Fn(u32) -> bool) {
        for row in &mut self.sheet.rows {
            row.hidden = hidden(row.number);
        }
    }

    pub fn merge(&mut self, area: Area) {
        if area.right < MOST_COLUMNS && (area.top, area.left) != (area.bottom, area.right) {
            self.sheet.merged.push(area);
        }
    }

    /// The sheet, and what is left for the next one.
    pub fn finish(self) -> (Sheet, Budget) {
        (self.sheet, self.budget)
    }
}

/// A column as a spreadsheet names it: 0 is A, 26 is AA.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
