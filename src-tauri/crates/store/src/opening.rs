//! Opening the database: whose it is, whether it is whole, and bringing its schema up to date.
//!
//! Nothing is changed in a file that is not ours, damaged, or of a later version. A file that is byte for byte as it
//! was left when it was last closed (see `session`) is not examined again; any other one is, with every digest.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::Error as MigrationError;

use crate::lock::Lock;
use crate::migration::{APPLICATION_ID, LATEST, migrations};
use crate::notice::Notice;
use crate::quarantine::with_suffix;
use crate::session::{self, Beside, State};
use crate::write::ensure_folder;
use crate::{StoreError, answer_version, backup, check, quarantine, rights};

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// An opened database, its side file, and what is to be said about it.
pub(crate) struct Opened {
    pub connection: Connection,
    pub beside: Beside,
    pub notices: Vec<Notice>,
}

/// Opens the database, making it if there is none, under the process lock.
pub(crate) fn open(path: &Path) -> Result<(Opened, Lock), StoreError> {
    if let Some(folder) = path.parent() {
        let fresh = !folder.exists();
        ensure_folder(folder)?;
        if fresh {
            rights::private_folder(folder);
        }
    }
    let lock = Lock::take(path)?;
    let opened = open_locked(path, &lock)?;
    Ok((opened, lock))
}

/// [`open`] by whoever holds the lock already.
pub(crate) fn open_locked(path: &Path, _: &Lock) -> Result<Opened, StoreError> {
    let found = filled(path)?;
    // An empty file of which no commit was ever acknowledged: a first opening that was killed.
    let begun = session::state(path).is_none_or(|state| state.closed.is_none() && state.commits == 0);
    let unfinished = !found && path.exists() && begun;
    if found && fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        // SQLite would open it for reading and fail only at the first edit.
        return Err(StoreError::ReadOnly { path: path.to_path_buf() });
    }
    if found {
        check_magic(path)?;
    } else {
        make_private(path)?;
    }
    let known = session::state(path);
    let mut notices = Vec::new();
    if unfinished {
        remove_log(path)?;
    }
    let trusted = belongs(path, found, known.as_ref(), &mut notices)?;
    if let Some(state) = known.as_ref().filter(|state| trusted && state.closed.is_some()) {
        // Before SQLite begins a log: one that a kill leaves from here on belongs to the file.
        Beside::begin(path, State { closed: None, ..state.clone() })?;
    }
    let mut connection = connect(path).map_err(|error| StoreError::from_sqlite(error, path))?;
    let version = if found { identify(&connection, path)? } else { 0 };
    if version > 0 && !trusted {
        whole(&connection, path)?;
    }
    if (1..LATEST).contains(&version) {
        // One that cannot be read as a backup is laid aside as it is: an upgrade without a copy is none.
        backup::before(path, backup::Kind::Upgrade)
            .or_else(|_| quarantine::aside(path, &format!("version-{version}")))?;
    }
    prepare(&connection).map_err(|error| StoreError::from_sqlite(error, path))?;
    migrate(&mut connection, path)?;
    answer_version::upgrade(&connection, path, answer_version::STEPS).map_err(|error| error.on(path))?;
    let beside = begin(&connection, path, known, &mut notices).map_err(|error| error.on(path))?;
    if version > 0 && !trusted {
        let report = check::all(&connection, path).map_err(|error| error.on(path))?;
        if !report.damaged.is_empty() {
            notices.push(Notice::Damaged { rows: report.damaged });
        }
        if report.rebuilt {
            notices.push(Notice::Rebuilt);
        }
    }
    for suffix in ["", "-wal", "-shm", ".lock", ".state"] {
        rights::private_file(&with_suffix(path, suffix));
    }
    Ok(Opened { connection, beside, notices })
}

/// Whether the file is as it was left; a log that is not its own is put aside.
fn belongs(
    path: &Path,
    found: bool,
    known: Option<&State>,
    notices: &mut Vec<Notice>,
) -> Result<bool, StoreError> {
    let log = with_suffix(path, "-wal");
    let has_log = fs::metadata(&log).is_ok_and(|metadata| metadata.len() > 0);
    if !found {
        // A log without its file: replayed into a new one it would bring back pieces of what is gone.
        if has_log {
            notices.push(Notice::ForeignLog { aside: put_log_aside(path)? });
        }
        return Ok(false);
    }
    let Some(known) = known else { return Ok(false) };
    let foreign = match &known.closed {
        Some(sha256) => {
            let same = session::sha256(path)? == *sha256;
            if same && !has_log {
                return Ok(true);
            }
            if !same {
                notices.push(Notice::Replaced);
            }
            has_log
        }
        None => match session::main_token(path) {
            // A first opening that was killed before its log was folded in.
            Some(token) if token.is_empty() && known.commits == 0 => false,
            Some(token) if !known.knows(&token) => {
                notices.push(Notice::Replaced);
                has_log
            }
            _ => false,
        },
    };
    if foreign {
        notices.push(Notice::ForeignLog { aside: put_log_aside(path)? });
    }
    Ok(false)
}

/// Removes the log of a file that was never finished.
fn remove_log(path: &Path) -> Result<(), StoreError> {
    for suffix in ["-wal", "-shm"] {
        let log = with_suffix(path, suffix);
        match fs::remove_file(&log) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::from_io(error, &log));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Moves a log that is not the file's own out of its way.
fn put_log_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let log = with_suffix(path, "-wal");
    let hash = session::sha256(&log)?;
    let aside = with_suffix(path, &format!(".log-{}", &hash[..8]));
    fs::rename(&log, &aside).map_err(|error| StoreError::from_io(error, &log))?;
    match fs::remove_file(with_suffix(path, "-shm")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::from_io(error, path)),
        _ => Ok(aside),
    }
}

/// Gives the file the token of this opening, in the main file before anything else; counts what is missing.
fn begin(
    connection: &Connection,
    path: &Path,
    known: Option<State>,
    notices: &mut Vec<Notice>,
) -> Result<Beside, StoreError> {
    let (token, commits) = session::told(connection)?;
    let mine = known.as_ref().is_some_and(|known| known.knows(&token));
    if let Some(known) = known.as_ref().filter(|known| mine && known.commits > commits) {
        notices.push(Notice::Lost { commits: known.commits - commits });
    }
    let backed = known.filter(|_| mine).map_or(0, |known| known.backed.min(commits));
    let next = session::token(connection)?;
    let state = State { token, next: next.clone(), commits, backed, closed: None };
    let mut beside = Beside::begin(path, state)?;
    session::give(connection, &next)?;
    checkpoint(connection)?;
    beside.state.token = next;
    beside.state.next = String::new();
    beside.settle().map_err(|error| StoreError::from_io(error, &session::file(path)))?;
    Ok(beside)
}

/// Folds the log into the file and empties it.
pub(crate) fn checkpoint(connection: &Connection) -> Result<(), StoreError> {
    let busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? != 0;
    if busy {
        // Someone else reads the file just now; the log stays and is folded in later.
        return Err(StoreError::Database(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
            None,
        )));
    }
    Ok(())
}

/// Makes the file itself, for its owner alone, before SQLite makes it for everyone.
fn make_private(path: &Path) -> Result<(), StoreError> {
    fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|error| StoreError::from_io(error, path))?;
    rights::private_file(path);
    Ok(())
}

/// Opens a database file for looking at it, without preparing or migrating it.
pub(crate) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(2))?;
    // A damaged or hostile file must not run code of its own or lead SQLite astray.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

/// Sees to it that a file is ours and of a known version; gives its schema version (0: still empty).
pub(crate) fn identify(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let told = |error| StoreError::from_sqlite(error, path);
    let owner: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(told)?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(told)?;
    if owner == 0 && tables == 0 {
        // Killed between creating the file and marking it.
        return Ok(0);
    }
    if owner != APPLICATION_ID {
        return Err(StoreError::Foreign { path: path.to_path_buf() });
    }
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(told)?;
    if version > LATEST {
        return Err(StoreError::NewerVersion { path: path.to_path_buf(), found: version, supported: LATEST });
    }
    Ok(version)
}

/// Sees to it that SQLite can walk through a file of any known version; what is wrong within a row is told by the
/// digests, and an index is made anew. The schema of an earlier version is compared once it is brought up to date.
pub(crate) fn whole(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        .map_err(|error| StoreError::from_sqlite(error, path))?;
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .and_then(Iterator::collect)
        .map_err(|error| StoreError::from_sqlite(error, path))?;
    for table in tables {
        let verdicts = connection
            .prepare("SELECT * FROM pragma_quick_check(?1)")
            .and_then(|mut statement| {
                statement.query_map([&table], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()
            })
            .map_err(|error| StoreError::from_sqlite(error, path))?;
        if let Some(fault) = check::worst(&verdicts) {
            return Err(quarantine::corrupt(path, fault));
        }
    }
    Ok(())
}

/// Whether there is a file with something in it.
fn filled(path: &Path) -> Result<bool, StoreError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            Err(StoreError::FileName { path: path.to_path_buf(), reason: "这里已有同名的文件夹" })
        }
        Ok(metadata) => Ok(metadata.len() > 0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::from_io(error, path)),
    }
}

/// Tells a file that is no database at all before SQLite touches it.
pub(crate) fn check_magic(path: &Path) -> Result<(), StoreError> {
    let mut start = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(16).read_to_end(&mut start))
        .map_err(|error| StoreError::from_io(error, path))?;
    if start != MAGIC {
        return Err(quarantine::corrupt(path, "文件开头不是数据库".to_owned()));
    }
    Ok(())
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))?;
    // FULL: a commit returns only when the log is on the disk, so that what is shown as saved is saved.
    connection.pragma_update(None, "synchronous", "full")?;
    // On macOS only this reaches past the disk's own cache; elsewhere it does nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    migrations().to_latest(connection).map_err(|error| match error {
        MigrationError::RusqliteError { err, .. } => StoreError::from_sqlite(err, path),
        other => StoreError::Upgrade { path: path.to_path_buf(), reason: other.to_string() },
    })
}
