//! What several of the tests need: a store in a folder of its own, and moments.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};
use store::{CaseId, NewCase, Store};
use tempfile::TempDir;

/// A moment written as `2026-11-23T14:02:00+08:00`.
pub fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// 23 November 2026, 14:02 in Beijing.
pub fn noon() -> DateTime<FixedOffset> {
    moment("2026-11-23T14:02:00+08:00")
}

/// A folder that is deleted at the end, and the path of a database in it.
pub fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("choujian.db");
    (folder, path)
}

/// Begins a donation case.
pub fn case(store: &Store, title: &str, answers: &Value) -> CaseId {
    let new = NewCase {
        slug: "donation",
        title,
        procedure_hash: "0a1b",
        answers: map(answers),
        ..NewCase::default()
    };
    store.cases().create(&new, noon()).unwrap()
}

/// A JSON object as a map.
pub fn map(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// The current answers of a case as one value.
pub fn answers(store: &Store, id: CaseId) -> Value {
    Value::from(store.cases().get(id).unwrap().answers)
}

/// The names of the files in a folder, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
