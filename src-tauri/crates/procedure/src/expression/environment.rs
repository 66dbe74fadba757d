//! The one minijinja environment of expressions.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Rest, Value as Jinja, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::function;
use super::hole;
use super::print::yes_no;
use super::scope::{SCOPE, Scope};

/// What one evaluation may cost, see [`Environment::set_fuel`]: about as many steps, or 64 bytes each. Expressions that are
/// shipped take a few hundred, those over a table of 20,000 rows some 10,000.
const FUEL: u64 = 1_000_000;

/// Environment in which expressions and messages are compiled.
///
/// It holds no state of a case: functions find theirs through the scope.
pub static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = new_environment();
    environment.set_fuel(Some(FUEL));
    // What grows from one round of a loop to the next would lie as deep as there are rounds; only papers, which are
    // composed on a stack of their own, have it.
    environment.add_function("namespace", |_: Rest<Jinja>, _: Kwargs| -> Result<Jinja, Error> {
        Err(Error::new(ErrorKind::InvalidOperation, "namespace() 只能在文书中使用"))
    });
    environment.set_formatter(|out, state, value| {
        let scope = state.lookup(SCOPE).and_then(|scope| scope.downcast_object::<Scope>());
        let last = scope.as_ref().and_then(|scope| scope.take_last());
        if value.is_undefined() || value.is_none() {
            return out.write_str(&hole::mark(last.as_deref())).map_err(Into::into);
        }
        let label = scope.zip(last).and_then(|(scope, path)| scope.choice_label(&path, value));
        write!(out, "{}", label.unwrap_or_else(|| plain(value))).map_err(Into::into)
    });
    environment
});

/// An environment with all functions of the language, for expressions and for documents.
#[must_use]
pub fn new_environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // Markdown's `{#anchor}` must not open a comment.
    if let Ok(syntax) = SyntaxConfig::builder().comment_delimiters("{##", "##}").build() {
        environment.set_syntax(syntax);
    }
    // A missing answer is not an error: the scope has recorded it.
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    function::register(&mut environment);
    environment
}

/// How a value reads in a message.
#[must_use]
pub fn plain(value: &Jinja) -> String {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => "＿＿＿＿".to_owned(),
        ValueKind::Bool => yes_no(value.is_true()).to_owned(),
        ValueKind::Seq | ValueKind::Iterable if value.as_object().is_some() => match value.try_iter() {
            Ok(items) => items.map(|item| plain(&item)).collect::<Vec<_>>().join("、"),
            Err(_) => value.to_string(),
        },
        _ => value.to_string(),
    }
}
