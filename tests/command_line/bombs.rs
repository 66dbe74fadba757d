//! Inputs made to exhaust memory, stack or time: refused with a word by a program whose memory is bounded.

use tests::command_line::{Answer, answer, bounded, run};

use crate::{Desk, copy, refused};

/// Runs the program with at most so many MiB of memory, the program itself and its stacks included.
fn within(mebibytes: u64, arguments: &[&str]) -> Answer {
    answer(bounded(&format!("ulimit -v {}", mebibytes * 1024)).args(arguments))
}

#[test]
fn sixty_megabytes_of_nothing_are_refused_before_they_cost_memory() {
    let desk = Desk::new();
    for (megabytes, words) in [(60, "上限"), (31, "500000项")] {
        let case = desk.file("case.json", &format!("[{}", "1,".repeat(megabytes * 500_000)));
        refused(&within(400, &["check", case.to_str().unwrap()]), &["case.json", words]);
    }
}

#[test]
fn of_half_a_million_problems_fifty_are_told() {
    let desk = Desk::new();
    let answers: String = (0..499_000).map(|n| format!("\"k{n}\":1,")).collect();
    let text = format!(
        "{{\"format\":\"choujian-case/1\",\"procedure\":\"donation\",\"answers\":{{{}}}}}",
        answers.trim_end_matches(',')
    );
    let case = desk.file("case.json", &text);
    let told = within(600, &["check", case.to_str().unwrap()]);
    refused(&told, &["k0", "共 499000 处问题，以上是前 50 处"]);
    assert_eq!(told.err.lines().count(), 51, "{}", told.err.len());
}

#[test]
fn templates_that_never_end_or_never_stop_growing_are_told_by_file_and_line() {
    let desk = Desk::new();
    let templates = desk.path("templates");
    copy(&xtask::place::root().join("templates"), &templates);
    let rule = templates.join("donation/rules/copies-add-up.toml");
    let paper = templates.join("donation/documents/publicity-notice.md");
    let (sound_rule, sound_paper) =
        (std::fs::read_to_string(&rule).unwrap(), std::fs::read_to_string(&paper).unwrap());
    let line = sound_paper.lines().count() + 1;
    let check = || within(1_500, &["templates", "check", templates.to_str().unwrap()]);

    std::fs::write(
        &rule,
        sound_rule.replace("require = \"", &format!("require = \"{}", "not ".repeat(20_000))),
    )
    .unwrap();
    refused(&check(), &["donation/rules/copies-add-up.toml:", "超过8000字节"]);
    std::fs::write(&rule, &sound_rule).unwrap();

    for (bomb, words) in [
        (format!("{{{{ {}true }}}}", "not ".repeat(1_500)), "运算符号"),
        ("{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}".to_owned(), "运算量超过上限"),
        ("{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}".to_owned(), "运算量超过上限"),
        ("{% set n = namespace(x=[]) %}{% for a in range(9999) %}{% for b in range(9999) %}{% set n.x = [n.x] %}{% endfor %}{% endfor %}".to_owned(), "运算量超过上限"),
    ] {
        std::fs::write(&paper, format!("{}\n{bomb}\n", sound_paper.trim_end_matches('\n'))).unwrap();
        refused(&check(), &[&format!("donation/documents/publicity-notice.md:{line}"), words]);
    }
}

#[test]
fn figures_that_once_broke_the_papers_are_refused_at_the_answer() {
    let desk = Desk::new();
    let sample = run(["new", "leasing", "--example", "sample"]).out;
    let mut case: serde_json::Value = serde_json::from_str(&sample).unwrap();
    for value in [serde_json::json!("9007199254740992"), serde_json::json!(9_007_199_254_740_992_i64)] {
        case["answers"]["agreed_rent"] = value;
        let file = desk.file("case.json", &case.to_string());
        let out = desk.path("out");
        for arguments in [
            vec!["check", file.to_str().unwrap()],
            vec!["generate", file.to_str().unwrap(), "--out", out.to_str().unwrap()],
        ] {
            let told = run(&arguments);
            refused(&told, &["agreed_rent", "不得大于1,000,000,000"]);
            assert!(!told.err.contains("模板"), "{}", told.err);
        }
    }
}
