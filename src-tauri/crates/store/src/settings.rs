//! Settings of the program (设置): a name and a JSON value each. What they mean is known to those who read them.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json::{json, parsed};
use crate::seal::{self, SETTINGS};
use crate::{Store, StoreError};

/// The settings of a store.
#[derive(Debug)]
pub struct Settings<'s> {
    pub(crate) store: &'s Store,
}

impl Settings<'_> {
    /// The value of a setting; none if it was never set, or is damaged, which is noted: its default holds then.
    ///
    /// # Errors
    /// A failure to read, or a value of another type than asked for.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        self.store.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT key, value, digest FROM settings WHERE key = ?1")?;
            let found = statement
                .query_row([key], |row| {
                    if seal::sound(&SETTINGS, row)? { parsed(row, 1).map(Some) } else { Ok(None) }
                })
                .optional()?;
            if matches!(found, Some(None)) {
                self.store.note("设置", key);
            }
            Ok(found.flatten())
        })
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// A failure to write.
    pub fn set(&self, key: &str, value: &impl Serialize) -> Result<(), StoreError> {
        let text = json(value)?;
        self.store.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)",
                params![key, text],
            )?;
            seal::stamp(transaction, &SETTINGS, "key = ?1", key)
        })
    }

    /// Forgets a setting, so that its default holds again.
    ///
    /// # Errors
    /// A failure to write.
    pub fn forget(&self, key: &str) -> Result<(), StoreError> {
        self.store.write(|transaction| {
            transaction.execute("DELETE FROM settings WHERE key = ?1", [key])?;
            Ok(())
        })
    }
}
