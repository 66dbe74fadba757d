//! Papers and their generation, for the page.

use export::dossier::{Format, Refused};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Change, Generated};
use ts_rs::TS;

use super::changed::{ChangedView, changed};
use crate::desk::Open;

#[derive(Debug, Serialize, TS)]
pub struct PreviewView {
    pub html: String,
    pub draft: bool,
}

/// A form that the window offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum FormatChoice {
    Docx,
    Pdf,
}

impl From<FormatChoice> for Format {
    fn from(choice: FormatChoice) -> Self {
        match choice {
            FormatChoice::Docx => Self::Docx,
            FormatChoice::Pdf => Self::Pdf,
        }
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct GenerateRequest {
    #[ts(type = "number")]
    pub case: i64,
    /// Empty: all that apply.
    pub documents: Vec<String>,
    #[ts(type = "('docx' | 'pdf')[]")]
    pub formats: Vec<FormatChoice>,
    pub r#final: bool,
    /// The others where some cannot be made; otherwise none.
    pub partial: bool,
    pub zip: bool,
    pub overwrite: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct GenerateResult {
    pub folder: String,
    pub files: Vec<GeneratedView>,
    pub refused: Vec<RefusedView>,
    /// Papers that could be made and were not written, because others could not be made.
    pub withheld: usize,
    pub notes: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct RefusedView {
    document: String,
    title: String,
    reasons: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct GeneratedView {
    #[ts(type = "number")]
    id: i64,
    document: String,
    title: String,
    #[ts(type = "'docx' | 'pdf' | 'html' | 'zip'")]
    format: String,
    #[ts(type = "number")]
    revision: i64,
    draft: bool,
    made_at: String,
    file_name: String,
    folder: String,
    stale: bool,
    /// The answers it uses that are not those it was made from.
    changed: Vec<ChangedView>,
    exists: bool,
    disk: Disk,
}

/// What became of a file on the disk, by its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Disk {
    /// As it was written.
    AsMade,
    /// Another content (已改动).
    Changed,
    /// Not there any more (已不在).
    Gone,
    /// Written over by a later making of the same paper.
    Replaced,
}

/// The digest that is kept of a paper, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Disk {
    pub fn of(made: &Generated) -> Self {
        match std::fs::read(&made.path) {
            Ok(bytes) if sha256(&bytes) == made.sha256 => Self::AsMade,
            Ok(_) => Self::Changed,
            Err(_) => Self::Gone,
        }
    }
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    pub title: String,
}

impl From<Refused> for RefusedView {
    fn from(refused: Refused) -> Self {
        let title = match &refused.row {
            Some(row) => format!("{}（{row}）", refused.title),
            None => refused.title,
        };
        Self { document: refused.document, title, reasons: refused.reasons }
    }
}

impl GeneratedView {
    /// `since` is what differs between the answers that the file was made from and those of now.
    pub fn of(made: &Generated, open: &Open, since: &[Change], disk: Disk) -> Self {
        let title = match (open.procedure.document(&made.document), &made.row) {
            (Some(document), Some(row)) => format!("{}（{row}）", document.entry.title),
            (Some(document), None) => document.entry.title.clone(),
            (None, _) => "成套文书".to_owned(),
        };
        let concerning: Vec<Change> =
            since.iter().filter(|change| concerns(made, open, change)).cloned().collect();
        let text = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        Self {
            id: made.id,
            document: made.document.clone(),
            title,
            format: made.format.clone(),
            revision: made.revision,
            draft: made.draft,
            made_at: made.made_at.to_rfc3339(),
            file_name: text(made.path.file_name()).unwrap_or_default(),
            folder: made.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            stale: !concerning.is_empty(),
            changed: changed(&open.procedure, &open.record.answers, &concerning),
            exists: matches!(disk, Disk::AsMade | Disk::Changed),
            disk,
        }
    }
}

/// A paper is out of date once an answer it uses has changed; a whole set, or reasons given, once anything has.
fn concerns(made: &Generated, open: &Open, change: &Change) -> bool {
    match open.procedure.document(&made.document) {
        Some(document) => document.uses.contains(&change.key) || open.procedure.field(&change.key).is_none(),
        None => true,
    }
}
