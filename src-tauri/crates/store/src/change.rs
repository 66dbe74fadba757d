//! One changed value with what it was and what it is, and how such a change is applied and turned round.
//!
//! A revision is a list of these; whatever state the case had is reached from the present one by applying
//! their inverses, latest first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The part of a case that a change belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// An answer (填报内容), by field key.
    Answers,
    /// The written reason why a warning is disregarded (不采纳理由), by rule id.
    Overrides,
}

/// What a caller wants to be so.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The part of the case.
    pub part: Part,
    /// Field key or rule id.
    pub key: String,
    /// The new value; none (or JSON null) removes it.
    pub after: Option<Value>,
    /// Of a table of which only some rows change: the first of them, from 0, and how many. `after` then holds just the
    /// rows that take their place.
    pub rows: Option<(usize, usize)>,
}

impl Edit {
    /// Sets an answer; JSON null removes it.
    pub fn answer(key: impl Into<String>, value: Value) -> Self {
        Self { part: Part::Answers, key: key.into(), after: Some(value), rows: None }
    }

    /// Puts rows in the place of `count` rows of a table from `at` on.
    pub fn rows(key: impl Into<String>, at: usize, count: usize, rows: Vec<Value>) -> Self {
        let after = Some(Value::Array(rows));
        Self { part: Part::Answers, key: key.into(), after, rows: Some((at, count)) }
    }

    /// Sets or removes the reason for disregarding a warning.
    pub fn reason(rule: impl Into<String>, reason: Option<&str>) -> Self {
        Self { part: Part::Overrides, key: rule.into(), after: reason.map(Value::from), rows: None }
    }
}

/// A value that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The part of the case.
    pub part: Part,
    /// Field key or rule id.
    pub key: String,
    /// Of a table of which only some rows changed: the first of them, from 0. `before` and `after` then hold
    /// just the rows that differ, so that an edit in a table of a thousand rows stays small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// What it was; none: not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it is now; none: not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Answers and reasons together: what a revision number stands for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct State {
    pub answers: Map<String, Value>,
    pub overrides: BTreeMap<String, String>,
}

/// A recorded change does not fit the state it is applied to.
#[derive(Debug)]
pub(crate) struct Misfit;

impl Change {
    /// The same change backwards.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone(), ..self.clone() }
    }

    /// The least change that turns one value into another; none if they are equal.
    pub(crate) fn between(
        part: Part,
        key: &str,
        before: Option<&Value>,
        after: Option<&Value>,
    ) -> Option<Self> {
        if before == after {
            return None;
        }
        let (row, before, after) = match (before, after) {
            (Some(Value::Array(old)), Some(Value::Array(new))) => {
                let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
                let tail = old[start..].iter().rev().zip(new[start..].iter().rev());
                let same = tail.take_while(|(a, b)| a == b).count();
                let middle = |rows: &[Value]| Some(Value::from(&rows[start..rows.len() - same]));
                (Some(start), middle(old), middle(new))
            }
            _ => (None, before.cloned(), after.cloned()),
        };
        Some(Self { part, key: key.to_owned(), row, before, after })
    }
}

impl State {
    /// Applies an edit; gives the change it made, if it made one. Rows that the table does not have fit nothing.
    pub fn edit(&mut self, edit: &Edit) -> Result<Option<Change>, Misfit> {
        let after = edit.after.as_ref().filter(|value| !value.is_null());
        if let Some((at, count)) = edit.rows {
            return self.edit_rows(&edit.key, at, count, after);
        }
        let change = match edit.part {
            Part::Answers => Change::between(edit.part, &edit.key, self.answers.get(&edit.key), after),
            Part::Overrides => {
                Change::between(edit.part, &edit.key, self.value(edit.part, &edit.key).as_ref(), after)
            }
        };
        if change.is_some() {
            self.set(edit.part, &edit.key, after.cloned());
        }
        Ok(change)
    }

    fn edit_rows(
        &mut self,
        key: &str,
        at: usize,
        count: usize,
        after: Option<&Value>,
    ) -> Result<Option<Change>, Misfit> {
        let (Some(Value::Array(table)), Some(Value::Array(new))) = (self.answers.get_mut(key), after) else {
            return Err(Misfit);
        };
        let old = at.checked_add(count).and_then(|end| table.get(at..end)).ok_or(Misfit)?;
        let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let tail = old[start..].iter().rev().zip(new[start..].iter().rev());
        let same = tail.take_while(|(a, b)| a == b).count();
        let (before, after) = (&old[start..count - same], &new[start..new.len() - same]);
        if before.is_empty() && after.is_empty() {
            return Ok(None);
        }
        let change = Change {
            part: Part::Answers,
            key: key.to_owned(),
            row: Some(at + start),
            before: Some(Value::from(before)),
            after: Some(Value::from(after)),
        };
        table.splice(at + start..at + count - same, after.iter().cloned());
        Ok(Some(change))
    }

    /// Applies a recorded change, which must find the value that it says was there.
    pub fn apply(&mut self, change: &Change) -> Result<(), Misfit> {
        let Some(row) = change.row else {
            if self.value(change.part, &change.key) != change.before {
                return Err(Misfit);
            }
            self.set(change.part, &change.key, change.after.clone());
            return Ok(());
        };
        let (Some(Value::Array(rows)), Some(Value::Array(before)), Some(Value::Array(after))) =
            (self.answers.get_mut(&change.key), &change.before, &change.after)
        else {
            return Err(Misfit);
        };
        let end = row.checked_add(before.len()).ok_or(Misfit)?;
        if rows.get(row..end) != Some(before.as_slice()) {
            return Err(Misfit);
        }
        rows.splice(row..end, after.iter().cloned());
        Ok(())
    }

    fn value(&self, part: Part, key: &str) -> Option<Value> {
        match part {
            Part::Answers => self.answers.get(key).cloned(),
            Part::Overrides => self.overrides.get(key).map(|reason| Value::from(reason.as_str())),
        }
    }

    fn set(&mut self, part: Part, key: &str, value: Option<Value>) {
        match (part, value) {
            (Part::Answers, Some(value)) => {
                self.answers.insert(key.to_owned(), value);
            }
            (Part::Answers, None) => {
                self.answers.shift_remove(key);
            }
            (Part::Overrides, Some(Value::String(reason))) => {
                self.overrides.insert(key.to_owned(), reason);
            }
            // A reason is words; Edit::reason makes nothing else.
            (Part::Overrides, _) => {
                self.overrides.remove(key);
            }
        }
    }
}
