//! `cargo xtask new <slug>`: the folder of a new procedure that loads, is assessed and renders from the first minute.
//!
//! The files are small and complete on purpose: whoever adds a procedure changes them, and need not guess at any.

use crate::place;
use anyhow::{Context, Result, bail};

const FILES: &[(&str, &str)] = &[
    ("procedure.toml", include_str!("skeleton/procedure.toml")),
    ("fields.toml", include_str!("skeleton/fields.toml")),
    ("rules/total-enough.toml", include_str!("skeleton/rule.toml")),
    ("deadlines.toml", include_str!("skeleton/deadlines.toml")),
    ("documents/application.md", include_str!("skeleton/document.md")),
    ("digest.toml", include_str!("skeleton/digest.toml")),
    ("examples/sample.toml", include_str!("skeleton/sample.toml")),
];

/// The files of a new folder: path in it and text.
pub fn files(slug: &str) -> impl Iterator<Item = (&'static str, String)> {
    FILES.iter().map(move |(path, text)| (*path, text.replace("SLUG", slug)))
}

/// What is wrong with the name of a folder, if anything.
#[must_use]
pub fn problem(slug: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !slug.starts_with(|c: char| c.is_ascii_lowercase()) || slug.ends_with('-') || !slug.chars().all(plain)
    {
        return Some("文件夹名由小写字母、数字和连字符组成，以字母开头，例如 street-lamps");
    }
    matches!(slug, "shared" | "schema").then_some("shared 和 schema 是各事项共用的文件夹，请换一个名字")
}

/// Writes the folder below `templates/`.
///
/// # Errors
/// The name is not one, the folder is there already, or can't be written.
pub fn create(slug: &str) -> Result<()> {
    if let Some(problem) = problem(slug) {
        bail!("{problem}");
    }
    let folder = place::root().join("templates").join(slug);
    if folder.exists() {
        bail!("templates/{slug} 已经存在，没有改动");
    }
    for (path, text) in files(slug) {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("建不了文件夹 {}", parent.display()))?;
        }
        std::fs::write(&file, text).with_context(|| format!("写不了 {}", file.display()))?;
        println!("templates/{slug}/{path}");
    }
    println!("\n接下来：改写这些文件，然后运行 cargo run -p cli -- templates check");
    Ok(())
}
