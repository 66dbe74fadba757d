//! From a sheet to the rows of a table.

mod account;
mod cell;
mod difference;
mod header;
mod imported;
mod name;
mod plan;
mod problem;
mod question;
mod rows;
mod skip;
mod source;
mod total;
mod unit;

pub use account::{Account, Fate};
pub use difference::{Difference, Differences};
pub use imported::{Faulty, Imported, Total, Unread};
pub use plan::{Confidence, Plan, PlannedColumn, key_column};
pub(crate) use plan::{SHEET_NAME, importable};
pub use problem::{Group, Problem, Severity, Skipped, grouped};
pub use question::{Choice, Question};
pub use rows::read;
pub use source::{Part, Source};
pub(crate) use total::sum;
