//! Unusable input, told with every problem at once.

use std::fmt;
use std::path::Path;

use procedure::answer::{AnswerProblem, Problems};
use procedure::template::Mistake;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code.
    pub code: String,
    /// File and place in it.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Why nothing could be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is told.
    pub problems: Vec<Problem>,
    /// How many problems there are; only the first of very many are told.
    pub total: usize,
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self { total: problems.len(), problems }
    }
}

impl Failure {
    /// A single problem.
    pub fn new(code: impl Into<String>, place: impl Into<String>, message: impl Into<String>) -> Self {
        vec![Problem { code: code.into(), place: place.into(), message: message.into() }].into()
    }

    /// Problems of a case file.
    pub fn answers(file: &Path, problems: Problems) -> Self {
        let total = problems.total();
        let file = file.display();
        let place = |path: &str| if path.is_empty() { file.to_string() } else { format!("{file}: {path}") };
        let problem = |problem: AnswerProblem| Problem {
            code: problem.code.to_owned(),
            place: place(&problem.path),
            message: problem.message,
        };
        Self { problems: problems.into_iter().map(problem).collect(), total }
    }

    /// Mistakes of a template folder.
    pub fn mistakes(mistakes: Vec<Mistake>) -> Self {
        let problem = |mistake: Mistake| Problem {
            code: mistake.code.to_owned(),
            place: match mistake.line {
                Some(line) => format!("{}:{line}", mistake.file),
                None => mistake.file,
            },
            message: mistake.message,
        };
        mistakes.into_iter().map(problem).collect::<Vec<_>>().into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Problem { code, place, message } in &self.problems {
            if place.is_empty() {
                writeln!(f, "错误：{message} [{code}]")?;
            } else {
                writeln!(f, "{place}: {message} [{code}]")?;
            }
        }
        let (told, total) = (self.problems.len(), self.total);
        if told < total {
            writeln!(f, "共 {total} 处问题，以上是前 {told} 处；没有写入任何文件。")?;
        } else if total > 1 {
            writeln!(f, "共 {total} 处问题，没有写入任何文件。")?;
        }
        Ok(())
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        Self::new(error.code(), "", error.to_string())
    }
}

impl From<export::dossier::DossierError> for Failure {
    fn from(error: export::dossier::DossierError) -> Self {
        Self::new(error.code(), "", error.to_string())
    }
}

impl From<export::ExportError> for Failure {
    fn from(error: export::ExportError) -> Self {
        Self::new(error.code(), "", error.to_string())
    }
}

impl From<workbook::WorkbookError> for Failure {
    fn from(error: workbook::WorkbookError) -> Self {
        Self::new(error.code, "", error.message)
    }
}
