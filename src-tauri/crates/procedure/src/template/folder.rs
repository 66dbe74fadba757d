//! A template folder as plain text in memory.
//!
//! This crate does no I/O: `store` reads the folder from disk, tests write it inline.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

/// The folder of what procedures have in common.
pub(super) const SHARED: &str = "shared";

/// The folder right below the root that a path lies in: a procedure's slug, or [`SHARED`].
pub(super) fn owner(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// The files below `templates/`, by slash-separated relative path (`donation/procedure.toml`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    files: BTreeMap<String, String>,
    refused: BTreeMap<String, Refused>,
}

/// Why a file could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Line from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what to do (中文).
    pub reason: String,
}

impl Folder {
    /// An empty folder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }

    /// Notes a file that is there and cannot be read: whoever needs it is told, the others go on without it.
    pub fn refuse(&mut self, path: impl Into<String>, line: Option<usize>, reason: impl Into<String>) {
        self.refused.insert(path.into(), Refused { line, reason: reason.into() });
    }

    /// The files that could not be read, in the order of their paths.
    pub fn refused(&self) -> impl Iterator<Item = (&str, &Refused)> {
        self.refused.iter().map(|(path, refused)| (path.as_str(), refused))
    }

    /// Text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// All files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Files directly or deeper below `prefix`, with `prefix` removed from the path.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter_map(move |(path, text)| path.strip_prefix(prefix).map(|rest| (rest, text)))
    }

    /// Names of the sub-folders that hold a `procedure.toml`, be it readable or not.
    pub fn slugs(&self) -> impl Iterator<Item = &str> {
        let paths = self.files.keys().chain(self.refused.keys());
        let heads = paths.filter_map(|path| path.strip_suffix("/procedure.toml"));
        // A whole folder that is not looked into: a link.
        let folders = self.refused.keys().map(String::as_str).filter(|path| !path.contains('.'));
        let slugs: BTreeSet<&str> =
            heads.chain(folders).filter(|slug| !slug.contains('/') && *slug != SHARED).collect();
        slugs.into_iter()
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
