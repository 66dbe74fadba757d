//! What is wrong with a case file, told to the person who wrote it.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// One problem; reading reports all of them at once, see [`Problems`].
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

/// Most problems that are told in full. Beyond that they are counted: a file of a million slips has one cause.
pub const MOST_TOLD: usize = 50;

/// The problems of one reading: the first [`MOST_TOLD`] of them, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    told: Vec<AnswerProblem>,
    total: usize,
}

impl Problems {
    /// How many there are, those included that are not told.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Whether a further one is only counted.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.told.len() == MOST_TOLD
    }

    /// Adds one.
    pub fn push(&mut self, problem: AnswerProblem) {
        self.total += 1;
        if self.told.len() < MOST_TOLD {
            self.told.push(problem);
        }
    }

    /// Adds those of a further reading.
    pub fn append(&mut self, further: Self) {
        self.total += further.total;
        let room = MOST_TOLD - self.told.len();
        self.told.extend(further.told.into_iter().take(room));
    }
}

impl Deref for Problems {
    type Target = [AnswerProblem];

    fn deref(&self) -> &[AnswerProblem] {
        &self.told
    }
}

impl From<AnswerProblem> for Problems {
    fn from(problem: AnswerProblem) -> Self {
        Self { told: vec![problem], total: 1 }
    }
}

impl Extend<AnswerProblem> for Problems {
    fn extend<I: IntoIterator<Item = AnswerProblem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

/// Those that are told.
impl IntoIterator for Problems {
    type Item = AnswerProblem;
    type IntoIter = std::vec::IntoIter<AnswerProblem>;

    fn into_iter(self) -> Self::IntoIter {
        self.told.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a AnswerProblem;
    type IntoIter = std::slice::Iter<'a, AnswerProblem>;

    fn into_iter(self) -> Self::IntoIter {
        self.told.iter()
    }
}
