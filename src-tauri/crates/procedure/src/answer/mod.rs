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
pub use problem::AnswerProblem;
pub use read::{MOST_ROWS, read_rows, read_value};
pub use typed::{Reading, read_typed, understand};
pub use value::{Record, Value};

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::template::Procedure;

/// The answers of a case by field key (答案).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Value>);

impl Answers {
    /// Reads the `answers` of a case file.
    ///
    /// # Errors
    /// Every problem in them: unknown keys with the nearest known one, wrong forms, impossible values.
    pub fn read(procedure: &Procedure, json: &Map<String, Json>) -> Result<Self, Vec<AnswerProblem>> {
        read::answers(procedure, json).map(Self)
    }

    /// Reads what can be read, for a case whose templates have changed since; the rest is told and left out.
    #[must_use]
    pub fn read_lenient(procedure: &Procedure, json: &Map<String, Json>) -> (Self, Vec<AnswerProblem>) {
        let (mut answers, mut problems) = (Self::default(), Vec::new());
        for (key, value) in json {
            let one = Map::from_iter([(key.clone(), value.clone())]);
            match Self::read(procedure, &one) {
                Ok(read) => answers.0.extend(read.0),
                Err(found) => problems.extend(found),
            }
        }
        (answers, problems)
    }

    /// The answer to a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
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
        self.0.insert(key.to_owned(), value);
    }

    /// Takes an answer away.
    pub fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// Puts rows in the place of `count` rows of a table from `at` on; false if it has no such rows. The table is
    /// copied only while somebody else holds it too.
    pub fn splice(&mut self, key: &str, at: usize, count: usize, rows: Vec<Record>) -> bool {
        let (Some(Value::Table(table)), Some(end)) = (self.0.get_mut(key), at.checked_add(count)) else {
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
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The answers as they stand in a case file.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Json> {
        self.0.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
    }
}
