//! Why a paper could not be composed.

use thiserror::Error;

/// A paper could not be composed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ComposeError {
    /// The procedure has no paper of that id.
    #[error("没有名为“{0}”的文书")]
    UnknownDocument(String),
    /// The paper is written per row and there is no such row.
    #[error("《{title}》按行生成，没有第{row}行")]
    UnknownRow {
        /// Title of the paper.
        title: String,
        /// Row from 1.
        row: usize,
    },
    /// A final that would have blanks which no hand is to fill in.
    #[error("《{title}》还不能出正式稿：{}", blanks(.answers))]
    Blank {
        /// Title of the paper.
        title: String,
        /// Paths of the answers that would print as blanks.
        paths: Vec<String>,
        /// What people call them.
        answers: Vec<String>,
    },
    /// The answers are in order one by one, and a result of them is beyond what can be represented.
    #[error("《{title}》无法生成：{reason}。请核对填写的数额是否多写了位数，或写错了单位、日期。")]
    Answers {
        /// Title of the paper.
        title: String,
        /// What went wrong.
        reason: String,
    },
    /// The template itself is wrong.
    #[error("《{title}》的模板有误（{file}，第{line}行）：{reason}")]
    Template {
        /// Title of the paper.
        title: String,
        /// File of the template folder.
        file: String,
        /// Line of that file.
        line: usize,
        /// The engine's words.
        reason: String,
    },
}

impl ComposeError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownDocument(_) => "document.unknown",
            Self::UnknownRow { .. } => "document.unknown-row",
            Self::Blank { .. } => "document.blank",
            Self::Answers { .. } => "document.answers",
            Self::Template { .. } => "document.template",
        }
    }
}

fn blanks(answers: &[String]) -> String {
    if answers.is_empty() {
        return "有一处会印成空白，不是留给手填的。这是模板的错误，请告知维护人员。".to_owned();
    }
    format!("下列内容没有填写，会印成空白：{}。", answers.join("、"))
}
