//! From a sheet to the rows of a table.

mod cell;
mod header;
mod name;
mod plan;
mod problem;
mod rows;
mod skip;
mod unit;

pub(crate) use plan::importable;
pub use plan::{Confidence, Plan, PlannedColumn, best_plan};
pub use problem::{Group, Problem, Severity, Skipped, grouped};
pub(crate) use rows::sum;
pub use rows::{Faulty, Imported, Total, Unread, read};
