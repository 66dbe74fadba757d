//! What the tests share: the shipped templates, the examples as cases, papers made from them, text taken back out
//! of files, and the command line as a program.
//!
//! Tests themselves stand beside this folder, one file a subject.

pub mod case;
pub mod command_line;
pub mod expectation;
pub mod flats;
pub mod measure;
pub mod office;
pub mod paper;
pub mod pdf_text;
pub mod schema;
pub mod text;
