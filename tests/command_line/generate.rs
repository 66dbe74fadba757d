//! generate: papers written whole, drafts and finals, ZIP, batches; refusals leave nothing behind.

use serde_json::{Value as Json, json};
use tests::command_line::{Answer, run};

use crate::{Desk, TODAY, refused};

/// Runs `generate` for a case into the desk's folder `out`.
fn generate(desk: &Desk, case: &std::path::Path, more: &[&str]) -> Answer {
    let out = desk.path("out");
    let mut arguments =
        vec!["generate", case.to_str().unwrap(), "--out", out.to_str().unwrap(), "--today", TODAY];
    arguments.extend(more);
    run(arguments)
}

#[test]
fn the_sample_gives_its_whole_set_as_finals() {
    let desk = Desk::new();
    let answer = generate(&desk, &desk.sample(&[]), &["--final"]);
    assert_eq!(answer.status, 0, "{}{}", answer.out, answer.err);
    // 9 papers, 8 letters (one a department), 2 fund reports; each as Word and PDF.
    let names = desk.names("out");
    assert_eq!(names.len(), 38, "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("捐建协议.pdf")), "{names:?}");
    for name in names.iter().filter(|name| name.ends_with(".docx")) {
        let text = tests::text::of_docx(&std::fs::read(desk.path("out").join(name)).unwrap()).unwrap();
        assert!(!text.contains("草稿"), "{name} is a draft");
    }
}

#[test]
fn a_paper_that_cannot_be_final_gives_status_1_and_its_reason_and_keeps_the_others_back() {
    let desk = Desk::new();
    let case = desk.sample(&[("publicity_end", json!("2026-05-05"))]);
    let finals = ["--final", "--format", "docx"];
    let answer = generate(&desk, &case, &finals);
    assert_eq!(answer.status, 1, "{}", answer.err);
    assert!(answer.out.contains("未能出正式稿") && answer.out.contains("没有满10日"), "{}", answer.out);
    assert!(answer.out.contains("没有写入任何文件") && answer.out.contains("--partial"), "{}", answer.out);
    assert!(!desk.path("out").exists(), "all or none");

    let answer = generate(&desk, &case, &[&finals[..], &["--partial"]].concat());
    assert_eq!(answer.status, 1, "{}", answer.err);
    assert!(answer.out.contains("未能出正式稿") && answer.out.contains("没有满10日"), "{}", answer.out);
    assert!(!desk.names("out").iter().any(|name| name.contains("公示")), "the refused paper was written");
    assert!(desk.names("out").iter().any(|name| name.contains("意向报告")), "what is in order comes out");
}

#[test]
fn an_empty_cell_keeps_back_the_papers_that_print_it_and_no_others() {
    let desk = Desk::new();
    let rows = json!([
        { "source": "自有资金", "amount": "15680000.00", "available_on": "2026-06-30", "proof": "银行存款证明" },
        { "source": "股东借款" }
    ]);
    let case = desk.sample(&[("funding_sources", rows)]);
    let answer = generate(&desk, &case, &["--final", "--partial", "--format", "docx"]);
    assert_eq!(answer.status, 1, "{}", answer.err);
    assert!(answer.out.contains("未能出正式稿：《捐建意向报告》（intent-report）"), "{}", answer.out);
    assert!(answer.out.contains("建设资金来源第2行“金额”"), "{}", answer.out);
    assert!(desk.names("out").iter().any(|name| name.contains("公示")), "what is in order comes out");
    let check = run(["check", case.to_str().unwrap(), "--today", TODAY]);
    assert_eq!(check.status, 1);
    assert!(check.out.contains("〔funding_sources.1.amount〕 answer.missing"), "{}", check.out);
}

#[test]
fn a_draft_is_marked_and_lists_the_findings() {
    let desk = Desk::new();
    let case = desk.sample(&[("publicity_end", json!("2026-05-05"))]);
    let answer = generate(&desk, &case, &["--document", "publicity-notice", "--format", "docx,pdf,html"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    let names = desk.names("out");
    assert_eq!(names.len(), 3, "{names:?}");
    let word = names.iter().find(|name| name.ends_with(".docx")).unwrap();
    let text = tests::text::of_docx(&std::fs::read(desk.path("out").join(word)).unwrap()).unwrap();
    assert!(text.contains("草稿") && text.contains("没有满10日"), "{text}");
}

#[test]
fn an_existing_file_is_not_overwritten_unasked() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let one = ["--document", "publicity-notice", "--format", "docx"];
    assert_eq!(generate(&desk, &case, &one).status, 0);
    let file = desk.path("out").join(&desk.names("out")[0]);
    std::fs::write(&file, "mine").unwrap();
    refused(&generate(&desk, &case, &one), &["已经存在"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(generate(&desk, &case, &[&one[..], &["--overwrite"]].concat()).status, 0);
    assert_ne!(std::fs::read(&file).unwrap(), b"mine");
}

#[test]
fn nothing_is_written_for_unusable_input() {
    let desk = Desk::new();
    refused(&generate(&desk, &desk.case(&json!({ "nonsense": 1 })), &[]), &["nonsense"]);
    refused(&generate(&desk, &desk.sample(&[]), &["--document", "no-such-paper"]), &["no-such-paper"]);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let desk = Desk::new();
    // A file where the folder should be: refused for everyone, also for root.
    desk.file("out", "a file");
    refused(&generate(&desk, &desk.sample(&[]), &["--format", "docx"]), &["out"]);
    assert_eq!(std::fs::read_to_string(desk.path("out")).unwrap(), "a file");
}

#[test]
fn a_zip_holds_the_set_with_a_list() {
    let desk = Desk::new();
    let answer = generate(&desk, &desk.sample(&[]), &["--final", "--zip", "--format", "docx"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    let names = desk.names("out");
    assert_eq!(names.len(), 1, "{names:?}");
    let file = std::fs::File::open(desk.path("out").join(&names[0])).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    assert_eq!(archive.len(), 20);
    assert!(archive.by_name("00-目录.txt").is_ok());
}

#[test]
fn the_same_case_on_the_same_day_gives_the_same_bytes() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let one = ["--document", "donation-agreement", "--final", "--overwrite"];
    let bytes = || -> Vec<Vec<u8>> {
        assert_eq!(generate(&desk, &case, &one).status, 0);
        desk.names("out").iter().map(|name| std::fs::read(desk.path("out").join(name)).unwrap()).collect()
    };
    assert!(bytes() == bytes());
}

#[test]
fn a_batch_answers_a_line_for_each_case_and_goes_on_after_a_broken_one() {
    let desk = Desk::new();
    let sample = run(["new", "donation", "--example", "sample"]).out;
    desk.file("good.json", &sample);
    desk.file("broken.json", "{");
    let list = desk.file("list.jsonl", "{\"case\": \"good.json\"}\n{\"case\": \"broken.json\"}\n");
    let out = desk.path("out");
    let answer = run([
        "generate",
        "--batch",
        list.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--format",
        "docx",
        "--jobs",
        "2",
        "--today",
        TODAY,
    ]);
    assert_eq!(answer.status, 2, "{}", answer.err);
    let lines: Vec<Json> = answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let status = |case: &str| lines.iter().find(|line| line["case"] == case).unwrap()["status"].clone();
    assert_eq!((status("good.json"), status("broken.json")), (json!(0), json!(2)));
    assert_eq!(desk.names("out/good").len(), 19);
    assert!(desk.names("out/broken").is_empty());
}
