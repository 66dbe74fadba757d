//! From a sheet to the rows of a table.

mod cell;
mod header;
mod imported;
mod name;
mod plan;
mod problem;
mod rows;
mod skip;
mod unit;

pub use imported::{Faulty, Imported, Total, Unread};
pub(crate) use plan::importable;
pub use plan::{Confidence, Plan, PlannedColumn, best_plan};
pub use problem::{Group, Problem, Severity, Skipped, grouped};
pub use rows::read;
pub(crate) use rows::sum;
