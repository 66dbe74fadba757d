//! Papers as templates: the environment their bodies run in, and what a body would leave blank.
//!
//! How a printed value looks is left to `document`; here is only what can be said without printing anything.

mod function;
mod probe;

use minijinja::{AutoEscape, Environment};

use crate::expression::new_environment;
use crate::template::{DocumentTemplate, Folder};

pub use function::{BlankObject, CheckObject, PenObject};
pub(crate) use probe::{STACK_BYTES, lacking};

/// Name of the body of a paper in the environment of its procedure.
#[must_use]
pub fn body_name(id: &str) -> String {
    format!("documents/{id}.md")
}

/// An environment with the shared partials and the bodies of these papers, compiled once. A formatter is put in by whoever
/// runs it.
pub(crate) fn environment(folder: &Folder, documents: &[DocumentTemplate]) -> Environment<'static> {
    let mut environment = new_environment();
    // Escaping is on so that the result of a macro, which already carries marks, is known to be safe.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("marks".into()));
    function::register(&mut environment);
    for (name, text) in folder.below("shared/").filter(|(name, _)| name.ends_with(".md")) {
        // A body that does not compile is told when the folder is checked, a partial when a paper includes it.
        let _ = environment.add_template_owned(name.to_owned(), text.to_owned());
    }
    for document in documents {
        let _ = environment.add_template_owned(body_name(&document.id), document.body.clone());
    }
    environment
}
