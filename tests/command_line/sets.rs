//! Sets of papers: whole or not at all on a disk that fills up, with a paper that fails, and in batches.

use std::path::Path;

use serde_json::{Value as Json, json};
use tests::command_line::{Answer, answer, bounded, command, run};

use crate::{Desk, TODAY, refused};

/// Files in a folder with their sizes.
fn sizes(folder: &Path) -> Vec<(String, u64)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let size = |entry: std::fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), entry.metadata().unwrap().len())
    };
    let mut sizes: Vec<_> = entries.map(|entry| size(entry.unwrap())).collect();
    sizes.sort();
    sizes
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_nothing_of_the_set_and_puts_back_what_it_replaced() {
    let desk = Desk::new();
    let (case, out) = (desk.sample(&[]), desk.path("out"));
    let arguments = |more: &[&str]| -> Vec<String> {
        let base = ["generate", case.to_str().unwrap(), "--out", out.to_str().unwrap(), "--today", TODAY];
        base.iter().chain(more).map(|word| (*word).to_owned()).collect()
    };
    // Units of 512 bytes or of 1,024, by the shell: some files of the set are smaller, some larger than both.
    let limit = 50 * 1024 / 512;
    let full = |more: &[&str]| answer(bounded(&format!("ulimit -f {limit}")).args(arguments(more)));
    refused(&full(&[]), &["磁盘已满", "一个也没有写入"]);
    assert!(!out.exists(), "{:?}", sizes(&out));
    // Now over the drafts of an earlier day.
    assert_eq!(run(arguments(&[])).status, 0);
    let before = sizes(&out);
    assert_eq!(before.len(), 38);
    let (small, large) = (51_200 / 2, 51_200 * 2);
    assert!(
        before.iter().any(|(_, size)| *size < small) && before.iter().any(|(_, size)| *size > large),
        "{before:?}"
    );
    let texts: Vec<Vec<u8>> = before.iter().map(|(name, _)| std::fs::read(out.join(name)).unwrap()).collect();
    refused(&full(&["--final", "--overwrite"]), &["磁盘已满", "一个也没有写入"]);
    assert_eq!(sizes(&out), before);
    for ((name, _), text) in before.iter().zip(&texts) {
        assert!(std::fs::read(out.join(name)).unwrap() == *text, "{name} was changed");
    }
}

#[test]
fn a_paper_whose_template_fails_is_named_and_keeps_the_others_back() {
    let desk = Desk::new();
    let templates = desk.path("templates");
    crate::copy(&xtask::place::root().join("templates"), &templates);
    let paper = templates.join("donation/documents/publicity-notice.md");
    let text = std::fs::read_to_string(&paper).unwrap();
    std::fs::write(&paper, format!("{text}\n{{{{ money('x') }}}}\n")).unwrap();
    let (case, out) = (desk.sample(&[]), desk.path("out"));
    let generate = |more: &[&str]| -> Answer {
        let base = ["generate", case.to_str().unwrap(), "--out", out.to_str().unwrap(), "--today", TODAY];
        let mut command = command();
        command.env("CHOUJIAN_TEMPLATES", &templates).args(base).args(["--format", "docx"]).args(more);
        answer(&mut command)
    };
    let told = generate(&[]);
    assert_eq!(told.status, 1, "{told:?}");
    assert!(told.out.contains("未能生成") && told.out.contains("publicity-notice.md"), "{told:?}");
    assert!(told.out.contains("其余 18 份可以生成"), "{told:?}");
    assert!(!out.exists());
    let told = generate(&["--partial"]);
    assert_eq!(told.status, 1, "{told:?}");
    assert_eq!(sizes(&out).len(), 18);
}

#[test]
fn two_rows_of_one_name_get_a_file_each() {
    let desk = Desk::new();
    let sample: Json = serde_json::from_str(&run(["new", "donation", "--example", "sample"]).out).unwrap();
    let mut rows = sample["answers"]["consultations"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 8);
    rows[1]["department"] = rows[0]["department"].clone();
    let case = desk.sample(&[("consultations", Json::Array(rows))]);
    let out = desk.path("out");
    let answer = run([
        "generate",
        case.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--format",
        "docx",
        "--overwrite",
        "--today",
        TODAY,
    ]);
    assert_eq!(answer.status, 0, "{answer:?}");
    assert_eq!(sizes(&out).len(), 19);
}

/// Runs a batch over a list in the desk's folder.
fn batch(desk: &Desk, list: &str, more: &[&str]) -> Answer {
    let list = desk.file("list.jsonl", list);
    let out = desk.path("out");
    let base =
        ["generate", "--batch", list.to_str().unwrap(), "--out", out.to_str().unwrap(), "--today", TODAY];
    run(base.iter().chain(more))
}

#[test]
fn two_cases_of_one_stem_are_told_before_anything_is_written() {
    let desk = Desk::new();
    let sample = run(["new", "donation", "--example", "sample"]).out;
    for folder in ["x", "y"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
        std::fs::write(desk.path(folder).join("case.json"), &sample).unwrap();
    }
    let same = "{\"case\": \"x/case.json\"}\n\n{\"case\": \"y/case.json\"}\n{\"case\": \"y/case.json\", \"name\": \"CASE\"}\n";
    let answer = batch(&desk, same, &["--overwrite"]);
    refused(&answer, &["list.jsonl:3", "list.jsonl:4", "第 1 行", "name"]);
    assert!(!desk.path("out").exists());
    let apart = "{\"case\": \"x/case.json\"}\n{\"case\": \"y/case.json\", \"name\": \"second\"}\n";
    let one = ["--format", "html"];
    let answer = batch(&desk, apart, &one);
    assert_eq!(answer.status, 0, "{answer:?}");
    assert_eq!((desk.names("out/case").len(), desk.names("out/second").len()), (19, 19));
}

#[test]
fn a_line_of_a_batch_takes_every_key_that_the_help_names() {
    let help = run(["generate", "--help"]).out.replace(['\n', ' '], "");
    let keys = help.split_once("其后可有").unwrap().1.split_once('，').unwrap().0;
    let keys: Vec<&str> = keys.split('、').collect();
    assert_eq!(keys, ["documents", "format", "final", "partial", "name"]);

    let desk = Desk::new();
    desk.sample(&[("publicity_end", json!("2026-05-05"))]);
    let all = json!({
        "case": "case.json", "documents": ["publicity-notice", "intent-report"], "format": ["docx", "html"],
        "final": true, "partial": true, "name": "甲",
    });
    for key in keys {
        assert!(all.get(key).is_some(), "{key} is not tried");
    }
    // The second line differs in one key: without `partial` it is all or none.
    let mut whole = all.clone();
    whole["partial"] = json!(false);
    whole["name"] = json!("乙");
    let answer = batch(&desk, &format!("{all}\n{whole}\n"), &["--format", "docx"]);
    assert_eq!(answer.status, 1, "{answer:?}");
    let made = desk.names("out/甲");
    assert_eq!(made.len(), 2, "{made:?}");
    assert!(made.iter().all(|name| name.contains("意向报告")), "{made:?}");
    assert!(desk.names("out/乙").is_empty());

    let unknown = batch(&desk, "{\"case\": \"case.json\", \"formats\": [\"docx\"]}\n", &[]);
    refused(&unknown, &["list.jsonl:1", "formats", "format"]);
}
