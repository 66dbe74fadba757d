//! Tables of answers from spreadsheets and to them (表格的导入与导出).
//!
//! Bytes of a file in, rows out, or the other way round: no file system, no window, no clock. What the columns are is
//! said by a field of kind `table` and by nothing else, so that every table of every procedure is served without code.
//!
//! Three steps, so that a person can look between them: [`Book::open`] reads .xlsx, .xls, .ods and .csv within fixed
//! limits; [`Source::find`] finds the sheets, their headers and which column is which column of the table, and says what a
//! person has to decide; [`Source::read`] reads the rows, each cell as if it had been typed into the form, and accounts for
//! every row: what became of it, what is wrong with it, what is read as something else than it shows.

mod error;
pub mod limit;
mod open;
mod read;
mod sheet;
mod write;

pub use error::WorkbookError;
pub use open::{Book, SheetName};
pub use read::{
    Account, Choice, Confidence, Difference, Differences, Fate, Faulty, Group, Imported, Part, Plan,
    PlannedColumn, Problem, Question, Severity, Skipped, Source, Total, Unread, grouped, key_column, read,
};
pub use sheet::{Area, Cell, Remark, Row, Sheet, column_letters};
pub use write::{About, blank, export, report};
