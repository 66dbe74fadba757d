//! The open store: one connection, one process lock, and a handle a table.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::lock::Lock;
use crate::{
    Cases, GeneratedDocuments, Parties, Revisions, Settings, StoreError, Summaries, opening, restore,
};

/// The database of one user, open for this process alone.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    // After the connection: fields are dropped in order, and the lock must outlast it.
    lock: Lock,
}

impl Store {
    /// Opens the database file, making it and its folder if need be, and brings its schema up to date.
    ///
    /// # Errors
    /// `store.in-use` when another process has it open, `store.newer-version`, `store.corrupt` (a copy is put
    /// aside first), `store.foreign`, `store.read-only`, `store.disk-full`.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let (connection, lock) = opening::open(path)?;
        Ok(Self { connection, path: path.to_path_buf(), lock })
    }

    /// Puts a backup in the place of what is there and goes on with it, never letting go of the process lock.
    /// Gives the copy of what was there before. If the backup is refused, all stays as it was.
    ///
    /// # Errors
    /// As [`crate::restore()`].
    pub fn restore(&mut self, backup: &Path) -> Result<Option<PathBuf>, StoreError> {
        // A file that is open cannot be put in another's place everywhere, and its log would be replayed.
        self.connection =
            Connection::open_in_memory().map_err(|error| StoreError::from_sqlite(error, &self.path))?;
        let before = restore::put_back(backup, &self.path, &self.lock);
        self.connection = opening::open_locked(&self.path, &self.lock)?;
        before
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The cases (办件).
    #[must_use]
    pub fn cases(&self) -> Cases<'_> {
        Cases { store: self }
    }

    /// The revisions of the cases (修改记录).
    #[must_use]
    pub fn revisions(&self) -> Revisions<'_> {
        Revisions { store: self }
    }

    /// The documents made from the cases (已生成文件).
    #[must_use]
    pub fn generated(&self) -> GeneratedDocuments<'_> {
        GeneratedDocuments { store: self }
    }

    /// The parties once entered (单位库).
    #[must_use]
    pub fn parties(&self) -> Parties<'_> {
        Parties { store: self }
    }

    /// The settings (设置).
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        Settings { store: self }
    }

    /// What the case list shows beyond the rows themselves.
    #[must_use]
    pub fn summaries(&self) -> Summaries<'_> {
        Summaries { store: self }
    }

    /// Runs a reading piece of work and names the place of its failures.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        work(&self.connection).map_err(|error| error.on(&self.path))
    }

    /// Runs a writing piece of work: all of it is stored and on the disk, or nothing.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.transact(work).map_err(|error| error.on(&self.path))
    }

    fn transact<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::{Map, json};

    use super::Store;
    use crate::{Edit, NewCase};

    #[test]
    fn a_full_disk_is_named_and_what_was_saved_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("choujian.db")).expect("a new store");
        let now = DateTime::parse_from_rfc3339("2026-11-23T14:02:00+08:00").expect("a moment");
        let case = NewCase { slug: "donation", title: "满盘", ..NewCase::default() };
        let id = store.cases().create(&case, now).expect("a case");
        let pages: i64 = store
            .connection
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .expect("SQLite counts pages");
        store
            .connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .expect("SQLite limits pages");
        let edit = Edit::answer("overview", json!("字".repeat(100_000)));
        let refused = store.revisions().commit(id, 0, &[edit], now).expect_err("no room");
        assert_eq!(refused.code(), "store.disk-full");
        let record = store.cases().get(id).expect("the case is still there");
        assert_eq!((record.revision, record.answers), (0, Map::new()));
    }
}
