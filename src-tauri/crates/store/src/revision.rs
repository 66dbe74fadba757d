//! Revisions: every edit of a case, what it changed, and undo and redo over them.
//!
//! The list only grows: taking an edit back is a revision of its own. So a number stands for one state for ever,
//! and a document made from revision 5 can be told to be out of date. Undo and redo are two stacks threaded
//! through the rows: an edit remembers the edit under it, an undo the undo under it; the case holds both tops.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;

use crate::change::{Change, Edit, State};
use crate::history::read;
use crate::json::{json, parsed};
use crate::record::{missing, record};
use crate::{Author, CaseId, CaseRecord, Store, StoreError, moment, seal, search};

/// How a revision came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Someone changed something (修改).
    Edit,
    /// An edit was taken back (撤销).
    Undo,
    /// An edit was brought again (重做).
    Redo,
    /// A later version of the program changed the shape of the answers (升级).
    Upgrade,
}

/// One step in the history of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revision {
    /// Its number, from 1 and without gaps; 0 is the case as created.
    pub number: i64,
    /// How it came about.
    pub kind: Kind,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What it changed, in order.
    pub changes: Vec<Change>,
    /// Who made it, by the name in the settings; empty: not given.
    pub who: String,
    /// The name of the machine; empty: made by an earlier version.
    pub machine: String,
}

/// The revisions of the cases of a store.
#[derive(Debug)]
pub struct Revisions<'s> {
    pub(crate) store: &'s Store,
}

/// The tops of the two stacks; 0: empty.
#[derive(Clone, Copy)]
struct Stacks {
    undo: i64,
    redo: i64,
}

/// What goes into a new row beside the changes.
struct Entry {
    kind: &'static str,
    target: Option<i64>,
    under: i64,
    /// The stacks afterwards; for an edit its own number becomes the top of undo, for an undo that of redo.
    undo: Option<i64>,
    redo: Option<i64>,
}

impl Revisions<'_> {
    /// Stores edits as one revision; when this returns they are on the disk. Edits that change nothing are left
    /// out, and if none is left no revision is made and the present one is given with no changes.
    ///
    /// # Errors
    /// `store.revision-conflict` if the case is not at `expected` any more, `store.not-found`, `store.disk-full`…;
    /// nothing is stored then.
    pub fn commit(
        &self,
        id: CaseId,
        expected: i64,
        edits: &[Edit],
        now: DateTime<FixedOffset>,
    ) -> Result<Revision, StoreError> {
        self.store.write(|transaction| {
            let case = record(transaction, id)?;
            if case.revision != expected {
                return Err(StoreError::RevisionConflict { expected, current: case.revision });
            }
            let mut state = state(&case);
            let changes = edited(&mut state, &case, edits)?;
            self.store_edit(transaction, &case, &state, changes, now)
        })
    }

    /// The same for a case that the caller has read: its answers are not read again, which for a table of thousands of
    /// rows takes longer than all the rest. `case` is what it then is; if nothing is stored, it is as it was.
    ///
    /// # Errors
    /// As [`Self::commit`], with `case.revision` as the expected one.
    pub fn commit_on(
        &self,
        case: &mut CaseRecord,
        edits: &[Edit],
        now: DateTime<FixedOffset>,
    ) -> Result<Revision, StoreError> {
        let mut state = State {
            answers: std::mem::take(&mut case.answers),
            overrides: std::mem::take(&mut case.overrides),
        };
        let edited = edited(&mut state, case, edits);
        let made = edited.as_ref().map_or_else(|_| Vec::new(), Clone::clone);
        let stored = edited.and_then(|changes| {
            self.store.write(|transaction| {
                let current = revision(transaction, case.id)?;
                if current != case.revision {
                    return Err(StoreError::RevisionConflict { expected: case.revision, current });
                }
                // Damage must not be sealed as if it were the truth.
                seal::verify(transaction, case.id)?;
                self.store_edit(transaction, case, &state, changes, now)
            })
        });
        if stored.is_err() {
            take_back(&mut state, &made);
        }
        (case.answers, case.overrides) = (state.answers, state.overrides);
        let stored = stored?;
        if stored.number != case.revision {
            (case.revision, case.updated_at) = (stored.number, stored.at);
            (case.can_undo, case.can_redo) = (true, false);
        }
        Ok(stored)
    }

    /// Stores what edits have changed as a revision; if that is nothing, gives the present one.
    fn store_edit(
        &self,
        transaction: &Transaction<'_>,
        case: &CaseRecord,
        state: &State,
        changes: Vec<Change>,
        now: DateTime<FixedOffset>,
    ) -> Result<Revision, StoreError> {
        if changes.is_empty() {
            let (number, at) = (case.revision, case.updated_at);
            let Author { who, machine } = self.store.author.clone();
            return Ok(Revision { number, kind: Kind::Edit, at, changes, who, machine });
        }
        let under = stacks(transaction, case.id)?.undo;
        let entry = Entry { kind: "edit", target: None, under, undo: None, redo: Some(0) };
        append(transaction, case, state, &entry, &changes, now, &self.store.author)
    }

    /// Takes the last edit back; none if there is nothing to take back.
    ///
    /// # Errors
    /// `store.not-found`, `store.history`, or a failure to write.
    pub fn undo(&self, id: CaseId, now: DateTime<FixedOffset>) -> Result<Option<Revision>, StoreError> {
        self.store.write(|transaction| {
            let case = record(transaction, id)?;
            let tops = stacks(transaction, id)?;
            if tops.undo == 0 {
                return Ok(None);
            }
            let edit = entry(transaction, id, tops.undo)?;
            let changes: Vec<Change> = edit.changes.iter().rev().map(Change::inverse).collect();
            let state = applied(&case, tops.undo, &changes)?;
            let entry = Entry {
                kind: "undo",
                target: Some(tops.undo),
                under: tops.redo,
                undo: Some(edit.under),
                redo: None,
            };
            append(transaction, &case, &state, &entry, &changes, now, &self.store.author).map(Some)
        })
    }

    /// Brings the edit that was last taken back again; none if there is none or an edit was made since.
    ///
    /// # Errors
    /// `store.not-found`, `store.history`, or a failure to write.
    pub fn redo(&self, id: CaseId, now: DateTime<FixedOffset>) -> Result<Option<Revision>, StoreError> {
        self.store.write(|transaction| {
            let case = record(transaction, id)?;
            let tops = stacks(transaction, id)?;
            if tops.redo == 0 {
                return Ok(None);
            }
            let undone = entry(transaction, id, tops.redo)?;
            let target = undone.target.ok_or(StoreError::History { case: id, revision: tops.redo })?;
            let changes = entry(transaction, id, target)?.changes;
            let state = applied(&case, target, &changes)?;
            // The edit itself is the top again, so that another undo takes back the edit and not this redo.
            let entry = Entry {
                kind: "redo",
                target: Some(target),
                under: 0,
                undo: Some(target),
                redo: Some(undone.under),
            };
            append(transaction, &case, &state, &entry, &changes, now, &self.store.author).map(Some)
        })
    }
}

/// Applies edits to the state of a case; gives the changes they made, or leaves the state as it was.
fn edited(state: &mut State, case: &CaseRecord, edits: &[Edit]) -> Result<Vec<Change>, StoreError> {
    let mut changes: Vec<Change> = Vec::new();
    for edit in edits {
        match state.edit(edit) {
            Ok(change) => changes.extend(change),
            Err(_) => {
                take_back(state, &changes);
                return Err(StoreError::History { case: case.id, revision: case.revision });
            }
        }
    }
    Ok(changes)
}

/// Undoes changes that were made to the state a moment ago, so that they fit.
fn take_back(state: &mut State, changes: &[Change]) {
    for change in changes.iter().rev() {
        let _ = state.apply(&change.inverse());
    }
}

fn revision(connection: &Connection, id: CaseId) -> Result<i64, StoreError> {
    connection
        .prepare_cached("SELECT revision FROM cases WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| missing(id))
}

/// A stored row, as undo and redo need it.
struct Stored {
    target: Option<i64>,
    under: i64,
    changes: Vec<Change>,
}

fn entry(connection: &Connection, id: CaseId, number: i64) -> Result<Stored, StoreError> {
    connection
        .prepare_cached(&format!(
            "SELECT {}, link, ifnull((SELECT link FROM revisions AS before WHERE before.case_id = revisions.case_id \
             AND before.number = revisions.number - 1), ?3) FROM revisions WHERE case_id = ?1 AND number = ?2",
            seal::REVISION
        ))?
        .query_row(params![id, number, seal::genesis(connection, id)?], |row| {
            let before: Vec<u8> = row.get(seal::REVISION_COLUMNS + 1)?;
            if !seal::fits(row, seal::REVISION_COLUMNS, &seal::link(&before, row)?) {
                return Ok(None);
            }
            Ok(Some(Stored { target: row.get(3)?, under: row.get(4)?, changes: parsed(row, 6)? }))
        })
        .optional()?
        .flatten()
        .ok_or(StoreError::History { case: id, revision: number })
}

fn stacks(connection: &Connection, id: CaseId) -> Result<Stacks, StoreError> {
    connection
        .prepare_cached("SELECT undo_top, redo_top FROM cases WHERE id = ?1")?
        .query_row([id], |row| Ok(Stacks { undo: row.get(0)?, redo: row.get(1)? }))
        .optional()?
        .ok_or_else(|| missing(id))
}

/// The present state of a case.
pub(crate) fn state(case: &CaseRecord) -> State {
    State { answers: case.answers.clone(), overrides: case.overrides.clone() }
}

fn applied(case: &CaseRecord, number: i64, changes: &[Change]) -> Result<State, StoreError> {
    let mut state = state(case);
    for change in changes {
        state.apply(change).map_err(|_| StoreError::History { case: case.id, revision: number })?;
    }
    Ok(state)
}

fn append(
    transaction: &Transaction<'_>,
    case: &CaseRecord,
    state: &State,
    entry: &Entry,
    changes: &[Change],
    now: DateTime<FixedOffset>,
    author: &Author,
) -> Result<Revision, StoreError> {
    let (id, number) = (case.id, case.revision + 1);
    let at = moment::text(now);
    transaction
        .prepare_cached(
            "INSERT INTO revisions (case_id, number, kind, target, under, at, changes, who, machine) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            id,
            number,
            entry.kind,
            entry.target,
            entry.under,
            at,
            json(&changes)?,
            author.who,
            author.machine
        ])?;
    transaction
        .prepare_cached(
            "UPDATE cases SET answers = ?2, overrides = ?3, revision = ?4, updated_at = ?5, undo_top = ?6, redo_top = ?7 \
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            json(&state.answers)?,
            json(&state.overrides)?,
            number,
            at,
            entry.undo.unwrap_or(number),
            entry.redo.unwrap_or(number),
        ])?;
    seal::seal(transaction, id)?;
    seal::chain(transaction, id, number)?;
    search::defer(transaction, id)?;
    transaction
        .prepare_cached("SELECT number, kind, at, changes, who, machine FROM revisions WHERE case_id = ?1 AND number = ?2")?
        .query_row([id, number], read)
        .map_err(StoreError::from)
}
