//! Dated backups of the store: made whole, checked before they count, and only the last few kept.
//!
//! Putting one back is in `restore`.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use serde::Serialize;

use crate::restore::verify;
use crate::write::{ensure_folder, sync_folder};
use crate::{Store, StoreError};

/// File names are `choujian-20261123-140200.db`; anything else in the folder is not ours to list or delete.
const PREFIX: &str = "choujian-";
const STAMP: &str = "%Y%m%d-%H%M%S";
const SUFFIX: &str = ".db";

/// A backup in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, as its name says (local time of the machine that made it).
    pub made_at: NaiveDateTime,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Writes a backup of all that is saved into `folder`; gives its path. The store stays in use meanwhile.
    ///
    /// # Errors
    /// `store.disk-full`, `store.read-only`, `store.file-exists` if one was made in the same second.
    pub fn backup(&self, folder: &Path, now: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
        ensure_folder(folder)?;
        let target = folder.join(format!("{PREFIX}{}{SUFFIX}", now.naive_local().format(STAMP)));
        if target.exists() {
            return Err(StoreError::FileExists { path: target });
        }
        // A folder of its own: SQLite puts a journal beside the copy while it writes.
        let scratch = tempfile::Builder::new()
            .prefix(".choujian-")
            .tempdir_in(folder)
            .map_err(|error| StoreError::from_io(error, folder))?;
        let copy = scratch.path().join("copy.db");
        let name = copy.to_str().ok_or_else(|| StoreError::FileName {
            path: folder.to_path_buf(),
            reason: "路径中有无法识别的字符",
        })?;
        self.read(|connection| {
            connection
                .execute("VACUUM INTO ?1", [name])
                .map_err(|error| StoreError::from_sqlite(error, folder))?;
            Ok(())
        })?;
        verify(&copy)?;
        fs::File::open(&copy)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&copy, &target))
            .map_err(|error| StoreError::from_io(error, &target))?;
        sync_folder(folder);
        Ok(target)
    }

    /// Makes the day's backup unless there is one of this day already, then keeps the latest `keep`.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub fn backup_daily(
        &self,
        folder: &Path,
        keep: usize,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<PathBuf>, StoreError> {
        let today = now.naive_local().date();
        if folder.exists() && backups(folder)?.iter().any(|backup| backup.made_at.date() == today) {
            return Ok(None);
        }
        let made = self.backup(folder, now)?;
        prune(folder, keep)?;
        Ok(Some(made))
    }
}

/// The backups in a folder, latest first.
///
/// # Errors
/// `store.file-missing`, or a failure to read the folder.
pub fn backups(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let told = |error| StoreError::from_io(error, folder);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        let name = entry.file_name();
        let stamp = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
        let Some(made_at) = stamp.and_then(|stamp| NaiveDateTime::parse_from_str(stamp, STAMP).ok()) else {
            continue;
        };
        let metadata = entry.metadata().map_err(told)?;
        if metadata.is_file() {
            found.push(Backup { path: entry.path(), made_at, bytes: metadata.len() });
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.made_at));
    Ok(found)
}

/// Deletes all but the latest `keep` backups of a folder (at least one is kept); gives how many it deleted.
///
/// # Errors
/// A failure to read the folder or to delete a file.
pub fn prune(folder: &Path, keep: usize) -> Result<usize, StoreError> {
    let mut deleted = 0;
    for backup in backups(folder)?.iter().skip(keep.max(1)) {
        fs::remove_file(&backup.path).map_err(|error| StoreError::from_io(error, &backup.path))?;
        deleted += 1;
    }
    Ok(deleted)
}
