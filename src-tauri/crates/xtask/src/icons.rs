//! `cargo xtask icons`: all sizes that the systems ask for, from the one drawing `icons/icon.svg`.
//!
//! The results are committed; nobody needs this to build.

use crate::{call, place};
use anyhow::{Context, Result};

/// Draws every size anew.
///
/// # Errors
/// The drawing can't be rendered, or files can't be written.
pub fn make() -> Result<()> {
    let icons = place::root().join("icons");
    let made = place::target().join("icons");
    call::run(
        call::command("npx")
            .args(["--yes", crate::package::TAURI, "icon", "--output"])
            .arg(&made)
            .arg(icons.join("icon.svg")),
    )?;
    for entry in std::fs::read_dir(&made)? {
        let entry = entry?;
        let name = entry.file_name();
        if wanted(&name.to_string_lossy()) {
            std::fs::copy(entry.path(), icons.join(&name))
                .with_context(|| format!("写不了 icons/{}", name.to_string_lossy()))?;
        }
    }
    Ok(())
}

/// The files that the bundle configuration names.
fn wanted(name: &str) -> bool {
    matches!(
        name,
        "32x32.png" | "64x64.png" | "128x128.png" | "128x128@2x.png" | "icon.icns" | "icon.ico" | "icon.png"
    )
}
