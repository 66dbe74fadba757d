//! Unusable input: where and what, all problems at once, status 2, nothing written.

use serde_json::json;
use tests::command_line::run;

use crate::{Desk, TODAY, check_json, copy, refused};

#[test]
fn an_unknown_key_is_told_with_the_nearest_known_one() {
    let desk = Desk::new();
    let case = desk.case(&json!({ "project_nmae": "x" }));
    refused(&run(["check", case.to_str().unwrap()]), &["project_nmae", "project_name"]);
}

#[test]
fn all_problems_are_told_at_once() {
    let desk = Desk::new();
    let case = desk.case(&json!({
        "publicity_end": "2026-02-30",
        "estimated_total": "-1.00",
        "filed_total": "1.005",
        "facility_type": "palace",
        "on_government_land": "yes",
        "copies_total": 1.5,
        "escrow_deposits": [{ "paid_on": "2026-09-30", "amount": "x" }],
    }));
    let words = [
        "publicity_end",
        "estimated_total",
        "filed_total",
        "facility_type",
        "on_government_land",
        "copies_total",
        "escrow_deposits.0.amount",
    ];
    refused(&run(["check", case.to_str().unwrap()]), &words);
}

#[test]
fn what_is_no_case_file_is_refused_with_its_place() {
    let desk = Desk::new();
    refused(&run(["check", desk.path("none.json").to_str().unwrap()]), &["none.json", "不存在"]);
    refused(&run(["check", desk.file("a.json", "{\n  nonsense").to_str().unwrap()]), &["第2行"]);
    refused(&run(["check", desk.file("b.json", "[]").to_str().unwrap()]), &["b.json"]);
    let other = r#"{ "format": "choujian-case/9", "procedure": "donation", "answers": {} }"#;
    refused(
        &run(["check", desk.file("c.json", other).to_str().unwrap()]),
        &["choujian-case/9", "choujian-case/1"],
    );
    let other = r#"{ "format": "choujian-case/1", "procedure": "donatoin", "answers": {} }"#;
    refused(&run(["check", desk.file("d.json", other).to_str().unwrap()]), &["donatoin", "donation"]);
}

#[test]
fn what_is_not_utf8_is_refused() {
    let desk = Desk::new();
    std::fs::write(desk.path("gbk.json"), [b'{', 0xb3, 0xef, b'}']).unwrap();
    refused(&run(["check", desk.path("gbk.json").to_str().unwrap()]), &["UTF-8"]);
}

#[test]
fn ten_megabytes_and_control_characters_are_refused() {
    let desk = Desk::new();
    let case = desk.case(&json!({ "project_name": "长".repeat(3_500_000) }));
    refused(&run(["check", case.to_str().unwrap()]), &["project_name"]);
    let case = desk.case(&json!({ "project_name": "a\u{0}b\u{7}" }));
    refused(&run(["check", case.to_str().unwrap()]), &["project_name"]);
}

#[test]
fn expressions_and_markdown_in_answers_stay_text() {
    let desk = Desk::new();
    let name = "{{ 7 * 7 }} {% for x in y %} **a** # b <w:t> & |c| 𠮷㙍";
    let case = desk.sample(&[("project_name", json!(name))]);
    assert_eq!(check_json(&case).0, 0);
    let out = desk.path("out");
    let answer = run([
        "generate",
        case.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--document",
        "publicity-notice",
        "--format",
        "docx",
        "--today",
        TODAY,
    ]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    let file = out.join(&desk.names("out")[0]);
    let text = tests::text::of_docx(&std::fs::read(file).unwrap()).unwrap();
    assert!(text.contains(name), "{text}");
}

#[test]
fn unknown_verbs_and_options_are_refused() {
    for arguments in [
        vec!["chekc"],
        vec!["check"],
        vec!["check", "x.json", "--today", "2026-13-01"],
        vec!["new", "nothing"],
    ] {
        let answer = run(&arguments);
        assert_eq!(answer.status, 2, "{arguments:?}: {answer:?}");
        assert!(!answer.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_broken_template_folder_tells_every_mistake_with_file_and_line() {
    let desk = Desk::new();
    copy(&xtask::place::root().join("templates"), &desk.path("templates"));
    let rule = desk.path("templates/donation/rules/copies-add-up.toml");
    let text = std::fs::read_to_string(&rule).unwrap();
    std::fs::write(&rule, text.replace("copies_total", "copies_totla")).unwrap();
    let deadlines = desk.path("templates/donation/deadlines.toml");
    let text = std::fs::read_to_string(&deadlines).unwrap();
    std::fs::write(&deadlines, text.replace("within 30 days", "whithin 30 days")).unwrap();
    let answer = run(["templates", "check", desk.path("templates").to_str().unwrap()]);
    let words =
        ["donation/rules/copies-add-up.toml:", "copies_totla", "donation/deadlines.toml:", "whithin 30 days"];
    refused(&answer, &words);

    std::fs::write(&deadlines, "# a comment\n[[deadline]\n").unwrap();
    refused(
        &run(["templates", "check", desk.path("templates").to_str().unwrap()]),
        &["donation/deadlines.toml:2"],
    );
}

#[test]
fn a_procedure_with_mistakes_is_told_and_the_others_go_on() {
    let desk = Desk::new();
    copy(&xtask::place::root().join("templates"), &desk.path("templates"));
    std::fs::write(desk.path("templates/leasing/deadlines.toml"), b"# \xB3\xE5\n").unwrap();
    let templates = desk.path("templates");
    let with = |arguments: &[&str]| run([arguments, &["--templates", templates.to_str().unwrap()]].concat());
    let donation = desk.sample(&[]);
    let answer = with(&["check", donation.to_str().unwrap(), "--today", TODAY]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    assert!(answer.err.contains("事项 leasing 的模板有 1 处错误"), "{}", answer.err);

    let answer = with(&["procedures"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    assert!(answer.out.contains("donation") && !answer.out.contains("leasing"), "{}", answer.out);

    let case =
        desk.file("leasing.json", r#"{"format": "choujian-case/1", "procedure": "leasing", "answers": {}}"#);
    refused(&with(&["check", case.to_str().unwrap()]), &["leasing/deadlines.toml:1", "不是UTF-8编码"]);
    refused(&with(&["new", "leasing"]), &["leasing/deadlines.toml:1"]);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
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
