//! Unusable input, told with every problem at once.

use std::fmt;
use std::path::Path;

use procedure::answer::AnswerProblem;
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
pub struct Failure(pub Vec<Problem>);

impl Failure {
    /// A single problem.
    pub fn new(code: impl Into<String>, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self(vec![Problem { code: code.into(), place: place.into(), message: message.into() }])
    }

    /// Problems of a case file.
    pub fn answers(file: &Path, problems: Vec<AnswerProblem>) -> Self {
        let file = file.display();
        let place = |path: &str| if path.is_empty() { file.to_string() } else { format!("{file}: {path}") };
        let problem = |problem: AnswerProblem| Problem {
            code: problem.code.to_owned(),
            place: place(&problem.path),
            message: problem.message,
        };
        Self(problems.into_iter().map(problem).collect())
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
        Self(mistakes.into_iter().map(problem).collect())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Problem { code, place, message } in &self.0 {
            if place.is_empty() {
                writeln!(f, "错误：{message} [{code}]")?;
            } else {
                writeln!(f, "{place}: {message} [{code}]")?;
            }
        }
        if self.0.len() > 1 {
            writeln!(f, "共 {} 处问题，没有写入任何文件。", self.0.len())?;
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
