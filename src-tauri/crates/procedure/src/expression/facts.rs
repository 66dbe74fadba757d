//! What stays the same while one case is assessed: answers, calendar, what is not asked, derived values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use minijinja::value::{Value as Jinja, ValueKind};

use super::fault::Fault;
use super::glyphs::Glyphs;
use super::memo::Memo;
use crate::answer::{Answers, Record, Value};
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
    /// What functions have worked out from large tables.
    pub(super) memo: Arc<Memo>,
    /// Which characters can be printed.
    pub(super) glyphs: Glyphs,
    /// Position of the last section in which anything is answered.
    last_section: Option<usize>,
}

/// A derived value, or the answers it still waits for.
#[derive(Debug, Clone)]
pub struct DerivedState {
    /// The value; undefined while undecided.
    pub value: Jinja,
    /// Answers that would decide it.
    pub missing: BTreeSet<String>,
    /// Why it could not be worked out at all.
    pub fault: Option<Fault>,
}

impl Facts {
    /// Facts of a case before fields not asked and derived values are known.
    pub(crate) fn new(
        procedure: &Arc<Procedure>,
        calendar: &Arc<Calendar>,
        memo: &Arc<Memo>,
        glyphs: &Glyphs,
        answers: Answers,
        today: NaiveDate,
    ) -> Self {
        let answered = |key: &String| answers.get(key).is_some_and(|value| !value.is_blank());
        let last_section =
            procedure.sections.iter().rposition(|section| section.fields.iter().any(answered));
        Self {
            last_section,
            procedure: Arc::clone(procedure),
            calendar: Arc::clone(calendar),
            answers,
            today,
            not_applicable: RwLock::default(),
            derived: RwLock::default(),
            memo: Arc::clone(memo),
            glyphs: glyphs.clone(),
        }
    }

    /// Whether a field is decidedly not asked.
    #[must_use]
    pub fn is_not_applicable(&self, key: &str) -> bool {
        self.not_applicable.read().unwrap_or_else(PoisonError::into_inner).contains(key)
    }

    /// Whether anything is answered in the section of that question or after it: whoever fills in the form from the
    /// beginning has come to it. Names that are no questions are always come to.
    #[must_use]
    pub fn is_reached(&self, path: &str) -> bool {
        let base = path.split('.').next().unwrap_or(path);
        let section = self.procedure.sections.iter().position(|section| section.fields.iter().any(|key| key == base));
        section.is_none_or(|section| self.last_section.is_some_and(|last| section <= last))
    }

    /// State of a derived value.
    #[must_use]
    pub fn derived(&self, key: &str) -> Option<DerivedState> {
        self.derived.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Whether a key, or a path below it, has a value.
    #[must_use]
    pub fn given(&self, path: &str) -> bool {
        let (base, below) = path.split_once('.').map_or((path, None), |(base, below)| (base, Some(below)));
        if self.is_not_applicable(base) {
            return false;
        }
        match (self.answers.get(base), below) {
            // `injections.amount` stands for the column: given once every row has it.
            (Some(Value::Table(rows)), Some(column)) if !column.starts_with(|c: char| c.is_ascii_digit()) => {
                let cell = |row: &Record| row.get(column).is_some_and(|value| !value.is_blank());
                !rows.is_empty() && rows.iter().all(cell)
            }
            (Some(_), _) => self.answers.at(path).is_some_and(|value| !value.is_blank()),
            (None, _) => self.derived(base).is_some_and(|state| is_there(&state.value, below)),
        }
    }

    /// Rows of a table, given or derived.
    #[must_use]
    pub fn row_count(&self, table: &str) -> usize {
        match self.answers.get(table) {
            _ if self.is_not_applicable(table) => 0,
            Some(Value::Table(rows)) => rows.len(),
            _ => self.derived(table).and_then(|state| state.value.len()).unwrap_or(0),
        }
    }
}

/// Whether a derived value, or what lies `below` it, has a value; a table without rows has none.
fn is_there(value: &Jinja, below: Option<&str>) -> bool {
    match below {
        None if value.kind() == ValueKind::Seq => value.len() != Some(0),
        None => !value.is_undefined(),
        Some(below) => {
            let (part, rest) = below.split_once('.').map_or((below, None), |(part, rest)| (part, Some(rest)));
            let item = match part.parse::<usize>() {
                Ok(index) => value.get_item_by_index(index),
                Err(_) => value.get_attr(part),
            };
            item.is_ok_and(|item| !item.is_none() && is_there(&item, rest))
        }
    }
}
