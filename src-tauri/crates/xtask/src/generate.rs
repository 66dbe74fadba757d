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

/// `ui/src/ipc/bindings.ts`, from the shell's shapes: the test that compares the two writes when it is blessed.
///
/// # Errors
/// The shell does not compile, or the file can't be written.
pub fn bindings() -> Result<()> {
    let test = ["test", "--quiet", "--package", "choujian", "--lib", "the_page_knows_the_present_shapes"];
    call::run(call::cargo().args(test).env("CHOUJIAN_BLESS", "1"))
}
