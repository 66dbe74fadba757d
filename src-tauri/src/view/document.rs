//! Papers and their generation, for the page.

use export::dossier::{Format, Refused};
use serde::{Deserialize, Serialize};
use store::Generated;
use ts_rs::TS;

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
    exists: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    pub title: String,
}

impl From<Refused> for RefusedView {
    fn from(refused: Refused) -> Self {
        Self { document: refused.document, title: refused.title, reasons: refused.reasons }
    }
}

impl GeneratedView {
    /// `changed` are the keys whose answers are not those the file was made from.
    pub fn of(made: &Generated, open: &Open, changed: &[String]) -> Self {
        let title = match (open.procedure.document(&made.document), &made.row) {
            (Some(document), Some(row)) => format!("{}（{row}）", document.entry.title),
            (Some(document), None) => document.entry.title.clone(),
            (None, _) => "成套文书".to_owned(),
        };
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
            stale: is_stale(made, open, changed),
            exists: made.path.exists(),
        }
    }
}

/// A paper is out of date once an answer it uses has changed; a whole set, or reasons given, once anything has.
fn is_stale(made: &Generated, open: &Open, changed: &[String]) -> bool {
    match open.procedure.document(&made.document) {
        Some(document) => {
            changed.iter().any(|key| document.uses.contains(key) || open.procedure.field(key).is_none())
        }
        None => !changed.is_empty(),
    }
}
