//! The outer form of a case file.
#![allow(clippy::unwrap_used)]

mod common;

use common::library;
use procedure::case_file::{CaseFile, FORMAT, decode, load};
use serde_json::{Map, json};

fn problems(text: &str) -> Vec<(&'static str, String)> {
    CaseFile::parse(text).unwrap_err().into_iter().map(|problem| (problem.code, problem.path)).collect()
}

#[test]
fn a_case_file_comes_back_as_it_was_written() {
    let mut answers = Map::new();
    answers.insert("name".to_owned(), json!("甲"));
    let mut file = CaseFile::new("donation", answers);
    file.title = "案卷".to_owned();
    file.overrides.insert("r".to_owned(), "理由".to_owned());
    assert_eq!(CaseFile::parse(&file.to_text()).unwrap(), file);
    assert_eq!(CaseFile::parse(&format!("\u{feff}{}", file.to_text())).unwrap(), file);
    assert_eq!(file.format, FORMAT);
}

/// PowerShell's `>` writes UTF-16 with its mark, other programs UTF-8 with one.
#[test]
fn the_encodings_of_other_programs_are_read() {
    let text = "{ \"名称\": \"𠮷㙍小学\" }";
    let le: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let be: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let marked = [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat();
    for bytes in [le.clone(), be, marked, text.as_bytes().to_vec()] {
        assert_eq!(decode(bytes).unwrap(), text);
    }
    assert_eq!(decode(Vec::new()).unwrap(), "");
    let refused = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err();
    assert_eq!(refused(&le[..le.len() - 1]).code, "case.not-utf16");
    // Half of a pair of units, with a brace after it.
    let half = refused(&[0xff, 0xfe, b'{', 0, 0x00, 0xd8, b'}', 0]);
    assert_eq!(half.code, "case.not-utf16");
    assert!(half.message.contains("第2个字符"), "{half}");
    // 筹 in GBK.
    let gbk = refused(&[b'{', 0xb3, 0xef, b'}']);
    assert_eq!(gbk.code, "case.not-utf8");
    assert!(gbk.message.contains("第2个字节"), "{gbk}");
    assert_eq!(refused(&[0xff, 0xfe, 0, 0, b'{', 0, 0, 0]).code, "case.utf32");
}

#[test]
fn text_that_is_no_json_is_told_with_its_place() {
    let problem = &CaseFile::parse("{\n  \"format\": }").unwrap_err()[0];
    assert_eq!(problem.code, "case.not-json");
    assert!(problem.message.starts_with("不是有效的 JSON：第2行第13列"), "{}", problem.message);
    assert_eq!(problems("[]"), [("case.not-object", String::new())]);
    assert_eq!(problems(""), [("case.not-json", String::new())]);
    // Deep nesting must not bring the program down.
    assert_eq!(problems(&"[".repeat(100_000))[0].0, "case.too-deep");
}

#[test]
fn all_problems_come_at_once() {
    let text = json!({ "format": "choujian-case/9", "procedur": "donation", "answers": [], "overrides": { "a": 1 } });
    assert_eq!(
        problems(&text.to_string()),
        [
            ("case.unknown-key", "procedur"),
            ("case.missing-key", "procedure"),
            ("case.format", "format"),
            ("case.wrong-form", "answers"),
            ("case.wrong-form", "overrides"),
        ]
        .map(|(code, path)| (code, path.to_owned()))
    );
    let told = CaseFile::parse(&text.to_string()).unwrap_err();
    assert_eq!(told[0].message, "不认识的键“procedur”，最接近的是“procedure”");
}

#[test]
fn format_procedure_and_answers_are_required() {
    let told: Vec<String> = problems("{}").into_iter().map(|(_, path)| path).collect();
    assert_eq!(told, ["format", "procedure", "answers"]);
    assert_eq!(
        problems(&json!({ "format": FORMAT, "procedure": 1, "answers": {} }).to_string()),
        [("case.wrong-form", "procedure".to_owned())]
    );
}

#[test]
fn problems_of_the_outer_form_and_of_the_answers_come_at_once() {
    let library = library(&[]);
    let text = json!({
        "format": "choujian-case/9", "procedure": "test", "titel": "案卷",
        "answers": { "nmae": "甲", "total": "1.005" }, "overrides": { "none": "理由" },
    });
    let told = load(&library, &text.to_string()).unwrap_err();
    let told: Vec<_> = told.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
    assert_eq!(
        told,
        [
            ("case.unknown-key", "titel"),
            ("case.format", "format"),
            ("case.unknown-rule", "overrides.none"),
            ("answer.unknown-key", "nmae"),
            ("entry.too-precise", "total"),
        ]
    );
    let elsewhere = json!({ "format": FORMAT, "procedure": "tset", "titel": "", "answers": {} });
    let told = load(&library, &elsewhere.to_string()).unwrap_err();
    assert_eq!(told[1].message, "没有事项“tset”，现有：test");
    assert_eq!(told.len(), 2);
}
