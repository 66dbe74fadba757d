//! What a stored case looks like when read: as a row of the list, or with all it holds.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json::parsed;
use crate::{StoreError, moment};

/// Number of a case, never given twice.
pub type CaseId = i64;

/// A case as the list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseRow {
    /// Its number.
    pub id: CaseId,
    /// The procedure.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Number of the latest revision; 0 is as created.
    pub revision: i64,
    /// When it was created.
    pub created_at: DateTime<FixedOffset>,
    /// When it was last changed.
    pub updated_at: DateTime<FixedOffset>,
    /// Whether it was put away (归档).
    pub archived: bool,
    /// The version of the templates it works with.
    pub procedure_hash: String,
}

/// A case with all it holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseRecord {
    /// Its number.
    pub id: CaseId,
    /// The procedure.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// The version of the templates it works with.
    pub procedure_hash: String,
    /// Number of the latest revision; 0 is as created.
    pub revision: i64,
    /// When it was created.
    pub created_at: DateTime<FixedOffset>,
    /// When it was last changed.
    pub updated_at: DateTime<FixedOffset>,
    /// Whether it was put away.
    pub archived: bool,
    /// The current answers.
    pub answers: Map<String, Value>,
    /// The current reasons for disregarded warnings, by rule.
    pub overrides: BTreeMap<String, String>,
    /// Whether there is an edit to take back.
    pub can_undo: bool,
    /// Whether there is an edit to bring again.
    pub can_redo: bool,
}

/// The columns that [`CaseRow::read`] reads, all of them in the index that covers the list.
pub(crate) const COLUMNS: &str =
    "id, slug, title, revision, created_at, updated_at, archived, procedure_hash";

impl CaseRow {
    /// Reads the row of [`COLUMNS`].
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
        Ok(CaseRow {
            id: row.get(0)?,
            slug: row.get(1)?,
            title: row.get(2)?,
            revision: row.get(3)?,
            created_at: moment::column(row, 4)?,
            updated_at: moment::column(row, 5)?,
            archived: row.get(6)?,
            procedure_hash: row.get(7)?,
        })
    }
}

/// Reads a case that is not deleted.
pub(crate) fn record(connection: &Connection, id: CaseId) -> Result<CaseRecord, StoreError> {
    connection
        .prepare_cached(
            "SELECT id, slug, title, procedure_hash, revision, created_at, updated_at, archived, answers, overrides, \
             undo_top > 0, redo_top > 0 FROM cases WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .query_row([id], |row| {
            Ok(CaseRecord {
                id: row.get(0)?,
                slug: row.get(1)?,
                title: row.get(2)?,
                procedure_hash: row.get(3)?,
                revision: row.get(4)?,
                created_at: moment::column(row, 5)?,
                updated_at: moment::column(row, 6)?,
                archived: row.get(7)?,
                answers: parsed(row, 8)?,
                overrides: parsed(row, 9)?,
                can_undo: row.get(10)?,
                can_redo: row.get(11)?,
            })
        })
        .optional()?
        .ok_or_else(|| missing(id))
}

/// The error for a case that is not there.
pub(crate) fn missing(id: CaseId) -> StoreError {
    StoreError::NotFound { what: "办件", id }
}
