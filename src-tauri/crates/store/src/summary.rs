//! What the case list shows of a case beyond its row (stage, findings, next date), kept so that a list of
//! thousands need not assess each case again.
//!
//! The value is worked out and understood by the caller, and so is `made_from`: whatever it depends on (revision,
//! templates, day). A summary whose `made_from` is not the present one is simply made anew.

use std::collections::HashMap;

use rusqlite::params;
use serde_json::Value;

use crate::json::{json, parsed};
use crate::{CaseId, Store, StoreError};

/// A kept summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// What it was worked out from.
    pub made_from: String,
    /// The summary itself.
    pub value: Value,
}

/// The summaries of a store.
#[derive(Debug)]
pub struct Summaries<'s> {
    pub(crate) store: &'s Store,
}

impl Summaries<'_> {
    /// All kept summaries by case.
    ///
    /// # Errors
    /// A failure to read.
    pub fn all(&self) -> Result<HashMap<CaseId, Summary>, StoreError> {
        self.store.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT case_id, made_from, value FROM summaries")?;
            let summaries = statement.query_map([], |row| {
                Ok((row.get(0)?, Summary { made_from: row.get(1)?, value: parsed(row, 2)? }))
            })?;
            Ok(summaries.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps summaries, all in one write; those of cases that are gone are left out.
    ///
    /// # Errors
    /// A failure to write.
    pub fn keep(&self, summaries: &[(CaseId, Summary)]) -> Result<(), StoreError> {
        self.store.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT OR REPLACE INTO summaries (case_id, made_from, value) \
                 SELECT id, ?2, ?3 FROM cases WHERE id = ?1",
            )?;
            for (case, summary) in summaries {
                statement.execute(params![case, summary.made_from, json(&summary.value)?])?;
            }
            Ok(())
        })
    }
}
