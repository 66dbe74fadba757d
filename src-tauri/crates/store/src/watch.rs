//! Whether the database file is still the one that was opened, and nobody else wrote to it.
//!
//! SQLite goes on writing into a file that was deleted, moved or overwritten, and says that it is saved. So before
//! each commit the file and its log are looked at: the same file (device and number), and as long and as old as
//! after the last commit, since nobody else has business with it. Two `stat` calls, some microseconds.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::quarantine::with_suffix;

/// What a file looked like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    identity: (u64, u64),
    length: u64,
    modified: Option<SystemTime>,
}

/// What database and log looked like after the last commit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watch {
    file: Option<Look>,
    log: Option<Look>,
}

impl Watch {
    pub fn of(path: &Path) -> Self {
        Self { file: look(path), log: look(&with_suffix(path, "-wal")) }
    }

    /// After a commit or checkpoint of our own.
    pub fn renew(&mut self, path: &Path) {
        *self = Self::of(path);
    }

    /// What happened to the file, in Chinese; none if nothing did.
    pub fn changed(&self, path: &Path) -> Option<&'static str> {
        let (Some(before), now) = (self.file, look(path)) else { return Some("移走或删除") };
        let Some(now) = now else { return Some("移走或删除") };
        if now.identity != before.identity {
            return Some("换成了另一个文件");
        }
        if now.length < before.length {
            return Some("截短");
        }
        if now != before {
            return Some("改写");
        }
        let before = self.log?;
        match look(&with_suffix(path, "-wal")) {
            None => Some("删除了日志文件（-wal）"),
            Some(now) if now != before => Some("改写了日志文件（-wal）"),
            Some(_) => None,
        }
    }
}

fn look(path: &Path) -> Option<Look> {
    let metadata = fs::metadata(path).ok()?;
    Some(Look { identity: identity(&metadata), length: metadata.len(), modified: metadata.modified().ok() })
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// Windows does not let anyone delete or move a file that is open; length and time tell the rest.
#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}
