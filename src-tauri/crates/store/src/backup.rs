//! Dated backups of the store: made whole, checked before they count, with a digest of the whole beside them.
//!
//! A backup is one file, `choujian-20261123-140200.db`; what it was made for stands in its name (`-manual`,
//! `-upgrade`, `-restore`). Beside it lies `….db.json` with its SHA-256, the number of cases and of damaged rows, so
//! that a list tells whether a backup is good without opening it. Which ones are kept is in `keep`, putting one back
//! in `restore`.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::keep::keep;
use crate::quarantine::{copy_database, with_suffix};
use crate::restore::verify;
use crate::write::{ensure_folder, sync_folder};
use crate::{Store, StoreError, check, moment, opening, rights, seal, session};

const PREFIX: &str = "choujian-";
const STAMP: &str = "%Y%m%d-%H%M%S";
const SUFFIX: &str = ".db";
/// What our scratch files and folders begin with.
const SCRATCH: &str = ".choujian-";

/// What a backup was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// By itself: hourly, at closing (自动).
    Automatic,
    /// By hand (手动).
    Manual,
    /// Before the data were brought to a later version (升级前).
    Upgrade,
    /// Before another backup was put in its place (恢复前).
    Restore,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Automatic, Self::Manual, Self::Upgrade, Self::Restore];

    fn mark(self) -> &'static str {
        match self {
            Self::Automatic => "",
            Self::Manual => "-manual",
            Self::Upgrade => "-upgrade",
            Self::Restore => "-restore",
        }
    }
}

/// A backup in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, as its name says (local time of the machine that made it).
    pub made_at: NaiveDateTime,
    /// Its size in bytes.
    pub bytes: u64,
    /// What it was made for.
    pub kind: Kind,
    /// How many cases it holds, deleted ones included; none: nothing beside it tells.
    pub cases: Option<u64>,
    /// How many rows were damaged when it was made.
    pub damaged: u64,
}

/// Whether a backup can be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Soundness {
    /// Whole.
    Sound,
    /// Whole, but some rows in it are not as they were written.
    Rows,
    /// Damaged, cut short, or not a database.
    Damaged,
    /// A database of another program.
    Foreign,
    /// Written by a later version of this program.
    Newer,
}

/// What lies beside a backup.
#[derive(Debug, Serialize, Deserialize)]
struct Label {
    sha256: String,
    cases: u64,
    damaged: u64,
}

impl Store {
    /// Writes a backup of all that is saved into `folder`; gives its path. The store stays in use meanwhile.
    ///
    /// # Errors
    /// `store.disk-full`, `store.read-only`, `store.file-exists` if one was made in the same second.
    pub fn backup(&self, folder: &Path, kind: Kind, now: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
        let commits = self.commits().0;
        let made = backup(self.path(), folder, kind, now)?;
        self.backed_up(commits);
        Ok(made)
    }

    /// Closes the store and lays a backup of it into `folder` if there are commits that no backup holds. One that
    /// takes longer than `budget` is given up; it is then made after the next start. Gives its path.
    ///
    /// # Errors
    /// As [`Store::backup`]; the store is closed all the same.
    pub fn close(
        &mut self,
        folder: &Path,
        now: DateTime<FixedOffset>,
        budget: std::time::Duration,
    ) -> Result<Option<PathBuf>, StoreError> {
        let began = std::time::Instant::now();
        let (path, (commits, backed)) = (self.path().to_path_buf(), self.commits());
        let damaged = self.damage().len() as u64;
        let cases = self.read(count)?;
        self.shut();
        let state = session::state(&path);
        let Some(sha256) = state.as_ref().and_then(|state| state.closed.clone()) else { return Ok(None) };
        if commits <= backed || cases == 0 {
            return Ok(None);
        }
        make_folder(folder)?;
        let target = free_name(folder, now.naive_local(), Kind::Automatic);
        let scratch = scratch_in(folder)?;
        let copy = scratch.path().join("copy.db");
        if !copied_within(&path, &copy, || began.elapsed() < budget)? {
            return Ok(None);
        }
        let made = finish(&copy, &target, &Label { sha256, cases, damaged })?;
        if let Some(mut state) = state {
            state.backed = commits;
            session::Beside::begin(&path, state)?;
        }
        Ok(Some(made))
    }
}

/// Writes a backup of the database at `path`, which may be open and in use.
///
/// # Errors
/// As [`Store::backup`].
pub fn backup(path: &Path, folder: &Path, kind: Kind, now: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
    make_folder(folder)?;
    let target = folder.join(name(now.naive_local(), kind));
    if target.exists() {
        return Err(StoreError::FileExists { path: target });
    }
    // A folder of its own: SQLite puts a journal beside the copy while it writes.
    let scratch = scratch_in(folder)?;
    let copy = scratch.path().join("copy.db");
    let into = copy.to_str().ok_or_else(|| StoreError::FileName {
        path: folder.to_path_buf(),
        reason: "路径中有无法识别的字符",
    })?;
    // A connection of its own: a large store is copied without keeping anyone from saving. It folds nothing in.
    let told = |error| StoreError::from_sqlite(error, folder);
    let connection = opening::connect(path).map_err(told)?;
    connection
        .pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))
        .and_then(|()| connection.execute("VACUUM INTO ?1", [into]))
        .map_err(told)?;
    drop(connection);
    let label = label(&copy)?;
    finish(&copy, &target, &label)
}

/// Copies a database that nobody has open, log and all, as a backup dated by its last change. One that cannot be
/// read is an error; nothing is left of the attempt.
pub(crate) fn before(path: &Path, kind: Kind) -> Result<PathBuf, StoreError> {
    let folder = path.parent().unwrap_or(Path::new("")).join("backups");
    make_folder(&folder)?;
    let scratch = scratch_in(&folder)?;
    let copy = scratch.path().join("copy.db");
    copy_database(path, &copy)?;
    let label = label(&copy)?;
    let changed = fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .map_err(|error| StoreError::from_io(error, path))?;
    let changed = DateTime::<chrono::Utc>::from(changed).with_timezone(&moment::beijing()).naive_local();
    finish(&copy, &free_name(&folder, changed, kind), &label)
}

/// Checks a copy, makes it one that knows no opening, and says what it is.
fn label(copy: &Path) -> Result<Label, StoreError> {
    let (cases, damaged) = verify(copy)?;
    Ok(Label { sha256: session::sha256(copy)?, cases, damaged })
}

/// Puts a finished copy and its label in their place.
fn finish(copy: &Path, target: &Path, label: &Label) -> Result<PathBuf, StoreError> {
    rights::private_file(copy);
    let text = crate::json::json(label)?;
    let beside = with_suffix(target, ".json");
    crate::write::write_whole(&beside, text.as_bytes(), true)?;
    rights::private_file(&beside);
    fs::File::open(copy)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(copy, target))
        .map_err(|error| StoreError::from_io(error, target))?;
    sync_folder(target.parent().unwrap_or(Path::new("")));
    Ok(target.to_path_buf())
}

/// Copies a backup and its label into another folder (a USB stick, a share), unless it is there.
///
/// # Errors
/// `store.disk-full`, `store.read-only`, `store.file-missing` when the folder is not there at the moment.
pub fn copy_to(backup: &Path, folder: &Path) -> Result<(), StoreError> {
    if !folder.is_dir() {
        return Err(StoreError::FileMissing { path: folder.to_path_buf() });
    }
    for file in [with_suffix(backup, ".json"), backup.to_path_buf()] {
        let Some(name) = file.file_name() else { continue };
        let target = folder.join(name);
        if !target.exists() && file.exists() {
            let bytes = fs::read(&file).map_err(|error| StoreError::from_io(error, &file))?;
            crate::write::write_whole(&target, &bytes, false)?;
            rights::private_file(&target);
        }
    }
    Ok(())
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
        let Some((made_at, kind)) = name.to_str().and_then(parse) else { continue };
        let metadata = entry.metadata().map_err(told)?;
        if metadata.is_file() {
            let label = read_label(&entry.path());
            found.push(Backup {
                path: entry.path(),
                made_at,
                bytes: metadata.len(),
                kind,
                cases: label.as_ref().map(|label| label.cases),
                damaged: label.map_or(0, |label| label.damaged),
            });
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.made_at));
    Ok(found)
}

/// Looks whether a backup is whole, writing nothing; and how many cases it holds, where that can be told.
#[must_use]
pub fn inspect(backup: &Backup) -> (Soundness, Option<u64>) {
    if let Some(label) = read_label(&backup.path) {
        return match session::sha256(&backup.path) {
            Ok(sha256) if sha256 == label.sha256 && label.damaged == 0 => (Soundness::Sound, Some(label.cases)),
            Ok(sha256) if sha256 == label.sha256 => (Soundness::Rows, Some(label.cases)),
            _ => (Soundness::Damaged, None),
        };
    }
    look_over(&backup.path).unwrap_or_else(|error| match error {
        StoreError::Foreign { .. } => (Soundness::Foreign, None),
        StoreError::NewerVersion { .. } => (Soundness::Newer, None),
        _ => (Soundness::Damaged, None),
    })
}

/// A backup without a label: of an earlier version, or copied without it.
fn look_over(path: &Path) -> Result<(Soundness, Option<u64>), StoreError> {
    let connection = session::look(path)?;
    let version = opening::identify(&connection, path)?;
    if version == 0 {
        return Ok((Soundness::Foreign, None));
    }
    let verdicts: Vec<String> = connection
        .prepare("PRAGMA integrity_check(100)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if check::worst(&verdicts).is_some() {
        return Ok((Soundness::Damaged, None));
    }
    let ids: Vec<i64> =
        connection.prepare("SELECT id FROM cases")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let sealed = version >= crate::migration::SEALED;
    let bad = sealed && ids.iter().any(|id| seal::verify(&connection, *id).is_err());
    Ok((if bad { Soundness::Rows } else { Soundness::Sound }, Some(ids.len() as u64)))
}

/// Deletes the backups that the rule of [`keep`] does not keep; gives how many.
///
/// # Errors
/// A failure to read the folder or to delete a file.
pub fn prune(folder: &Path, today: NaiveDate) -> Result<usize, StoreError> {
    let all = backups(folder)?;
    let kept = keep(&all, today);
    let mut deleted = 0;
    for backup in all.iter().filter(|backup| !kept.contains(backup)) {
        fs::remove_file(&backup.path).map_err(|error| StoreError::from_io(error, &backup.path))?;
        drop(fs::remove_file(with_suffix(&backup.path, ".json")));
        deleted += 1;
    }
    Ok(deleted)
}

/// Removes what killed backups and writes left in a folder: our scratch files and folders that have not been touched
/// since `before`. Gives how many.
///
/// # Errors
/// A failure to read the folder.
pub fn clear_leftovers(folder: &Path, before: std::time::SystemTime) -> Result<usize, StoreError> {
    let told = |error| StoreError::from_io(error, folder);
    let mut cleared = 0;
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(SCRATCH));
        let Ok(metadata) = entry.metadata() else { continue };
        if !ours || metadata.modified().is_ok_and(|modified| modified >= before) {
            continue;
        }
        let gone =
            if metadata.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        cleared += usize::from(gone.is_ok());
    }
    Ok(cleared)
}

pub(crate) fn count(connection: &rusqlite::Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM cases", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

fn copied_within(from: &Path, to: &Path, goes_on: impl Fn() -> bool) -> Result<bool, StoreError> {
    use std::io::{Read, Write};
    let mut source = fs::File::open(from).map_err(|error| StoreError::from_io(error, from))?;
    let mut target = fs::File::create(to).map_err(|error| StoreError::from_io(error, to))?;
    let mut buffer = vec![0; 1 << 20];
    while goes_on() {
        let read = source.read(&mut buffer).map_err(|error| StoreError::from_io(error, from))?;
        if read == 0 {
            return Ok(true);
        }
        target.write_all(&buffer[..read]).map_err(|error| StoreError::from_io(error, to))?;
    }
    Ok(false)
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let fresh = !folder.exists();
    ensure_folder(folder)?;
    if fresh || folder.file_name().is_some_and(|name| name == "backups") {
        rights::private_folder(folder);
    }
    Ok(())
}

fn scratch_in(folder: &Path) -> Result<tempfile::TempDir, StoreError> {
    tempfile::Builder::new()
        .prefix(SCRATCH)
        .tempdir_in(folder)
        .map_err(|error| StoreError::from_io(error, folder))
}

fn name(made_at: NaiveDateTime, kind: Kind) -> String {
    format!("{PREFIX}{}{}{SUFFIX}", made_at.format(STAMP), kind.mark())
}

/// The name of that moment, or of the next second that is still free.
fn free_name(folder: &Path, mut made_at: NaiveDateTime, kind: Kind) -> PathBuf {
    loop {
        let path = folder.join(name(made_at, kind));
        if !path.exists() {
            return path;
        }
        made_at += Duration::seconds(1);
    }
}

fn parse(name: &str) -> Option<(NaiveDateTime, Kind)> {
    let stem = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
    let kind = Kind::ALL.into_iter().rev().find(|kind| stem.ends_with(kind.mark()))?;
    let stamp = stem.strip_suffix(kind.mark())?;
    Some((NaiveDateTime::parse_from_str(stamp, STAMP).ok()?, kind))
}

fn read_label(backup: &Path) -> Option<Label> {
    serde_json::from_str(&fs::read_to_string(with_suffix(backup, ".json")).ok()?).ok()
}
