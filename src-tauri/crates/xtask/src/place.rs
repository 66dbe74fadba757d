//! Where things lie in the project, independent of the folder from which xtask was called.

use std::path::{Path, PathBuf};

/// The folder of the workspace's Cargo.toml.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).unwrap_or(here).to_path_buf()
}

/// Cargo's build folder; also holds everything that xtask installs for the project alone.
#[must_use]
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// A binary of the development build, with the system's suffix.
#[must_use]
pub fn built(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The page's folder.
#[must_use]
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Where the fonts lie that are shipped with the program (not under version control: 60 MB).
#[must_use]
pub fn fonts() -> PathBuf {
    root().join("src-tauri/fonts")
}

/// This crate's folder, for the small files that it installs from.
#[must_use]
pub fn xtask() -> PathBuf {
    root().join("src-tauri/crates/xtask")
}
