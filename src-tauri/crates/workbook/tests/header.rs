//! Which column is which: titles above, merged cells, two rows, synonyms, slips.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{import, json, matched, open, texts, units, xlsx};
use rust_xlsxwriter::Format;
use serde_json::json;
use workbook::{Confidence, Plan};

#[test]
fn titles_and_remarks_above_the_header_are_passed_over() {
    let bytes = xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["罗湖区某项目房源清单"],
                &["填报单位：某公司", "", "", "单位：㎡、元"],
                &[],
                &["序号", "楼栋", "房号", "户型", "建筑面积"],
                &["1", "1栋", "0301", "一房", "35.2"],
            ],
        );
    });
    let (_, plan) = open(bytes.clone());
    assert_eq!((plan.header_from, plan.header_to), (Some(4), Some(4)));
    assert_eq!(matched(&plan), [("B", "building"), ("C", "unit_no"), ("D", "layout"), ("E", "area")]);
    assert_eq!(
        json(&import(bytes).rows),
        [json!({ "building": "1栋", "unit_no": "0301", "layout": "一房", "area": "35.2" })]
    );
}

#[test]
fn two_header_rows_with_merged_cells_are_read_together() {
    let bytes = xlsx(|sheet| {
        let plain = Format::new();
        for (column, text) in [(0, "楼栋"), (1, "房号"), (4, "建筑面积（㎡）")] {
            sheet.merge_range(0, column, 1, column, text, &plain).unwrap();
        }
        sheet.merge_range(0, 2, 0, 3, "租金", &plain).unwrap();
        sheet.write_string(1, 2, "单价").unwrap().write_string(1, 3, "合计").unwrap();
        sheet.write_string(2, 0, "A栋").unwrap().write_string(2, 1, "101").unwrap();
        sheet.write_number(2, 2, 45).unwrap().write_number(2, 3, 3_892.5).unwrap();
        sheet.write_number(2, 4, 86.5).unwrap();
    });
    let (_, plan) = open(bytes.clone());
    assert_eq!((plan.header_from, plan.header_to), (Some(1), Some(2)));
    assert_eq!(matched(&plan), [("A", "building"), ("B", "unit_no"), ("C", "unit_rent"), ("E", "area")]);
    assert_eq!(plan.columns[2].header, "租金单价");
    assert_eq!(
        json(&import(bytes).rows),
        [json!({ "building": "A栋", "unit_no": "101", "unit_rent": "45.00", "area": "86.5" })]
    );
}

#[test]
fn a_row_of_units_below_the_header_is_part_of_it() {
    let bytes = xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["楼栋", "房号", "建筑面积", "租金单价"],
                &["", "", "（㎡）", "（元）"],
                &["1", "101", "30", "40"],
            ],
        );
    });
    let (_, plan) = open(bytes.clone());
    assert_eq!((plan.header_from, plan.header_to), (Some(1), Some(2)));
    assert_eq!(import(bytes).numbers, [3]);
}

#[test]
fn merged_cells_among_the_rows_count_for_each_row() {
    let bytes = xlsx(|sheet| {
        texts(sheet, &[&["楼栋", "房号"], &["", "101"], &["", "102"], &["2栋", "101"]]);
        sheet.merge_range(1, 0, 2, 0, "1栋", &Format::new()).unwrap();
    });
    let imported = import(bytes);
    assert_eq!(imported.filled, 1);
    assert_eq!(
        json(&imported.rows),
        [
            json!({ "building": "1栋", "unit_no": "101" }),
            json!({ "building": "1栋", "unit_no": "102" }),
            json!({ "building": "2栋", "unit_no": "101" }),
        ]
    );
}

#[test]
fn how_sure_a_match_is_is_told() {
    let bytes = xlsx(|sheet| {
        texts(
            sheet,
            &[
                &["*房号", "栋号", "户型图", "建筑面识", "租金单价（元/月）", "朝向"],
                &["101", "1栋", "一房", "30", "40", "南"],
            ],
        );
    });
    let (_, plan) = open(bytes);
    let told: Vec<_> = plan.columns.iter().map(|c| (c.key.as_deref(), c.confidence)).collect();
    assert_eq!(
        told,
        [
            (Some("unit_no"), Confidence::Alike),
            (Some("building"), Confidence::Alike),
            (Some("layout"), Confidence::Near),
            (Some("area"), Confidence::Near),
            (Some("unit_rent"), Confidence::Alike),
            (None, Confidence::None),
        ]
    );
    let missing: Vec<&str> = plan.missing(units()).map(procedure::template::Field::key).collect();
    assert_eq!(missing, ["floor", "deposit", "discount", "status", "lift", "goods", "tenant_from", "remark"]);
}

#[test]
fn a_header_with_another_unit_is_told() {
    let bytes =
        xlsx(|sheet| texts(sheet, &[&["房号", "租金单价（元/套）", "建筑面积（亩）"], &["1", "2", "3"]]));
    let (sheet, mut plan) = open(bytes);
    let asked = plan.questions(units(), &sheet);
    let told: Vec<(&str, bool)> = asked.iter().map(|one| (one.id.as_str(), one.answer.is_none())).collect();
    assert_eq!(told, [("unit:B", true), ("unit:C", true)]);
    assert!(asked[0].text.contains("元/套") && asked[0].text.contains("元/㎡·月"), "{}", asked[0].text);
    assert!(asked[1].text.contains("亩"), "{}", asked[1].text);
    let read = |plan: &Plan| workbook::read(units(), &sheet, plan, &[], &mut |_, _| true).unwrap();
    let codes: Vec<&str> = read(&plan).problems.iter().map(|problem| problem.code).take(2).collect();
    assert_eq!(codes, ["table.undecided", "table.undecided"]);
    plan.answer("unit:B", "same");
    plan.answer("unit:C", "skip");
    assert_eq!(json(&read(&plan).rows), [json!({ "unit_no": "1", "unit_rent": "2.00" })]);
}

#[test]
fn a_person_may_say_otherwise() {
    let bytes = xlsx(|sheet| texts(sheet, &[&["编号", "名称"], &["101", "1栋"]]));
    let (sheet, mut plan) = open(bytes);
    assert_eq!(matched(&plan), []);
    assert_eq!(
        workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap_err().code,
        "workbook.no-column"
    );
    plan = Plan::with_header(units(), &sheet, 1, 1);
    plan.assign(units(), 0, Some("unit_no"));
    plan.assign(units(), 1, Some("unit_no"));
    assert_eq!(matched(&plan), [("B", "unit_no")]);
    plan.assign(units(), 0, Some("unit_no"));
    plan.assign(units(), 1, Some("building"));
    assert!(plan.columns.iter().all(|column| column.confidence == Confidence::Chosen));
    let imported = workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap();
    assert_eq!(json(&imported.rows), [json!({ "unit_no": "101", "building": "1栋" })]);
}

#[test]
fn the_sheet_that_fits_best_is_taken() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    texts(workbook.add_worksheet().set_name("说明").unwrap(), &[&["请按要求填写"], &["房号要写全"]]);
    let flats = workbook.add_worksheet().set_name("房源").unwrap();
    texts(flats, &[&["房号", "楼栋", "户型"], &["1", "2", "3"]]);
    let (sheet, _) = open(workbook.save_to_buffer().unwrap());
    assert_eq!(sheet.name, "房源");
}
