//! Inputs of a target: small sound ones to begin with, and those that are kept in the corpus.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::mutate::{Numbers, mutated};
use crate::target::Target;

/// The inputs that are kept for a target.
#[must_use]
pub fn corpus(target: &Target) -> PathBuf {
    xtask::place::root().join("tests/fuzz/corpus").join(target.name)
}

/// Kept inputs by file name.
///
/// # Errors
/// The folder or a file of it cannot be read.
pub fn kept(target: &Target) -> Result<Vec<(String, Vec<u8>)>> {
    let folder = corpus(target);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("读不了 {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, std::fs::read(&path)?));
    }
    files.sort();
    Ok(files)
}

/// Keeps an input that failed; its name is made of what it holds.
///
/// # Errors
/// It cannot be written.
pub fn keep(target: &Target, bytes: &[u8]) -> Result<PathBuf> {
    let digest: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let path = corpus(target).join(format!("found-{digest}"));
    std::fs::write(&path, bytes)?;
    Ok(path)
}

/// What inputs of a run are made from.
#[derive(Debug)]
pub struct Seeds(Vec<Vec<u8>>);

impl Seeds {
    /// The sound inputs of a target and the kept ones.
    ///
    /// # Errors
    /// The corpus cannot be read, or a sound input not be made.
    pub fn of(target: &Target) -> Result<Self> {
        let kept = kept(target)?.into_iter().map(|(_, bytes)| bytes);
        Ok(Self((target.seeds)()?.into_iter().chain(kept).collect()))
    }

    /// Input `index` of the run `seed`.
    #[must_use]
    pub fn input(&self, seed: u64, index: u64) -> Vec<u8> {
        let mut numbers = Numbers::of(seed, index);
        let mut any = || self.0.get(numbers.below(self.0.len())).map_or(&[][..], Vec::as_slice);
        let (one, other) = (any(), any());
        mutated(one, other, &mut numbers)
    }
}
