//! Cases (事项): one row a case with its current answers.
//!
//! How answers change is the business of `revision`; here they are only begun and read.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value};

use crate::json::json;
use crate::record::{COLUMNS, missing, record};
use crate::{CaseId, CaseRecord, CaseRow, Store, StoreError, answer_version, moment, seal, search};

/// The greatest length of a title in characters.
const TITLE_LENGTH: usize = 200;

/// Up to so many cases found are fetched one by one; for more, going through the whole list is quicker.
const FEW: usize = 500;

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

/// The cases of a store.
#[derive(Debug)]
pub struct Cases<'s> {
    pub(crate) store: &'s Store,
}

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
                     created_at, updated_at, uid) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, lower(hex(randomblob(16))))",
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
            seal::seal(transaction, id)?;
            Ok(id)
        })
    }

    /// Begins a case with the answers and reasons of another one under another name; its history and its papers are
    /// not taken over. Gives the new one's number.
    ///
    /// # Errors
    /// `store.title`, `store.not-found`, or a failure to write.
    pub fn copy(&self, id: CaseId, title: &str, now: DateTime<FixedOffset>) -> Result<CaseId, StoreError> {
        let case = self.get(id)?;
        let new = NewCase {
            slug: &case.slug,
            title,
            procedure_hash: &case.procedure_hash,
            answers: case.answers,
            overrides: case.overrides,
        };
        self.create(&new, now)
    }

    /// The cases that are not deleted, latest first, archived ones after the others; with a query those whose
    /// title or text answers contain each of its words.
    ///
    /// # Errors
    /// A failure to read.
    pub fn list(&self, query: Option<&str>) -> Result<Vec<CaseRow>, StoreError> {
        let words = search::words(query.unwrap_or_default());
        if !words.is_empty() && self.store.read(search::is_behind)? {
            // Where nothing can be written (a full disk), what the index lacks is searched without it.
            drop(self.store.write(|transaction| search::catch_up(transaction)));
        }
        self.store.read(|connection| {
            let all = format!(
                "SELECT {COLUMNS}, NULL, listed FROM cases LEFT JOIN case_seals ON case_id = id \
                 WHERE deleted_at IS NULL ORDER BY archived, updated_at DESC, id DESC"
            );
            if words.is_empty() {
                let mut statement = connection.prepare_cached(&all)?;
                return Ok(statement.query_map([], CaseRow::read)?.collect::<Result<_, _>>()?);
            }
            let ids = search::find(connection, &words)?;
            let mut found: Vec<CaseRow> = Vec::new();
            if ids.len() > FEW {
                let mut statement = connection.prepare_cached(&all)?;
                let mut rows = statement.query([])?;
                while let Some(each) = rows.next()? {
                    if ids.contains(&each.get(0)?) {
                        found.push(CaseRow::read(each)?);
                    }
                }
                return Ok(found);
            }
            let sql = format!(
                "SELECT {COLUMNS}, NULL, listed FROM cases LEFT JOIN case_seals ON case_id = id \
                 WHERE id = ?1 AND deleted_at IS NULL"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            for id in ids {
                found.extend(statement.query_row([id], CaseRow::read).optional()?);
            }
            found.sort_by(|a, b| (a.archived, b.updated_at, b.id).cmp(&(b.archived, a.updated_at, a.id)));
            Ok(found)
        })
    }

    /// How many cases there are, deleted ones included.
    ///
    /// # Errors
    /// A failure to read.
    pub fn count(&self) -> Result<u64, StoreError> {
        self.store.read(crate::backup::count)
    }

    /// The deleted cases (回收站) that can still be brought back, and when they were deleted, latest first.
    ///
    /// # Errors
    /// A failure to read.
    pub fn deleted(&self) -> Result<Vec<(CaseRow, DateTime<FixedOffset>)>, StoreError> {
        self.store.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS}, deleted_at, listed FROM cases LEFT JOIN case_seals ON case_id = id \
                 WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
            );
            let mut statement = connection.prepare(&sql)?;
            let deleted = |row: &rusqlite::Row<'_>| {
                Ok((CaseRow::read(row)?, moment::column(row, 8).unwrap_or_default()))
            };
            Ok(statement.query_map([], deleted)?.collect::<Result<_, _>>()?)
        })
    }

    /// A case as the list shows it, without reading its answers.
    ///
    /// # Errors
    /// `store.not-found` also for a deleted case.
    pub fn row(&self, id: CaseId) -> Result<CaseRow, StoreError> {
        self.store.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS}, NULL, listed FROM cases LEFT JOIN case_seals ON case_id = id \
                 WHERE id = ?1 AND deleted_at IS NULL"
            );
            connection
                .prepare_cached(&sql)?
                .query_row([id], CaseRow::read)
                .optional()?
                .ok_or_else(|| missing(id))
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
            seal::seal(transaction, id)?;
            search::index(transaction, id, title, &case.answers).map(drop)
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

    fn change(&self, id: CaseId, sql: &str, value: impl rusqlite::ToSql) -> Result<(), StoreError> {
        self.store.write(|transaction| {
            seal::verify(transaction, id)?;
            match transaction.execute(sql, params![id, value])? {
                0 => Err(missing(id)),
                _ => seal::seal(transaction, id),
            }
        })
    }
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
