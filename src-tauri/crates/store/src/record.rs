//! What a stored case looks like when read: as a row of the list, or with all it holds.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json::parsed;
use crate::{StoreError, moment, seal};

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
    /// Whether the row is not as it was written; what can be read of it is shown, and it does not open.
    pub damaged: bool,
}

/// A case with all it holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseRecord {
    /// Its number.
    pub id: CaseId,
    /// Its identity, which no other case of any store has: 32 hexadecimal digits.
    pub uid: String,
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
    /// Reads the row of [`COLUMNS`], then `deleted_at` and the digest of what is listed. A row that does not fit its
    /// digest is marked, and what can be read of it is given.
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
        let sound = seal::fits(row, LISTED, &seal::listed(row)?);
        let number = |index| row.get::<_, i64>(index).unwrap_or_default();
        let at = |index| moment::column(row, index).unwrap_or_default();
        Ok(CaseRow {
            id: row.get(0)?,
            slug: lossy(row, 1)?,
            title: lossy(row, 2)?,
            revision: number(3),
            created_at: at(4),
            updated_at: at(5),
            archived: number(6) != 0,
            procedure_hash: lossy(row, 7)?,
            damaged: !sound,
        })
    }
}

/// Where [`CaseRow::read`] finds the digest.
const LISTED: usize = 9;

fn lossy(row: &Row<'_>, index: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(index)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    })
}

/// Reads a case that is not deleted; `store.damaged` if it is not as it was written.
pub(crate) fn record(connection: &Connection, id: CaseId) -> Result<CaseRecord, StoreError> {
    read(connection, id, "AND deleted_at IS NULL")
}

/// Reads a case, a deleted one too.
pub(crate) fn any(connection: &Connection, id: CaseId) -> Result<CaseRecord, StoreError> {
    read(connection, id, "")
}

fn read(connection: &Connection, id: CaseId, also: &str) -> Result<CaseRecord, StoreError> {
    let sql = format!(
        "SELECT {}, whole FROM cases LEFT JOIN case_seals ON case_id = id WHERE id = ?1 {also}",
        seal::CASE
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([id], |row| {
            if !seal::fits(row, 15, &seal::whole(row)?) {
                return Ok(None);
            }
            Ok(Some(CaseRecord {
                id: row.get(0)?,
                uid: row.get(1)?,
                archived: row.get(2)?,
                created_at: moment::column(row, 4)?,
                updated_at: moment::column(row, 5)?,
                revision: row.get(6)?,
                can_undo: row.get::<_, i64>(7)? > 0,
                can_redo: row.get::<_, i64>(8)? > 0,
                slug: row.get(9)?,
                title: row.get(10)?,
                procedure_hash: row.get(11)?,
                overrides: parsed(row, 13)?,
                answers: parsed(row, 14)?,
            }))
        })
        .optional();
    match found {
        Ok(Some(Some(record))) => Ok(record),
        Ok(None) => Err(missing(id)),
        // Sealed when it could not be read already (a store of an earlier version): damaged all the same.
        Ok(Some(None))
        | Err(
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::IntegralValueOutOfRange(..),
        ) => Err(seal::damaged_case(id)),
        Err(other) => Err(other.into()),
    }
}

/// The error for a case that is not there.
pub(crate) fn missing(id: CaseId) -> StoreError {
    StoreError::NotFound { what: "事项", id }
}
