//! The same table from every kind of file.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{errors, import, json, matched, open};
use encoding_rs::GB18030;
use serde_json::json;

const TEXT: &str = "楼栋,房号,户型,建筑面积,状态,起租日,备注\r\n1栋,0301,一房,35.2㎡,空置,2026/3/7,\"朝南,安静\n第二行\"\r\n\r\n1栋,0302,𠮷房,40,已出租,,\r\n";

fn expected() -> Vec<serde_json::Value> {
    vec![
        json!({ "building": "1栋", "unit_no": "0301", "layout": "一房", "area": "35.2", "status": "vacant",
                "tenant_from": "2026-03-07", "remark": "朝南,安静\n第二行" }),
        json!({ "building": "1栋", "unit_no": "0302", "layout": "𠮷房", "area": "40", "status": "let" }),
    ]
}

#[test]
fn csv_in_utf8_with_and_without_mark_and_in_gb18030() {
    let marked = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    let (gb, _, wrong) = GB18030.encode(TEXT);
    assert!(!wrong && std::str::from_utf8(&gb).is_err());
    for bytes in [TEXT.as_bytes().to_vec(), marked, gb.into_owned()] {
        let imported = import(bytes);
        assert_eq!(json(&imported.rows), expected());
        // As a spreadsheet counts: the cell of two lines is one row, the empty line another.
        assert_eq!(imported.numbers, [2, 4]);
    }
}

#[test]
fn unicode_text_with_tabs_as_excel_saves_it() {
    let text = "房号\t楼栋\r\n0301\t1栋\r\n";
    let bytes: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(json(&import(bytes).rows), [json!({ "unit_no": "0301", "building": "1栋" })]);
    let semicolons = "房号;楼栋\n=\"0301\";1栋\n".as_bytes().to_vec();
    assert_eq!(json(&import(semicolons).rows), [json!({ "unit_no": "0301", "building": "1栋" })]);
}

#[test]
fn text_in_no_known_encoding_is_refused() {
    let bytes = [b"\xb7\xbf\xba\xc5,".as_slice(), b"\xff\xff\xff\xff\n"].concat();
    assert_eq!(common::refusal(bytes).code, "workbook.encoding");
}

/// `units.xls` and `units.ods` were saved by LibreOffice: title, header of two rows with merged cells, a merged
/// building, a hidden row, a formula with an error, a day, a percentage.
fn office(bytes: &[u8]) {
    let (_, plan) = open(bytes.to_vec());
    assert_eq!((plan.header_from, plan.header_to), (Some(2), Some(3)));
    assert_eq!(
        matched(&plan),
        [
            ("A", "building"),
            ("B", "unit_no"),
            ("C", "unit_rent"),
            ("E", "area"),
            ("F", "tenant_from"),
            ("G", "discount"),
            ("H", "lift")
        ]
    );
    let imported = import(bytes.to_vec());
    assert_eq!(
        json(&imported.rows),
        [
            json!({ "building": "1栋", "unit_no": "0301", "unit_rent": "45.50", "area": "35.2",
                    "tenant_from": "2026-03-07", "discount": "95.5", "lift": true }),
            json!({ "building": "1栋", "unit_no": "302", "unit_rent": "46.00", "area": "40" }),
        ]
    );
    assert_eq!(imported.hidden, [5]);
    assert_eq!(errors(&imported), [(6, "E", "table.formula-error", "#DIV/0!")]);
}

#[test]
fn an_old_workbook() {
    office(include_bytes!("data/units.xls"));
}

#[test]
fn an_open_document() {
    office(include_bytes!("data/units.ods"));
}
