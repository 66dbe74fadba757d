//! What is wrong with a case file, told to the person who wrote it.

use std::fmt;

use serde::Serialize;

/// One problem; reading reports all of them at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerProblem {
    /// Stable code, e.g. `answer.unknown-key`.
    pub code: &'static str,
    /// Path of the answer, e.g. `escrow_deposits.0.amount`.
    pub path: String,
    /// What is wrong and what to do (中文).
    pub message: String,
}

impl fmt::Display for AnswerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{} [{}]", self.path, self.message, self.code)
    }
}
