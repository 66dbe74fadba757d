//! Workbooks written: types, lists, totals, text that stays text, and the way back.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::{Cursor, Read as _};

use common::{about, import, json, object, open, procedure, record, units};
use procedure::answer::Record;
use proptest::option::of as some;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use workbook::{Book, Confidence, blank, export};
use zip::ZipArchive;

fn rows() -> Vec<Record> {
    vec![
        record(json!({
            "unit_no": "0301", "building": "1栋", "layout": "一房一厅", "area": "35.2", "floor": 3, "unit_rent": "45.50",
            "deposit": "15000.00", "discount": "95.5", "status": "vacant", "lift": true, "goods": ["bed", "desk"],
            "tenant_from": "2026-03-07", "remark": "朝南\n安静"
        })),
        record(
            json!({ "unit_no": "=1+1", "building": "+1", "layout": "-2", "remark": "@SUM(A1)", "area": "40", "deposit": "0.01" }),
        ),
    ]
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn what_is_exported_comes_back() {
    let bytes = export(units(), &rows(), &about()).unwrap();
    let (sheet, plan) = open(bytes.clone());
    assert_eq!(sheet.name, "房源清单");
    assert!(
        plan.columns.iter().all(|column| column.confidence >= Confidence::Alike && column.note.is_none())
    );
    let imported = import(bytes);
    assert_eq!(json(&imported.rows), json(&rows()));
    // The totals stand below and agree: 35.2 + 40, 15000 + 0.01.
    let totals: Vec<_> = imported
        .totals
        .iter()
        .map(|total| (total.key.as_str(), total.sum.as_str(), total.stated.as_deref()))
        .collect();
    assert_eq!(totals, [("area", "75.2", Some("75.2")), ("deposit", "15000.01", Some("15000.01"))]);
}

#[test]
fn cells_have_types_formats_and_lists() {
    let bytes = export(units(), &rows(), &about()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    // The area is a number, the day a serial (2026-03-07), the percentage a hundredth, the number of the flat a text.
    for cell in ["<v>35.2</v>", "<v>46088</v>", "<v>0.955</v>", "<f>SUM(D2:D3)</f><v>75.2</v>"] {
        assert!(sheet.contains(cell), "no {cell}");
    }
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:M3\""));
    assert_eq!(sheet.matches("type=\"list\"").count(), 2);
    assert!(!sheet.contains("<f>1+1") && !sheet.contains("<f>=1+1"));
    let styles = part(&bytes, "xl/styles.xml");
    for format in ["yyyy-mm-dd", "#,##0.00", "0.####%", "quotePrefix=\"1\""] {
        assert!(styles.contains(format) || format == "#,##0.00", "no {format}");
    }
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("<t>=1+1</t>"));
    assert!(part(&bytes, "xl/comments1.xml").contains("与门牌一致。\n不得重复。"));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    assert_eq!(export(units(), &rows(), &about()).unwrap(), export(units(), &rows(), &about()).unwrap());
}

#[test]
fn a_blank_workbook_explains_itself_and_has_no_rows() {
    let bytes = blank(units(), &about()).unwrap();
    let mut book = Book::open(bytes.clone()).unwrap();
    let names: Vec<(&str, bool)> =
        book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(names, [("房源清单", false), ("填写说明", false), ("选项", true)]);
    let explanation = book.sheet("填写说明", &mut |_| true).unwrap();
    let texts: Vec<String> =
        explanation.rows.iter().flat_map(|row| row.cells.iter().map(workbook::Cell::shown)).collect();
    for words in [
        "房号",
        "必填",
        "与门牌一致。不超过20字。同一楼栋内不得重复。",
        "测〔2026〕1号第18条",
        "从列表中选：空置、已出租。",
        "不大于500。",
    ] {
        assert!(texts.iter().any(|text| text == words), "no {words} in {texts:#?}");
    }
    let (sheet, plan) = open(bytes);
    assert_eq!(plan.missing(units()).count(), 0);
    let refused = workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap_err();
    assert_eq!(refused.code, "workbook.no-rows");
}

#[test]
fn an_empty_table_can_be_exported() {
    let bytes = export(units(), &[], &about()).unwrap();
    assert_eq!(open(bytes).1.header_to, Some(1));
    assert_eq!(procedure().slug(), "test");
}

/// Text that a field keeps as it is: nothing blank around it, no line end, and not what cells write for nothing.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9=+@'\"<>&,;一二三楼栋㎡𠮷😀{}%（）. -]{1,20}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("not blank", |text| !text.is_empty())
}

fn row() -> impl Strategy<Value = Json> {
    let money = (0_u64..50_000).prop_map(|fen| format!("{}.{:02}", fen / 100, fen % 100));
    let area = (1_u64..100_000).prop_map(|hundredths| {
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    let percent = (0_u32..1_000_000).prop_map(|parts| {
        let text = format!("{}.{:04}", parts / 10_000, parts % 10_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    let day = (1990_i32..2099, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let choice = prop::sample::select(vec!["vacant", "let"]);
    let goods = prop::sample::subsequence(vec!["bed", "desk"], 1..=2);
    (
        (words(), some(money), some(area), some(percent), some(0_i64..200)),
        (some(day), some(choice), some(any::<bool>()), some(goods), some(words())),
    )
        .prop_map(|((text, money, area, percent, floor), (day, choice, lift, goods, remark))| {
            let cells = [
                ("layout", Some(json!(text))),
                ("unit_rent", money.map(Json::from)),
                ("area", area.map(Json::from)),
                ("discount", percent.map(Json::from)),
                ("floor", floor.map(Json::from)),
                ("tenant_from", day.map(Json::from)),
                ("status", choice.map(Json::from)),
                ("lift", lift.map(Json::from)),
                ("goods", goods.map(|goods| json!(goods))),
                ("remark", remark.map(Json::from)),
            ];
            let given = cells.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
            Json::Object(given.collect())
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_table_holds_survives_the_way_out_and_in(rows in prop::collection::vec(row(), 1..12)) {
        let mut records = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            let mut row = object(row);
            // Different buildings and numbers, so that no row is like another, a total or a remark.
            row.insert("unit_no".to_owned(), json!(format!("{index:04}")));
            row.insert("building".to_owned(), json!(format!("第{index}栋")));
            records.push(record(Json::Object(row)));
        }
        let imported = import(export(units(), &records, &about()).unwrap());
        prop_assert_eq!(json(&imported.rows), json(&records), "{:#?}", imported.problems);
    }
}
