//! Keeps the folders of the building machine out of the binaries: compilers are told other names for them, and what
//! was built is searched for them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place;

/// A folder of this machine and the name that stands for it in a binary.
type Names = BTreeMap<PathBuf, &'static str>;

/// The folders that a compiler may name, with the words that stand for them.
pub(super) struct Shield {
    folders: Names,
}

impl Shield {
    /// The project, cargo's downloads and the toolchain.
    ///
    /// # Errors
    /// This machine does not say where the user's folder is.
    pub(super) fn new() -> Result<Self> {
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
        let home = PathBuf::from(home.context("没有 HOME，不知道 cargo 的文件夹在哪里")?);
        let named = |variable: &str, below: &str| {
            std::env::var_os(variable).map_or_else(|| home.join(below), PathBuf::from)
        };
        let folders = [
            (place::root(), "/choujian"),
            (named("CARGO_HOME", ".cargo"), "/cargo"),
            (named("RUSTUP_HOME", ".rustup"), "/rustup"),
        ];
        Ok(Self { folders: folders.into() })
    }

    /// Tells rustc and the C compiler the other names.
    pub(super) fn over<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let (mut rust, mut c) = (Vec::new(), Vec::new());
        for (folder, name) in &self.folders {
            rust.push(format!("--remap-path-prefix={}={name}", folder.display()));
            c.push(format!("-ffile-prefix-map={}={name}", folder.display()));
        }
        // The separator that cargo reads, since folders may have spaces in them.
        command.env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"));
        if cfg!(not(windows)) {
            command.env("CFLAGS", c.join(" "));
        }
        command
    }

    /// Looks for the folders in what was built.
    ///
    /// # Errors
    /// A binary can't be read, or names one of them; how often, and an example.
    pub(super) fn check(&self, binaries: &[PathBuf]) -> Result<()> {
        for binary in binaries {
            let bytes = std::fs::read(binary).with_context(|| format!("读不到 {}", binary.display()))?;
            for folder in self.folders.keys() {
                let found = places(&bytes, folder);
                if let Some(first) = found.first() {
                    bail!(
                        "{} 里有 {} 处写着构建机器的文件夹，例如 {}",
                        binary.display(),
                        found.len(),
                        readable(&bytes[*first..])
                    );
                }
            }
        }
        Ok(())
    }
}

/// Where the folder's name, with the separator after it, stands in the bytes.
fn places(bytes: &[u8], folder: &Path) -> Vec<usize> {
    let name = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    let name = name.as_bytes();
    bytes.windows(name.len()).enumerate().filter(|(_, window)| *window == name).map(|(at, _)| at).collect()
}

/// The text up to what is no printable character, at most 120 of them.
fn readable(bytes: &[u8]) -> String {
    bytes.iter().take_while(|byte| byte.is_ascii_graphic()).take(120).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_the_builder_is_found_and_told() -> Result<()> {
        let bytes = b"\0/home/me/.cargo/registry/src/zip/lib.rs\0/cargo/registry\0/home/me/.cargonaut\0";
        assert_eq!(places(bytes, Path::new("/home/me/.cargo")), [1]);
        assert_eq!(readable(&bytes[1..]), "/home/me/.cargo/registry/src/zip/lib.rs");

        let folder = std::env::temp_dir().join(format!("choujian-trace-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let binary = folder.join("program");
        std::fs::write(&binary, bytes)?;
        let shield = Shield { folders: [(PathBuf::from("/home/me/.cargo"), "/cargo")].into() };
        let told = shield.check(std::slice::from_ref(&binary)).err().map(|error| error.to_string());
        std::fs::write(&binary, b"\0/cargo/registry/src/zip/lib.rs\0")?;
        let clean = shield.check(&[binary]);
        std::fs::remove_dir_all(folder)?;
        assert!(told.is_some_and(|told| told.contains("1 处") && told.contains("zip/lib.rs")));
        clean
    }
}
