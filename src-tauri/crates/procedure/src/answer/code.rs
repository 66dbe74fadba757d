//! Codes within answers (编码): checked where a field says which code it is.

use super::value::Value;
use crate::template::Field;

/// What is wrong, or unusual, with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeProblem {
    /// Stable code of the problem.
    pub code: &'static str,
    /// Path below the field, empty for the field itself.
    pub part: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Unusual rather than wrong.
    pub warning: bool,
}

/// All problems of the codes in an answer: the field's own, and those of its parts or cells.
#[must_use]
pub fn code_problems(field: &Field, value: &Value) -> Vec<CodeProblem> {
    let _ = (field, value);
    Vec::new()
}
