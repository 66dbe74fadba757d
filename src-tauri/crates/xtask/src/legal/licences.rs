//! The list of parts for people, and below it the text of each licence once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::part::{Part, Registry};

/// The list for people, and below it each text once with the parts that it is for.
pub(super) fn list(parts: &[Part]) -> String {
    let mut out = String::from("筹建通使用了下列他人的作品，各依其许可分发。\n\n");
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in parts {
        let name = format!("{} {}", part.name, part.version);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}（{}）：{}", name.trim_end(), part.registry.name(), part.licence);
        let found = licences(&part.folder);
        if found.is_empty() && part.registry != Registry::Font {
            let _ = writeln!(out, "    （包里没有许可全文，见 {}）", part.address);
        }
        for text in found {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    for (text, names) in &texts {
        let _ = write!(out, "\n{}\n适用于：{}\n\n{text}\n", "=".repeat(78), names.join("、"));
    }
    out
}

/// Texts of licences and notices in a folder.
fn licences(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let told = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().to_uppercase();
        ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|begin| name.starts_with(begin))
    });
    let text = |path: PathBuf| std::fs::read_to_string(path).ok();
    told.filter_map(|entry| text(entry.path()))
        .map(|text| text.replace("\r\n", "\n").trim().to_owned())
        .collect()
}
