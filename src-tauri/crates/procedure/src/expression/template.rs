//! Compiled expressions and messages, and what evaluating one gives.

use std::collections::BTreeSet;

use minijinja::Value as Jinja;

use super::environment::ENVIRONMENT;
use super::fault::{Fault, reason};
use super::hole;
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
    /// Questions that `given()` found without an answer.
    pub absent: BTreeSet<String>,
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

    /// The conditions that `and` joins at the outermost level; none if there is just one.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        let parts = conjuncts(&self.source);
        let compiled = parts.iter().map(|part| Self::compile(part, self.line));
        // What cannot be taken apart is judged as a whole.
        compiled.collect::<Result<_, _>>().unwrap_or_default()
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
        Evaluation { value, missing: touched.missing, inputs: touched.inputs, absent: touched.absent, fault }
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

    /// A phrase with its figures filled in: a label, a name, what stands in a cell. What speaks of an answer that is not
    /// there is left out; if nothing else is said, the phrase says that it is not there.
    #[must_use]
    pub fn render(&self, scope: &Scope) -> String {
        self.fill(scope, |text| hole::phrase(text, &|path| scope.facts.label(path)))
    }

    /// A name with everything in it; `None` if an answer that it speaks of is not there.
    #[must_use]
    pub fn whole(&self, scope: &Scope) -> Option<String> {
        let mut whole = true;
        let text = self.fill(scope, |text| {
            whole = !hole::is_in(text);
            text.to_owned()
        });
        Some(text).filter(|_| whole)
    }

    /// Sentences with their figures filled in, without those that speak of an answer that is not there.
    #[must_use]
    pub fn sentences(&self, scope: &Scope) -> String {
        self.fill(scope, |text| hole::sentences(text).0)
    }

    /// Sentences on a breach of what `title` says, as [`Message::sentences`]; if that takes away what was wrong, it is told
    /// by the title and by what is not there.
    #[must_use]
    pub fn explain(&self, scope: &Scope, title: &str) -> String {
        self.fill(scope, |text| {
            let (kept, lost) = hole::sentences(text);
            if lost.is_empty() {
                return kept;
            }
            let paths = lost.iter().flat_map(|path| scope.facts.behind(path)).collect();
            let labels = scope.facts.labels(&paths);
            let missing = if labels.is_empty() { String::new() } else { format!("，{labels}还没有填写") };
            format!("没有做到“{title}”{missing}。{kept}")
        })
    }

    fn fill(&self, scope: &Scope, mend: impl FnOnce(&str) -> String) -> String {
        let rendered = ENVIRONMENT
            .template_from_named_str("message", &self.source)
            .and_then(|template| template.render(scope.context()));
        // Nothing of a message may count as an input of the rule.
        let _ = scope.take_touched();
        match rendered {
            Ok(text) => mend(text.trim()).trim().to_owned(),
            Err(error) => format!("（提示文字无法生成：{}）", reason(&error)),
        }
    }
}

/// The operands of the outermost `and`; empty if an `or` or a choice stands beside it, which binds less.
fn conjuncts(source: &str) -> Vec<&str> {
    let (mut depth, mut quote, mut start, mut parts) = (0_usize, None, 0, Vec::new());
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, c) if c.is_whitespace() && depth == 0 => {
                let rest = &source[at + c.len_utf8()..];
                if rest.starts_with("or ") || rest.starts_with("if ") {
                    return Vec::new();
                }
                if rest.starts_with("and ") {
                    parts.push(&source[start..at]);
                    start = at + c.len_utf8() + "and ".len();
                }
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        return parts;
    }
    parts.push(&source[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::conjuncts;

    #[test]
    fn conditions_joined_by_and_are_taken_apart() {
        assert_eq!(conjuncts("a > 1 and (b or c) and f('x and y')"), ["a > 1", "(b or c)", "f('x and y')"]);
        assert!(conjuncts("a and b or c").is_empty());
        assert!(conjuncts("a and b if c else d").is_empty());
        assert!(conjuncts("a == b").is_empty());
    }
}
