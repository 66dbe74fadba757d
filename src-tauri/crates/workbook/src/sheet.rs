//! A sheet as it was read: rows that have something in them, cells by kind, what is merged.

use chrono::NaiveDate;

use crate::error::WorkbookError;
use crate::limit::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT};

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
    },
    /// A number formatted as a day.
    Day(NaiveDate),
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
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// What a person sees in it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Time(text) | Self::Error(text) => text.clone(),
            Self::Number { text, percent: false, .. } => text.clone(),
            Self::Number { text, percent: true, .. } => {
                hundredfold(text).map_or_else(|| text.clone(), |text| format!("{text}%"))
            }
            Self::Day(day) => day.to_string(),
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

/// A sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows that have something in them, by number.
    pub rows: Vec<Row>,
    /// Merged cells.
    pub merged: Vec<Area>,
}

impl Sheet {
    /// Columns up to the last that has something in it.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Takes cells one by one, in any order, and refuses what goes beyond the limits.
pub(crate) struct Builder {
    sheet: Sheet,
    cells: usize,
}

impl Builder {
    pub fn new(name: &str) -> Self {
        Self { sheet: Sheet { name: name.to_owned(), ..Sheet::default() }, cells: 0 }
    }

    /// Puts a cell into row `number` (from 1) and `column` (from 0).
    pub fn put(&mut self, number: u32, column: usize, cell: Cell) -> Result<(), WorkbookError> {
        if cell.is_empty() {
            return Ok(());
        }
        if let Cell::Text(text) = &cell
            && text.len() > MOST_TEXT
            && text.chars().nth(MOST_TEXT).is_some()
        {
            let message = format!(
                "单元格 {}{number} 的文字超过 {MOST_TEXT} 字，不是正常的表格",
                column_letters(column)
            );
            return Err(WorkbookError::too_large(message));
        }
        if column >= MOST_COLUMNS {
            let message = format!(
                "单元格 {}{number} 里还有内容，一张表最多 {MOST_COLUMNS} 列；请删去用不着的列后另存一份再导入",
                column_letters(column)
            );
            return Err(WorkbookError::too_large(message));
        }
        self.cells += 1;
        if self.cells > MOST_CELLS {
            let message = format!("表里有内容的单元格超过 {} 万个，请只留下要导入的列", MOST_CELLS / 10_000);
            return Err(WorkbookError::too_large(message));
        }
        let cells = &mut self.row(number)?.cells;
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    fn row(&mut self, number: u32) -> Result<&mut Row, WorkbookError> {
        let rows = &mut self.sheet.rows;
        // Nearly always the last row, or one after it.
        let found = match rows.last() {
            Some(last) if last.number == number => Ok(rows.len() - 1),
            Some(last) if last.number < number => Err(rows.len()),
            None => Err(0),
            _ => rows.binary_search_by_key(&number, |row| row.number),
        };
        let index = match found {
            Ok(index) => index,
            Err(index) => {
                if rows.len() >= MOST_ROWS {
                    let most = procedure::answer::MOST_ROWS;
                    let message = format!("表格超过 {most} 行，一张表最多 {most} 行；请分成几个文件导入");
                    return Err(WorkbookError::too_large(message));
                }
                rows.insert(index, Row { number, ..Row::default() });
                index
            }
        };
        Ok(&mut rows[index])
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

    pub fn finish(self) -> Sheet {
        self.sheet
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
