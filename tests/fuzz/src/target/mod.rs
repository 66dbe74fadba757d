//! What is tried: one function of bytes each.

mod backup;
mod case_file;
mod holiday;
mod store;
mod template;
mod workbook;

use anyhow::Result;

/// A target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, also that of its folder in the corpus.
    pub name: &'static str,
    /// Reads an input; fails by a panic.
    pub run: fn(&[u8]),
    /// Small sound inputs.
    pub seeds: fn() -> Result<Vec<Vec<u8>>>,
    /// Inputs of the short run that belongs to every test; such as take some seconds in all.
    pub short: u64,
}

/// All targets.
pub const ALL: [Target; 6] = [
    Target { name: "case_file", run: case_file::run, seeds: case_file::seeds, short: 1_500 },
    Target { name: "workbook", run: workbook::run, seeds: workbook::seeds, short: 1_000 },
    Target { name: "template", run: template::run, seeds: template::seeds, short: 300 },
    Target { name: "holiday", run: holiday::run, seeds: holiday::seeds, short: 3_000 },
    Target { name: "store", run: store::run, seeds: store::seeds, short: 60 },
    Target { name: "backup", run: backup::run, seeds: backup::seeds, short: 60 },
];

/// The target of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Target> {
    ALL.iter().find(|target| target.name == name)
}
