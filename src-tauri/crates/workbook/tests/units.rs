//! In which unit an amount or area stands: said in the header, in its notes, above, below, in the format of the cell.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{errors, import, json, open, texts, units, xlsx};
use rust_xlsxwriter::{Format, Note, Worksheet};
use serde_json::Value as Json;

/// The deposit and the area of the only row, as proposed.
fn read(fill: impl FnOnce(&mut Worksheet)) -> (Json, Json) {
    let imported = import(xlsx(fill));
    assert_eq!(errors(&imported), []);
    let row = json(&imported.rows).swap_remove(0);
    (row["deposit"].clone(), row["area"].clone())
}

fn plain(title: &str, headers: [&str; 2], below: &str) -> (Json, Json) {
    read(|sheet| {
        texts(sheet, &[&[title], &["房号", headers[0], headers[1]], &["101"]]);
        sheet.write_number(2, 1, 1.5).unwrap().write_number(2, 2, 35).unwrap();
        if !below.is_empty() {
            sheet.write_string(4, 0, below).unwrap();
        }
    })
}

#[test]
fn a_unit_counts_wherever_it_is_said() {
    for (title, headers, below, deposit, area) in [
        ("押金表", ["押金", "建筑面积"], "", "1.50", "35"),
        ("单位：万元、㎡", ["押金", "建筑面积"], "", "15000.00", "35"),
        ("押金表（万元）", ["押金", "建筑面积"], "", "15000.00", "35"),
        ("金额单位：人民币千元", ["押金", "建筑面积"], "", "1500.00", "35"),
        ("", ["押金（万元）", "建筑面积（万㎡）"], "", "15000.00", "350000"),
        ("", ["押金/万元", "建筑面积"], "", "15000.00", "35"),
        ("", ["押金（单位：万元）", "建筑面积（公顷）"], "", "15000.00", "350000"),
        ("", ["押金万元", "建筑面积"], "", "15000.00", "35"),
        ("押金表", ["押金", "建筑面积"], "注：本表金额单位为万元。", "15000.00", "35"),
        ("面积单位：㎡", ["押金（百万元）", "建筑面积"], "", "1500000.00", "35"),
    ] {
        let read = plain(title, headers, below);
        assert_eq!(read, (deposit.into(), area.into()), "{title} {headers:?} {below}");
    }
}

#[test]
fn a_row_of_units_and_a_note_at_the_header_count_too() {
    let below = read(|sheet| {
        texts(sheet, &[&["房号", "押金", "建筑面积"], &["", "（万元）", "（㎡）"], &["101"]]);
        sheet.write_number(2, 1, 1.5).unwrap().write_number(2, 2, 35).unwrap();
    });
    assert_eq!(below, ("15000.00".into(), "35".into()));
    let noted = read(|sheet| {
        texts(sheet, &[&["房号", "押金", "建筑面积"], &["101"]]);
        sheet.insert_note(0, 1, &Note::new("单位：万元")).unwrap();
        sheet.write_number(1, 1, 1.5).unwrap().write_number(1, 2, 35).unwrap();
    });
    assert_eq!(noted, ("15000.00".into(), "35".into()));
    let merged = read(|sheet| {
        sheet.merge_range(0, 0, 0, 2, "押金汇总（单位：万元）", &Format::new()).unwrap();
        texts_below(sheet);
        sheet.write_number(2, 1, 1.5).unwrap().write_number(2, 2, 35).unwrap();
    });
    assert_eq!(merged, ("15000.00".into(), "35".into()));
}

fn texts_below(sheet: &mut Worksheet) {
    for (column, text) in ["房号", "押金", "建筑面积"].into_iter().enumerate() {
        sheet.write_string(1, u16::try_from(column).unwrap(), text).unwrap();
    }
    sheet.write_string(2, 0, "101").unwrap();
}

#[test]
fn a_format_that_shows_a_unit_is_read_as_it_is_seen() {
    for (format, value, deposit) in [
        ("0.00\"万元\"", 1.5, "15000.00"),
        ("0.00\"元\"", 1.5, "1.50"),
        // What is stored is 元; the format moves the point.
        ("#,##0.00_);(#,##0.00)", 1.5, "1.50"),
    ] {
        let (read, _) = read(|sheet| {
            texts(sheet, &[&["房号", "押金", "建筑面积"], &["101"]]);
            sheet.write_number_with_format(1, 1, value, &Format::new().set_num_format(format)).unwrap();
            sheet.write_number(1, 2, 35).unwrap();
        });
        assert_eq!(read, deposit, "{format}");
    }
}

#[test]
fn two_units_that_contradict_each_other_are_asked_about() {
    let (sheet, mut plan) =
        open(xlsx(|sheet| texts(sheet, &[&["单位：万元"], &["房号", "押金（元）"], &["101", "1.5"]])));
    let asked = plan.questions(units(), &sheet);
    assert_eq!(asked.len(), 1);
    let keys: Vec<&str> = asked[0].choices.iter().map(|choice| choice.key.as_str()).collect();
    assert_eq!((asked[0].id.as_str(), keys.as_slice()), ("unit:B", &["元", "万元"][..]));
    let read = |plan: &workbook::Plan| workbook::read(units(), &sheet, plan, &[], &mut |_, _| true).unwrap();
    assert_eq!(errors(&read(&plan)), [(3, "B", "table.undecided", "1.5")]);
    plan.answer("unit:B", "万元");
    assert_eq!(json(&read(&plan).rows)[0]["deposit"], "15000.00");
}

#[test]
fn percentages_that_may_be_fractions_are_asked_about() {
    let (sheet, mut plan) = open(xlsx(|sheet| {
        texts(sheet, &[&["房号", "折扣"], &["101"], &["102"]]);
        sheet.write_number(1, 1, 0.95).unwrap().write_number(2, 1, 0.9).unwrap();
    }));
    assert_eq!(plan.questions(units(), &sheet)[0].id, "percent:B");
    plan.answer("percent:B", "fraction");
    let imported = workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap();
    let read: Vec<Json> = json(&imported.rows).into_iter().map(|row| row["discount"].clone()).collect();
    assert_eq!(read, ["95", "90"]);
}

#[test]
fn negatives_errors_and_percentages_in_a_column_of_amounts_keep_their_rows_back() {
    let imported = import(xlsx(|sheet| {
        texts(sheet, &[&["房号", "押金"], &["101", "(1,234.00)"], &["102", "#N/A"], &["103"], &["104"]]);
        sheet.write_number_with_format(3, 1, -5, &Format::new().set_num_format("0_);(0)")).unwrap();
        sheet.write_number_with_format(4, 1, 0.5, &Format::new().set_num_format("0%")).unwrap();
    }));
    let codes: Vec<(u32, &str)> = errors(&imported).iter().map(|one| (one.0, one.2)).collect();
    assert_eq!(
        codes,
        [(2, "entry.negative"), (3, "entry.not-a-number"), (4, "entry.negative"), (5, "table.is-percent")]
    );
}

#[test]
fn what_a_format_rounds_or_fills_up_is_told() {
    let imported = import(xlsx(|sheet| {
        texts(sheet, &[&["房号", "建筑面积"]]);
        sheet.write_number_with_format(1, 0, 101, &Format::new().set_num_format("0000")).unwrap();
        sheet.write_number_with_format(1, 1, 35.46, &Format::new().set_num_format("0.0")).unwrap();
    }));
    assert_eq!(json(&imported.rows), [serde_json::json!({ "unit_no": "0101", "area": "35.46" })]);
    let told = &imported.differences[0];
    assert_eq!((told.column.as_str(), told.count), ("B", 1));
    assert_eq!((told.examples[0].shown.as_str(), told.examples[0].read.as_str()), ("35.5", "35.46㎡"));
}
