//! The expression language of the template files: minijinja with exact values and named functions.
//!
//! A name that has no value yet is *undefined*; the [`Scope`] records which names an evaluation touched, so
//! "not yet decidable, and these are missing" falls out of evaluation. Arithmetic is done by functions written
//! in Rust; the language itself never adds or multiplies an amount.

mod environment;
mod function;
mod object;
mod print;
mod scope;
mod template;

pub use environment::{ENVIRONMENT, new_environment, plain};
pub use object::{
    DateObject, DecimalObject, MoneyObject, PeriodObject, RecordObject, TableObject, to_minijinja,
};
pub use print::{printed, to_json};
pub use scope::{DerivedState, Facts, Scope, Touch, Touched};
pub use template::{Evaluation, Expression, Message};
