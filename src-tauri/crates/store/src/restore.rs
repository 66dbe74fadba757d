//! Putting a backup back in the place of the database.
//!
//! The order is such that a power cut at any point leaves either the old data or the restored data in place, and
//! a copy of the old data beside it in any case.

use std::fs;
use std::path::{Path, PathBuf};

use crate::lock::Lock;
use crate::quarantine::{aside, copy_database, with_suffix};
use crate::write::{ensure_folder, sync_folder};
use crate::{StoreError, opening};

/// Checks `backup`, puts the present database aside and restores the backup into its place, which no process may
/// have open. Gives the copy of what was there before; none if there was nothing.
///
/// # Errors
/// `store.backup` if it is damaged, foreign or of a later version: nothing is changed then; `store.in-use`;
/// `store.disk-full`, `store.read-only`.
pub fn restore(backup: &Path, into: &Path) -> Result<Option<PathBuf>, StoreError> {
    ensure_folder(into.parent().unwrap_or(Path::new("")))?;
    let lock = Lock::take(into)?;
    put_back(backup, into, &lock)
}

/// [`restore`] by whoever holds the lock of `into` and has no connection to it.
pub(crate) fn put_back(backup: &Path, into: &Path, _: &Lock) -> Result<Option<PathBuf>, StoreError> {
    let folder = into.parent().unwrap_or(Path::new(""));
    // Worked on as a copy: checking must not write to the backup, which may lie on a read-only medium.
    let scratch = tempfile::Builder::new()
        .prefix(".choujian-")
        .tempdir_in(folder)
        .map_err(|error| StoreError::from_io(error, folder))?;
    let copy = scratch.path().join("copy.db");
    copy_database(backup, &copy)?;
    verify(&copy).map_err(|error| refused(backup, &error))?;

    let before = if into.exists() { Some(aside(into, "before-restore")?) } else { None };
    // A log left beside the restored file would be replayed into it.
    settle(into)?;
    fs::rename(&copy, into).map_err(|error| StoreError::from_io(error, into))?;
    sync_folder(folder);
    Ok(before)
}

/// Checks that a database file is ours, of a known version and whole, and folds its log into it.
pub(crate) fn verify(path: &Path) -> Result<(), StoreError> {
    opening::check_magic(path)?;
    let told = |error| StoreError::from_sqlite(error, path);
    let connection = opening::connect(path).map_err(told)?;
    if opening::examine(&connection, path)? == 0 {
        return Err(StoreError::Foreign { path: path.to_path_buf() });
    }
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(told)?;
    if verdict != "ok" {
        return Err(StoreError::Corrupt { path: path.to_path_buf(), reason: verdict, copy: None });
    }
    // DELETE also folds a log in; the file then stands alone.
    connection
        .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))
        .map_err(told)?;
    connection.close().map_err(|(_, error)| told(error))?;
    fs::File::open(path).and_then(|file| file.sync_all()).map_err(|error| StoreError::from_io(error, path))
}

fn refused(backup: &Path, error: &StoreError) -> StoreError {
    let reason = match error {
        StoreError::NewerVersion { .. } => "它由更新版本的筹建通写成，请先安装最新版本",
        StoreError::Foreign { .. } => "它不是筹建通的数据文件",
        StoreError::Corrupt { .. } => "文件已损坏",
        _ => return StoreError::Backup { path: backup.to_path_buf(), reason: error.to_string() },
    };
    StoreError::Backup { path: backup.to_path_buf(), reason: reason.to_owned() }
}

/// Rids the old database of its log: folded in where the file can still be read, else deleted (a copy is aside).
fn settle(path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        let folded = opening::connect(path)
            .and_then(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
        // Damage is the very reason to restore; the log goes all the same.
        drop(folded);
    }
    for suffix in ["-wal", "-shm", "-journal"] {
        let file = with_suffix(path, suffix);
        if file.exists() {
            fs::remove_file(&file).map_err(|error| StoreError::from_io(error, &file))?;
        }
    }
    Ok(())
}
