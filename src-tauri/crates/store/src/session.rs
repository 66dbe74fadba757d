//! Which opening of the file this is: told in the file (table `session`) and again in `<file>.state` beside it.
//!
//! A write-ahead log is replayed into whatever file it finds, and SQLite takes a missing or damaged log for an empty
//! one. So each opening gives the file a new token (by chance) and writes it into the main file before anything else;
//! each commit counts up in the same transaction, and after it has returned the count is written beside the file
//! (not synchronised: it may lag behind after a power cut, but never runs ahead of what is on the disk). Closing
//! leaves one file without a log and notes its SHA-256. The next opening then knows
//!
//! * closed, and the file has that SHA-256: all is as it was left, no check is needed;
//! * closed, but another SHA-256, or a log beside it: replaced or changed by other hands; the log is not ours;
//! * open (killed, power cut) and the token in the main file is ours: the log belongs to it, and if the file then
//!   counts fewer commits than were acknowledged, the log was lost or damaged: that is said;
//! * open, but another token: the file was replaced, for instance by a backup laid over it; the log is not its own
//!   and is put aside.
//!
//! The main file's token is read without its log (`immutable`); the page it stands on changes in nothing but the
//! count while the store is open, so a torn checkpoint cannot hide it.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use sha2::{Digest as _, Sha256};

use crate::quarantine::with_suffix;
use crate::{StoreError, rights};

const MARK: &str = "choujian-state/1";

/// What the side file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// The token of the latest opening.
    pub token: String,
    /// The one that is about to be given, while an opening is under way.
    pub next: String,
    /// Commits acknowledged.
    pub commits: u64,
    /// Commits when the latest backup was made.
    pub backed: u64,
    /// After closing: the SHA-256 of the file.
    pub closed: Option<String>,
}

impl State {
    fn text(&self) -> String {
        let field = |text: &str, width: usize| format!("{:-<width$}", text, width = width);
        format!(
            "{MARK} {} {} {:020} {:020} {}\n",
            field(&self.token, 32),
            field(&self.next, 32),
            self.commits,
            self.backed,
            field(self.closed.as_deref().unwrap_or("open"), 64),
        )
    }

    fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim_end().split(' ').collect();
        let [MARK, token, next, commits, backed, closed] = parts[..] else { return None };
        let closed = closed.trim_end_matches('-');
        Some(Self {
            token: token.trim_end_matches('-').to_owned(),
            next: next.trim_end_matches('-').to_owned(),
            commits: commits.parse().ok()?,
            backed: backed.parse().ok()?,
            closed: (closed != "open").then(|| closed.to_owned()),
        })
    }

    /// Whether the token is that of the latest opening, or of one that was killed while it began.
    pub fn knows(&self, token: &str) -> bool {
        !token.is_empty() && (token == self.token || token == self.next)
    }
}

/// The side file, open for writing.
#[derive(Debug)]
pub(crate) struct Beside {
    file: File,
    pub state: State,
}

impl Beside {
    /// Opens the side file of a database with a state, which is on the disk when this returns.
    pub fn begin(path: &Path, state: State) -> Result<Self, StoreError> {
        let place = file(path);
        let told = |error| StoreError::from_io(error, &place);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&place).map_err(told)?;
        rights::private_file(&place);
        let mut beside = Self { file, state };
        beside.write().and_then(|()| beside.file.sync_all()).map_err(told)?;
        Ok(beside)
    }

    /// Writes the state; one write, which a kill cannot part.
    pub fn write(&mut self) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(self.state.text().as_bytes())
    }

    /// Writes the state onto the disk.
    pub fn settle(&mut self) -> std::io::Result<()> {
        self.write()?;
        self.file.sync_all()
    }
}

/// Where the state of a database lies.
pub(crate) fn file(path: &Path) -> PathBuf {
    with_suffix(path, ".state")
}

/// What the side file of a database says; none if there is none or it cannot be read: then nothing is known.
pub(crate) fn state(path: &Path) -> Option<State> {
    State::parse(&fs::read_to_string(file(path)).ok()?)
}

/// The token in the main file alone, without its log. None: it cannot be told. Empty: a copy, or of an earlier version.
pub(crate) fn main_token(path: &Path) -> Option<String> {
    let connection = look(path).ok()?;
    let has: bool = connection
        .query_row("SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'session'", [], |row| row.get(0))
        .ok()?;
    if !has {
        return Some(String::new());
    }
    connection.query_row("SELECT token FROM session", [], |row| row.get(0)).optional().ok().flatten()
}

/// Opens a file for reading as it lies there: no log, no locks, nothing written beside it.
pub(crate) fn look(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'?' | b'#' | b'%' => uri.push_str(&format!("%{byte:02x}")),
            // Bytes of one character stay together: SQLite decodes the rest as it stands.
            byte if byte.is_ascii() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri, flags)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A new token.
pub(crate) fn token(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))
}

/// The token and the commits that the database itself tells, its log included.
pub(crate) fn told(connection: &Connection) -> rusqlite::Result<(String, u64)> {
    connection.query_row("SELECT token, commits FROM session", [], |row| {
        Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
    })
}

/// Gives the database a token.
pub(crate) fn give(connection: &Connection, token: &str) -> rusqlite::Result<()> {
    connection.execute("UPDATE session SET token = ?1", params![token]).map(|_| ())
}

/// The SHA-256 of a file, hexadecimal.
pub(crate) fn sha256(path: &Path) -> Result<String, StoreError> {
    let told = |error| StoreError::from_io(error, path);
    let mut source = File::open(path).map_err(told)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 18]);
    loop {
        let read = source.read(&mut buffer).map_err(told)?;
        if read == 0 {
            return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        hasher.update(&buffer[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn a_state_is_a_line_of_one_length_and_anything_else_is_no_state() {
        let open = State { token: "0a".repeat(16), commits: 7, backed: 3, ..State::default() };
        let shut = State { closed: Some("f0".repeat(32)), ..open.clone() };
        assert_eq!(
            open.text(),
            "choujian-state/1 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a -------------------------------- \
             00000000000000000007 00000000000000000003 \
             open------------------------------------------------------------\n"
        );
        assert_eq!((open.text().len(), shut.text().len()), (190, 190));
        assert_eq!(State::parse(&open.text()), Some(open));
        assert_eq!(State::parse(&shut.text()), Some(shut));
        assert_eq!(State::parse(""), None);
        assert_eq!(State::parse("choujian-state/2 a b 1 2 open\n"), None);
    }
}
