//! Standard output that fails, and characters that a terminal would obey.

use std::fs::OpenOptions;
use std::process::Stdio;

use serde_json::json;
use tests::command_line::{Answer, command, run};

use crate::{Desk, TODAY};

/// Runs the program with a standard output of its own.
fn run_into(out: impl Into<Stdio>, arguments: &[&str]) -> Answer {
    let output = command().args(arguments).stdin(Stdio::null()).stdout(out).output().unwrap();
    Answer {
        status: output.status.code().unwrap_or(255),
        out: String::new(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A pipe whose reader has gone.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// Every verb that prints, as a person would call it.
fn verbs<'a>(
    case: &'a str,
    list: &'a str,
    table: &'a str,
    out: &'a str,
    templates: &'a str,
) -> Vec<Vec<&'a str>> {
    let one = ["--document", "publicity-notice", "--format", "docx"];
    vec![
        vec!["--help"],
        vec!["--version"],
        vec!["procedures"],
        vec!["procedures", "--json"],
        vec!["describe", "donation"],
        vec!["describe", "donation", "--json"],
        vec!["new", "donation"],
        vec!["check", case],
        vec!["check", case, "--json"],
        vec!["deadlines", case],
        vec!["deadlines", case, "--json"],
        vec!["deadlines", case, "--ics"],
        [&["generate", case, "--out", out][..], &one].concat(),
        vec!["generate", "--batch", list, "--out", out, "--format", "docx"],
        vec!["table", "blank", "donation", "escrow_deposits", "--out", table],
        vec!["table", "export", case, "escrow_deposits", "--out", table],
        vec!["templates", "check", templates],
    ]
}

#[test]
fn an_output_that_fails_is_an_error_for_every_verb_and_nothing_is_written() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let list = desk.file("list.jsonl", "{\"case\": \"case.json\"}\n");
    let (out, table) = (desk.path("out"), desk.path("table.xlsx"));
    let templates = xtask::place::root().join("templates");
    let text = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let (case, list, table, out) = (text(&case), text(&list), text(&table), text(&out));
    for arguments in verbs(&case, &list, &table, &out, &text(&templates)) {
        let full = || Stdio::from(OpenOptions::new().write(true).open("/dev/full").unwrap());
        let mut outputs = vec![("closed pipe", closed_pipe())];
        if cfg!(target_os = "linux") {
            outputs.push(("/dev/full", full()));
        }
        for (name, output) in outputs {
            let answer = run_into(output, &arguments);
            assert_eq!(answer.status, 2, "{arguments:?} into a {name}: {answer:?}");
            assert!(answer.err.contains("标准输出"), "{arguments:?} into a {name}: {answer:?}");
            assert!(desk.names("out").is_empty() && !desk.path("table.xlsx").exists(), "{arguments:?}");
        }
    }
    // Every verb of the program is among them.
    let help = run(["--help"]).out;
    let known = verbs(&case, &list, &table, &out, "");
    let after = help.split_once("Commands:").unwrap().1.split_once("Options:").unwrap().0;
    for verb in after.lines().filter_map(|line| line.split_whitespace().next()) {
        assert!(known.iter().any(|arguments| arguments[0] == verb), "{verb} is not tried");
    }
}

#[test]
fn rows_that_nobody_was_told_of_are_not_imported() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let before = std::fs::read(&case).unwrap();
    let rows = desk.file("rows.csv", "到账日期,金额（元）\n2026-09-30,1500000.00\n");
    let arguments = ["table", "import", case.to_str().unwrap(), "escrow_deposits", rows.to_str().unwrap()];
    let refused = run_into(closed_pipe(), &arguments);
    assert_eq!(refused.status, 2, "{refused:?}");
    assert_eq!(std::fs::read(&case).unwrap(), before);
    let taken = run(arguments);
    assert_eq!(taken.status, 0, "{taken:?}");
    assert_ne!(std::fs::read(&case).unwrap(), before);
}

#[test]
fn a_standard_error_that_fails_does_not_bring_the_program_down() {
    let mut command = command();
    let command = command.arg("chekc").stdin(Stdio::null()).stdout(Stdio::null()).stderr(closed_pipe());
    assert_eq!(command.status().unwrap().code(), Some(2));
}

/// Bytes that a terminal would obey: escape, its 8-bit twin, backspace, carriage return alone, and a turn of direction.
fn obeyed(text: &str) -> Option<char> {
    let bad = |c: &char| (c.is_control() && *c != '\n' && *c != '\t') || *c == '\u{202e}';
    text.replace("\r\n", "\n").chars().find(bad)
}

#[test]
fn characters_that_a_terminal_obeys_are_never_printed() {
    let desk = Desk::new();
    let evil = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}";
    // A title of that kind is refused; the refusal itself is clean.
    let case = json!({ "format": "choujian-case/1", "procedure": "donation", "title": evil, "answers": {} });
    let file = desk.file("title.json", &case.to_string());
    let answer = run(["check", file.to_str().unwrap()]);
    assert_eq!(answer.status, 2, "{answer:?}");
    assert!(answer.err.contains("title") && answer.err.contains("U+001B"), "{answer:?}");
    assert_eq!(obeyed(&answer.err), None);
    // Paths, keys, options, arguments and names that end in a message.
    let answers = json!({ evil: 1, "facility_type": evil, "donor": { evil: "x" } });
    let file = desk.file(&format!("a{}.json", '\u{9b}'), &desk_case(&answers));
    for arguments in [
        vec!["check", file.to_str().unwrap()],
        vec!["check", evil],
        vec!["new", evil],
        vec!["new", "donation", "--example", evil],
        vec!["describe", evil],
        vec![evil],
        vec!["check", "x", "--today", evil],
    ] {
        let answer = run(&arguments);
        assert_eq!(answer.status, 2, "{arguments:?}: {answer:?}");
        assert!(!answer.err.is_empty());
        assert_eq!(obeyed(&answer.err), None, "{arguments:?}: {answer:?}");
    }
    // What is no character of control to the reader of answers, and still turns the direction.
    let case = desk.sample(&[("project_name", json!("\u{202e}xcod"))]);
    for arguments in [
        vec!["check", "--today", TODAY, case.to_str().unwrap()],
        vec!["check", "--json", "--today", TODAY, case.to_str().unwrap()],
        vec!["deadlines", "--ics", "--today", TODAY, case.to_str().unwrap()],
    ] {
        let answer = run(&arguments);
        assert!(answer.status < 2, "{answer:?}");
        assert_eq!(obeyed(&answer.out), None, "{arguments:?}");
    }
    let json = run(["check", "--json", "--today", TODAY, case.to_str().unwrap()]).out;
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["values"]["project_name"]["value"], "\u{202e}xcod", "JSON gives it back unchanged");
}

fn desk_case(answers: &serde_json::Value) -> String {
    json!({ "format": "choujian-case/1", "procedure": "donation", "answers": answers }).to_string()
}
