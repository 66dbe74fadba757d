//! What an installer must say of the work of others: every part with its licence, the texts of those licences, and the
//! same list for programs.

mod bill;
mod crates;
mod licences;
mod modules;
mod part;

use std::path::Path;

use anyhow::{Context, Result};

pub(crate) use part::hexadecimal;

use crate::place;

/// Writes `THIRD-PARTY.txt` and `sbom.cdx.json` to target/legal.
///
/// # Errors
/// cargo cannot tell what is used, a file cannot be read or written.
pub fn lay() -> Result<()> {
    let (crates, modules) = (crates::crates()?, modules::modules(&place::ui())?);
    let direct = crates.direct.into_iter().chain(modules.direct).collect();
    let mut parts: Vec<part::Part> =
        crates.parts.into_iter().chain(modules.parts).chain(part::fonts()?).collect();
    parts.sort();
    let folder = place::target().join("legal");
    std::fs::create_dir_all(&folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    write(&folder.join("THIRD-PARTY.txt"), &licences::list(&parts))?;
    write(&folder.join("sbom.cdx.json"), &format!("{:#}\n", bill::bill(&parts, &direct)))
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("写不了 {}", file.display()))
}
