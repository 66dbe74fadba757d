//! What the case list shows of a case beyond its row (stage, findings, next date), kept so that a list of
//! thousands need not assess each case again.
//!
//! The value is worked out and understood by the caller, and so is `made_from`: whatever it depends on (revision,
//! templates, day). A summary whose `made_from` is not the present one is simply made anew.

use std::collections::HashMap;

use rusqlite::params;
use serde_json::Value;
use sha2::{Digest, Sha256};

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
                let (id, made_from): (CaseId, String) = (row.get(0)?, row.get(1)?);
                // Shown as it stands here, so verified as all else is; one that does not fit is made anew.
                let Some((made_from, digest)) = made_from.rsplit_once('#') else { return Ok(None) };
                if digest != digest_of(id, made_from, row.get_ref(2)?.as_str()?) {
                    return Ok(None);
                }
                Ok(Some((id, Summary { made_from: made_from.to_owned(), value: parsed(row, 2)? })))
            })?;
            // A row that cannot be read is one that is made anew.
            Ok(summaries.filter_map(|summary| summary.ok().flatten()).collect())
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
                let text = json(&summary.value)?;
                let made_from =
                    format!("{}#{}", summary.made_from, digest_of(*case, &summary.made_from, &text));
                statement.execute(params![case, made_from, text])?;
            }
            Ok(())
        })
    }
}

fn digest_of(case: CaseId, made_from: &str, value: &str) -> String {
    let digest = Sha256::digest(format!("{case}\n{made_from}\n{value}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
