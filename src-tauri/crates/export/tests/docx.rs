//! The Word file: text, schema order, styles, the same bytes twice.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::{Cursor, Read};

use document::plain_text;
use document::tree::Document;
use quick_xml::Reader;
use quick_xml::events::Event;

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Text of the body: what stands in `w:t`, without the table of contents.
fn body_text(document: &str) -> String {
    let mut reader = Reader::from_str(document);
    let (mut out, mut paragraph) = (String::new(), String::new());
    let (mut in_text, mut contents) = (false, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == "w:pStyle" => {
                let value = start.attributes().flatten().next().unwrap().value.into_owned();
                contents = value.starts_with("TOC");
            }
            Event::Start(start) if start.name().as_ref() == "w:p" => {
                paragraph.clear();
                contents = false;
            }
            Event::Start(start) if start.name().as_ref() == "w:t" => in_text = true,
            Event::End(end) if end.name().as_ref() == "w:t" => in_text = false,
            Event::End(end) if end.name().as_ref() == "w:p" && !contents => {
                out.push_str(&paragraph);
                out.push('\n');
            }
            Event::Text(text) if in_text => paragraph.push_str(&text),
            Event::GeneralRef(name) if in_text => paragraph.push_str(match &*name {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("unexpected reference {other}"),
            }),
            Event::Eof => return out,
            _ => {}
        }
    }
}

fn same_text(document: &Document) {
    let bytes = export::docx(document, &common::style()).unwrap();
    let found = common::squeeze(&body_text(&part(&bytes, "word/document.xml")));
    assert_eq!(found, common::squeeze(&plain_text(document)));
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
fn the_same_paper_gives_the_same_bytes() {
    let style = common::style();
    let first = export::docx(&common::contract(), &style).unwrap();
    let second = export::docx(&common::contract(), &style).unwrap();
    assert!(first == second);
}

const P_PR: [&str; 12] = [
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:widowControl",
    "w:tabs",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
];
const R_PR: [&str; 10] =
    ["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:color", "w:spacing", "w:sz", "w:szCs", "w:highlight", "w:u"];
const STYLE: [&str; 7] = ["w:name", "w:basedOn", "w:next", "w:link", "w:qFormat", "w:pPr", "w:rPr"];
const TC_PR: [&str; 5] = ["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:vAlign"];
const TBL_PR: [&str; 6] = ["w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar"];
const SECT_PR: [&str; 7] =
    ["w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar", "w:cols", "w:titlePg", "w:docGrid"];

/// Children of every element named `parent`, each list as it stands in the part.
fn children(xml: &str, parent: &str) -> Vec<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    let mut out = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                if let Some((_, list)) = open.last_mut() {
                    list.push(name.clone());
                }
                open.push((name, Vec::new()));
            }
            Event::Empty(start) => {
                if let Some((_, list)) = open.last_mut() {
                    list.push(start.name().as_ref().to_owned());
                }
            }
            Event::End(_) => {
                let (name, list) = open.pop().unwrap();
                if name == parent {
                    out.push(list);
                }
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

fn assert_order(xml: &str, parent: &str, order: &[&str]) {
    for list in children(xml, parent) {
        let places: Vec<usize> = list
            .iter()
            .map(|name| {
                order.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name} in {parent}"))
            })
            .collect();
        assert!(places.is_sorted(), "{parent}: {list:?}");
    }
}

#[test]
fn children_stand_in_schema_order() {
    let style = common::style();
    for (mut document, draft) in [(common::contract(), false), (common::official(), true)] {
        document.draft = draft;
        let bytes = export::docx(&document, &style).unwrap();
        for name in ["word/document.xml", "word/styles.xml", "word/footer1.xml"] {
            let xml = part(&bytes, name);
            assert_order(&xml, "w:pPr", &P_PR);
            assert_order(&xml, "w:rPr", &R_PR);
            assert_order(&xml, "w:style", &STYLE);
            assert_order(&xml, "w:tcPr", &TC_PR);
            assert_order(&xml, "w:tblPr", &TBL_PR);
            assert_order(&xml, "w:sectPr", &SECT_PR);
        }
    }
}

#[test]
fn a_body_is_indented_by_characters_and_set_on_the_exact_pitch() {
    let styles = part(&export::docx(&common::official(), &common::style()).unwrap(), "word/styles.xml");
    let body = styles.split("w:styleId=\"BodyText\"").nth(1).unwrap().split("</w:style>").next().unwrap();
    assert!(body.contains("w:firstLineChars=\"200\""), "{body}");
    // 28.95 points are 579 twentieths.
    assert!(body.contains("w:line=\"579\"") && body.contains("w:lineRule=\"exact\""), "{body}");
    assert!(body.contains("w:eastAsia=\"仿宋\""), "{body}");
    let heading = styles.split("w:styleId=\"Heading1\"").nth(1).unwrap().split("</w:style>").next().unwrap();
    assert!(heading.contains("<w:outlineLvl w:val=\"0\"/>"), "{heading}");
    assert!(styles.contains("w:default=\"1\" w:styleId=\"Normal\""));
    assert_eq!(styles.matches("w:styleId=\"Normal\"").count(), 1);
}

#[test]
fn chinese_runs_name_their_font_and_tables_repeat_their_header() {
    let document = part(&export::docx(&common::contract(), &common::style()).unwrap(), "word/document.xml");
    for run in document.split("<w:r>").skip(1) {
        let run = run.split("</w:r>").next().unwrap();
        let words = run.split("<w:t ").nth(1).unwrap_or_default();
        if !words.is_ascii() {
            assert!(run.contains("w:eastAsia=") && run.contains("w:hint=\"eastAsia\""), "{run}");
        }
    }
    assert_eq!(document.matches("<w:tblHeader/>").count(), 10);
    assert!(document.contains("<w:cantSplit/>"));
    assert!(!document.contains("trHeight"));
    assert!(!document.contains("asciiTheme"));
}

#[test]
fn properties_name_title_author_and_day() {
    let core = part(&export::docx(&common::contract(), &common::style()).unwrap(), "docProps/core.xml");
    assert!(core.contains("<dc:title>深圳市罗湖区社会资本投资捐建公共设施项目捐建协议</dc:title>"));
    assert!(core.contains("<dc:creator>深圳市示例实业有限公司</dc:creator>"));
    assert!(core.contains("2026-11-23T04:00:00Z"));
}

#[test]
fn a_draft_says_so_and_marks_its_blanks() {
    let style = common::style();
    let mut document = common::official();
    document.draft = true;
    let bytes = export::docx(&document, &style).unwrap();
    assert!(part(&bytes, "word/header1.xml").contains("草稿"));
    assert!(part(&bytes, "word/header1.xml").contains("v:textpath"));
    assert!(part(&bytes, "word/document.xml").contains("w:highlight w:val=\"yellow\""));
    document.draft = false;
    let bytes = export::docx(&document, &style).unwrap();
    assert!(!part(&bytes, "word/document.xml").contains("w:highlight"));
    assert!(!part(&bytes, "[Content_Types].xml").contains("header1"));
}

#[test]
fn footers_count_pages_by_fields() {
    let style = common::style();
    let contract = export::docx(&common::contract(), &style).unwrap();
    let footer = part(&contract, "word/footer1.xml");
    assert!(footer.contains("PAGE") && footer.contains("NUMPAGES"), "{footer}");
    assert!(part(&contract, "word/document.xml").contains("<w:titlePg"));
    let official = export::docx(&common::official(), &style).unwrap();
    assert!(part(&official, "word/settings.xml").contains("evenAndOddHeaders"));
    assert!(part(&official, "word/footer2.xml").contains("PAGE"));
}
