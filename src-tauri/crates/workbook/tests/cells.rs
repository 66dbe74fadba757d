//! Cells as people fill them in, and what is said about those that cannot be read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{errors, import, json, open, record, texts, units, xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use serde_json::{Value as Json, json};
use workbook::Severity;

/// What one cell under one header becomes.
fn read(header: &str, text: &str) -> Json {
    let imported = import(xlsx(|sheet| texts(sheet, &[&["房号", header], &["1", text]])));
    json(&imported.rows).first().cloned().unwrap_or(Json::Null)
}

#[test]
fn figures_are_understood_as_in_the_form() {
    for (header, text, key, value) in [
        ("建筑面积", "86.5平", "area", json!("86.5")),
        ("建筑面积", "８６．５㎡", "area", json!("86.5")),
        ("建筑面积", "86.5 平方米", "area", json!("86.5")),
        ("租金单价", "45元/㎡", "unit_rent", json!("45.00")),
        ("租金单价", "45.5 元/平方米/月", "unit_rent", json!("45.50")),
        ("押金", "1.5万", "deposit", json!("15000.00")),
        ("押金", "￥1,234.5", "deposit", json!("1234.50")),
        ("押金（万元）", "1.5", "deposit", json!("15000.00")),
        ("楼层", "12层", "floor", json!(12)),
        ("折扣", "95%", "discount", json!("95")),
        ("起租日", "2026.3.7", "tenant_from", json!("2026-03-07")),
        ("起租日", "2026年3月7日", "tenant_from", json!("2026-03-07")),
        ("状态", "空 置", "status", json!("vacant")),
        ("状态", "未租", "status", json!("vacant")),
        ("有无电梯", "有", "lift", json!(true)),
        ("有无电梯", "×", "lift", json!(false)),
        ("配套", "书桌，床", "goods", json!(["bed", "desk"])),
    ] {
        assert_eq!(read(header, text)[key], value, "{header} {text}");
    }
}

#[test]
fn a_dash_stands_for_nothing_but_not_in_prose() {
    assert_eq!(read("起租日", "/"), json!({ "unit_no": "1" }));
    assert_eq!(read("建筑面积", "—"), json!({ "unit_no": "1" }));
    assert_eq!(read("备注", "/"), json!({ "unit_no": "1", "remark": "/" }));
}

#[test]
fn numbers_and_days_come_in_every_form() {
    let imported = import(xlsx(|sheet| {
        texts(sheet, &[&["房号", "楼栋", "建筑面积", "起租日", "折扣", "押金（万元）"]]);
        sheet.write_number(1, 0, 301).unwrap().write_number(1, 1, 5.5).unwrap();
        // 0.1 + 0.2 as a formula stores it.
        sheet.write_number(1, 2, 0.300_000_000_000_000_04).unwrap();
        // 46,000 days after the end of 1899 is 2025-12-09.
        sheet.write_number(1, 3, 46_000).unwrap();
        sheet.write_number_with_format(1, 4, 0.055, &Format::new().set_num_format("0.0%")).unwrap();
        sheet.write_number(1, 5, 2.5).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 3, 7).unwrap();
        sheet.write_string(2, 0, "302").unwrap();
        sheet.write_datetime_with_format(2, 3, &day, &Format::new().set_num_format("yyyy/m/d")).unwrap();
        sheet.write_number(2, 4, 95).unwrap();
        sheet.write_string(3, 0, "303").unwrap().write_number(3, 3, 20_260_307).unwrap();
    }));
    assert_eq!(
        json(&imported.rows),
        [
            json!({ "unit_no": "301", "building": "5.5", "area": "0.3", "tenant_from": "2025-12-09",
                    "discount": "5.5", "deposit": "25000.00" }),
            json!({ "unit_no": "302", "tenant_from": "2026-03-07", "discount": "95" }),
            json!({ "unit_no": "303", "tenant_from": "2026-03-07" }),
        ]
    );
}

#[test]
fn each_cell_that_cannot_be_read_is_told_with_place_value_reason_and_article() {
    let imported = import(xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["房号", "建筑面积", "状态", "起租日", "租金单价", "有无电梯"],
                &["101", "约30", "空置", "2026-03-07", "45", ""],
                &["102", "30", "自用", "2026-02-30", "501", "也许"],
                &["103", "30.123", "空置", "", "45", ""],
                &["104", "31", "空置", "", "45", ""],
            ],
        );
    }));
    assert_eq!(
        errors(&imported),
        [
            (2, "B", "entry.not-a-number", "约30"),
            (3, "C", "table.unknown-option", "自用"),
            (3, "D", "entry.not-a-date", "2026-02-30"),
            (3, "E", "answer.out-of-range", "501"),
            (3, "F", "table.not-yes-or-no", "也许"),
            (4, "B", "entry.too-precise", "30.123"),
        ]
    );
    assert_eq!((imported.read, imported.refused(), imported.numbers.as_slice()), (4, 3, &[5][..]));
    let option = imported.problems.iter().find(|problem| problem.code == "table.unknown-option").unwrap();
    assert_eq!(option.reason, "“状态”没有“自用”这个选项，请改成：空置、已出租");
    // The column names no article of its own, so the table's counts.
    assert_eq!((option.label.as_str(), option.articles.as_slice()), ("状态", &[12][..]));
}

#[test]
fn formulas_count_by_their_result_and_their_errors_are_told() {
    let imported = import(xlsx(|sheet| {
        texts(sheet, &[&["房号", "建筑面积"], &["101"], &["102"], &["103"]]);
        sheet.write_formula(1, 1, Formula::new("=40+2.5").set_result("42.5")).unwrap();
        sheet.write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_formula(3, 1, Formula::new("=X!A1").set_result("#REF!")).unwrap();
    }));
    assert_eq!(json(&imported.rows), [json!({ "unit_no": "101", "area": "42.5" })]);
    assert_eq!(
        errors(&imported),
        [(3, "B", "table.formula-error", "#DIV/0!"), (4, "B", "table.formula-error", "#REF!")]
    );
}

#[test]
fn a_repeated_number_names_the_first_row_and_its_article() {
    let imported = import(xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["楼栋", "房号"],
                &["1栋", "101"],
                &["2栋", "101"],
                &["1栋", " 101 "],
                &["A栋", "b1"],
                &["a栋", "B1"],
            ],
        );
    }));
    assert_eq!(errors(&imported), [(4, "B", "table.duplicate", " 101 "), (6, "B", "table.duplicate", "B1")]);
    assert_eq!(imported.problems[0].reason, "“房号”不得重复：“1栋 101”与第2行相同");
    assert_eq!(imported.problems[0].articles, [18]);
    assert_eq!(imported.numbers, [2, 3, 5]);
}

#[test]
fn rows_that_are_there_already_count_as_well() {
    let (sheet, plan) =
        open(xlsx(|sheet| texts(sheet, &[&["楼栋", "房号"], &["1栋", "101"], &["1栋", "102"]])));
    let there = [record(json!({ "building": "1栋", "unit_no": "102" }))];
    let imported = workbook::read(units(), &sheet, &plan, &there, &mut |_, _| true).unwrap();
    assert_eq!(errors(&imported), [(3, "B", "table.duplicate", "102")]);
    assert_eq!(imported.problems[0].reason, "“房号”不得重复：“1栋 102”与第1行相同（表中已有的行）");
}

#[test]
fn digits_that_the_spreadsheet_lost_are_told() {
    let imported = import(xlsx(|sheet| {
        texts(sheet, &[&["房号", "备注"], &["101"]]);
        sheet.write_number(1, 1, 6_222_021_234_567_890_123_f64).unwrap();
    }));
    assert_eq!(errors(&imported)[0].2, "table.digits-lost");
}

#[test]
fn what_is_unusual_is_told_and_taken() {
    let imported = import(xlsx(|sheet| texts(sheet, &[&["房号", "户型", "状态"], &["1\n01", "一房", ""]])));
    assert_eq!(json(&imported.rows), [json!({ "unit_no": "1 01", "layout": "一房" })]);
    let told: Vec<_> = imported.problems.iter().map(|p| (p.severity, p.code, p.key.as_str())).collect();
    assert_eq!(
        told,
        [(Severity::Warning, "table.unusual", "unit_no"), (Severity::Warning, "table.missing", "status")]
    );
}

#[test]
fn totals_remarks_repeated_headers_and_hidden_rows_are_told() {
    let bytes = xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["楼栋", "房号", "建筑面积"],
                &["1栋", "101", "30"],
                &["小 计", "", "30"],
                &["楼栋", "房号", "建筑面积"],
                &["1栋", "102", "40"],
                &["合计", "", "75"],
                &["备注：以上面积以产权证为准"],
            ],
        );
        sheet.set_row_hidden(4).unwrap();
    });
    let (sheet, mut plan) = open(bytes);
    let imported = workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap();
    assert_eq!((imported.numbers.as_slice(), imported.hidden.as_slice()), (&[2, 5][..], &[5][..]));
    let skipped: Vec<_> = imported.skipped.iter().map(|skipped| skipped.rows.as_slice()).collect();
    assert_eq!(skipped, [&[6][..], &[3], &[7], &[4]]);
    assert_eq!((imported.totals[0].sum.as_str(), imported.totals[0].stated.as_deref()), ("70", Some("75")));
    plan.hidden_rows = false;
    let imported = workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap();
    assert_eq!(imported.numbers, [2]);
}

#[test]
fn reading_can_be_stopped() {
    let (sheet, plan) = open(xlsx(|sheet| texts(sheet, &[&["房号"], &["101"]])));
    let stopped = workbook::read(units(), &sheet, &plan, &[], &mut |_, _| false).unwrap_err();
    assert_eq!(stopped.code, "workbook.cancelled");
}

#[test]
fn rows_with_errors_can_be_taken_along_with_the_text_that_was_not_understood() {
    let imported = import(xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["房号", "楼栋", "建筑面积", "租金单价"],
                &["101", "A", "约八十", "面议"],
                &["102", "A", "80", "45"],
                &["103", "A", "81", "45"],
                &["102", "A", "82", "45"],
                &["104", "A", "83", "free"],
            ],
        );
    }));
    assert_eq!((imported.read, imported.rows.len(), imported.refused()), (5, 2, 3));
    let (rows, unread) = imported.whole();
    assert_eq!(
        json(&rows),
        [
            json!({ "unit_no": "101", "building": "A" }),
            json!({ "unit_no": "102", "building": "A", "area": "80", "unit_rent": "45.00" }),
            json!({ "unit_no": "103", "building": "A", "area": "81", "unit_rent": "45.00" }),
            // Understood, though it repeats another: the form says so.
            json!({ "unit_no": "102", "building": "A", "area": "82", "unit_rent": "45.00" }),
            json!({ "unit_no": "104", "building": "A", "area": "83" }),
        ]
    );
    let unread: Vec<_> =
        unread.iter().map(|cell| (cell.row, cell.key.as_str(), cell.text.as_str())).collect();
    assert_eq!(unread, [(0, "area", "约八十"), (0, "unit_rent", "面议"), (4, "unit_rent", "free")]);
}
