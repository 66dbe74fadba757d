//! Why a command was refused: a stable code for the page, Chinese words for the person.

use document::ComposeError;
use export::ExportError;
use export::dossier::DossierError;
use procedure::answer::{AnswerProblem, Problems};
use procedure::template::{Broken, Mistake};
use serde::Serialize;
use store::StoreError;
use ts_rs::TS;
use workbook::WorkbookError;

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// Stable code, e.g. `store.disk-full`. The page matches this and never the text.
    pub code: String,
    /// What is wrong, where, and what to do.
    pub detail: String,
    /// Path of the answer concerned.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
}

impl Failure {
    pub fn new(code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: code.into(), detail: detail.into(), place: None }
    }

    /// Several problems at once, the first naming the code.
    pub fn answers(problems: &[AnswerProblem]) -> Self {
        let first = problems.first();
        Self {
            code: first.map_or("answer.unreadable", |problem| problem.code).to_owned(),
            detail: problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("\n"),
            place: first.map(|problem| problem.path.clone()),
        }
    }

    /// A procedure that cannot be used.
    pub fn broken(broken: &Broken) -> Self {
        let lines: Vec<String> = broken.mistakes.iter().map(ToString::to_string).collect();
        Self::new(
            "shell.broken-procedure",
            format!(
                "“{}”的模板有 {} 处错误，改正并重新打开程序以前不能办理；已有的回答都在，可以导出。\n{}",
                broken.short,
                broken.mistakes.len(),
                lines.join("\n")
            ),
        )
    }

    /// Problems of a case file, of which there may be more than are told.
    pub fn case_file(problems: &Problems) -> Self {
        let mut failure = Self::answers(problems);
        let (told, total) = (problems.len(), problems.total());
        if told < total {
            failure.detail.push_str(&format!("\n共 {total} 处问题，以上是前 {told} 处。"));
        }
        failure
    }

    pub fn mistakes(mistakes: &[Mistake]) -> Self {
        let lines: Vec<String> = mistakes.iter().take(20).map(ToString::to_string).collect();
        Self::new(
            "template.mistakes",
            format!("模板文件夹有 {} 处错误：\n{}", mistakes.len(), lines.join("\n")),
        )
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<WorkbookError> for Failure {
    fn from(error: WorkbookError) -> Self {
        Self::new(error.code, error.message)
    }
}

impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<DossierError> for Failure {
    fn from(error: DossierError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}
