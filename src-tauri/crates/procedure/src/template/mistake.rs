//! Mistakes in a template folder, told to the person who maintains it.

use std::fmt;

use serde::Serialize;

/// One mistake; loading reports all of them at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mistake {
    /// File relative to the template folder.
    pub file: String,
    /// Line from 1, where it is known.
    pub line: Option<usize>,
    /// Stable code, e.g. `template.unknown-name`.
    pub code: &'static str,
    /// The key, id or expression in question.
    pub name: String,
    /// What is wrong and what to do (中文).
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} [{}]", self.message, self.code)
    }
}

/// Line (from 1) of a byte offset.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}
