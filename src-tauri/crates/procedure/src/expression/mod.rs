//! The expression language of the template files: minijinja with exact values and named functions.
//!
//! A name that has no value yet is *undefined*; the [`Scope`] records which names an evaluation touched, so
//! "not yet decidable, and these are missing" falls out of evaluation. Arithmetic is done by functions written
//! in Rust; the language itself never adds or multiplies an amount.

mod computed;
mod environment;
mod facts;
mod fault;
mod function;
mod glyphs;
mod hole;
mod label;
mod lack;
pub mod limit;
mod memo;
mod object;
mod print;
mod scope;
mod template;
mod touch;

pub use environment::{ENVIRONMENT, new_environment, plain};
pub(crate) use scope::SCOPE;
pub use facts::{DerivedState, Facts};
pub use fault::{Fault, is_of_answers, reason};
pub use glyphs::Glyphs;
pub use lack::Lack;
pub(crate) use memo::Memo;
pub use object::{
    DateObject, DecimalObject, MoneyObject, PeriodObject, RecordObject, TableObject, day_of, to_minijinja,
};
pub use print::{printed, to_json};
pub use scope::Scope;
pub use template::{Evaluation, Expression, Message};
pub(crate) use touch::MOST_INPUTS;
pub use touch::{Touch, Touched};
