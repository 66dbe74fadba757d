//! Tables of answers from spreadsheets and to them (表格的导入与导出).
//!
//! Bytes of a file in, rows out, or the other way round: no file system, no window, no clock. What the columns are is
//! said by a field of kind `table` and by nothing else, so that every table of every procedure is served without code.
//!
//! Three steps, so that a person can look between them: [`Book::open`] reads .xlsx, .xls, .ods and .csv within fixed
//! limits; [`Plan::of`] finds the header and says which column of the sheet is which column of the table; [`read`]
//! reads the rows, each cell as if it had been typed into the form, and reports every problem by row and column.

mod error;
pub mod limit;
mod open;
mod read;
mod sheet;
mod write;

pub use error::WorkbookError;
pub use open::{Book, SheetName};
pub use read::{
    Confidence, Faulty, Group, Imported, Plan, PlannedColumn, Problem, Severity, Skipped, Total, Unread,
    best_plan, grouped, read,
};
pub use sheet::{Area, Cell, Row, Sheet, column_letters};
pub use write::{About, blank, export, report};
