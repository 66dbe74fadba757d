//! The documents made from cases (已生成文件): which one, from which revision, where it lies, and its hash.
//!
//! The files themselves belong to the user; only their record is kept here.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Serialize;

use crate::record::record;
use crate::seal::{self, GENERATED};
use crate::{CaseId, Store, StoreError, moment};

/// A document to be recorded.
#[derive(Debug, Clone)]
pub struct NewGenerated<'a> {
    /// The case it was made from.
    pub case: CaseId,
    /// The document's id (`donation-agreement`).
    pub document: &'a str,
    /// For a document made once a row: the name of the row.
    pub row: Option<&'a str>,
    /// `docx`, `pdf`, `html` or `zip`.
    pub format: &'a str,
    /// The revision of the answers it was made from.
    pub revision: i64,
    /// Where it was written.
    pub path: &'a Path,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: &'a str,
    /// Whether it is marked 草稿.
    pub draft: bool,
}

/// A recorded document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Generated {
    /// Its number.
    pub id: i64,
    /// The case it was made from.
    pub case: CaseId,
    /// The document's id.
    pub document: String,
    /// For a document made once a row: the name of the row.
    pub row: Option<String>,
    /// `docx`, `pdf`, `html` or `zip`.
    pub format: String,
    /// The revision of the answers it was made from.
    pub revision: i64,
    /// Where it was written.
    pub path: PathBuf,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Whether it is marked 草稿.
    pub draft: bool,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
}

/// The documents made from the cases of a store.
#[derive(Debug)]
pub struct GeneratedDocuments<'s> {
    pub(crate) store: &'s Store,
}

impl GeneratedDocuments<'_> {
    /// Records a document that was written; gives its number.
    ///
    /// # Errors
    /// `store.not-found` for the case; `store.file-name` if the path is not Unicode.
    pub fn record(&self, made: &NewGenerated<'_>, now: DateTime<FixedOffset>) -> Result<i64, StoreError> {
        self.store.write(|transaction| insert(transaction, made, now))
    }

    /// Records the documents of a set, all or none; gives their numbers in the same order.
    ///
    /// # Errors
    /// As [`GeneratedDocuments::record`].
    pub fn record_all(
        &self,
        made: &[NewGenerated<'_>],
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<i64>, StoreError> {
        self.store.write(|transaction| made.iter().map(|made| insert(transaction, made, now)).collect())
    }

    /// A recorded document by its number.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn get(&self, id: i64) -> Result<Generated, StoreError> {
        self.store.read(|connection| {
            let sql = format!("SELECT {}, digest FROM generated WHERE id = ?1", GENERATED.columns);
            connection
                .query_row(&sql, [id], |row| if seal::sound(&GENERATED, row)? { read(row).map(Some) } else { Ok(None) })
                .optional()?
                .map(|made| made.ok_or(StoreError::Damaged { what: "已生成文件", id: id.to_string() }))
                .transpose()?
                .ok_or(StoreError::NotFound { what: "已生成的文件", id })
        })
    }

    /// The documents made from a case, latest first.
    ///
    /// # Errors
    /// A failure to read.
    pub fn list(&self, case: CaseId) -> Result<Vec<Generated>, StoreError> {
        self.all("case_id = ?1", case)
    }

    /// The documents with this content; to recognise a file that comes back.
    ///
    /// # Errors
    /// A failure to read.
    pub fn find_by_hash(&self, sha256: &str) -> Result<Vec<Generated>, StoreError> {
        self.all("sha256 = ?1", sha256.to_ascii_lowercase())
    }

    /// Whether papers of another case lie in a folder: two cases of one title must not share it.
    ///
    /// # Errors
    /// A failure to read.
    pub fn others_in(&self, case: CaseId, folder: &Path) -> Result<bool, StoreError> {
        let within = |path: &str| Path::new(path).parent() == Some(folder);
        self.store.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT path FROM generated WHERE case_id != ?1")?;
            let mut rows = statement.query([case])?;
            while let Some(row) = rows.next()? {
                if row.get_ref(0)?.as_str().is_ok_and(within) {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    /// Forgets a record; the file stays.
    ///
    /// # Errors
    /// `store.not-found`.
    pub fn forget(&self, id: i64) -> Result<(), StoreError> {
        self.store.write(|transaction| {
            match transaction.execute("DELETE FROM generated WHERE id = ?1", [id])? {
                0 => Err(StoreError::NotFound { what: "已生成的文件", id }),
                _ => Ok(()),
            }
        })
    }

    fn all(&self, which: &str, value: impl rusqlite::ToSql) -> Result<Vec<Generated>, StoreError> {
        self.store.read(|connection| {
            let sql = format!(
                "SELECT {}, digest FROM generated WHERE {which} ORDER BY made_at DESC, id DESC",
                GENERATED.columns
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([value])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                if seal::sound(&GENERATED, row)? {
                    found.push(read(row)?);
                } else {
                    self.store.note("已生成文件", row.get::<_, i64>(0).unwrap_or_default());
                }
            }
            Ok(found)
        })
    }
}

fn insert(
    transaction: &Transaction<'_>,
    made: &NewGenerated<'_>,
    now: DateTime<FixedOffset>,
) -> Result<i64, StoreError> {
    let path = made.path.to_str().ok_or_else(|| StoreError::FileName {
        path: made.path.to_path_buf(),
        reason: "路径中有无法识别的字符",
    })?;
    record(transaction, made.case)?;
    transaction.execute(
        "INSERT INTO generated (case_id, document, row_name, format, revision, path, sha256, draft, made_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            made.case,
            made.document,
            made.row,
            made.format,
            made.revision,
            path,
            made.sha256.to_ascii_lowercase(),
            made.draft,
            moment::text(now)
        ],
    )?;
    let id = transaction.last_insert_rowid();
    seal::stamp(transaction, &GENERATED, "id = ?1", id)?;
    Ok(id)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Generated> {
    Ok(Generated {
        id: row.get(0)?,
        case: row.get(1)?,
        document: row.get(2)?,
        row: row.get(3)?,
        format: row.get(4)?,
        revision: row.get(5)?,
        path: PathBuf::from(row.get::<_, String>(6)?),
        sha256: row.get(7)?,
        draft: row.get(8)?,
        made_at: moment::column(row, 9)?,
    })
}
