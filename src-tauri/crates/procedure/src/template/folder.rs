//! A template folder as plain text in memory.
//!
//! This crate does no I/O: `store` reads the folder from disk, tests write it inline.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// The files below `templates/`, by slash-separated relative path (`donation/procedure.toml`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder(BTreeMap<String, String>);

impl Folder {
    /// An empty folder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// Text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Files directly or deeper below `prefix`, with `prefix` removed from the path.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter_map(move |(path, text)| path.strip_prefix(prefix).map(|rest| (rest, text)))
    }

    /// Names of the sub-folders that hold a `procedure.toml`.
    pub fn slugs(&self) -> impl Iterator<Item = &str> {
        self.0
            .keys()
            .filter_map(|path| path.strip_suffix("/procedure.toml"))
            .filter(|slug| !slug.contains('/'))
    }

    /// SHA-256 over the files of one procedure and the shared ones, in hexadecimal.
    ///
    /// It is the version that a case keeps from the day it began (办法版本).
    #[must_use]
    pub fn hash(&self, slug: &str) -> String {
        let own = format!("{slug}/");
        let mut hasher = Sha256::new();
        for (path, text) in
            self.files().filter(|(path, _)| path.starts_with(&own) || path.starts_with("shared/"))
        {
            for part in [path, text] {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
