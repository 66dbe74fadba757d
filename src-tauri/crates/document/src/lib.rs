//! Answers and a template make a document tree.
//!
//! This crate knows what a paper says, not how it looks: [`tree`] is what `export` turns into DOCX, PDF and HTML.

mod plain;
pub mod tree;

pub use plain::{SIGNATURE_LINES, inline_text, plain_text};
