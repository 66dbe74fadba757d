//! `choujian-cli` as the interface promises it: every verb, exit statuses, and what happens to unusable input.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod bad_input;
#[cfg(unix)]
mod bombs;
mod bounds;
mod from_outside;
mod generate;
mod output;
mod sets;
mod table;
mod verbs;

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tests::command_line::{Answer, run};

/// The day on which the sample case plays.
const TODAY: &str = "2026-11-23";

/// A folder with case files, gone after the test.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The sample case with some answers replaced (null: removed).
    fn sample(&self, changes: &[(&str, Json)]) -> PathBuf {
        let answer = run(["new", "donation", "--example", "sample"]);
        assert_eq!(answer.status, 0, "{}", answer.err);
        let mut case: Json = serde_json::from_str(&answer.out).unwrap();
        let answers = case["answers"].as_object_mut().unwrap();
        for (key, value) in changes {
            if value.is_null() {
                answers.remove(*key);
            } else {
                answers.insert((*key).to_owned(), value.clone());
            }
        }
        self.file("case.json", &case.to_string())
    }

    /// A case with just these answers.
    fn case(&self, answers: &Json) -> PathBuf {
        let case = json!({ "format": "choujian-case/1", "procedure": "donation", "answers": answers });
        self.file("case.json", &case.to_string())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Names of what lies in a sub-folder, sorted; empty where there is none.
    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn check_json(case: &Path) -> (i32, Json) {
    let answer =
        run(["check".as_ref(), case.as_os_str(), "--today".as_ref(), TODAY.as_ref(), "--json".as_ref()]);
    let told = serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {}", answer.err));
    (answer.status, told)
}

/// Unusable input: status 2, nothing on standard output, each of the words on standard error.
fn refused(answer: &Answer, words: &[&str]) {
    assert_eq!(answer.status, 2, "{answer:?}");
    assert!(answer.out.is_empty(), "{}", answer.out);
    for word in words {
        assert!(answer.err.contains(word), "no “{word}” in:\n{}", answer.err);
    }
}

/// A folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
