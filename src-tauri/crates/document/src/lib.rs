//! Answers and a template make a document tree.
//!
//! This crate knows what a paper says, not how it looks: [`tree`] is what `export` turns into DOCX, PDF and HTML.
//! [`compose()`] runs the template of a paper over the facts of a case; [`check`] finds mistakes in templates.

mod check;
mod compose;
mod error;
mod ics;
mod markdown;
mod name;
mod number;
mod piece;
mod plain;
pub mod tree;

pub use check::check;
pub use compose::{Options, compose};
pub use error::ComposeError;
pub use ics::ics;
pub use name::{LEAST_NAME_BYTES, NAME_BYTES, Names, file_stem, safe_name};
pub use number::chinese_number;
pub use plain::{SIGNATURE_LINES, inline_text, plain_text};
