//! Drafts (草稿): text that was typed and is no answer yet, because it is still being typed or cannot be read.
//!
//! A draft belongs to a case's identity (`uid`), which no other case of any store has; it goes with the case. It is
//! offered again only over the stored value that it was typed over (`base`), which the caller compares. Keeping one
//! makes no revision and touches neither the case's row nor the search index.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde_json::Value;

use crate::json::{json, parsed};
use crate::seal::{self, DRAFTS};
use crate::{CaseId, Store, StoreError, moment, record};

/// A kept draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    /// Where it was typed (`filed_total`, `donor.uscc`).
    pub path: String,
    /// The text, as typed.
    pub text: String,
    /// The stored value it was typed over.
    pub base: Value,
}

/// What is to become of the draft at a path.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftChange {
    /// Where it was typed.
    pub path: String,
    /// The text; none: it has become an answer or was taken back.
    pub text: Option<String>,
    /// The stored value it was typed over.
    pub base: Value,
}

/// The drafts of a store.
#[derive(Debug)]
pub struct Drafts<'s> {
    pub(crate) store: &'s Store,
}

impl Drafts<'_> {
    /// Keeps and forgets drafts of a case, all or none; on the disk when this returns.
    ///
    /// # Errors
    /// `store.not-found`, or a failure to write.
    pub fn keep(&self, case: CaseId, changes: &[DraftChange], now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.store.write(|transaction| {
            let uid = uid(transaction, case)?;
            for DraftChange { path, text, base } in changes {
                let Some(text) = text else {
                    transaction
                        .prepare_cached("DELETE FROM drafts WHERE uid = ?1 AND path = ?2")?
                        .execute(params![uid, path])?;
                    continue;
                };
                transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO drafts (uid, path, base, text, at, digest) VALUES (?1, ?2, ?3, ?4, ?5, x'')",
                    )?
                    .execute(params![uid, path, json(base)?, text, moment::text(now)])?;
                seal::stamp(transaction, &DRAFTS, "uid || path = ?1", format!("{uid}{path}"))?;
            }
            Ok(())
        })
    }

    /// The drafts of a case, by path; one that is damaged is left out and noted.
    ///
    /// # Errors
    /// `store.not-found`, or a failure to read.
    pub fn of(&self, case: CaseId) -> Result<Vec<Draft>, StoreError> {
        self.store.read(|connection| {
            let uid = uid(connection, case)?;
            let sql = format!("SELECT {}, digest FROM drafts WHERE uid = ?1 ORDER BY path", DRAFTS.columns);
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([uid])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                if seal::sound(&DRAFTS, row)? {
                    found.push(Draft { path: row.get(1)?, base: parsed(row, 2)?, text: row.get(3)? });
                } else {
                    self.store.note("草稿", case);
                }
            }
            Ok(found)
        })
    }
}

/// The identity of a case that is not deleted.
fn uid(connection: &Connection, case: CaseId) -> Result<String, StoreError> {
    connection
        .prepare_cached("SELECT uid FROM cases WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([case], |row| row.get(0))
        .optional()?
        .ok_or_else(|| record::missing(case))
}
