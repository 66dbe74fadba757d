//! npm packages by lock file, and the page's build.

use crate::{call, place};
use anyhow::{Context, Result};
use std::path::Path;
use std::time::SystemTime;

/// `npm ci` in a folder, unless the packages of exactly this lock file are there already.
///
/// # Errors
/// npm fails, or the folder has no lock file.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read(&lock).with_context(|| format!("读不到 {}", lock.display()))?;
    // The stamp lies inside node_modules: whoever removes that folder removes the stamp with it.
    let stamp = folder.join("node_modules/.choujian-lock");
    if std::fs::read(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    println!("安装 npm 软件包：{}", folder.strip_prefix(place::root()).unwrap_or(folder).display());
    call::run(call::command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    std::fs::write(&stamp, wanted).with_context(|| format!("写不了 {}", stamp.display()))
}

/// Installs what the page needs and builds it into `ui/dist`, unless nothing changed since the last build.
///
/// # Errors
/// npm fails; its own messages stand above.
pub fn build() -> Result<()> {
    let ui = place::ui();
    install(&ui)?;
    if is_current(&ui) {
        return Ok(());
    }
    println!("构建页面");
    call::run(call::command("npm").args(["run", "--silent", "build"]).current_dir(&ui))
}

fn is_current(ui: &Path) -> bool {
    let Ok(built) = modified(&ui.join("dist/index.html")) else { return false };
    newest(ui, 0).is_ok_and(|changed| changed < built)
}

/// The latest change among the page's sources; what is installed or built does not count.
fn newest(folder: &Path, depth: u32) -> std::io::Result<SystemTime> {
    let mut latest = SystemTime::UNIX_EPOCH;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if depth == 0 && (name == "node_modules" || name == "dist") {
            continue;
        }
        let changed = if entry.file_type()?.is_dir() {
            newest(&entry.path(), depth + 1)?
        } else {
            modified(&entry.path())?
        };
        latest = latest.max(changed);
    }
    Ok(latest)
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    std::fs::metadata(path)?.modified()
}
