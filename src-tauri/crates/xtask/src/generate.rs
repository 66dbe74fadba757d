//! Files that are generated from the code and committed: schemas of the template files, shapes for the page.

use crate::call;
use anyhow::Result;

/// `templates/schema/*.json`, from the types that read the template files.
///
/// # Errors
/// The program that writes them fails.
pub fn schemas() -> Result<()> {
    call::run(call::cargo().args(["run", "--quiet", "--package", "tests", "--bin", "schema"]))
}

/// `ui/src/ipc/bindings.ts`, from the shell's shapes.
///
/// # Errors
/// The program that writes them fails.
pub fn bindings() -> Result<()> {
    call::run(call::cargo().args(["run", "--quiet", "--package", "choujian", "--bin", "bindings"]))
}
