//! What was worked out from a table that has not changed since.
//!
//! A table of thousands of units is walked by many functions, and the case is assessed after every edit of any field.
//! Tables are immutable and shared: the same allocation is the same content, so a result may be used again. This is
//! not state of a case. It changes how long an answer takes, never the answer.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use minijinja::Value as Jinja;

use crate::answer::Record;

/// Most results kept; a procedure has some dozens of calls over its largest table.
const MOST_ENTRIES: usize = 96;
/// Tables below this size are worked out faster than they are remembered.
const LEAST_ROWS: usize = 32;

/// Results by table and call.
#[derive(Debug, Default)]
pub struct Memo {
    entries: Mutex<VecDeque<Entry>>,
}

#[derive(Debug)]
struct Entry {
    /// Never kept alive from here: a closed case frees its tables.
    tables: Vec<Weak<Vec<Record>>>,
    call: String,
    result: Remembered,
}

/// A result with the paths that were missing for it.
#[derive(Debug, Clone)]
pub(super) struct Remembered {
    pub value: Jinja,
    pub missing: BTreeSet<String>,
}

impl Memo {
    /// The result of `call` over `tables`, from before or worked out now.
    pub(super) fn recall<E>(
        &self,
        tables: &[&Arc<Vec<Record>>],
        call: impl FnOnce() -> String,
        compute: impl FnOnce() -> Result<Remembered, E>,
    ) -> Result<Remembered, E> {
        if tables.iter().all(|table| table.len() < LEAST_ROWS) {
            return compute();
        }
        let call = call();
        let same = |(known, table): (&Weak<Vec<Record>>, &&Arc<Vec<Record>>)| {
            std::ptr::eq(known.as_ptr(), Arc::as_ptr(table))
        };
        let known = |entry: &&Entry| {
            entry.tables.len() == tables.len()
                && entry.tables.iter().zip(tables).all(same)
                && entry.call == call
        };
        if let Some(entry) = self.lock().iter().find(known) {
            return Ok(entry.result.clone());
        }
        let result = compute()?;
        let mut entries = self.lock();
        entries.retain(|entry| entry.tables.iter().all(|table| table.strong_count() > 0));
        if entries.len() >= MOST_ENTRIES {
            entries.pop_front();
        }
        let tables = tables.iter().map(|table| Arc::downgrade(table)).collect();
        entries.push_back(Entry { tables, call, result: result.clone() });
        Ok(result)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
