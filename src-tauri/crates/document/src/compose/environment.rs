//! The minijinja environment of a paper: that of its procedure, with every printed value kept out of reach of Markdown.

use minijinja::{Environment, Error};
use procedure::expression::Scope;

use super::print::piece;
use crate::piece::Pieces;

/// An environment in which every printed value goes to `pieces`.
///
/// `fuel` is what composing may cost, see [`Environment::set_fuel`].
pub(super) fn with_pieces(scope: &Scope, pieces: &Pieces, fuel: u64) -> Environment<'static> {
    let mut environment = scope.procedure().papers.clone();
    environment.set_fuel(Some(fuel));
    let (marks, origin) = (pieces.clone(), scope.clone());
    environment.set_formatter(move |out, _, value| {
        let text = if value.is_safe() { value.to_string() } else { marks.keep(piece(&origin, value)) };
        out.write_str(&text).map_err(Error::from)
    });
    // Macros see globals only.
    environment.add_global("__scope", scope.context());
    environment
}
