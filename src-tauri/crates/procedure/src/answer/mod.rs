//! Answers: read once, typed, and with every problem of a case file reported at once.

mod code;
mod duplicate;
mod option;
mod problem;
mod read;
mod typed;
mod value;

pub use code::{CodeProblem, check_code, code_problems};
pub use duplicate::{Duplicate, duplicates};
pub use option::{not_an_option, option_named, option_names, yes_or_no};
pub use problem::{AnswerProblem, MOST_TOLD, Problems};
pub(crate) use read::unprintable;
pub use read::{MOST_ROWS, read_rows, read_value};
pub use typed::{Offer, Question, Reading, read_typed, understand};
pub use value::{Record, Value, record_json};

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::template::Procedure;

/// The answers of a case by field key (答案).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    values: BTreeMap<String, Value>,
    /// What stands in the case and cannot be read as an answer: it counts as missing, with this to say at its place.
    problems: Problems,
}

impl Answers {
    /// Reads the `answers` of a case file.
    ///
    /// # Errors
    /// Every problem in them: unknown keys with the nearest known one, wrong forms, impossible values.
    pub fn read(procedure: &Procedure, json: &Map<String, Json>) -> Result<Self, Problems> {
        let answers = Self::read_lenient(procedure, json);
        if answers.problems.is_empty() { Ok(answers) } else { Err(answers.problems) }
    }

    /// Reads what can be read, cell by cell, for a case whose templates have changed since; see [`Answers::problems`]
    /// for the rest.
    #[must_use]
    pub fn read_lenient(procedure: &Procedure, json: &Map<String, Json>) -> Self {
        let (values, problems) = read::answers(procedure, json);
        Self { values, problems }
    }

    /// What could not be read; it is left out of the answers.
    #[must_use]
    pub fn problems(&self) -> &[AnswerProblem] {
        &self.problems
    }

    /// The answer to a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// The value at a path such as `donor.name` or `injections.3.amount`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let mut value = self.get(parts.next()?)?;
        while let Some(part) = parts.next() {
            value = match value {
                Value::Record(record) => record.get(part)?,
                Value::Table(rows) => match part.parse::<usize>() {
                    Ok(index) => rows.get(index)?.get(parts.next()?)?,
                    // `injections.amount` stands for the column: given once the first row has it.
                    Err(_) => rows.first()?.get(part)?,
                },
                _ => return None,
            };
        }
        Some(value)
    }

    /// Sets or replaces an answer.
    pub fn set(&mut self, key: &str, value: Value) {
        self.values.insert(key.to_owned(), value);
    }

    /// Takes an answer away.
    pub fn remove(&mut self, key: &str) {
        self.values.remove(key);
    }

    /// Puts rows in the place of `count` rows of a table from `at` on; false if it has no such rows. The table is
    /// copied only while somebody else holds it too.
    pub fn splice(&mut self, key: &str, at: usize, count: usize, rows: Vec<Record>) -> bool {
        let (Some(Value::Table(table)), Some(end)) = (self.values.get_mut(key), at.checked_add(count)) else {
            return false;
        };
        if end > table.len() {
            return false;
        }
        Arc::make_mut(table).splice(at..end, rows);
        true
    }

    /// All answers by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The answers as they stand in a case file.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Json> {
        self.values.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
    }
}
