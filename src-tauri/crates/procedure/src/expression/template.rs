//! Compiled expressions and messages, and what evaluating one gives.

use std::collections::BTreeSet;

use minijinja::Value as Jinja;

use super::environment::ENVIRONMENT;
use super::fault::{Fault, reason};
use super::limit;
use super::scope::Scope;

/// An expression of a template file, compiled when the folder was loaded.
#[derive(Debug, Clone)]
pub struct Expression {
    /// As it stands in the file.
    pub source: String,
    /// Line of the file.
    pub line: usize,
    compiled: std::sync::Arc<minijinja::Expression<'static, 'static>>,
}

/// A message with expressions in it, compiled when the folder was loaded.
#[derive(Debug, Clone)]
pub struct Message {
    /// As it stands in the file.
    pub source: String,
    /// Line of the file.
    pub line: usize,
}

/// What an evaluation gave.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The value; undefined where it could not be worked out.
    pub value: Jinja,
    /// Answers that were looked for and not there.
    pub missing: BTreeSet<String>,
    /// Answers that were read.
    pub inputs: Vec<(String, String)>,
    /// Why it could not be evaluated at all.
    pub fault: Option<Fault>,
}

impl Evaluation {
    /// The three-valued truth of a condition: `None` while something is missing.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        (self.missing.is_empty() && self.fault.is_none()).then(|| self.value.is_true())
    }
}

impl Expression {
    /// Compiles `source`.
    ///
    /// # Errors
    /// The parser's words, for a [`crate::template::Mistake`].
    pub fn compile(source: &str, line: usize) -> Result<Self, String> {
        limit::expression(source)?;
        let compiled =
            ENVIRONMENT.compile_expression_owned(source.to_owned()).map_err(|error| reason(&error))?;
        Ok(Self { source: source.to_owned(), line, compiled: std::sync::Arc::new(compiled) })
    }

    /// Names it refers to, `row.amount` in full.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.compiled.undeclared_variables(true).into_iter().collect()
    }

    /// Evaluates it; never fails, see [`Evaluation::fault`].
    #[must_use]
    pub fn evaluate(&self, scope: &Scope) -> Evaluation {
        let result = self.compiled.eval(scope.context());
        let touched = scope.take_touched();
        let (value, fault) = match result {
            Ok(value) => (value, touched.fault),
            Err(error) => {
                (Jinja::UNDEFINED, Some(Fault::of(&error, || self.concerned(scope, &touched.inputs))))
            }
        };
        Evaluation { value, missing: touched.missing, inputs: touched.inputs, fault }
    }

    /// The answers that went into it: what was read, and what it names where a function read it on its own.
    fn concerned(&self, scope: &Scope, inputs: &[(String, String)]) -> Vec<String> {
        let read = inputs.iter().map(|(path, _)| path.clone());
        let named = self.names().into_iter().filter_map(|name| scope.path_of(&name));
        read.chain(named).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Message {
    /// Checks that `source` is a valid template.
    ///
    /// # Errors
    /// The parser's words, for a [`crate::template::Mistake`].
    pub fn compile(source: &str, line: usize) -> Result<Self, String> {
        limit::message(source)?;
        ENVIRONMENT.template_from_named_str("message", source).map_err(|error| reason(&error))?;
        Ok(Self { source: source.to_owned(), line })
    }

    /// Names it refers to.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        ENVIRONMENT
            .template_from_named_str("message", &self.source)
            .map(|template| template.undeclared_variables(true).into_iter().collect())
            .unwrap_or_default()
    }

    /// The message with its figures filled in; a missing figure prints as a low line.
    #[must_use]
    pub fn render(&self, scope: &Scope) -> String {
        let rendered = ENVIRONMENT
            .template_from_named_str("message", &self.source)
            .and_then(|template| template.render(scope.context()));
        // Nothing of a message may count as an input of the rule.
        let _ = scope.take_touched();
        match rendered {
            Ok(text) => text.trim().to_owned(),
            Err(error) => format!("（提示文字无法生成：{}）", reason(&error)),
        }
    }
}
