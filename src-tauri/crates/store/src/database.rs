//! The open store: one connection, one process lock, and a handle a table.
//!
//! Dropping the store closes it: the log is folded in, one file is left, and its digest is noted beside it. So whoever
//! holds a store must see to it that it is dropped when the program ends.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::lock::Lock;
use crate::notice::{Damage, Notice};
use crate::session::Beside;
use crate::watch::Watch;
use crate::{
    Cases, Drafts, GeneratedDocuments, Parties, Revisions, Settings, StoreError, Summaries, opening, restore,
    session,
};

/// Who makes revisions, and where: what the log of a case tells (修改人, 电脑).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The name in the settings; empty: not given.
    pub who: String,
    /// The name of the machine.
    pub machine: String,
}

/// The database of one user, open for this process alone.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    beside: RefCell<Beside>,
    watch: RefCell<Watch>,
    pub(crate) author: Author,
    notices: Vec<Notice>,
    closed: bool,
    /// Rows found damaged since the store was opened, and at opening.
    pub(crate) damage: RefCell<BTreeSet<Damage>>,
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
        let (opened, lock) = opening::open(path)?;
        Ok(Self::of(opened, path, lock))
    }

    fn of(opened: opening::Opened, path: &Path, lock: Lock) -> Self {
        let found = opened.notices.iter().find_map(|notice| match notice {
            Notice::Damaged { rows } => Some(rows.iter().cloned().collect()),
            _ => None,
        });
        Self {
            connection: opened.connection,
            path: path.to_path_buf(),
            beside: RefCell::new(opened.beside),
            watch: RefCell::new(Watch::of(path)),
            author: Author::default(),
            notices: opened.notices,
            closed: false,
            damage: RefCell::new(found.unwrap_or_default()),
            lock,
        }
    }

    /// From now on revisions are made by this person at this machine.
    pub fn sign_as(&mut self, author: Author) {
        self.author = author;
    }

    /// What was found when the file was opened and must be said.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Rows known to be damaged.
    #[must_use]
    pub fn damage(&self) -> Vec<Damage> {
        self.damage.borrow().iter().cloned().collect()
    }

    /// How many commits were acknowledged, and how many of them before the latest backup.
    #[must_use]
    pub fn commits(&self) -> (u64, u64) {
        let state = &self.beside.borrow().state;
        (state.commits, state.backed)
    }

    /// Notes that a backup holds the first `commits` commits.
    pub fn backed_up(&self, commits: u64) {
        let mut beside = self.beside.borrow_mut();
        beside.state.backed = beside.state.backed.max(commits);
        // The count is a convenience: without it one more backup is made.
        drop(beside.write());
    }

    /// Folds the log into the file, so that the one file holds all.
    ///
    /// # Errors
    /// A failure to write; the log stays then.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.read(opening::checkpoint)?;
        self.watch.borrow_mut().renew(&self.path);
        Ok(())
    }

    /// Puts a backup in the place of what is there and goes on with it, never letting go of the process lock.
    /// Gives the copy of what was there before. If the backup is refused, all stays as it was.
    ///
    /// # Errors
    /// As [`crate::restore()`].
    pub fn restore(&mut self, backup: &Path) -> Result<Option<PathBuf>, StoreError> {
        // A file that is open cannot be put in another's place everywhere, and its log would be replayed.
        self.shut();
        self.connection =
            Connection::open_in_memory().map_err(|error| StoreError::from_sqlite(error, &self.path))?;
        let before = restore::put_back(backup, &self.path, &self.lock);
        let opened = opening::open_locked(&self.path, &self.lock)?;
        self.connection = opened.connection;
        self.beside = RefCell::new(opened.beside);
        self.watch = RefCell::new(Watch::of(&self.path));
        self.damage = RefCell::default();
        self.notices = opened.notices;
        self.closed = false;
        before
    }

    /// Closes the database: one file, no log, and its digest beside it. What fails here has lost nothing: the log
    /// then stays, and the next opening folds it in.
    pub(crate) fn shut(&mut self) {
        if std::mem::replace(&mut self.closed, true) {
            return;
        }
        let moved = self.watch.borrow().changed(&self.path).is_some();
        if moved {
            // Another file lies there now: nothing of ours may be folded into it.
            let keep = rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            drop(self.connection.set_db_config(keep, true));
        }
        let folded = !moved && opening::checkpoint(&self.connection).is_ok();
        let Ok(nothing) = Connection::open_in_memory() else { return };
        drop(std::mem::replace(&mut self.connection, nothing));
        if moved || !folded {
            return;
        }
        let Ok(sha256) = session::sha256(&self.path) else { return };
        let mut beside = self.beside.borrow_mut();
        beside.state.closed = Some(sha256);
        drop(beside.settle());
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The cases (事项).
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

    /// Text typed that is no answer yet (草稿).
    #[must_use]
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts { store: self }
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
        if let Some(reason) = self.watch.borrow().changed(&self.path) {
            return Err(StoreError::Gone { path: self.path.clone(), reason });
        }
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        let commits: i64 = transaction
            .prepare_cached("UPDATE session SET commits = commits + 1 RETURNING commits")?
            .query_row([], |row| row.get(0))?;
        transaction.commit()?;
        self.watch.borrow_mut().renew(&self.path);
        let mut beside = self.beside.borrow_mut();
        beside.state.commits = commits.unsigned_abs();
        // Acknowledged is what is in the file; the count beside it only helps to notice a lost log.
        drop(beside.write());
        Ok(value)
    }

    /// Notes a row that is not as it was written, and goes on without it.
    pub(crate) fn note(&self, what: &'static str, id: impl std::fmt::Display) {
        self.damage.borrow_mut().insert(Damage { what, id: id.to_string() });
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.shut();
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

    #[test]
    fn what_the_index_lacks_is_found_where_nothing_can_be_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("choujian.db")).expect("a new store");
        let now = DateTime::parse_from_rfc3339("2026-11-23T14:02:00+08:00").expect("a moment");
        let case = NewCase { slug: "donation", title: "布心桥", ..NewCase::default() };
        let id = store.cases().create(&case, now).expect("a case");
        store.revisions().commit(id, 0, &[Edit::answer("overview", json!("医院"))], now).expect("an edit");
        store.connection.pragma_update(None, "query_only", true).expect("SQLite obeys");
        let found = |word| store.cases().list(Some(word)).expect("a search").len();
        assert_eq!((found("医院"), found("布心桥 医院"), found("学校")), (1, 1, 0));
    }
}
