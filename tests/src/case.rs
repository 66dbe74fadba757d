//! The shipped templates and their examples, loaded once.

use std::sync::{Arc, LazyLock};

use anyhow::{Result, anyhow};
use procedure::answer::Answers;
use procedure::assessment::Case;
use procedure::template::{Example, Folder, Library, Procedure};

/// The shipped template folder as text.
///
/// # Panics
/// It can't be read: nothing can be tested then.
#[must_use]
pub fn folder() -> Folder {
    match store::shelf::read(&xtask::place::root().join("templates")) {
        Ok(folder) => folder,
        Err(error) => panic!("templates can't be read: {error}"),
    }
}

/// The shipped templates.
///
/// # Panics
/// They have mistakes; all are listed.
pub fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| match Library::load(&folder()) {
        Ok(library) => library,
        Err(mistakes) => {
            let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            panic!("templates have mistakes:\n{}", told.join("\n"));
        }
    });
    &LIBRARY
}

/// The case that an example tells.
///
/// # Errors
/// Answers that the procedure does not accept; all are listed.
pub fn of(procedure: &Procedure, example: &Example) -> Result<Case> {
    let answers = Answers::read(procedure, &example.answers).map_err(|problems| {
        let told: Vec<String> =
            problems.iter().map(|p| format!("{}: {} [{}]", p.path, p.message, p.code)).collect();
        anyhow!("{}", told.join("\n"))
    })?;
    Ok(Case { answers, overrides: example.overrides.clone() })
}

/// Every example of every procedure, in the order of slugs and names.
pub fn examples() -> impl Iterator<Item = (&'static Arc<Procedure>, &'static Example)> {
    library()
        .procedures()
        .flat_map(|procedure| procedure.examples.values().map(move |example| (procedure, example)))
}
