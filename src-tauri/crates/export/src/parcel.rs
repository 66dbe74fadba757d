//! What an order comes to on the disk: each paper as a file of its own, or all of them in one archive. The window and the
//! command line write exactly these names and bytes.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::ExportError;
use crate::archive::archive;
use crate::dossier::Dossier;

/// A file to be written.
#[derive(Debug, Clone)]
pub struct OutFile<'d> {
    /// Id of the paper; empty for the archive of all of them.
    pub document: &'d str,
    /// Name of the row, for papers written once per row.
    pub row: Option<&'d str>,
    /// Ending of its name: `docx`, `pdf`, `html` or `zip`.
    pub format: &'static str,
    /// Whether it is a draft, or holds one.
    pub draft: bool,
    /// Its name, which every file system accepts.
    pub file_name: String,
    /// What it holds.
    pub bytes: Cow<'d, [u8]>,
}

/// The files of a dossier; `zip` for one archive named after `title` in at most `name_bytes` bytes. None where nothing was
/// made.
///
/// # Errors
/// [`ExportError::Zip`] if the archive cannot be made.
pub fn files<'d>(
    dossier: &'d Dossier,
    title: &str,
    zip: bool,
    name_bytes: usize,
    date: NaiveDate,
) -> Result<Vec<OutFile<'d>>, ExportError> {
    if dossier.files.is_empty() {
        return Ok(Vec::new());
    }
    if zip {
        return Ok(vec![OutFile {
            document: "",
            row: None,
            format: "zip",
            draft: dossier.files.iter().any(|file| file.draft),
            file_name: document::safe_name(title, ".zip", name_bytes),
            bytes: Cow::Owned(archive(title, &dossier.files, date)?),
        }]);
    }
    let file = |made: &'d crate::dossier::MadeFile| OutFile {
        document: &made.document,
        row: made.row.as_deref(),
        format: made.format.extension(),
        draft: made.draft,
        file_name: made.file_name.clone(),
        bytes: Cow::Borrowed(&made.bytes),
    };
    Ok(dossier.files.iter().map(file).collect())
}
