//! table import, export, blank: on tables of the shipped procedure.

use std::path::Path;

use serde_json::{Value as Json, json};
use tests::command_line::{Answer, run};

use crate::{Desk, refused};

const GOOD: &str = "来源,金额（万元）,可到位日期,证明材料\n自有资金,1000,2026-09-01,存款证明\n银行贷款,568,2026年10月8日,授信函\n";
const MIXED: &str =
    "来源,金额,可到位日期,证明材料\n自有资金,100,2026-09-01,存款证明\n银行贷款,面议,2026-02-30,授信函\n";

fn import(case: &Path, file: &Path, further: &[&str]) -> Answer {
    let mut all = vec!["table", "import", case.to_str().unwrap(), "funding_sources", file.to_str().unwrap()];
    all.extend(further);
    run(all)
}

fn stored(case: &Path) -> Json {
    let text = std::fs::read_to_string(case).unwrap();
    serde_json::from_str::<Json>(&text).unwrap()["answers"]["funding_sources"].clone()
}

#[test]
fn a_sheet_replaces_the_rows_or_is_appended() {
    let desk = Desk::new();
    let case = desk.case(&json!({}));
    let file = desk.file("资金.csv", GOOD);
    let answer = import(&case, &file, &[]);
    assert_eq!(answer.status, 0, "{}{}", answer.out, answer.err);
    assert!(
        answer.out.contains("已导入 2 行") && answer.out.contains("金额合计 15680000.00"),
        "{}",
        answer.out
    );
    assert_eq!(
        stored(&case),
        json!([
            { "source": "自有资金", "amount": "10000000.00", "available_on": "2026-09-01", "proof": "存款证明" },
            { "source": "银行贷款", "amount": "5680000.00", "available_on": "2026-10-08", "proof": "授信函" },
        ])
    );
    assert_eq!(import(&case, &file, &["--append"]).status, 0);
    assert_eq!(stored(&case).as_array().unwrap().len(), 4);
    assert_eq!(import(&case, &file, &[]).status, 0);
    assert_eq!(stored(&case).as_array().unwrap().len(), 2);
}

#[test]
fn nothing_is_imported_half_unless_one_says_so() {
    let desk = Desk::new();
    let case = desk.case(&json!({}));
    let before = std::fs::read(&case).unwrap();
    let file = desk.file("资金.csv", MIXED);
    let answer = import(&case, &file, &[]);
    assert_eq!(answer.status, 1);
    for words in
        ["第 3 行 B 列“金额”：“面议”", "第 3 行 C 列“可到位日期”：“2026-02-30”", "〔第三、八条〕", "没有导入"]
    {
        assert!(answer.out.contains(words), "no {words} in {}", answer.out);
    }
    assert_eq!(std::fs::read(&case).unwrap(), before);
    let answer = import(&case, &file, &["--dry-run", "--partial", "--json"]);
    let told: Json = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(
        (answer.status, &told["good"], &told["refused"], &told["written"]),
        (1, &json!(1), &json!(1), &json!(false))
    );
    let problem = &told["problems"][0];
    assert_eq!(
        (&problem["row"], &problem["column"], &problem["value"]),
        (&json!(3), &json!("B"), &json!("面议"))
    );
    assert_eq!((&problem["code"], &problem["articles"]), (&json!("entry.not-a-number"), &json!([3, 8])));
    assert_eq!(std::fs::read(&case).unwrap(), before);
    assert_eq!(import(&case, &file, &["--partial"]).status, 1);
    assert_eq!(stored(&case)[0]["source"], "自有资金");
}

/// Imports a file of the workbooks' tests into the flats of a new case.
fn flats(desk: &Desk, name: &str, further: &[&str]) -> Answer {
    let case = json!({ "format": "choujian-case/1", "procedure": "leasing", "answers": {} });
    let case = desk.file("flats.json", &case.to_string());
    let file = xtask::place::root().join("src-tauri/crates/workbook/tests/data/cases").join(name);
    let mut all = vec!["table", "import", case.to_str().unwrap(), "units", file.to_str().unwrap()];
    all.extend(further);
    run(all)
}

#[test]
fn what_cannot_be_decided_is_asked_and_nothing_is_written_before_it_is_answered() {
    let desk = Desk::new();
    let asked = flats(&desk, "rent_per_flat.xlsx", &[]);
    refused(&asked, &["workbook.undecided", "--answer 'basis:D=unit'", "--answer 'basis:D=whole'"]);
    let text = std::fs::read_to_string(desk.path("flats.json")).unwrap();
    assert!(!text.contains("A101"), "{text}");
    let answer = flats(&desk, "rent_per_flat.xlsx", &["--answer", "basis:D=whole"]);
    assert_eq!(answer.status, 0, "{}{}", answer.out, answer.err);
    assert!(answer.out.contains("第 2 行“3935.75”读作“45.5元/㎡·月”"), "{}", answer.out);
    let unknown = flats(&desk, "rent_per_flat.xlsx", &["--answer", "basis:D=flat"]);
    refused(&unknown, &["cli.unknown-answer", "basis:D=flat"]);
}

#[test]
fn a_sheet_for_each_building_is_named_and_all_are_taken_if_one_says_so() {
    let desk = Desk::new();
    refused(
        &flats(&desk, "sheet_per_building.xlsx", &[]),
        &["workbook.undecided", "--answer 'sheets=*'", "“2栋”"],
    );
    let all = flats(&desk, "sheet_per_building.xlsx", &["--all-sheets"]);
    assert_eq!(all.status, 0, "{}{}", all.out, all.err);
    for words in ["1栋共 4 行：表头 1，导入 3", "2栋共 4 行：表头 1，导入 3", "已导入 6 行"]
    {
        assert!(all.out.contains(words), "no {words} in {}", all.out);
    }
    let one = flats(&desk, "sheet_per_building.xlsx", &["--sheet", "2栋"]);
    assert!(one.status == 0 && one.out.contains("已导入 3 行"), "{}{}", one.out, one.err);
}

#[test]
fn a_file_without_the_key_column_is_refused_with_the_headers_it_has() {
    let desk = Desk::new();
    let case = desk.case(&json!({}));
    let file = desk.file("无.csv", "金额,可到位日期\n1000,2026-09-01\n");
    refused(
        &import(&case, &file, &[]),
        &["workbook.no-key", "没有“来源”这一列", "A 金额、B 可到位日期", "“资金来源”"],
    );
    let named =
        desk.file("有.csv", "渠道,金额,可到位日期,证明材料\n自有,1,2026-09-01,存款\n,2,2026-09-02,存款\n");
    let answer = import(&case, &named, &["--column", "A=source", "--partial"]);
    assert_eq!(answer.status, 1, "{}{}", answer.out, answer.err);
    for words in ["共 3 行：表头 1，导入 1，不能导入 1", "第 3 行 A 列“来源”：“” 这一行没有“来源”"]
    {
        assert!(answer.out.contains(words), "no {words} in {}", answer.out);
    }
}

#[test]
fn a_text_in_another_encoding_is_called_so() {
    let desk = Desk::new();
    let case = desk.case(&json!({}));
    let file = desk.path("big5.csv");
    // 房號,樓棟 in Big5, twice.
    std::fs::write(&file, b"\xa9\xd0\xb8\xb9,\xbc\xd3\xb4\xc9\n\xa9\xd0\xb8\xb9,\xbc\xd3\xb4\xc9\n").unwrap();
    refused(&import(&case, &file, &[]), &["workbook.encoding", "看来不是 UTF-8 或 GB18030", "Big5"]);
}

#[test]
fn what_is_exported_is_imported_again() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let out = desk.path("out/来源.xlsx");
    let export =
        ["table", "export", case.to_str().unwrap(), "funding_sources", "--out", out.to_str().unwrap()];
    assert_eq!(run(export).status, 0);
    refused(&run(export), &["cli.exists"]);
    let before = stored(&case);
    let answer = import(&case, &out, &[]);
    assert_eq!(answer.status, 0, "{}", answer.out);
    assert!(answer.out.contains("与表里的合计一致"), "{}", answer.out);
    assert_eq!(stored(&case), before);
}

#[test]
fn a_blank_workbook_offers_the_rows_a_table_begins_with() {
    let desk = Desk::new();
    let out = desk.path("空白.xlsx");
    let answer = run(["table", "blank", "donation", "consultations", "--out", out.to_str().unwrap()]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    let case = desk.case(&json!({}));
    let answer = run([
        "table",
        "import",
        case.to_str().unwrap(),
        "consultations",
        out.to_str().unwrap(),
        "--json",
        "--dry-run",
    ]);
    assert_eq!(serde_json::from_str::<Json>(&answer.out).unwrap()["good"], 8);
}

#[test]
fn files_and_fields_that_cannot_serve_are_told_and_nothing_is_written() {
    let desk = Desk::new();
    let case = desk.case(&json!({}));
    let before = std::fs::read(&case).unwrap();
    let large = desk.path("大.xlsx");
    std::fs::File::create(&large).unwrap().set_len(200 << 20).unwrap();
    refused(&import(&case, &large, &[]), &["workbook.too-large", "文件有 200 MB"]);
    refused(&import(&case, &desk.path("无.xlsx"), &[]), &["cli.unreadable", "文件不存在"]);
    refused(&import(&case, &desk.file("a.csv", "甲,乙\n1,2\n"), &[]), &["workbook.no-column", "来源"]);
    refused(&import(&case, &desk.file("b.xlsx", "PK坏的"), &[]), &["workbook.corrupt", "b.xlsx"]);
    let good = desk.file("资金.csv", GOOD);
    refused(&import(&case, &good, &["--sheet", "二"]), &["workbook.no-sheet"]);
    let other = run(["table", "import", case.to_str().unwrap(), "project_name", good.to_str().unwrap()]);
    refused(&other, &["cli.unknown-table", "funding_sources（建设资金来源）"]);
    refused(&import(Path::new("-"), &good, &[]), &["cli.no-case"]);
    assert_eq!(std::fs::read(&case).unwrap(), before);
}
