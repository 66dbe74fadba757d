//! Files that went wrong once, with the tables of the shipped procedures: what is read, what is asked, what is told.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{json, shipped};
use procedure::template::Field;
use serde_json::json;
use workbook::{Book, Fate, Imported, Severity, Source};

fn find(table: &Field, bytes: &[u8], sheets: Option<&str>) -> Source {
    let mut book = Book::open(bytes.to_vec()).unwrap();
    Source::find(table, &mut book, sheets, &mut |_| true).unwrap()
}

fn read(table: &Field, source: &Source) -> Imported {
    let imported = source.read(table, &[], &mut |_, _| true).unwrap();
    for account in &imported.accounts {
        assert_eq!(account.fates.values().sum::<u32>(), account.rows, "{}", account.sentence());
    }
    imported
}

fn flats() -> &'static Field {
    shipped("leasing", "units")
}

/// Id of each question and the keys of its choices.
fn asked(table: &Field, source: &Source) -> Vec<(String, Vec<String>)> {
    let questions = source.questions(table).into_iter();
    questions
        .map(|one| {
            assert_eq!(one.answer, None);
            (one.id, one.choices.into_iter().map(|choice| choice.key).collect())
        })
        .collect()
}

/// Row, code and severity of each problem.
fn told(imported: &Imported) -> Vec<(u32, &str, Severity)> {
    imported.problems.iter().map(|problem| (problem.row, problem.code, problem.severity)).collect()
}

/// Column, row, what is shown and what is read.
fn differences(imported: &Imported) -> Vec<(&str, u32, &str, &str)> {
    let each = imported.differences.iter().flat_map(|column| {
        column
            .examples
            .iter()
            .map(|one| (column.column.as_str(), one.row, one.shown.as_str(), one.read.as_str()))
    });
    each.collect()
}

fn column(imported: &Imported, key: &str) -> Vec<String> {
    json(&imported.rows).iter().map(|row| row[key].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn a_quotation_mark_that_is_never_closed_loses_no_row() {
    let source = find(flats(), include_bytes!("data/cases/unclosed_quote.csv"), None);
    let imported = read(flats(), &source);
    assert_eq!(imported.accounts[0].sentence(), "共 11 行：表头 1，导入 10");
    assert_eq!(
        column(&imported, "unit_no"),
        ["A101", "A102", "A103", "A104", "A105", "A106", "A107", "A108", "A109", "A110"]
    );
    // The remark is no column of the table, so the row is taken and the mark is told.
    assert_eq!(told(&imported), [(4, "table.unclosed-quote", Severity::Warning)]);
    assert_eq!(
        (imported.problems[0].column.as_str(), imported.problems[0].value.as_str()),
        ("J", "\"待确认")
    );
}

#[test]
fn a_doubtful_cell_of_an_imported_column_keeps_its_row_back() {
    let text = "房号,楼栋,户型\n101,\"A栋,一房\n102,A栋,一房\n103,\"A\"栋,一房\n";
    let imported = read(flats(), &find(flats(), text.as_bytes(), None));
    assert_eq!(imported.accounts[0].sentence(), "共 4 行：表头 1，导入 1，不能导入 2");
    let errors: Vec<_> = told(&imported).into_iter().filter(|one| one.2 == Severity::Error).collect();
    assert_eq!(
        errors,
        [(2, "table.unclosed-quote", Severity::Error), (4, "table.unclosed-quote", Severity::Error)]
    );
}

#[test]
fn parts_named_with_backslashes_keep_their_merged_cells_and_hidden_rows() {
    let mut both = Vec::new();
    for bytes in [&include_bytes!("data/cases/backslash.xlsx")[..], include_bytes!("data/cases/forward.xlsx")]
    {
        let imported = read(flats(), &find(flats(), bytes, None));
        assert_eq!((imported.filled, imported.hidden.as_slice()), (3, &[5][..]));
        assert_eq!(column(&imported, "building"), ["A栋", "A栋", "A栋", "A栋"]);
        both.push(json(&imported.rows));
    }
    assert_eq!(both[0], both[1]);
}

#[test]
fn texts_that_the_spreadsheet_made_days_of_are_asked_about() {
    let mut source = find(flats(), include_bytes!("data/cases/dates_of_text.xlsx"), None);
    let keys = ["dash", "slash", "day", "skip"].map(str::to_owned).to_vec();
    assert_eq!(asked(flats(), &source), [("days:D".to_owned(), keys)]);
    assert!(source.questions(flats())[0].text.contains("3月18日"), "{:?}", source.questions(flats()));
    let undecided = read(flats(), &source);
    assert_eq!((undecided.rows.len(), undecided.problems[0].code), (0, "table.undecided"));
    source.answer("days:D", "slash");
    let imported = read(flats(), &source);
    assert_eq!(column(&imported, "floor"), ["3/18", "4/18"]);
    assert_eq!(differences(&imported)[0], ("D", 2, "3月18日", "3/18"));
    source.answer("days:D", "skip");
    assert_eq!(column(&read(flats(), &source), "floor"), ["-", "-"]);
}

#[test]
fn a_unit_above_the_table_counts_for_its_amounts() {
    let table = shipped("donation", "estimate_items");
    let imported = read(table, &find(table, include_bytes!("data/cases/unit_above.xlsx"), None));
    assert_eq!(column(&imported, "amount"), ["15000000.00", "255000.00"]);
    assert_eq!(differences(&imported), [("B", 4, "1500", "15000000.00元"), ("B", 5, "25.5", "255000.00元")]);
    assert_eq!(imported.accounts[0].sentence(), "共 5 行：表头以上 2，表头 1，导入 2");
}

#[test]
fn an_amount_with_its_own_unit_keeps_it_in_a_column_of_another() {
    let table = shipped("donation", "estimate_items");
    let imported = read(table, &find(table, include_bytes!("data/cases/yuan_in_wan.xlsx"), None));
    assert_eq!(column(&imported, "amount"), ["15000000.00", "15000000.00", "15000000.00", "150.00"]);
    // 4,500万元 beside 45,000,150元.
    let total = &imported.totals[0];
    assert_eq!((total.sum.as_str(), total.stated.as_deref()), ("45000150.00", Some("45000000.00")));
    assert_eq!(total.explanation.as_deref(), Some("全部行加起来是 45000150.00，与表里写的相差 150.00"));
    assert_eq!(imported.accounts[0].count(Fate::Total), 1);
}

#[test]
fn a_rent_of_the_whole_flat_is_asked_about_and_divided_if_one_says_so() {
    let mut source = find(flats(), include_bytes!("data/cases/rent_per_flat.xlsx"), None);
    let keys = ["unit", "whole", "skip"].map(str::to_owned).to_vec();
    assert_eq!(asked(flats(), &source), [("basis:D".to_owned(), keys)]);
    source.answer("basis:D", "whole");
    // 3935.75 / 86.5 = 45.5.
    let imported = read(flats(), &source);
    assert_eq!(column(&imported, "unit_rent"), ["45.5"]);
    assert_eq!(differences(&imported), [("D", 2, "3935.75", "45.5元/㎡·月")]);
    source.answer("basis:D", "unit");
    assert_eq!(column(&read(flats(), &source), "unit_rent"), ["3935.75"]);
}

#[test]
fn formulas_without_a_result_keep_their_rows_back_also_in_optional_columns() {
    let imported = read(flats(), &find(flats(), include_bytes!("data/cases/formulas.xlsx"), None));
    assert_eq!(imported.accounts[0].sentence(), "共 4 行：表头 1，不能导入 3");
    let expected: Vec<(u32, &str, Severity)> =
        [2, 2, 3, 3, 4, 4].map(|row| (row, "table.formula-unsolved", Severity::Error)).to_vec();
    assert_eq!(told(&imported), expected);
}

#[test]
fn a_sheet_for_each_building_is_asked_about_and_names_the_building() {
    let bytes = include_bytes!("data/cases/sheet_per_building.xlsx");
    let source = find(flats(), bytes, None);
    let keys = ["*", "1栋", "2栋"].map(str::to_owned).to_vec();
    assert_eq!(asked(flats(), &source), [("sheets".to_owned(), keys)]);
    let all = find(flats(), bytes, Some("*"));
    let imported = read(flats(), &all);
    assert_eq!(column(&imported, "unit_no"), ["1栋101", "1栋102", "1栋103", "2栋101", "2栋102", "2栋103"]);
    assert_eq!(column(&imported, "building"), ["1栋", "1栋", "1栋", "2栋", "2栋", "2栋"]);
    let sentences: Vec<String> = imported.accounts.iter().map(workbook::Account::sentence).collect();
    assert_eq!(sentences, ["共 4 行：表头 1，导入 3", "共 4 行：表头 1，导入 3"]);
    let one = find(flats(), bytes, Some("2栋"));
    assert_eq!(column(&read(flats(), &one), "building"), ["-", "-", "-"]);
}

#[test]
fn radicals_in_headers_and_cells_are_the_words_they_stand_for() {
    let imported = read(flats(), &find(flats(), include_bytes!("data/cases/kangxi.xlsx"), None));
    assert_eq!(
        json(&imported.rows),
        [
            json!({ "unit_no": "方A101", "building": "A栋", "layout": "一房一厅", "area": "86.5", "orientation": "南",
                    "floor": "12", "unit_rent": "45.5", "status": "let", "tenant_from": "2026-03-27" }),
            json!({ "unit_no": "A102", "building": "A栋", "layout": "一房一厅", "area": "86.5", "orientation": "南",
                    "floor": "12", "unit_rent": "45.5", "status": "vacant" }),
        ]
    );
    let shown: Vec<_> = differences(&imported).into_iter().map(|one| (one.0, one.1, one.3)).collect();
    assert_eq!(shown, [("A", 2, "方A101"), ("C", 3, "一房一厅"), ("H", 2, "已入住")]);
}

#[test]
fn what_nobody_sees_makes_no_second_flat() {
    let imported = read(flats(), &find(flats(), include_bytes!("data/cases/invisible.xlsx"), None));
    assert_eq!(column(&imported, "unit_no"), ["A101", "A102", "A103", "A104", "A105"]);
    assert_eq!(imported.accounts[0].sentence(), "共 10 行：表头 1，导入 5，不能导入 4");
    let rows: Vec<u32> =
        imported.problems.iter().filter(|one| one.code == "table.duplicate").map(|one| one.row).collect();
    assert_eq!(rows, [3, 4, 5, 6]);
}

#[test]
fn a_line_that_names_the_separator_is_followed() {
    let imported = read(flats(), &find(flats(), include_bytes!("data/cases/sep_pipe.csv"), None));
    assert_eq!(column(&imported, "unit_no"), ["A101", "A102", "A103"]);
    assert_eq!(column(&imported, "tenant_from"), ["2026-03-27", "2026-03-27", "2026-03-27"]);
}

#[test]
fn rents_with_signs_and_units_are_read_and_a_rent_of_the_flat_is_not() {
    let imported = read(flats(), &find(flats(), include_bytes!("data/cases/rents.xlsx"), None));
    assert_eq!(
        column(&imported, "unit_rent"),
        ["45.5", "45.5", "45.5", "45.5", "45.5", "45.5", "45.5", "45500", "-"]
    );
    let errors: Vec<(u32, &str)> = imported
        .problems
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| (one.row, one.value.as_str()))
        .collect();
    assert_eq!(errors, [(6, "4550元/月"), (11, "面议")]);
    let shown = differences(&imported);
    assert!(shown.contains(&("G", 10, "4.55万", "45500元/㎡·月")), "{shown:?}");
    assert!(shown.contains(&("G", 8, "￥45.50", "45.5元/㎡·月")), "{shown:?}");
}

#[test]
fn bare_serials_in_a_book_from_1904_are_asked_about() {
    let mut source = find(flats(), include_bytes!("data/cases/serials_1904.xlsx"), None);
    let keys = ["1904", "1900", "skip"].map(str::to_owned).to_vec();
    assert_eq!(asked(flats(), &source), [("epoch:I".to_owned(), keys)]);
    // 44,646 days after 1904-01-01 is 2026-03-27; after 1899-12-30 it is 2022-03-26.
    source.answer("epoch:I", "1904");
    assert_eq!(column(&read(flats(), &source), "tenant_from"), ["2026-03-27"]);
    source.answer("epoch:I", "1900");
    assert_eq!(column(&read(flats(), &source), "tenant_from"), ["2022-03-26"]);
}
