//! Looking back: the list of revisions, the state at one of them, and what changed since.
//!
//! Only reading; how revisions come about is in `revision`.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};
use serde_json::{Map, Value};

use crate::change::{Change, Part, State};
use crate::json::parsed;
use crate::record::record;
use crate::revision::state;
use crate::{CaseId, CaseRecord, Kind, Revision, Revisions, StoreError, moment, seal};

/// Answers, and reasons for disregarded warnings by rule.
pub type Answered = (Map<String, Value>, BTreeMap<String, String>);

impl Revisions<'_> {
    /// The answers and the reasons for disregarded warnings as they were at a revision; 0 is as created.
    ///
    /// # Errors
    /// `store.not-found` when the case has no such revision.
    pub fn at(&self, id: CaseId, number: i64) -> Result<Answered, StoreError> {
        self.store.read(|connection| {
            let case = record(connection, id)?;
            let state = back(connection, &case, number)?;
            Ok((state.answers, state.overrides))
        })
    }

    /// What differs between a revision and now, whole values, in the order of the answers; empty when edits were
    /// taken back again. A document made from `number` says the same as one made now if this is empty.
    ///
    /// # Errors
    /// `store.not-found` when the case has no such revision.
    pub fn changed_since(&self, id: CaseId, number: i64) -> Result<Vec<Change>, StoreError> {
        self.store.read(|connection| {
            let case = record(connection, id)?;
            let then = back(connection, &case, number)?;
            let now = state(&case);
            let whole = |part, key: &String, before: Option<Value>, after: Option<Value>| {
                (before != after).then(|| Change { part, key: key.clone(), row: None, before, after })
            };
            let gone = then.answers.keys().filter(|key| !now.answers.contains_key(*key));
            let answers = now.answers.keys().chain(gone).filter_map(|key| {
                whole(Part::Answers, key, then.answers.get(key).cloned(), now.answers.get(key).cloned())
            });
            let lost = then.overrides.keys().filter(|key| !now.overrides.contains_key(*key));
            let reason = |state: &State, key: &String| state.overrides.get(key).cloned().map(Value::from);
            let overrides = now
                .overrides
                .keys()
                .chain(lost)
                .filter_map(|key| whole(Part::Overrides, key, reason(&then, key), reason(&now, key)));
            Ok(answers.chain(overrides).collect())
        })
    }

    /// All revisions of a case, latest first.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn history(&self, id: CaseId) -> Result<Vec<Revision>, StoreError> {
        self.store.read(|connection| {
            record(connection, id)?;
            if let Some(revision) = seal::broken_at(connection, id)? {
                return Err(StoreError::History { case: id, revision });
            }
            let mut statement = connection.prepare_cached(
                "SELECT number, kind, at, changes, who, machine FROM revisions WHERE case_id = ?1 ORDER BY number DESC",
            )?;
            Ok(statement.query_map([id], read)?.collect::<Result<_, _>>()?)
        })
    }
}

/// Goes back from the present state to a revision.
fn back(connection: &Connection, case: &CaseRecord, number: i64) -> Result<State, StoreError> {
    if !(0..=case.revision).contains(&number) {
        return Err(StoreError::NotFound { what: "修改版本", id: number });
    }
    let mut state = state(case);
    let mut statement = connection.prepare_cached(
        "SELECT case_id, number, kind, target, under, at, changes, who, machine, link, \
         (SELECT link FROM revisions AS before WHERE before.case_id = revisions.case_id \
          AND before.number = revisions.number - 1) \
         FROM revisions WHERE case_id = ?1 AND number > ?2 ORDER BY number DESC",
    )?;
    let mut rows = statement.query([case.id, number])?;
    let mut expected = case.revision;
    // Each row must be the one that the row after it, and at the end the head kept apart, was chained to.
    let mut link = seal::head(connection, case.id)?;
    while let Some(row) = rows.next()? {
        let broken = || StoreError::History { case: case.id, revision: expected };
        if row.get::<_, i64>(1)? != expected || row.get::<_, Vec<u8>>(seal::REVISION_COLUMNS)? != link {
            return Err(broken());
        }
        let before = match row.get::<_, Option<Vec<u8>>>(seal::REVISION_COLUMNS + 1)? {
            Some(before) => before,
            None => seal::genesis(connection, case.id)?.to_vec(),
        };
        if link != seal::link(&before, row)? {
            return Err(broken());
        }
        link = before;
        let changes: Vec<Change> = parsed(row, 6)?;
        for change in changes.iter().rev() {
            state.apply(&change.inverse()).map_err(|_| broken())?;
        }
        expected -= 1;
    }
    if expected != number {
        return Err(StoreError::History { case: case.id, revision: expected });
    }
    Ok(state)
}

/// Reads a row of number, kind, moment, changes, who and machine.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let kind = match row.get_ref(1)?.as_str()? {
        "undo" => Kind::Undo,
        "redo" => Kind::Redo,
        "upgrade" => Kind::Upgrade,
        // The table admits no other word.
        _ => Kind::Edit,
    };
    Ok(Revision {
        number: row.get(0)?,
        kind,
        at: moment::column(row, 2)?,
        changes: parsed(row, 3)?,
        who: row.get(4)?,
        machine: row.get(5)?,
    })
}
