//! The process lock beside the database: whoever holds it is the one program that works on the file.
//!
//! SQLite's own locks would let two programs take turns; here the second one must be told at once, so that it
//! can bring the first one to the front. The system releases the lock when a process dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// Held as long as the store is open.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "dropping the file is what releases the lock")] File);

impl Lock {
    /// Takes the lock of the database `path`.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let beside = file(path);
        // Never removed: a lock on a deleted file would exclude nobody.
        // Named in messages: the folder says more to a person than a lock file.
        let folder = path.parent().unwrap_or(path);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&beside)
            .map_err(|error| StoreError::from_io(error, folder))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_path_buf() }),
            Err(TryLockError::Error(error)) => Err(StoreError::from_io(error, folder)),
        }
    }
}

fn file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}
