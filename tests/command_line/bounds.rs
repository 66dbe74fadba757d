//! Small files that would take gigabytes or minutes: refused with a word, or read, within a limit on memory.
#![cfg(unix)]

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use serde_json::json;
use tests::command_line::{Answer, program};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Desk;

/// Address space of the program in KiB, its libraries, templates and stacks included.
const MEMORY: u32 = 600_000;

/// Imports a file into the flats of a new case, in a program that may not take more memory.
fn import(desk: &Desk, name: &str, bytes: &[u8]) -> Answer {
    let file = desk.path(name);
    std::fs::write(&file, bytes).unwrap();
    let case = json!({ "format": "choujian-case/1", "procedure": "leasing", "answers": {} });
    let case = desk.file("case.json", &case.to_string());
    limited(&case, &file)
}

fn limited(case: &Path, file: &Path) -> Answer {
    let output = Command::new("/bin/sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")])
        .arg(program())
        .args(["table", "import"])
        .arg(case)
        .arg("units")
        .arg(file)
        .env("CHOUJIAN_TEMPLATES", xtask::place::root().join("templates"))
        .output()
        .unwrap();
    Answer {
        status: output.status.code().unwrap_or(255),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// An .xlsx with these sheets, each the XML between the tags of `worksheet`.
fn xlsx(sheets: &[(&str, &str)], shared: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package_relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for (index, (name, xml)) in sheets.iter().enumerate() {
        let number = index + 1;
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        let xml = format!("<worksheet xmlns=\"{MAIN}\">{xml}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), xml.into_bytes()));
    }
    relations.push_str(&format!(
        "<Relationship Id=\"s\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    ));
    let workbook =
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>");
    let wrap = |inner: &str| format!("<Relationships xmlns=\"{package_relations}\">{inner}</Relationships>");
    let root = wrap(&format!(
        "<Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    ));
    parts.push(("_rels/.rels".to_owned(), root.into_bytes()));
    parts.push(("xl/workbook.xml".to_owned(), workbook.into_bytes()));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), wrap(&relations).into_bytes()));
    parts.push((
        "xl/sharedStrings.xml".to_owned(),
        format!("<sst xmlns=\"{MAIN}\">{shared}</sst>").into_bytes(),
    ));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    package(&parts)
}

const FLATS: &str = "<sheetData><row><c t=\"inlineStr\"><is><t>房号</t></is></c><c t=\"inlineStr\"><is><t>户型</t></is></c></row><row><c t=\"inlineStr\"><is><t>101</t></is></c><c t=\"inlineStr\"><is><t>一房</t></is></c></row></sheetData>";

fn refused(answer: &Answer, words: &[&str]) {
    assert_eq!(answer.status, 2, "{}{}", answer.out, answer.err);
    for word in words {
        assert!(answer.err.contains(word), "no {word} in {}", answer.err);
    }
}

#[test]
fn a_long_text_that_many_cells_refer_to() {
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(200));
    let sheet = format!("<sheetData>{}</sheetData>", row.repeat(9_000));
    let shared = format!("<si><t>{}</t></si>", "y".repeat(32_000));
    let bytes = xlsx(&[("甲", &sheet)], &shared);
    assert!(bytes.len() < 500_000);
    let answer = import(&Desk::new(), "长.xlsx", &bytes);
    refused(&answer, &["workbook.too-large", "工作表“甲”里的文字合起来超过 48 MB", "另存一份再导入"]);
}

#[test]
fn many_empty_places_before_each_cell() {
    let row = "<row><c r=\"IV1\"><v>1</v></c></row>";
    let rows: String = (1..=20_000).map(|number| row.replace("IV1", &format!("IV{number}"))).collect();
    let answer =
        import(&Desk::new(), "宽.xlsx", &xlsx(&[("甲", &format!("<sheetData>{rows}</sheetData>"))], ""));
    refused(&answer, &["workbook.too-large", "工作表“甲”里的单元格超过 100 万个"]);
}

#[test]
fn merged_cells_without_number() {
    let merged: String =
        (1..=60_000).map(|row| format!("<mergeCell ref=\"A{row}:XFD{}\"/>", 1_048_576 - row)).collect();
    let sheet = format!("{FLATS}<mergeCells>{merged}</mergeCells>");
    let answer = import(&Desk::new(), "合并.xlsx", &xlsx(&[("甲", &sheet)], ""));
    refused(&answer, &["workbook.too-large", "工作表“甲”里合并单元格超过 20000 处"]);
}

#[test]
fn a_text_without_end() {
    let sheet = format!(
        "<sheetData><row><c t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>",
        "长".repeat(60 << 20)
    );
    let answer = import(&Desk::new(), "无尽.xlsx", &xlsx(&[("甲", &sheet)], ""));
    refused(&answer, &["workbook.too-large", "xl/worksheets/sheet1.xml", "一段超过 1 MB"]);
}

#[test]
fn a_header_of_many_long_words() {
    let cell =
        |at: usize| format!("<c t=\"inlineStr\"><is><t>{}{at}</t></is></c>", "建筑面积单位租金".repeat(8));
    let row = format!("<row>{}</row>", (0..256).map(cell).collect::<String>());
    let sheet = format!("<sheetData>{}</sheetData>", row.repeat(35));
    let answer = import(&Desk::new(), "表头.xlsx", &xlsx(&[("甲", &sheet)], ""));
    refused(&answer, &["workbook.no-column"]);
}

#[test]
fn rows_and_columns_that_an_ods_repeats() {
    let cell = format!(
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"200\"><text:p>{}</text:p></table:table-cell>",
        "长".repeat(10_000)
    );
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"甲\"><table:table-row table:number-rows-repeated=\"15000\">{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<m/>"),
        ("content.xml", content.as_bytes()),
    ]);
    let answer = import(&Desk::new(), "重复.ods", &bytes);
    refused(&answer, &["workbook.too-large", "工作表“甲”里的文字合起来超过 48 MB"]);
}

#[test]
fn a_sheet_beyond_a_limit_is_told_beside_the_one_that_is_read() {
    let far = "<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData>";
    let answer = import(&Desk::new(), "两张.xlsx", &xlsx(&[("远", far), ("房源", FLATS)], ""));
    assert_eq!(answer.status, 0, "{}{}", answer.out, answer.err);
    for words in
        ["没有读工作表“远”：工作表“远”的单元格 XFD1 里还有内容", "共 2 行：表头 1，导入 1", "已导入 1 行"]
    {
        assert!(answer.out.contains(words), "no {words} in {}", answer.out);
    }
}

#[test]
fn files_that_once_took_gigabytes_or_a_minute() {
    let desk = Desk::new();
    let folder = xtask::place::root().join("src-tauri/crates/workbook/tests/data/cases");
    for (name, word) in [
        ("shared_string_x9000.xlsx", "文字合起来超过 48 MB"),
        ("sb_cell_XFD1048576.xlsx", "XFD1048576"),
        ("ods_repeat_45000.ods", "workbook."),
    ] {
        let answer = import(&desk, name, &std::fs::read(folder.join(name)).unwrap());
        let told = format!("{}{}", answer.out, answer.err);
        assert!(answer.status <= 2 && told.contains(word), "{name}: {} {told}", answer.status);
    }
}
