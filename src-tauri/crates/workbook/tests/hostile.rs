//! Files that are too large, locked, broken or something else: a clear word, bounded memory, nothing taken.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::{Cursor, Write as _};

use common::{import, open, refusal, texts, units, xlsx};
use workbook::{Book, limit};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A BIFF record.
fn biff(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A minimal .xlsx with this XML between the tags of its only sheet.
fn with_sheet(rows: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let rels = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root =
        rels.replace("worksheets/sheet1.xml", "xl/workbook.xml").replace("/worksheet\"", "/officeDocument\"");
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    package(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        (SHEET, sheet.as_bytes()),
    ])
}

fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_file_of_200_mb_is_refused_by_its_size() {
    let refused = limit::check_size(200 << 20).unwrap_err();
    assert_eq!(refused.code, "workbook.too-large");
    assert!(refused.message.contains("文件有 200 MB，超过 64 MB"), "{}", refused.message);
    assert!(limit::check_size(64 << 20).is_ok());
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let locked = compound(&[("/EncryptionInfo", b"x"), ("/EncryptedPackage", &[7; 5_000])]);
    assert_eq!(refusal(locked).code, "workbook.password");
    let bof = biff(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let records = [bof, biff(0x002f, &[1, 0, 1, 0, 1, 0])].concat();
    assert_eq!(refusal(compound(&[("/Workbook", &records)])).code, "workbook.password");
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 300 << 20];
    let bomb = package(&[("xl/workbook.xml", b"<workbook/>"), (SHEET, &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(bomb).code, "workbook.bomb");
    let strings =
        package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros[..33 << 20])]);
    assert_eq!(refusal(strings).code, "workbook.bomb");
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_stopped() {
    let zeros = vec![b' '; 300 << 20];
    let mut bomb = package(&[("xl/workbook.xml", b"<workbook/>"), (SHEET, &zeros)]);
    // Wherever the true size stands, in the head of the part and in the directory, a small one is written.
    let size = u32::to_le_bytes(300 << 20);
    let places: Vec<usize> = (0..bomb.len() - 4).filter(|at| bomb[*at..*at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        bomb[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let refused = refusal(bomb);
    assert!(["workbook.bomb", "workbook.corrupt"].contains(&refused.code), "{refused}");
}

#[test]
fn broken_files_are_told_and_not_guessed_at() {
    let whole = xlsx(|sheet| texts(sheet, &[&["房号", "楼栋"], &["101", "1栋"]]));
    for length in [10, 100, whole.len() / 2, whole.len() - 30] {
        let refused = refusal(whole[..length].to_vec());
        assert_eq!(refused.code, "workbook.corrupt", "{length}: {refused}");
    }
    assert_eq!(refusal(with_sheet("<row r=\"1\"><c r=\"A1\"><v>")).code, "workbook.corrupt");
    let old = compound(&[("/Workbook", &[0; 600])]);
    assert!(["workbook.corrupt", "workbook.empty"].contains(&refusal(old).code));
}

#[test]
fn bytes_changed_anywhere_never_bring_the_program_down() {
    let whole = xlsx(|sheet| texts(sheet, &[&["房号", "楼栋"], &["101", "1栋"]]));
    for at in (0..whole.len()).step_by(37) {
        let mut changed = whole.clone();
        changed[at] ^= 0x5a;
        if let Ok(mut book) = Book::open(changed) {
            // Whatever comes of it: an answer or a refusal.
            let _ = workbook::Source::find(units(), &mut book, None, &mut |_| true);
        }
    }
}

#[test]
fn other_files_are_called_by_their_name() {
    let word = package(&[("word/document.xml", b"<w/>")]);
    let archive = package(&[("a.txt", b"a")]);
    let mail = compound(&[("/__properties_version1.0", b"x")]);
    for (bytes, word) in [
        (b"%PDF-1.7\n".to_vec(), "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "网页"),
        (word, "Word"),
        (archive, "压缩包"),
        (mail, "旧格式"),
        (vec![1, 0, 2, 0], "别的程序"),
    ] {
        let refused = refusal(bytes);
        assert_eq!(refused.code, "workbook.not-a-workbook");
        assert!(refused.message.contains(word), "{}", refused.message);
    }
    assert_eq!(refusal(Vec::new()).code, "workbook.empty");
    assert_eq!(refusal(xlsx(|_| ())).code, "workbook.empty");
}

#[test]
fn a_cell_far_away_costs_nothing_or_is_refused() {
    let head = format!("<row r=\"1\">{}{}</row>", text_cell("A1", "房号"), text_cell("B1", "楼栋"));
    let rows = format!(
        "{head}<row r=\"2\">{}</row><row r=\"1048576\">{}</row>",
        text_cell("A2", "101"),
        text_cell("A1048576", "102")
    );
    assert_eq!(import(with_sheet(&rows)).numbers, [2, 1_048_576]);
    let wide = format!("{head}<row r=\"2\">{}</row>", text_cell("XFD2", "x"));
    let refused = refusal(with_sheet(&wide));
    assert_eq!(refused.code, "workbook.too-large");
    assert!(refused.message.contains("XFD2"), "{}", refused.message);
}

#[test]
fn more_rows_than_a_table_has_are_refused() {
    let mut rows = String::new();
    for row in 1..=20_300 {
        rows.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>"));
    }
    let refused = refusal(with_sheet(&rows));
    assert_eq!(refused.code, "workbook.too-large");
    assert!(refused.message.contains("20000 行"), "{}", refused.message);
}

#[test]
fn an_old_workbook_that_spans_too_much_is_refused_before_it_is_laid_out() {
    let bof = |kind: u8| biff(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let number = |row: u16, column: u16| {
        biff(
            0x0203,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &1.0_f64.to_le_bytes()].concat(),
        )
    };
    let sheet = [bof(16), number(0, 0), number(65_535, 255), biff(0x000a, &[])].concat();
    let records = [bof(5), biff(0x000a, &[]), sheet].concat();
    let refused = refusal(compound(&[("/Workbook", &records)]));
    assert_eq!(refused.code, "workbook.too-large");
}

#[test]
fn a_long_text_that_many_cells_of_an_old_workbook_refer_to_is_refused() {
    let bof = |kind: u8| biff(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    // One text of 16,000 letters goes on in a second record, which begins with a flag.
    let head = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &16_000_u16.to_le_bytes(), &[0], &[b'y'; 8_000]].concat();
    let shared = [biff(0x00fc, &head), biff(0x003c, &[&[0][..], &[b'y'; 8_000]].concat())].concat();
    let cell =
        |row: u16| biff(0x00fd, &[&row.to_le_bytes()[..], &[0, 0], &[0, 0], &0_u32.to_le_bytes()].concat());
    let file = |cells: u16| {
        let rows: Vec<u8> = (0..cells).flat_map(cell).collect();
        let globals = [bof(5), shared.clone(), biff(0x000a, &[])].concat();
        compound(&[("/Workbook", &[globals, bof(16), rows, biff(0x000a, &[])].concat())])
    };
    // 48 MB are 3,145 times 16,000 letters.
    let refused = refusal(file(3_200));
    assert_eq!(refused.code, "workbook.too-large");
    assert!(refused.message.contains("文字合起来超过 48 MB"), "{}", refused.message);
    assert_ne!(refusal(file(3_000)).code, "workbook.too-large");
}

#[test]
fn an_ods_that_repeats_without_end_is_refused() {
    let content = |repeat: &str| {
        let row = "<table:table-cell office:value-type=\"string\"><text:p>房号</text:p></table:table-cell>";
        format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"甲\"><table:table-row>{row}</table:table-row><table:table-row {repeat}>{row}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
        )
    };
    let ods = |content: &str, manifest: &str| {
        package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", manifest.as_bytes()),
            ("content.xml", content.as_bytes()),
        ])
    };
    let endless = content("table:number-rows-repeated=\"1048575\"");
    assert_eq!(refusal(ods(&endless, "<m/>")).code, "workbook.too-large");
    let locked = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    assert_eq!(refusal(ods(&content(""), locked)).code, "workbook.password");
}

#[test]
fn what_looks_like_markup_or_a_formula_stays_text() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
        text_cell("A1", "房号"),
        text_cell("B1", "户型"),
        text_cell("A2", "=1+1"),
        text_cell("B2", "&lt;b&gt;{{{{ x }}}} \u{20bb7}㙍😀")
    );
    let imported = import(with_sheet(&rows));
    assert_eq!(
        common::json(&imported.rows),
        [serde_json::json!({ "unit_no": "=1+1", "layout": "<b>{{{{ x }}}} \u{20bb7}㙍😀" })]
    );
}

#[test]
fn a_formula_whose_result_was_never_stored_is_told() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><f>1+1</f></c></row>",
        text_cell("A1", "房号"),
        text_cell("B1", "建筑面积"),
        text_cell("A2", "101")
    );
    assert_eq!(common::errors(&import(with_sheet(&rows)))[0].2, "table.formula-unsolved");
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
    let mut book = Book::open(with_sheet("")).unwrap();
    let refused = book.sheet("乙", &mut |_| true).unwrap_err();
    assert_eq!(refused.code, "workbook.no-sheet");
    assert!(refused.message.contains("现有：甲"), "{}", refused.message);
}

#[test]
fn loading_a_sheet_can_be_stopped() {
    let mut rows = String::new();
    for row in 1..=10_000 {
        rows.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>"));
    }
    let mut book = Book::open(with_sheet(&rows)).unwrap();
    let stopped = book.sheet("甲", &mut |_| false).unwrap_err();
    assert_eq!(stopped.code, "workbook.cancelled");
    assert_eq!(open(with_sheet(&rows)).0.rows.len(), 10_000);
}
