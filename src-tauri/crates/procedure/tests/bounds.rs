//! Bounds: of case files before they cost memory, of figures at the answer, of templates before and while they run.
#![allow(clippy::unwrap_used)]

mod common;

use common::{assessed, case, document, library, mistakes, object, procedure};
use procedure::answer::{Answers, MOST_TOLD};
use procedure::assessment::{Outcome, facts};
use procedure::case_file::{self, CaseFile};
use procedure::expression::{Expression, Fault, Message, Scope};
use procedure::template::Severity;
use serde_json::{Value as Json, json};

fn problems(text: &str) -> Vec<(&'static str, String)> {
    CaseFile::parse(text).unwrap_err().into_iter().map(|problem| (problem.code, problem.path)).collect()
}

#[test]
fn a_key_that_stands_twice_is_told_with_its_place_at_every_depth() {
    let text = "{\"format\":\"choujian-case/1\",\"procedure\":\"test\",\"answers\":{\n\
                \"name\":\"甲\",\n  \"payments\":[{\"amount\":1},{\"amount\":1,\"\\u0061mount\":2}],\n \"name\":\"乙\"}}";
    let told = CaseFile::parse(text).unwrap_err();
    let told: Vec<_> = told.iter().map(|p| (p.code, p.path.as_str(), p.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("case.duplicate-key", "answers.payments.1.amount", "“amount”在同一处写了两次，请删去一个"),
            ("case.duplicate-key", "answers.name", "第4行第2列：“name”在同一处写了两次，请删去一个"),
        ]
    );
    let twice = "{\"format\":\"choujian-case/1\",\"procedure\":\"test\",\"answers\":{},\"answers\":{}}";
    assert_eq!(problems(twice), [("case.duplicate-key", "answers".to_owned())]);
}

#[test]
fn a_file_of_too_many_or_too_deep_values_is_refused_while_it_is_read() {
    assert_eq!(problems(&format!("[{}", "1,".repeat(500_001)))[0].0, "case.too-many-values");
    assert_eq!(problems(&format!("{}1{}", "[".repeat(17), "]".repeat(17)))[0].0, "case.too-deep");
    // 20,000 rows of 20 cells are a case.
    let row = format!("{{{}}}", (0..20).map(|n| format!("\"c{n}\":1")).collect::<Vec<_>>().join(","));
    let rows = vec![row; 20_000].join(",");
    let text = format!(
        "{{\"format\":\"choujian-case/1\",\"procedure\":\"test\",\"answers\":{{\"payments\":[{rows}]}}}}"
    );
    assert_eq!(CaseFile::parse(&text).unwrap().answers["payments"].as_array().unwrap().len(), 20_000);
    assert_eq!(problems(&"x".repeat((32 << 20) + 1))[0].0, "case.too-large");
}

#[test]
fn of_many_problems_the_first_fifty_are_told_and_all_are_counted() {
    let unknown: serde_json::Map<String, Json> = (0..313).map(|n| (format!("wrong_{n}"), json!(1))).collect();
    let text = json!({ "format": "choujian-case/1", "procedure": "test", "answers": unknown }).to_string();
    let told = case_file::load(&library(&[]), &text).unwrap_err();
    assert_eq!((told.len(), told.total(), MOST_TOLD), (50, 313, 50));
    assert_eq!(told[49].path, "wrong_49");
    let rows: Vec<Json> = vec![json!({ "amount": "x" }); 20_000];
    let text = json!({ "format": "choujian-case/1", "procedure": "test", "answers": { "payments": rows } });
    let told = case_file::load(&library(&[]), &text.to_string()).unwrap_err();
    assert_eq!((told.len(), told.total()), (50, 20_000));
}

#[test]
fn a_title_or_reason_that_cannot_be_printed_is_refused() {
    let file = |title: &str, reason: &str| {
        json!({ "format": "choujian-case/1", "procedure": "test", "title": title, "answers": {},
                "overrides": { "r": reason } })
        .to_string()
    };
    assert!(CaseFile::parse(&file("案卷", "第一行\n第二行")).is_ok());
    let control = |path: &str| vec![("case.control-character", path.to_owned())];
    assert_eq!(problems(&file("\u{1b}[2J", "")), control("title"));
    assert_eq!(problems(&file("第一行\n第二行", "")), control("title"));
    assert_eq!(problems(&file("案卷", "\u{9b}")), control("overrides.r"));
}

#[test]
fn utf_16_with_its_mark_is_read_and_other_encodings_are_told() {
    let text =
        "{\"format\": \"choujian-case/1\", \"procedure\": \"test\", \"answers\": {\"name\": \"甲𠮷\"}}";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    let read = |bytes: Vec<u8>| case_file::text_of(bytes, 1_000);
    assert_eq!(read(wide(u16::to_le_bytes, [0xff, 0xfe])).unwrap(), text);
    assert_eq!(read(wide(u16::to_be_bytes, [0xfe, 0xff])).unwrap(), text);
    assert_eq!(read(text.as_bytes().to_vec()).unwrap(), text);
    let mut odd = wide(u16::to_le_bytes, [0xff, 0xfe]);
    odd.pop();
    assert_eq!(read(odd).unwrap_err().code, "case.not-utf16");
    assert!(read(vec![b'{', 0xb3, 0xef]).unwrap_err().message.contains("第2个字节"));
    assert_eq!(read(vec![b' '; 1_001]).unwrap_err().code, "case.too-large");
}

#[test]
fn each_kind_of_figure_has_one_range_that_is_checked_at_the_answer() {
    let library = library(&[]);
    let read = |key: &str, value: Json| {
        Answers::read(procedure(&library), &object(json!({ key: value }))).map_err(|told| told[0].code)
    };
    let refused = Err("answer.out-of-range");
    for (key, most, beyond) in [
        ("paid", "100000000000.00", "100000000000.01"),
        ("size", "100000000", "100000000.01"),
        ("copies", "1000000000", "1000000001"),
    ] {
        assert!(read(key, json!(most)).is_ok(), "{key} {most}");
        assert_eq!(read(key, json!(beyond)), refused, "{key} {beyond}");
    }
    // Figures that once passed the check and broke the papers.
    assert_eq!(read("paid", json!(9_007_199_254_740_992_i64)), refused);
    assert_eq!(read("copies", json!(9_007_199_254_740_992_i64)), refused);
    assert_eq!(read("payments", json!([{ "amount": "9007199254740992" }])), refused);
    // A narrower range of the field holds as before.
    assert_eq!(read("rate", json!("100.01")), refused);
}

#[test]
fn a_limit_of_a_field_lies_within_the_range_of_its_kind() {
    let fields = common::FIELDS.replace("max = \"1000000\"", "max = \"200000000000\"");
    let told = mistakes(&[("fields.toml", &fields)]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].code, told[0].name.as_str()), ("template.limit", "200000000000"));
}

const HUGE: &str =
    "[[derived]]\nkey = \"huge\"\nlabel = \"总价\"\nkind = \"money\"\nvalue = \"mul(paid, copies)\"\n";
const RULE: &str = "title = \"总价是正数\"\nseverity = \"warning\"\nstage = \"first\"\narticles = [1]\n\
                    require = \"huge > money('0.00')\"\nmessage = \"不是\"\nfields = [\"paid\"]\n";
const PAPER: &str = "+++\ntitle = \"文书\"\nkind = \"official\"\nstage = \"first\"\n+++\n{{ paid }}元\n";

#[test]
fn a_result_beyond_all_bounds_is_a_finding_at_the_answers_and_no_mistake_of_the_template() {
    let files = [("derived.toml", HUGE), ("rules/r.toml", RULE), ("documents/d.md", PAPER)];
    let answers = json!({ "paid": "100000000000", "copies": 1_000_000_000 });
    let assessment = assessed(&files, answers, "2026-06-01");
    let found: Vec<_> =
        assessment.findings.iter().map(|found| (found.rule.as_str(), found.outcome)).collect();
    assert_eq!(found, [("test/r", Outcome::Undecided), ("test/beyond-range", Outcome::Violated)]);
    let beyond = &assessment.findings[1];
    assert_eq!(
        (beyond.severity, beyond.fields.as_slice()),
        (Severity::Error, &["copies".into(), "paid".into()][..])
    );
    assert!(beyond.message.contains("已付") && beyond.message.contains("数量"), "{}", beyond.message);
    for found in &assessment.findings {
        assert!(!found.message.contains("模板"), "{}", found.message);
    }
    assert_eq!(document(&assessment, "d").blocked_by, ["test/beyond-range"]);
    // With figures that go together nothing of it is left.
    let assessment = assessed(&files, json!({ "paid": "1000", "copies": 2 }), "2026-06-01");
    assert!(
        assessment.findings.iter().all(|found| found.outcome == Outcome::Holds),
        "{:?}",
        assessment.findings
    );
}

fn fault(source: &str, answers: Json) -> Fault {
    let library = library(&[]);
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-06-01".parse().unwrap());
    Expression::compile(source, 1).unwrap().evaluate(&Scope::new(&facts)).fault.unwrap()
}

#[test]
fn answers_are_told_from_mistakes_of_a_template() {
    let answers =
        || json!({ "paid": "100000000000", "copies": 0, "size": "100000000", "begun": "2199-12-31" });
    for source in ["div(paid, copies)", "mul(mul(paid, size), size)", "mul(mul(mul(size, size), size), size)"]
    {
        let fault = fault(source, answers());
        assert!(matches!(&fault, Fault::Answers { paths, .. } if !paths.is_empty()), "{source}: {fault:?}");
    }
    for source in ["add(paid, size)", "mul(paid, paid)", "money('x')", "sum(payments, 'nothing')"] {
        let answers = json!({ "paid": "1", "size": "1", "payments": [{ "amount": "1" }] });
        let fault = fault(source, answers);
        assert!(matches!(fault, Fault::Template(_)), "{source}: {fault:?}");
    }
}

#[test]
fn a_message_or_expression_that_never_ends_is_stopped() {
    let library = library(&[]);
    let facts =
        facts(&library, procedure(&library), &case(&library, json!({})), "2026-06-01".parse().unwrap());
    let render = |source: &str| Message::compile(source, 1).unwrap().render(&Scope::new(&facts));
    for source in [
        "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}",
        "{% for a in range(10000) %}{{ '0123456789012345678901234567890123456789' * 1000 }}{% endfor %}",
        "{{ 'x' * 99000000 }}",
    ] {
        let told = render(source);
        assert!(told.contains("运算量超过上限"), "{source}: {}", told.chars().take(80).collect::<String>());
    }
    let told = render("{% set n = namespace(x=[]) %}");
    assert!(told.contains("namespace"), "{told}");
    assert!(
        matches!(fault("'x' * 99000000", json!({})), Fault::Template(reason) if reason.contains("运算量"))
    );
}

#[test]
fn chains_are_refused_by_file_and_line() {
    let chain = format!("{}ready", "not ".repeat(20_000));
    let rule = RULE.replace("huge > money('0.00')", &chain);
    let told = mistakes(&[("derived.toml", HUGE), ("rules/r.toml", &rule)]);
    assert_eq!(told.len(), 1, "{}", told.len());
    assert_eq!(
        (told[0].file.as_str(), told[0].line, told[0].code),
        ("test/rules/r.toml", Some(5), "template.expression")
    );
    let paper = format!("{PAPER}\n第二段{{{{ {} }}}}\n", "-".repeat(6_000) + "copies");
    let told = mistakes(&[("documents/d.md", &paper)]);
    assert_eq!(told.len(), 1, "{}", told.len());
    assert_eq!(
        (told[0].file.as_str(), told[0].line, told[0].code),
        ("test/documents/d.md", Some(8), "template.limit")
    );
    let unknown: String = (0..10_000).map(|n| format!("k{n} = 1\n")).collect();
    let told = mistakes(&[("rules/r.toml", &format!("{unknown}{RULE}"))]);
    assert_eq!(told.len(), 20);
}
