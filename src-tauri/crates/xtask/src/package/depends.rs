//! Which packages of Debian the binaries need, and from which version on, as dpkg-shlibdeps reads it off their symbols.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::json;

use crate::{call, place};

/// The dependencies of the binaries: `libc6 (>= 2.34)`.
///
/// # Errors
/// dpkg-shlibdeps (package dpkg-dev) is missing or fails.
pub(super) fn of(binaries: &[PathBuf]) -> Result<Vec<String>> {
    // It wants to stand in the source folder of a package.
    let folder = place::target().join("depends");
    std::fs::create_dir_all(folder.join("debian"))
        .with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    let control = "Source: choujian\n\nPackage: choujian\nArchitecture: any\nDepends: ${shlibs:Depends}\n";
    std::fs::write(folder.join("debian/control"), control)
        .with_context(|| format!("写不了 {}", folder.display()))?;
    let told = call::output(call::command("dpkg-shlibdeps").arg("-O").args(binaries).current_dir(&folder))?;
    read(&told).with_context(|| format!("dpkg-shlibdeps 的输出不是预期的样子：{told}"))
}

fn read(told: &str) -> Option<Vec<String>> {
    let list = told.lines().find_map(|line| line.strip_prefix("shlibs:Depends="))?;
    Some(list.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect())
}

/// What is laid over the configuration of the installer.
pub(super) fn configuration(needed: &[String]) -> String {
    json!({ "bundle": { "linux": { "deb": { "depends": needed } } } }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_kept() {
        let told = "shlibs:Depends=libc6 (>= 2.34), libwebkit2gtk-4.1-0 (>= 2.40.0)\n";
        let needed = read(told).unwrap_or_default();
        assert_eq!(needed, ["libc6 (>= 2.34)", "libwebkit2gtk-4.1-0 (>= 2.40.0)"]);
        assert_eq!(
            configuration(&needed),
            r#"{"bundle":{"linux":{"deb":{"depends":["libc6 (>= 2.34)","libwebkit2gtk-4.1-0 (>= 2.40.0)"]}}}}"#
        );
        assert_eq!(read("nothing"), None);
    }
}
