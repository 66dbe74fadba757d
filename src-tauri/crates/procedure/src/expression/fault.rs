//! Why an expression could not be evaluated, and whose mistake that is.

use std::error::Error as _;
use std::fmt;

use minijinja::{Error, ErrorKind};

/// Why an expression could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A mistake of the template.
    Template(String),
    /// Figures that are in order one by one lead to a result beyond what can be represented (结果超出范围), or to a
    /// division by zero. No template is to blame for that.
    Answers {
        /// What went wrong.
        reason: String,
        /// Paths of the answers that went into it.
        paths: Vec<String>,
    },
}

impl Fault {
    /// Of an error of the engine; `paths` are the answers that were read.
    pub(super) fn of(error: &Error, paths: impl FnOnce() -> Vec<String>) -> Self {
        let reason = reason(error);
        if is_of_answers(error) { Self::Answers { reason, paths: paths() } } else { Self::Template(reason) }
    }

    /// What went wrong, in words.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Template(reason) | Self::Answers { reason, .. } => reason,
        }
    }

    /// What went wrong, and who can mend it.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Template(reason) => format!("无法计算：{reason}。这是模板的错误，请告知维护人员。"),
            Self::Answers { reason, .. } => format!("无法计算：{reason}。请核对填写的数额和日期。"),
        }
    }
}

/// A fault within an evaluation that another one has asked for.
impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Template(reason) => Self::new(ErrorKind::InvalidOperation, reason),
            Fault::Answers { reason, .. } => of_answers(reason),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

/// Marks an error of a function that the answers, not the template, have led to.
#[derive(Debug)]
struct OfAnswers;

impl fmt::Display for OfAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("填写的内容")
    }
}

impl std::error::Error for OfAnswers {}

/// An error that the answers have led to.
pub(super) fn of_answers(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into()).with_source(OfAnswers)
}

/// Whether answers that are in order one by one have led to an error, and no mistake of a template.
#[must_use]
pub fn is_of_answers(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        if error.is::<OfAnswers>() {
            return true;
        }
        source = error.source();
    }
    false
}

/// The words of an error without the debug listing.
#[must_use]
pub fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::OutOfFuel => "运算量超过上限，请减少循环的次数或拼接的文字".to_owned(),
        ErrorKind::BadInclude | ErrorKind::EvalBlock => {
            let inner = error.source().and_then(|source| source.downcast_ref::<Error>());
            inner.map_or_else(|| plain(error), reason)
        }
        _ => plain(error),
    }
}

fn plain(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
}
