//! Putting a damaged database aside, so that nothing done afterwards can destroy what might still be rescued.
//!
//! The copy is named by its content: starting the program again and again does not fill the disk with copies.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::StoreError;

/// The error for a damaged database, after a copy of it was made beside it.
pub(crate) fn corrupt(path: &Path, reason: String) -> StoreError {
    // That no copy could be made (disk full, read-only) must not hide the damage itself.
    let copy = aside(path, "corrupt").ok();
    StoreError::Corrupt { path: path.to_path_buf(), reason, copy }
}

/// Copies the database and its write-ahead log to `<path>.<word>-<hash>`.
pub(crate) fn aside(path: &Path, word: &str) -> Result<PathBuf, StoreError> {
    let copy = with_suffix(path, &format!(".{word}-{}", short_hash(path)?));
    if !copy.exists() {
        copy_database(path, &copy)?;
    }
    Ok(copy)
}

/// Copies a database file with its write-ahead log and sees both onto the disk.
pub(crate) fn copy_database(from: &Path, to: &Path) -> Result<(), StoreError> {
    let log = with_suffix(from, "-wal");
    if log.exists() {
        copy_file(&log, &with_suffix(to, "-wal"))?;
    }
    copy_file(from, to)
}

/// `path` with `suffix` after its last character.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = fs::File::open(from).map_err(|error| StoreError::from_io(error, from))?;
    // Written as a new file, not fs::copy: the copy of a read-only backup must be writable.
    let mut target = fs::File::create(to).map_err(|error| StoreError::from_io(error, to))?;
    std::io::copy(&mut source, &mut target)
        .and_then(|_| target.sync_all())
        .map_err(|error| StoreError::from_io(error, to))
}

fn short_hash(path: &Path) -> Result<String, StoreError> {
    let mut hasher = Sha256::new();
    for file in [path.to_path_buf(), with_suffix(path, "-wal")] {
        if !file.exists() {
            continue;
        }
        let mut source = fs::File::open(&file).map_err(|error| StoreError::from_io(error, &file))?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = source.read(&mut buffer).map_err(|error| StoreError::from_io(error, &file))?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
        }
    }
    Ok(hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect())
}
