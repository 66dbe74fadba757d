//! Parties once entered (单位库), offered wherever a party is asked for.
//!
//! What a party consists of is said by the templates; here it is a map of strings.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::json::{json, parsed};
use crate::seal::{self, PARTIES};
use crate::{Store, StoreError, moment};

/// A kept party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    /// Its number.
    pub id: i64,
    /// `donor`, `owner` or `other`.
    pub kind: String,
    /// Its particulars, by sub-field key (`name`, `uscc`, …).
    pub value: BTreeMap<String, String>,
    /// When it was last saved.
    pub updated_at: DateTime<FixedOffset>,
}

/// The parties of a store.
#[derive(Debug)]
pub struct Parties<'s> {
    pub(crate) store: &'s Store,
}

impl Parties<'_> {
    /// Saves a party: a new one without `id`, else in place of the one with that number. A new one equal to one
    /// that is kept is not kept twice. Gives its number.
    ///
    /// # Errors
    /// `store.not-found` for an unknown `id`.
    pub fn save(
        &self,
        id: Option<i64>,
        kind: &str,
        value: &BTreeMap<String, String>,
        now: DateTime<FixedOffset>,
    ) -> Result<i64, StoreError> {
        self.store.write(|transaction| {
            // A sorted map has one text, so equal parties have equal texts.
            let text = json(value)?;
            let at = moment::text(now);
            let twin = "SELECT id FROM parties WHERE kind = ?1 AND value = ?2";
            let kept = match id {
                Some(id) => Some(id),
                None => transaction.query_row(twin, params![kind, text], |row| row.get(0)).optional()?,
            };
            let Some(id) = kept else {
                transaction.execute(
                    "INSERT INTO parties (kind, value, updated_at) VALUES (?1, ?2, ?3)",
                    params![kind, text, at],
                )?;
                let id = transaction.last_insert_rowid();
                seal::stamp(transaction, &PARTIES, "id = ?1", id)?;
                return Ok(id);
            };
            let update = "UPDATE parties SET kind = ?2, value = ?3, updated_at = ?4 WHERE id = ?1";
            match transaction.execute(update, params![id, kind, text, at])? {
                0 => Err(missing(id)),
                _ => seal::stamp(transaction, &PARTIES, "id = ?1", id).map(|()| id),
            }
        })
    }

    /// All parties, the last saved first.
    ///
    /// # Errors
    /// A failure to read.
    pub fn list(&self) -> Result<Vec<Party>, StoreError> {
        self.store.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT id, kind, value, updated_at, digest FROM parties ORDER BY updated_at DESC, id DESC",
            )?;
            let mut rows = statement.query([])?;
            let mut parties = Vec::new();
            while let Some(row) = rows.next()? {
                if !seal::sound(&PARTIES, row)? {
                    self.store.note("单位", row.get::<_, i64>(0).unwrap_or_default());
                    continue;
                }
                parties.push(Party {
                    id: row.get(0)?,
                    kind: row.get(1)?,
                    value: parsed(row, 2)?,
                    updated_at: moment::column(row, 3)?,
                });
            }
            Ok(parties)
        })
    }

    /// Deletes a party; cases keep what they copied from it.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn delete(&self, id: i64) -> Result<(), StoreError> {
        self.store.write(|transaction| {
            match transaction.execute("DELETE FROM parties WHERE id = ?1", [id])? {
                0 => Err(missing(id)),
                _ => Ok(()),
            }
        })
    }
}

fn missing(id: i64) -> StoreError {
    StoreError::NotFound { what: "单位", id }
}
