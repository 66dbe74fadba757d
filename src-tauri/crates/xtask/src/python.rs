//! A Python environment of the project's own under target/, for the tools that read what we write.

use crate::{call, place};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The interpreter of an environment under target/ that has exactly the packages of a requirements file.
///
/// # Errors
/// No Python that can make environments, or pip fails.
pub fn environment(name: &str, requirements: &Path) -> Result<PathBuf> {
    let folder = place::target().join(name);
    let python = interpreter(&folder);
    let wanted = std::fs::read(requirements).with_context(|| format!("读不到 {}", requirements.display()))?;
    let stamp = folder.join("requirements.installed");
    if std::fs::read(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(python);
    }
    println!("准备 Python 环境：target/{name}");
    // An interpreter from another manager may stand first in PATH without ensurepip; Debian's is asked after it.
    let makes = |python: &&str| call::succeeds(call::command(python).args(["-c", "import venv, ensurepip"]));
    let Some(base) = ["python3", "/usr/bin/python3", "python"].into_iter().find(makes) else {
        bail!("没有能建立独立环境的 Python 3（Debian：apt-get install python3-venv）");
    };
    call::run(call::command(base).args(["-m", "venv", "--clear"]).arg(&folder))?;
    call::run(
        call::command(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(requirements),
    )?;
    std::fs::write(&stamp, wanted).with_context(|| format!("写不了 {}", stamp.display()))?;
    Ok(python)
}

fn interpreter(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
