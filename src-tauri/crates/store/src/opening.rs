//! Opening the database: whose it is, whether it is whole, and bringing its schema up to date.
//!
//! Nothing is changed in a file that is not ours, damaged, or of a later version.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::Error as MigrationError;

use crate::lock::Lock;
use crate::migration::{APPLICATION_ID, LATEST, migrations};
use crate::write::ensure_folder;
use crate::{StoreError, answer_version, quarantine};

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Opens the database, making it if there is none, under the process lock.
pub(crate) fn open(path: &Path) -> Result<(Connection, Lock), StoreError> {
    if let Some(folder) = path.parent() {
        ensure_folder(folder)?;
    }
    let lock = Lock::take(path)?;
    let connection = open_locked(path, &lock)?;
    Ok((connection, lock))
}

/// [`open`] by whoever holds the lock already.
pub(crate) fn open_locked(path: &Path, _: &Lock) -> Result<Connection, StoreError> {
    let found = filled(path)?;
    if found && fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        // SQLite would open it for reading and fail only at the first edit.
        return Err(StoreError::ReadOnly { path: path.to_path_buf() });
    }
    if found {
        check_magic(path)?;
    }
    let mut connection = connect(path).map_err(|error| StoreError::from_sqlite(error, path))?;
    if found {
        let version = examine(&connection, path)?;
        if (1..LATEST).contains(&version) {
            quarantine::aside(path, &format!("version-{version}"))?;
        }
    }
    prepare(&connection).map_err(|error| StoreError::from_sqlite(error, path))?;
    migrate(&mut connection, path)?;
    answer_version::upgrade(&connection, path, answer_version::STEPS).map_err(|error| error.on(path))?;
    Ok(connection)
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

/// Sees to it that a file is ours, of a known version, and whole; gives its schema version (0: still empty).
pub(crate) fn examine(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
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
    if let Some(fault) = first_fault(connection).map_err(told)? {
        return Err(quarantine::corrupt(path, fault));
    }
    Ok(version)
}

/// Checks the tables one by one. Only the agreement of the search index with its text is left out, which would
/// take ten times as long as all the rest and can be made anew.
fn first_fault(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for table in tables {
        let verdict: String =
            connection.query_row("SELECT * FROM pragma_quick_check(?1)", [&table], |row| row.get(0))?;
        if verdict != "ok" {
            return Ok(Some(verdict));
        }
    }
    Ok(None)
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
