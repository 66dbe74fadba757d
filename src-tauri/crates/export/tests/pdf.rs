//! The PDF: its text by pdftotext, bookmarks, fonts, the same bytes twice.
//!
//! Tools that are not installed (pdftotext, qpdf) are passed over with a word, so that the tests run anywhere.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test may panic, and lengths are no amounts"
)]

mod common;

use std::io::ErrorKind;
use std::process::Command;

use document::tree::{Align, Block, Document, Kind, Role};
use document::{inline_text, plain_text};

fn write(document: &Document) -> (tempfile::TempDir, std::path::PathBuf, export::Pdf) {
    let pdf = export::pdf_noted(document, &common::style(), &common::fonts()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, &pdf.bytes).unwrap();
    (folder, path, pdf)
}

/// Output of a tool, or `None` if it is not installed.
fn tool(name: &str, arguments: &[&str]) -> Option<String> {
    match Command::new(name).args(arguments).output() {
        Ok(output) => {
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("{name} is not installed: passed over");
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

/// Text of the type area in content order; header and footer lie outside it.
fn type_area(path: &std::path::Path, kind: Kind) -> Option<String> {
    let page = common::style().layout(kind).page;
    let points = |millimetres: f32| ((millimetres * 72.0 / 25.4).round() as i32).to_string();
    let [x, y, width, height] = [
        points(page.left_mm - 10.0),
        points(page.top_mm - 2.0),
        points(page.text_width_mm + 20.0),
        points(page.text_height_mm + 4.0),
    ];
    tool("pdftotext", &["-raw", "-x", &x, "-y", &y, "-W", &width, "-H", &height, path.to_str().unwrap(), "-"])
}

fn headers_and_rows(document: &Document) -> Vec<String> {
    let row = |cells: &[document::tree::Cell]| {
        common::squeeze(&cells.iter().map(|cell| inline_text(&cell.text)).collect::<String>())
    };
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.map(|table| row(&table.header)).filter(|row| !row.is_empty()).collect()
}

/// The text of the paper is in the PDF, in order; only repeated header rows may stand between.
fn same_text(document: &Document) {
    let (_folder, path, _) = write(document);
    let Some(found) = type_area(&path, document.kind) else { return };
    let mut found = common::squeeze(&found);
    let headers = headers_and_rows(document);
    let wanted = common::squeeze(&plain_text(document));
    if document.contents_table {
        // The contents stand between cover and body: cut them out by their title and the last leader.
        let start = found.find("目录").unwrap();
        let end = found.rfind("......").unwrap() + "......".len();
        let rest = found[end..].trim_start_matches(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        found = format!("{}{rest}", &found[..start]);
    }
    let (mut found, mut wanted) = (found.as_str(), wanted.as_str());
    while !wanted.is_empty() {
        let same = found
            .chars()
            .zip(wanted.chars())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum::<usize>();
        (found, wanted) = (&found[same..], &wanted[same..]);
        if wanted.is_empty() {
            break;
        }
        let repeated = headers.iter().find(|header| found.starts_with(header.as_str()));
        let Some(header) = repeated else {
            panic!(
                "PDF: {:?}\ntree: {:?}",
                found.chars().take(60).collect::<String>(),
                wanted.chars().take(60).collect::<String>()
            );
        };
        found = &found[header.len()..];
    }
    assert_eq!(found, "");
}

#[test]
fn the_text_of_a_contract_is_that_of_the_tree() {
    same_text(&common::contract());
}

#[test]
fn the_text_of_an_official_paper_is_that_of_the_tree() {
    same_text(&common::official());
}

#[test]
fn the_text_of_a_long_table_is_that_of_the_tree_and_its_header_is_repeated() {
    let document = common::long_table(120);
    same_text(&document);
    let (_folder, path, pdf) = write(&document);
    let Some(text) = type_area(&path, document.kind) else { return };
    assert_eq!(common::squeeze(&text).matches("序号项目名称").count(), pdf.pages);
}

#[test]
fn the_file_is_sound_and_its_fonts_are_embedded_subsets() {
    let (_folder, path, _) = write(&common::contract());
    let path = path.to_str().unwrap();
    tool("qpdf", &["--check", path]);
    let Some(fonts) = tool("pdffonts", &[path]) else { return };
    for line in fonts.lines().skip(2) {
        assert!(line.contains("yes yes yes"), "{line}");
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let (style, fonts) = (common::style(), common::fonts());
    let first = export::pdf(&common::contract(), &style, &fonts).unwrap();
    let second = export::pdf(&common::contract(), &style, &fonts).unwrap();
    assert!(first == second);
}

#[test]
fn bookmarks_nest_and_title_and_language_are_set() {
    let pdf = export::pdf(&common::contract(), &common::style(), &common::fonts()).unwrap();
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let catalog = file.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let outlines = file.get_dictionary(catalog.get(b"Outlines").unwrap().as_reference().unwrap()).unwrap();
    // Nine chapters and one annex, with the articles below their chapters.
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 10);
    let first = file.get_dictionary(outlines.get(b"First").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(title(first), "第一章\u{3000}工程概况");
    let article = file.get_dictionary(first.get(b"First").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(title(article), "第一条\u{3000}捐建方式");
    let info = file.get_dictionary(file.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(title(info), "深圳市罗湖区社会资本投资捐建公共设施项目捐建协议");
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261123120000+08'00'");
}

#[test]
fn a_glyph_that_serves_two_characters_reads_as_each() {
    // The bundled Song face draws U+2011 and the hyphen alike.
    let document = common::document(Kind::Official, "题", vec![common::role(Role::Body, "A\u{2011}1-2")]);
    let pdf = export::pdf(&document, &common::style(), &common::fonts()).unwrap();
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let page = file.get_pages()[&1];
    let content = String::from_utf8_lossy(&file.get_page_content(page)).into_owned();
    assert!(content.contains("<</ActualText<FEFF002D>>>"), "{content}");
}

fn title(dictionary: &lopdf::Dictionary) -> String {
    let bytes = dictionary.get(b"Title").unwrap().as_str().unwrap();
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

#[test]
fn a_character_that_no_font_has_is_reported_and_still_copied() {
    let document = common::document(Kind::Official, "题", vec![common::body("甲😀乙")]);
    let (_folder, path, pdf) = write(&document);
    assert!(pdf.notes().iter().any(|note| note.contains("😀（U+1F600）")), "{:?}", pdf.notes());
    let Some(text) = type_area(&path, document.kind) else { return };
    assert_eq!(common::squeeze(&text), "甲😀乙");
}

#[test]
fn rare_characters_need_no_note_but_the_font_names() {
    let document = common::document(Kind::Official, "题", vec![common::body(common::RARE)]);
    let (_folder, path, pdf) = write(&document);
    assert!(pdf.notes().iter().all(|note| !note.contains('〓')), "{:?}", pdf.notes());
    let Some(text) = type_area(&path, document.kind) else { return };
    assert_eq!(common::squeeze(&text), common::RARE);
}

#[test]
fn a_row_taller_than_a_page_is_split_and_loses_nothing() {
    let long = "很长的说明文字".repeat(400);
    let table = common::table(
        &[(Align::Left, 1), (Align::Left, 6)],
        &["项", "说明"],
        &[&["甲", &long], &["乙", "短"]],
    );
    let document = common::document(Kind::Official, "题", vec![common::body("前文"), table]);
    let (_folder, path, pdf) = write(&document);
    assert!(pdf.pages > 2);
    let Some(text) = type_area(&path, document.kind) else { return };
    assert_eq!(text.matches('很').count(), 400);
}

#[test]
fn a_table_never_leaves_its_heading_and_header_without_a_row() {
    // Rows from half a page to more than one; among them those that fit below the header but not below the heading too.
    for lines in (10..60).step_by(2) {
        let words = (0..lines).map(|line| format!("第{line}行的意见，写满这一行才算")).collect::<String>();
        let columns = [(Align::Left, 1), (Align::Left, 2)];
        let table = common::table(&columns, &["单位", "意见内容"], &[&["甲局", &words], &["乙局", "无"]]);
        let blocks =
            vec![common::role(Role::Body, "前文。"), common::heading(1, "一、", "意见和采纳情况"), table];
        let (_folder, path, pdf) = write(&common::document(Kind::Official, "汇总表", blocks));
        for page in 1..=pdf.pages {
            let page = page.to_string();
            let of_page = ["-f", &page, "-l", &page, path.to_str().unwrap(), "-"];
            let Some(text) = tool("pdftotext", &of_page) else { return };
            if text.contains("意见内容") {
                assert!(
                    text.contains("行的意见") || text.contains("乙局"),
                    "{lines} lines, page {page}: {text}"
                );
            }
        }
    }
}

#[test]
fn cells_over_several_rows_and_columns_keep_their_text() {
    let mut table = common::table(
        &[(Align::Left, 1), (Align::Left, 1), (Align::Right, 1)],
        &["类别", "项目", "金额"],
        &[&["工程", "土建", "100.00"], &["安装", "20.5"], &["合计", "120.5"]],
    );
    if let Block::Table(table) = &mut table {
        table.rows[0][0].row_span = 2;
        table.rows[2][0].column_span = 2;
    }
    same_text(&common::document(Kind::Contract, "题", vec![table]));
}

#[test]
fn signatures_take_the_last_lines_of_the_text_with_them() {
    // Just enough lines to fill the page, so that the block cannot follow on it.
    for lines in 18..=24 {
        let mut blocks: Vec<Block> = (0..lines).map(|_| common::body("正文。")).collect();
        blocks.push(Block::Signatures {
            parties: vec![document::tree::SignatureParty {
                label: "甲方".into(),
                name: common::text("某某公司"),
            }],
        });
        let document = common::document(Kind::Contract, "题", blocks);
        let (_folder, path, pdf) = write(&document);
        let last = pdf.pages.to_string();
        let path = path.to_str().unwrap();
        let Some(text) = tool("pdftotext", &["-f", &last, "-l", &last, path, "-"]) else { return };
        assert!(text.contains("正文。"), "{lines} lines: {text}");
        assert!(text.contains("（盖章）"));
    }
}

#[test]
fn a_date_begins_two_characters_right_of_the_name() {
    let blocks = vec![
        common::body("正文。"),
        common::role(Role::Signature, "深圳市罗湖区住房和建设局"),
        common::role(Role::Date, "2026年1月5日"),
    ];
    let (_folder, path, _) = write(&common::document(Kind::Official, "题", blocks));
    let Some(boxes) = tool("pdftotext", &["-bbox", path.to_str().unwrap(), "-"]) else { return };
    let left = |start: &str| {
        let line = boxes.lines().find(|line| line.contains(start)).unwrap();
        line.split("xMin=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f32>().unwrap()
    };
    // Two characters of 156 mm / 28.
    let wanted = 2.0 * 156.0 * 72.0 / 25.4 / 28.0;
    assert!((left(">2026") - left(">深圳") - wanted).abs() < 1.0, "{boxes}");
}
