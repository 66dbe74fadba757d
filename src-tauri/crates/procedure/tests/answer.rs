//! Reading answers: every problem at once, with its path, and nothing exact made inexact.
#![allow(clippy::unwrap_used)]

mod common;

use common::{library, object, procedure};
use procedure::answer::{Answers, Problems, Value};
use serde_json::{Value as Json, json};

fn read(answers: Json) -> Result<Answers, Problems> {
    Answers::read(procedure(&library(&[])), &object(answers))
}

/// Code and path of each problem.
fn problems(answers: Json) -> Vec<(&'static str, String)> {
    read(answers).unwrap_err().into_iter().map(|problem| (problem.code, problem.path)).collect()
}

fn code(answers: Json) -> &'static str {
    let problems = problems(answers);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].0
}

#[test]
fn answers_come_back_as_they_went_in() {
    let json = json!({
        "name": "罗湖小学", "story": "第一段\n第二段", "total": "1000.50", "size": "12.5", "rate": "5.5", "copies": 3,
        "begun": "2026-02-28", "ready": false, "kind": "school", "goods": ["drawings", "keys"],
        "giver": { "name": "甲公司" },
        "payments": [{ "paid_on": "2026-03-01", "amount": "1.00", "mode": "wire" }, {}],
    });
    assert_eq!(Json::Object(read(json.clone()).unwrap().to_json()), sorted(json));
}

/// Answers are kept in the order of their keys.
fn sorted(json: Json) -> Json {
    match json {
        Json::Object(map) => {
            let mut entries: Vec<_> = map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(entries.into_iter().collect())
        }
        Json::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}

#[test]
fn null_means_not_answered() {
    let answers =
        read(json!({ "name": null, "payments": [{ "amount": null }], "giver": { "name": null } })).unwrap();
    assert_eq!(answers.get("name"), None);
    assert_eq!(answers.at("payments.0.amount"), None);
    assert!(answers.get("giver").unwrap().is_blank());
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let problems = read(json!({ "nmae": "甲" })).unwrap_err();
    assert_eq!((problems[0].code, problems[0].path.as_str()), ("answer.unknown-key", "nmae"));
    assert_eq!(problems[0].message, "没有“nmae”这一项，最接近的是“name”");
    let inner = read(json!({ "payments": [{}, { "amuont": "1" }] })).unwrap_err();
    assert_eq!((inner[0].code, inner[0].path.as_str()), ("answer.unknown-key", "payments.1.amuont"));
    assert!(inner[0].message.ends_with("最接近的是“amount”"));
}

#[test]
fn all_problems_come_at_once_with_their_paths() {
    let told = problems(json!({
        "name": 5, "total": "1,000", "begun": "2026-02-30", "kind": "scholl", "goods": ["drawings", "x"],
        "giver": { "name": true }, "payments": [{ "amount": "1.234" }, 7], "other": 1,
    }));
    assert_eq!(
        told,
        [
            ("answer.wrong-form", "name"),
            ("entry.not-a-number", "total"),
            ("answer.not-a-date", "begun"),
            ("answer.unknown-option", "kind"),
            ("answer.unknown-option", "goods.1"),
            ("answer.wrong-form", "giver.name"),
            ("entry.too-precise", "payments.0.amount"),
            ("answer.wrong-form", "payments.1"),
            ("answer.unknown-key", "other"),
        ]
        .map(|(code, path)| (code, path.to_owned()))
    );
}

#[test]
fn each_kind_refuses_other_forms() {
    for wrong in [
        json!({ "name": 1 }),
        json!({ "story": ["a"] }),
        json!({ "total": true }),
        json!({ "size": {} }),
        json!({ "copies": "drei" }),
        json!({ "copies": 1.5 }),
        json!({ "begun": 20_260_101 }),
        json!({ "ready": "true" }),
        json!({ "kind": 1 }),
        json!({ "goods": "drawings" }),
        json!({ "giver": "甲" }),
        json!({ "payments": {} }),
    ] {
        assert_eq!(code(wrong.clone()), "answer.wrong-form", "{wrong}");
    }
}

#[test]
fn figures_are_exact_or_refused() {
    assert_eq!(code(json!({ "total": 0.1 })), "answer.inexact-number");
    assert_eq!(code(json!({ "rate": 5.5 })), "answer.inexact-number");
    assert_eq!(code(json!({ "total": "-1" })), "entry.negative");
    assert_eq!(code(json!({ "total": "1.001" })), "entry.too-precise");
    assert_eq!(code(json!({ "size": "-1" })), "answer.negative");
    assert_eq!(code(json!({ "size": "1.001" })), "answer.too-precise");
    assert_eq!(code(json!({ "size": "1e3" })), "answer.not-a-number");
    assert_eq!(code(json!({ "copies": -1 })), "answer.negative");
    // 40 places would be rounded to nothing by a reader that is not exact.
    assert!(read(json!({ "size": format!("0.{}1", "0".repeat(39)) })).is_err());
    assert_eq!(read(json!({ "total": 15 })).unwrap().get("total").unwrap().to_json(), json!("15.00"));
    assert_eq!(read(json!({ "rate": "5.50" })).unwrap().get("rate").unwrap().to_json(), json!("5.5"));
}

#[test]
fn limits_count_as_inside() {
    for inside in ["1", "1000000"] {
        assert!(read(json!({ "total": inside })).is_ok());
    }
    for outside in ["0.99", "1000000.01"] {
        let problems = read(json!({ "total": outside })).unwrap_err();
        assert_eq!(problems[0].code, "answer.out-of-range");
        assert_eq!(problems[0].message, "“总额”应在1至1000000之间");
    }
    assert!(read(json!({ "rate": "100" })).is_ok());
    assert_eq!(read(json!({ "rate": "100.1" })).unwrap_err()[0].message, "“比例”不得大于100");
}

#[test]
fn days_must_exist_and_be_written_in_full() {
    for wrong in ["2026-02-29", "2026-13-01", "2026-2-1", "20260201", "2026/02/01", "2026- 2-01", "明天", ""]
    {
        assert_eq!(code(json!({ "begun": wrong })), "answer.not-a-date", "{wrong}");
    }
    assert!(read(json!({ "begun": "2028-02-29" })).is_ok());
    assert_eq!(code(json!({ "begun": "1900-01-01" })), "answer.date-range");
}

#[test]
fn options_are_known_and_come_in_the_order_of_the_form() {
    let problems = read(json!({ "kind": "scholl" })).unwrap_err();
    assert_eq!(problems[0].message, "“类型”没有选项“scholl”，最接近的是“school”（可选：school、hospital）");
    let goods = read(json!({ "goods": ["keys", "drawings", "keys"] })).unwrap();
    assert_eq!(goods.get("goods").unwrap().to_json(), json!(["drawings", "keys"]));
    assert_eq!(code(json!({ "goods": vec!["keys"; 1001] })), "answer.too-many-options");
}

#[test]
fn invisible_and_overlong_texts_are_refused() {
    assert_eq!(code(json!({ "name": "a\u{0}b" })), "answer.control-character");
    assert_eq!(code(json!({ "name": "一\n二" })), "answer.control-character");
    // Unicode's own line separator is a line break, and U+FFFE is no character at all.
    assert_eq!(code(json!({ "name": "一\u{2028}二" })), "answer.control-character");
    assert_eq!(code(json!({ "name": "示例\u{fffe}公司" })), "answer.control-character");
    assert_eq!(code(json!({ "name": "示例\u{1ffff}公司" })), "answer.control-character");
    assert_eq!(
        read(json!({ "story": "一\r\n二\r三\u{2028}四" })).unwrap().get("story"),
        Some(&Value::Text("一\n二\n三\n四".into()))
    );
    assert_eq!(code(json!({ "name": "字".repeat(21) })), "answer.too-long");
    assert!(read(json!({ "name": "𠮷".repeat(20) })).is_ok());
    // Ten megabytes are told in a line, whether as a value or as a key.
    let huge = "长".repeat(3_500_000);
    for wrong in
        [json!({ "name": huge }), json!({ "story": huge }), json!({ "kind": huge }), json!({ "size": huge })]
    {
        let problem = &read(wrong).unwrap_err()[0];
        assert!(problem.message.len() < 1000, "{}", problem.code);
    }
    let problem = &read(json!({ huge: 1 })).unwrap_err()[0];
    assert!(problem.message.len() < 1000 && problem.path.len() < 1000);
}

#[test]
fn a_table_has_an_end() {
    let rows = |count: usize| Json::Array(vec![json!({}); count]);
    assert_eq!(code(json!({ "payments": rows(20_001) })), "answer.too-many-rows");
    assert!(read(json!({ "payments": rows(20_000) })).is_ok());
}

#[test]
fn paths_lead_to_parts_and_cells() {
    let answers = read(json!({ "giver": { "name": "甲" }, "payments": [{}, { "amount": "2" }] })).unwrap();
    assert_eq!(answers.at("giver.name").unwrap().to_json(), json!("甲"));
    assert_eq!(answers.at("payments.1.amount").unwrap().to_json(), json!("2.00"));
    assert_eq!(answers.at("payments.2.amount"), None);
    assert_eq!(answers.at("payments.1"), None);
    assert_eq!(answers.at("giver.name.more"), None);
}

#[test]
fn reading_leniently_keeps_what_can_be_read() {
    let library = library(&[]);
    let payments = json!([{ "amount": "1" }, { "amount": "x" }, 3, { "amount": "4" }]);
    let json = object(json!({ "name": "甲", "gone": 1, "total": "x", "payments": payments }));
    let answers = Answers::read_lenient(procedure(&library), &json);
    assert_eq!(answers.iter().map(|(key, _)| key).collect::<Vec<_>>(), ["name", "payments"]);
    // A row that is none keeps its place, so that the rows after it keep theirs.
    let amounts: Vec<_> = (0..4).map(|row| answers.at(&format!("payments.{row}.amount"))).collect();
    assert_eq!(
        amounts.iter().map(|amount| amount.map(Value::to_json)).collect::<Vec<_>>(),
        [Some(json!("1.00")), None, None, Some(json!("4.00"))]
    );
    let paths: Vec<&str> = answers.problems().iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["gone", "total", "payments.1.amount", "payments.2"]);
}
