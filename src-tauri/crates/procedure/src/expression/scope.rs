//! The names that an expression can see.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, Value as Jinja, ValueKind};

use super::facts::Facts;
use super::object::{DateObject, to_minijinja};
use super::touch::{Touch, Touched, lock};
use crate::answer::Value;
use crate::template::Procedure;

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

    /// The procedure whose case it is.
    #[must_use]
    pub fn procedure(&self) -> &Arc<Procedure> {
        &self.facts.procedure
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

    /// Key of the table whose row this is about.
    pub(crate) fn row_table(&self) -> Option<&str> {
        self.row.as_ref().map(|(table, _)| table.as_str())
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

    /// Path of the answer or derived value that a name of an expression stands for in this scope.
    pub(crate) fn path_of(&self, name: &str) -> Option<String> {
        if let (Some(column), Some((table, index))) = (name.strip_prefix("row."), &self.row) {
            return Some(format!("{table}.{index}.{column}"));
        }
        let base = name.split('.').next().unwrap_or(name);
        let procedure = &self.facts.procedure;
        (procedure.field(base).is_some() || procedure.derived(base).is_some()).then(|| name.to_owned())
    }

    /// What has been touched since the scope was made or last taken.
    #[must_use]
    pub fn take_touched(&self) -> Touched {
        std::mem::take(&mut lock(&self.touched))
    }

    /// Path that was read last, which a document's run came from.
    #[must_use]
    pub fn take_last(&self) -> Option<String> {
        lock(&self.touched).last.take().map(|path| path.to_string())
    }

    pub(crate) fn touch(&self, path: &str) -> Touch {
        Touch { path: path.into(), touched: Arc::clone(&self.touched) }
    }

    pub(crate) fn record_missing(&self, paths: impl IntoIterator<Item = String>) {
        lock(&self.touched).missing.extend(paths);
    }

    /// A value was printed though there is none. One that no answer stands behind is known by an empty path.
    pub(crate) fn record_blank(&self, path: Option<String>) {
        lock(&self.touched).blanks.insert(path.unwrap_or_default());
    }

    /// `given()` found no answer.
    pub(crate) fn record_absent(&self, path: String) {
        lock(&self.touched).absent.insert(path);
    }

    /// Adds what an evaluation within this one has read.
    pub(crate) fn record_inputs(&self, inputs: Vec<(String, String)>) {
        let mut touched = lock(&self.touched);
        for (path, text) in inputs {
            touched.input(&path, || Some(text));
        }
    }

    /// The context for minijinja.
    #[must_use]
    pub fn context(&self) -> Jinja {
        Jinja::from_object(self.clone())
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
            let touch = self.touch(name);
            if self.facts.is_not_applicable(name) {
                touch.last();
                return Some(Jinja::UNDEFINED);
            }
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
        touched.last = Some(name.into());
        if state.value.is_undefined() {
            touched.missing.extend(state.missing);
            touched.fault = touched.fault.take().or(state.fault);
        } else {
            touched.input(name, || Some(brief(&state.value)));
        }
        Some(state.value)
    }
}

/// A derived value for a trace; a table by the number of its rows, for it may have thousands.
fn brief(value: &Jinja) -> String {
    match value.len().filter(|_| value.kind() == ValueKind::Seq) {
        Some(rows) if rows > 8 => format!("{rows} 行"),
        _ => value.to_string().chars().take(60).collect(),
    }
}
