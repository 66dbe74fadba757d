//! A part of the program that somebody else wrote, and how lists name it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::place;

/// Where a part comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Registry {
    Cargo,
    Npm,
    /// A font file, laid into src-tauri/fonts.
    Font,
}

impl Registry {
    /// As in a package URL (purl) and in the list for people.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Cargo => "cargo",
            Self::Npm => "npm",
            Self::Font => "font",
        }
    }
}

/// The digest by which a registry vouches for a part's archive; that of the file itself for a font.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash {
    /// As CycloneDX writes it: `SHA-256`, `SHA-512`.
    pub(super) algorithm: &'static str,
    /// Lower-case hexadecimal digits.
    pub(super) digits: String,
}

/// A part of the program that somebody else wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) registry: Registry,
    pub(super) name: String,
    pub(super) version: String,
    /// SPDX expression.
    pub(super) licence: String,
    /// Where its makers keep it.
    pub(super) address: String,
    /// Its source on this machine.
    pub(super) folder: PathBuf,
    pub(super) hash: Option<Hash>,
    /// References ([`Part::reference`]) of the shipped parts that it calls.
    pub(super) needs: BTreeSet<String>,
}

impl Part {
    /// The package URL; a font, which no registry holds, goes by its file name.
    pub(super) fn reference(&self) -> String {
        match self.registry {
            Registry::Font => format!("font:{}", self.name),
            registry => reference(registry, &self.name, &self.version),
        }
    }
}

/// `pkg:cargo/zip@9.0.0`, `pkg:npm/%40scope/part@1.0.0`.
pub(super) fn reference(registry: Registry, name: &str, version: &str) -> String {
    let (name, version) = (name.replace('@', "%40"), version.replace('+', "%2B"));
    format!("pkg:{}/{name}@{version}", registry.name())
}

/// Lower-case hexadecimal digits of bytes.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The font files that are shipped, each with its digest; their licences lie beside them.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub(super) fn fonts() -> Result<Vec<Part>> {
    let folder = place::fonts();
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("读不到 {}", folder.display()))? {
        let path = entry?.path();
        if !path.extension().is_some_and(|kind| ["ttf", "otf", "ttc"].iter().any(|font| kind == *font)) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("读不到 {}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let address = match name.get(..4) {
            Some("LXGW") => "https://github.com/lxgw/LxgwWenKai",
            Some("Hana") => "https://fonts.jp/hanazono/",
            _ => "https://github.com/notofonts/noto-cjk",
        };
        parts.push(Part {
            registry: Registry::Font,
            name,
            version: String::new(),
            licence: "OFL-1.1".to_owned(),
            address: address.to_owned(),
            folder: PathBuf::new(),
            hash: Some(Hash { algorithm: "SHA-256", digits: hexadecimal(&Sha256::digest(bytes)) }),
            needs: BTreeSet::new(),
        });
    }
    Ok(parts)
}
