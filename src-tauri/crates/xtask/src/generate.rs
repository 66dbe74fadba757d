//! Files that are generated from the code and committed: schemas of the template files, shapes for the page.

use crate::{call, place};
use anyhow::Result;

/// `templates/schema/*.json`, from the types that read the template files.
///
/// # Errors
/// The program that writes them fails.
pub fn schemas() -> Result<()> {
    // The whole workspace: for one package alone cargo would compile half the dependencies anew, with other features.
    call::run(call::cargo().args(["build", "--quiet", "--workspace", "--all-targets"]))?;
    call::run(&mut call::command(place::built("schema")))
}

/// `ui/src/ipc/bindings.ts`, from the shell's shapes: the test that compares the two writes when it is blessed.
///
/// # Errors
/// The shell does not compile, or the file can't be written.
pub fn bindings() -> Result<()> {
    let test = ["test", "--quiet", "--workspace", "--lib", "the_page_knows_the_present_shapes"];
    call::run(call::cargo().args(test).env("CHOUJIAN_BLESS", "1"))
}
