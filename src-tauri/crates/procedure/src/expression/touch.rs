//! The record of what an evaluation looked at, so that "still missing" and the trace fall out of evaluation.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::fault::Fault;
use crate::answer::Value;

/// Most inputs that a trace lists.
pub(crate) const MOST_INPUTS: usize = 60;

/// What an evaluation touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Paths that had no value.
    pub missing: BTreeSet<String>,
    /// Paths read, with the value, each once, in order.
    pub inputs: Vec<(String, String)>,
    /// Paths whose value was printed though there was none.
    pub blanks: BTreeSet<String>,
    /// Questions that `given()` found without an answer.
    pub absent: BTreeSet<String>,
    /// Path read last, for the writer of documents.
    pub last: Option<Arc<str>>,
    /// Why a derived value that was read could not be worked out.
    pub fault: Option<Fault>,
}

/// A path into the answers together with the record to write to.
#[derive(Debug, Clone)]
pub struct Touch {
    pub(super) path: Arc<str>,
    pub(super) touched: Arc<Mutex<Touched>>,
}

impl Touch {
    /// The path itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A path below this one.
    #[must_use]
    pub fn below(&self, key: &str) -> Self {
        Self { path: format!("{}.{key}", self.path).into(), touched: Arc::clone(&self.touched) }
    }

    pub(crate) fn missing(&self) {
        let mut touched = lock(&self.touched);
        touched.missing.insert(self.path.to_string());
        touched.last = Some(Arc::clone(&self.path));
    }

    /// This is what was read last.
    pub(crate) fn last(&self) {
        lock(&self.touched).last = Some(Arc::clone(&self.path));
    }

    pub(crate) fn read(&self, value: &Value) {
        let mut touched = lock(&self.touched);
        touched.last = Some(Arc::clone(&self.path));
        touched.input(&self.path, || brief(value));
    }

    /// A cell below this table, read by a function that walks its rows; far cheaper than a path for each.
    pub(crate) fn cell(&self, row: usize, column: &str, value: Option<&Value>) {
        let mut touched = lock(&self.touched);
        let path = || format!("{}.{row}.{column}", self.path);
        match value {
            None => drop(touched.missing.insert(path())),
            Some(value) if !touched.is_full() => touched.input(&path(), || brief(value)),
            Some(_) => {}
        }
    }
}

impl Touched {
    /// A trace is for people: beyond a screenful, further cells add nothing.
    fn is_full(&self) -> bool {
        self.inputs.len() >= MOST_INPUTS
    }

    pub(super) fn input(&mut self, path: &str, text: impl FnOnce() -> Option<String>) {
        if !self.is_full() && !self.inputs.iter().any(|(known, _)| known == path) {
            self.inputs.extend(text().map(|text| (path.to_owned(), text)));
        }
    }
}

/// A scalar as it stands in a case file; tables and parties are shown by the cells that are read.
fn brief(value: &Value) -> Option<String> {
    match value {
        Value::Record(_) | Value::Table(_) => None,
        Value::Text(text) => Some(text.chars().take(60).collect()),
        Value::Choices(keys) => Some(keys.join("、")),
        other => Some(other.to_json().as_str().map_or_else(|| other.to_json().to_string(), str::to_owned)),
    }
}

/// The record itself; a panic elsewhere leaves it usable.
pub(super) fn lock(touched: &Mutex<Touched>) -> MutexGuard<'_, Touched> {
    touched.lock().unwrap_or_else(PoisonError::into_inner)
}
