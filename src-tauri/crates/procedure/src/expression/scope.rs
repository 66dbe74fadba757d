//! What an expression can see, and the record of what it looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::NaiveDate;
use minijinja::value::{Object, Value as Jinja};

use super::object::{DateObject, to_minijinja};
use crate::answer::{Answers, Value};
use crate::calendar::Calendar;
use crate::template::Procedure;

/// Everything that stays the same while one case is assessed.
#[derive(Debug)]
pub struct Facts {
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// The answers.
    pub answers: Answers,
    /// Today, as an argument.
    pub today: NaiveDate,
    /// Keys that are not asked in this case; they have no value and are not missing either.
    pub not_applicable: RwLock<BTreeSet<String>>,
    /// Derived values worked out so far.
    pub derived: RwLock<BTreeMap<String, DerivedState>>,
}

/// A derived value, or the answers it still waits for.
#[derive(Debug, Clone)]
pub struct DerivedState {
    /// The value; undefined while undecided.
    pub value: Jinja,
    /// Answers that would decide it.
    pub missing: BTreeSet<String>,
    /// Why it could not be worked out at all; a mistake in the template.
    pub fault: Option<String>,
}

/// What an evaluation touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Paths that had no value.
    pub missing: BTreeSet<String>,
    /// Paths read, with the value, each once, in order.
    pub inputs: Vec<(String, String)>,
    /// Path read last, for the writer of documents.
    pub last: Option<String>,
}

/// A path into the answers together with the record to write to.
#[derive(Debug, Clone)]
pub struct Touch {
    path: Arc<str>,
    touched: Arc<Mutex<Touched>>,
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
        touched.last = Some(self.path.to_string());
    }

    pub(crate) fn read(&self, value: &Value) {
        let mut touched = lock(&self.touched);
        touched.last = Some(self.path.to_string());
        if let Some(text) = brief(value) {
            touched.input(&self.path, text);
        }
    }
}

impl Touched {
    fn input(&mut self, path: &str, text: String) {
        // A trace is for people: beyond a screenful, further cells add nothing.
        if self.inputs.len() < 60 && !self.inputs.iter().any(|(known, _)| known == path) {
            self.inputs.push((path.to_owned(), text));
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

/// The names of one evaluation.
#[derive(Debug, Clone)]
pub struct Scope {
    pub(crate) facts: Arc<Facts>,
    locals: BTreeMap<String, Jinja>,
    row: Option<(String, usize)>,
    touched: Arc<Mutex<Touched>>,
}

/// Name under which functions find their scope again.
pub(crate) const SCOPE: &str = "__scope";

impl Scope {
    /// A fresh scope over `facts`.
    #[must_use]
    pub fn new(facts: &Arc<Facts>) -> Self {
        Self { facts: Arc::clone(facts), locals: BTreeMap::new(), row: None, touched: Arc::default() }
    }

    /// Adds a name of this evaluation alone, such as `row_number`.
    #[must_use]
    pub fn with(mut self, name: &str, value: Jinja) -> Self {
        self.locals.insert(name.to_owned(), value);
        self
    }

    /// Adds `row` and `row_number` (from 1) for row `index` of the table `key`.
    #[must_use]
    pub fn with_row(mut self, key: &str, index: usize) -> Self {
        let row = match self.facts.answers.get(key) {
            Some(Value::Table(rows)) => super::object::row(rows, index, &self.touch(key)),
            _ => self.facts.derived(key).and_then(|state| state.value.get_item_by_index(index).ok()),
        };
        self.row = Some((key.to_owned(), index));
        let number = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
        self.with("row", row.unwrap_or_default()).with("row_number", Jinja::from(number))
    }

    /// Whether the current row has a value in `column`; records nothing.
    pub(crate) fn row_given(&self, column: &str) -> bool {
        let Some((table, index)) = &self.row else { return false };
        let derived = || self.locals.get("row").and_then(|row| row.get_attr(column).ok());
        match self.facts.answers.get(table) {
            Some(_) => self.facts.given(&format!("{table}.{index}.{column}")),
            None => derived().is_some_and(|cell| !cell.is_undefined()),
        }
    }

    /// What has been touched since the scope was made or last taken.
    #[must_use]
    pub fn take_touched(&self) -> Touched {
        std::mem::take(&mut lock(&self.touched))
    }

    /// Path that was read last, which a document's run came from.
    #[must_use]
    pub fn take_last(&self) -> Option<String> {
        lock(&self.touched).last.take()
    }

    pub(crate) fn touch(&self, path: &str) -> Touch {
        Touch { path: path.into(), touched: Arc::clone(&self.touched) }
    }

    pub(crate) fn record_missing(&self, paths: impl IntoIterator<Item = String>) {
        lock(&self.touched).missing.extend(paths);
    }

    /// The context for minijinja.
    #[must_use]
    pub fn context(&self) -> Jinja {
        Jinja::from_object(self.clone())
    }
}

impl Facts {
    /// Facts of a case before fields not asked and derived values are known.
    pub(crate) fn new(
        procedure: &Arc<Procedure>,
        calendar: &Arc<Calendar>,
        answers: Answers,
        today: NaiveDate,
    ) -> Self {
        Self {
            procedure: Arc::clone(procedure),
            calendar: Arc::clone(calendar),
            answers,
            today,
            not_applicable: RwLock::default(),
            derived: RwLock::default(),
        }
    }

    /// Whether a field is decidedly not asked.
    #[must_use]
    pub fn is_not_applicable(&self, key: &str) -> bool {
        self.not_applicable.read().unwrap_or_else(PoisonError::into_inner).contains(key)
    }

    /// State of a derived value.
    #[must_use]
    pub fn derived(&self, key: &str) -> Option<DerivedState> {
        self.derived.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Whether a key, or a path below it, has a value.
    #[must_use]
    pub fn given(&self, path: &str) -> bool {
        if self.is_not_applicable(path.split('.').next().unwrap_or(path)) {
            return false;
        }
        self.answers.at(path).is_some_and(|value| !value.is_blank())
            || self.derived(path).is_some_and(|state| !state.value.is_undefined())
    }
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        let name = key.as_str()?;
        if let Some(local) = self.locals.get(name) {
            return Some(local.clone());
        }
        match name {
            SCOPE => return Some(Jinja::from_dyn_object(Arc::clone(self))),
            "today" => return Some(Jinja::from_object(DateObject(self.facts.today))),
            "procedure" => return Some(self.facts.procedure.as_value()),
            _ => {}
        }
        if self.facts.procedure.field(name).is_some() {
            if self.facts.is_not_applicable(name) {
                return Some(Jinja::UNDEFINED);
            }
            let touch = self.touch(name);
            return match self.facts.answers.get(name).filter(|value| !value.is_blank()) {
                Some(value) => Some(to_minijinja(value, &touch)),
                None => {
                    touch.missing();
                    Some(Jinja::UNDEFINED)
                }
            };
        }
        let state = self.facts.derived(name)?;
        let mut touched = lock(&self.touched);
        touched.last = Some(name.to_owned());
        if state.value.is_undefined() {
            touched.missing.extend(state.missing);
        } else {
            touched.input(name, state.value.to_string().chars().take(60).collect());
        }
        Some(state.value)
    }
}

fn lock(touched: &Mutex<Touched>) -> MutexGuard<'_, Touched> {
    touched.lock().unwrap_or_else(PoisonError::into_inner)
}
