//! Cases (办件): one row a case with its current answers.
//!
//! How answers change is the business of `revision`; here they are only begun and read.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{Store, StoreError, answer_version, moment, search};

/// Number of a case, never given twice.
pub type CaseId = i64;

/// The greatest length of a title in characters.
const TITLE_LENGTH: usize = 200;

/// What a case begins with.
#[derive(Debug, Clone, Default)]
pub struct NewCase<'a> {
    /// The procedure (`donation`).
    pub slug: &'a str,
    /// Its name in the list.
    pub title: &'a str,
    /// The version of the templates that it begins with (办法版本).
    pub procedure_hash: &'a str,
    /// First answers, for instance of a sample or an imported case; nulls count as not answered.
    pub answers: Map<String, Value>,
    /// Reasons for disregarded warnings, by rule.
    pub overrides: BTreeMap<String, String>,
}

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

/// The cases of a store.
#[derive(Debug)]
pub struct Cases<'s> {
    pub(crate) store: &'s Store,
}

const ROW: &str = "id, slug, title, revision, created_at, updated_at, archived, procedure_hash";

impl Cases<'_> {
    /// Begins a case; gives its number.
    ///
    /// # Errors
    /// `store.title`, or a failure to write.
    pub fn create(&self, case: &NewCase<'_>, now: DateTime<FixedOffset>) -> Result<CaseId, StoreError> {
        let title = checked_title(case.title)?;
        let mut answers = case.answers.clone();
        answers.retain(|_, value| !value.is_null());
        self.store.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO cases (slug, title, procedure_hash, answers, overrides, answers_version, \
                     created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
                )?
                .execute(params![
                    case.slug,
                    title,
                    case.procedure_hash,
                    json(&answers)?,
                    json(&case.overrides)?,
                    answer_version::CURRENT,
                    moment::text(now),
                ])?;
            let id = transaction.last_insert_rowid();
            search::index(transaction, id, title, &answers)?;
            Ok(id)
        })
    }

    /// The cases that are not deleted, latest first, archived ones after the others; with a query those whose
    /// title or text answers contain each of its words.
    ///
    /// # Errors
    /// A failure to read.
    pub fn list(&self, query: Option<&str>) -> Result<Vec<CaseRow>, StoreError> {
        self.store.read(|connection| {
            let words = search::words(query.unwrap_or_default());
            if words.is_empty() {
                let sql = format!(
                    "SELECT {ROW} FROM cases WHERE deleted_at IS NULL ORDER BY archived, updated_at DESC, id DESC"
                );
                let mut statement = connection.prepare_cached(&sql)?;
                return Ok(statement.query_map([], row)?.collect::<Result<_, _>>()?);
            }
            let sql = format!("SELECT {ROW} FROM cases WHERE id = ?1 AND deleted_at IS NULL");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut found: Vec<CaseRow> = Vec::new();
            for id in search::find(connection, &words)? {
                found.extend(statement.query_row([id], row).optional()?);
            }
            found.sort_by(|a, b| (a.archived, b.updated_at, b.id).cmp(&(b.archived, a.updated_at, a.id)));
            Ok(found)
        })
    }

    /// The deleted cases that can still be brought back, latest first.
    ///
    /// # Errors
    /// A failure to read.
    pub fn deleted(&self) -> Result<Vec<CaseRow>, StoreError> {
        self.store.read(|connection| {
            let sql = format!(
                "SELECT {ROW} FROM cases WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
            );
            let mut statement = connection.prepare(&sql)?;
            Ok(statement.query_map([], row)?.collect::<Result<_, _>>()?)
        })
    }

    /// A case with all it holds.
    ///
    /// # Errors
    /// `store.not-found` also for a deleted case.
    pub fn get(&self, id: CaseId) -> Result<CaseRecord, StoreError> {
        self.store.read(|connection| record(connection, id))
    }

    /// Gives a case another name.
    ///
    /// # Errors
    /// `store.title`, `store.not-found`.
    pub fn rename(&self, id: CaseId, title: &str, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let title = checked_title(title)?;
        self.store.write(|transaction| {
            let case = record(transaction, id)?;
            transaction.execute(
                "UPDATE cases SET title = ?2, updated_at = ?3 WHERE id = ?1",
                params![id, title, moment::text(now)],
            )?;
            search::index(transaction, id, title, &case.answers)
        })
    }

    /// Puts a case away or takes it out again; its place in time stays.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn archive(&self, id: CaseId, archived: bool) -> Result<(), StoreError> {
        self.change(id, "UPDATE cases SET archived = ?2 WHERE id = ?1 AND deleted_at IS NULL", archived)
    }

    /// Moves a case to another version of its procedure's templates; only on the user's word.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn adopt(&self, id: CaseId, procedure_hash: &str) -> Result<(), StoreError> {
        let sql = "UPDATE cases SET procedure_hash = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.change(id, sql, procedure_hash)
    }

    /// Deletes a case so that it can be brought back until it is purged.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn delete(&self, id: CaseId, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let sql = "UPDATE cases SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.change(id, sql, moment::text(now))
    }

    /// Brings a deleted case back.
    ///
    /// # Errors
    /// `store.not-found` when there is no such deleted case.
    pub fn undelete(&self, id: CaseId) -> Result<(), StoreError> {
        let sql = "UPDATE cases SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NOT NULL";
        self.change(id, sql, None::<String>)
    }

    /// Removes for good the cases deleted before a moment, with their revisions; gives how many.
    ///
    /// Their bytes in the file are overwritten. Backups made earlier still hold them.
    ///
    /// # Errors
    /// A failure to write.
    pub fn purge(&self, deleted_before: DateTime<FixedOffset>) -> Result<usize, StoreError> {
        self.store.read(|connection| Ok(connection.pragma_update(None, "secure_delete", true)?))?;
        let purged = self.store.write(|transaction| {
            let before = moment::text(deleted_before);
            transaction.execute(
                "DELETE FROM search WHERE rowid IN (SELECT id FROM cases WHERE deleted_at < ?1)",
                [&before],
            )?;
            Ok(transaction.execute("DELETE FROM cases WHERE deleted_at < ?1", [&before])?)
        });
        self.store.read(|connection| Ok(connection.pragma_update(None, "secure_delete", false)?))?;
        purged
    }

    fn change(&self, id: CaseId, sql: &str, value: impl rusqlite::ToSql) -> Result<(), StoreError> {
        self.store.write(|transaction| match transaction.execute(sql, params![id, value])? {
            0 => Err(missing(id)),
            _ => Ok(()),
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

/// The JSON text of a value.
pub(crate) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Database(rusqlite::Error::ToSqlConversionFailure(Box::new(error))))
}

/// Reads a JSON column.
pub(crate) fn parsed<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(index)?.as_str()?;
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
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

fn checked_title(title: &str) -> Result<&str, StoreError> {
    let title = title.trim();
    let refuse = |reason| Err(StoreError::Title { reason, most: TITLE_LENGTH });
    if title.is_empty() {
        return refuse("没有填写");
    }
    if title.chars().count() > TITLE_LENGTH {
        return refuse("太长");
    }
    if title.chars().any(char::is_control) {
        return refuse("含有换行等控制字符");
    }
    Ok(title)
}
