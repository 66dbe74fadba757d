//! Rescue (导出能读出的内容): every case that can be read out of a file, however damaged, as a case file each.
//!
//! Read number by number, so that a page which cannot be read takes only what lies on it along. Text that is no
//! UTF-8 any more keeps its readable characters; a case that is not as it was written is written all the same, under
//! a name that says so, for a person to judge.

use std::collections::BTreeMap;
use std::path::Path;

use procedure::case_file::CaseFile;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::quarantine::copy_database;
use crate::write::{ensure_folder, write_whole};
use crate::{StoreError, opening, seal};

/// Numbers tried beyond the last known, where nothing tells how many cases there were.
const MOST: i64 = 20_000;

/// What a rescue brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Salvaged {
    /// Cases written as they were saved.
    pub whole: u64,
    /// Cases written that are not as they were saved, or of which that cannot be told.
    pub doubtful: u64,
    /// Cases of which only the text could be written.
    pub text_only: u64,
}

/// Writes all that can be read of the database at `path` into `folder`, one file a case. The database is not touched.
///
/// # Errors
/// `store.file-missing`, `store.corrupt` if nothing at all can be read, failures to write.
pub fn salvage(path: &Path, folder: &Path) -> Result<Salvaged, StoreError> {
    ensure_folder(folder)?;
    let scratch = tempfile::Builder::new()
        .prefix(".choujian-")
        .tempdir_in(folder)
        .map_err(|error| StoreError::from_io(error, folder))?;
    let copy = scratch.path().join("copy.db");
    copy_database(path, &copy)?;
    let unreadable = |error: rusqlite::Error| StoreError::Corrupt {
        path: path.to_path_buf(),
        reason: error.to_string(),
        copy: None,
    };
    let connection = opening::connect(&copy).map_err(unreadable)?;
    let mut salvaged = Salvaged::default();
    let mut first = None;
    for id in 1..=last(&connection) {
        match raw(&connection, id) {
            Ok(Some(case)) => case.write(folder, &mut salvaged)?,
            Ok(None) => {}
            Err(error) => {
                first.get_or_insert(error);
            }
        }
    }
    match first {
        Some(error) if salvaged == Salvaged::default() => Err(unreadable(error)),
        _ => Ok(salvaged),
    }
}

fn last(connection: &Connection) -> i64 {
    let told = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).ok();
    let known = told("SELECT seq FROM sqlite_sequence WHERE name = 'cases'");
    known.or_else(|| told("SELECT max(id) FROM cases")).unwrap_or(MOST).clamp(0, MOST)
}

struct Raw {
    id: i64,
    sound: bool,
    slug: String,
    title: String,
    overrides: String,
    answers: String,
}

fn raw(connection: &Connection, id: i64) -> rusqlite::Result<Option<Raw>> {
    let text = |row: &rusqlite::Row<'_>, index| -> rusqlite::Result<String> {
        Ok(match row.get_ref(index)? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        })
    };
    connection
        .prepare_cached(
            "SELECT slug, title, overrides, answers FROM cases WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .query_row([id], |row| {
            Ok(Raw {
                id,
                // An earlier version had no digests: nothing tells.
                sound: seal::verify(connection, id).is_ok(),
                slug: text(row, 0)?,
                title: text(row, 1)?,
                overrides: text(row, 2)?,
                answers: text(row, 3)?,
            })
        })
        .optional()
}

impl Raw {
    fn write(&self, folder: &Path, salvaged: &mut Salvaged) -> Result<(), StoreError> {
        let mark = if self.sound { "" } else { "（请核对）" };
        let stem = format!("事项{}{mark}", self.id);
        let Ok(answers) = serde_json::from_str::<Map<String, Value>>(&self.answers) else {
            salvaged.text_only += 1;
            let text = format!("{}\n{}\n{}\n{}\n", self.title, self.slug, self.answers, self.overrides);
            return write_whole(&folder.join(format!("{stem}.txt")), text.as_bytes(), true);
        };
        let mut file = CaseFile::new(&self.slug, answers);
        file.title.clone_from(&self.title);
        file.overrides =
            serde_json::from_str::<BTreeMap<String, String>>(&self.overrides).unwrap_or_default();
        *(if self.sound { &mut salvaged.whole } else { &mut salvaged.doubtful }) += 1;
        write_whole(&folder.join(format!("{stem}.json")), file.to_text().as_bytes(), true)
    }
}
