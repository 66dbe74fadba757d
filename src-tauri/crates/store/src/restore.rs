//! Putting a backup back in the place of the database.
//!
//! The order is such that a power cut at any point leaves either the old data or the restored data in place, and
//! a copy of the old data beside it in any case.

use std::fs;
use std::path::{Path, PathBuf};

use crate::lock::Lock;
use crate::migration::LATEST;
use crate::quarantine::{aside, copy_database, with_suffix};
use crate::write::{ensure_folder, sync_folder};
use crate::{StoreError, backup, check, opening, session};

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

    // As a backup like any other; what cannot be read any more is kept byte for byte.
    let before = match into.exists() {
        true => Some(backup::before(into, backup::Kind::Restore).or_else(|_| aside(into, "before-restore"))?),
        false => None,
    };
    // A log left beside the restored file would be replayed into it.
    settle(into)?;
    fs::rename(&copy, into).map_err(|error| StoreError::from_io(error, into))?;
    // What was known of the file before holds no longer.
    drop(fs::remove_file(session::file(into)));
    sync_folder(folder);
    Ok(before)
}

/// Checks that a database file is ours, of a known version and whole, folds its log into it, and takes the token of its
/// last opening from it: a copy is not the file that was open. Gives the number of cases and of damaged rows.
pub(crate) fn verify(path: &Path) -> Result<(u64, u64), StoreError> {
    opening::check_magic(path)?;
    let told = |error| StoreError::from_sqlite(error, path);
    let connection = opening::connect(path).map_err(told)?;
    let version = opening::identify(&connection, path)?;
    if version == 0 {
        return Err(StoreError::Foreign { path: path.to_path_buf() });
    }
    opening::whole(&connection, path)?;
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(told)?;
    if let Some(fault) = check::worst(&[verdict]) {
        return Err(StoreError::Corrupt { path: path.to_path_buf(), reason: fault, copy: None });
    }
    let mut damaged = 0;
    if version >= LATEST {
        damaged = check::all(&connection, path).map_err(|error| error.on(path))?.damaged.len() as u64;
        session::give(&connection, "").map_err(told)?;
    }
    let cases = backup::count(&connection).map_err(|error| error.on(path))?;
    // DELETE also folds a log in; the file then stands alone.
    connection
        .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))
        .map_err(told)?;
    connection.close().map_err(|(_, error)| told(error))?;
    fs::File::open(path).and_then(|file| file.sync_all()).map_err(|error| StoreError::from_io(error, path))?;
    Ok((cases, damaged))
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
