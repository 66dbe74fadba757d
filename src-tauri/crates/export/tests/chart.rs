//! Charts in the three forms: the same text, vectors in PDF, SVG and image in Word, alternative words everywhere.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::{Cursor, Read};

use chart::{Chart, Columns, Interval, Lanes, Series, Tone, Unit};
use document::plain_text;
use document::tree::{Block, Document, Kind, Picture, Role};
use rust_decimal::Decimal;

const HOSTILE: &str = "<i>\"甲\"</i> & 𠮷";

fn picture(chart: &Chart) -> Block {
    let alt = format!("租金。{HOSTILE}");
    Block::Chart(Picture { id: "rent".into(), alt, drawing: chart::draw(chart), grid: chart::grid(chart) })
}

fn columns() -> Chart {
    Chart::Columns(Columns {
        unit: Unit::Money,
        stacked: false,
        categories: vec!["2026".into(), HOSTILE.into()],
        series: vec![Series {
            label: "租金收入".into(),
            tone: None,
            values: vec![Decimal::from(1_200_000), Decimal::from(-300_000)],
        }],
    })
}

fn lanes() -> Chart {
    let day = |text: &str| text.parse().unwrap();
    let interval = |label: &str, tone| Interval {
        label: label.into(),
        from: day("2026-01-01"),
        to: day("2027-06-30"),
        tone,
        note: "有效".into(),
        legend: String::new(),
    };
    Chart::Lanes(Lanes {
        intervals: vec![interval("保函一", Tone::Good), interval("保函二", Tone::Bad)],
        markers: Vec::new(),
    })
}

fn paper() -> Document {
    let caption = |words: &str| common::role(Role::Caption, words);
    let blocks = vec![
        Block::Title { text: common::text("测算报告") },
        common::body("租金收入见下图。"),
        picture(&columns()),
        caption("图1　租金"),
        common::role(Role::Note, "两年合计90万元。"),
        common::body("保函的有效期见下图。"),
        picture(&lanes()),
        caption("图2　保函"),
    ];
    common::document(Kind::Official, "测算报告", blocks)
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut data = Vec::new();
            file.read_to_end(&mut data).unwrap();
            (file.name().unwrap().into_owned(), data)
        })
        .collect()
}

fn part(parts: &[(String, Vec<u8>)], name: &str) -> String {
    let found = parts.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(found.1.clone()).unwrap()
}

/// Attributes of every element of that name, with entities resolved.
fn elements(xml: &str, name: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start)
                if start.name().as_ref() == name =>
            {
                let attributes = start.attributes().map(Result::unwrap).map(|attribute| {
                    let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
                    (attribute.key.as_ref().to_owned(), value)
                });
                found.push(attributes.collect());
            }
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

fn of(attributes: &[(String, String)], name: &str) -> String {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

#[test]
fn word_has_the_picture_as_vectors_and_as_an_image() {
    let (style, fonts) = (common::style(), common::fonts());
    let bytes = export::docx_drawn(&paper(), &style, &fonts).unwrap();
    assert_eq!(
        bytes,
        export::docx_drawn(&paper(), &style, &fonts).unwrap(),
        "the same paper, the same bytes"
    );
    let parts = parts(&bytes);
    let types = part(&parts, "[Content_Types].xml");
    let defaults: Vec<String> = elements(&types, "Default").iter().map(|a| of(a, "Extension")).collect();
    assert_eq!(defaults, ["rels", "xml", "png", "svg"]);
    let relationships = elements(&part(&parts, "word/_rels/document.xml.rels"), "Relationship");
    let target = |id: &str| {
        let found = relationships.iter().find(|relationship| of(relationship, "Id") == id).unwrap();
        format!("word/{}", of(found, "Target"))
    };
    let document = part(&parts, "word/document.xml");
    assert!(!document.contains("choujian-picture"), "every mark has been replaced");
    let (blips, vectors) = (elements(&document, "a:blip"), elements(&document, "asvg:svgBlip"));
    assert_eq!((blips.len(), vectors.len()), (2, 2));
    for (blip, vector) in blips.iter().zip(&vectors) {
        let image = parts.iter().find(|(name, _)| *name == target(&of(blip, "r:embed"))).unwrap();
        assert_eq!(&image.1[..8], b"\x89PNG\r\n\x1a\n");
        // 156 mm at 300 dots an inch are 1843 dots.
        let width = u32::from_be_bytes(image.1[16..20].try_into().unwrap());
        assert!(width >= 1843, "{width} dots");
        assert!(part(&parts, &target(&of(vector, "r:embed"))).starts_with("<svg "));
    }
    let described: Vec<String> = elements(&document, "wp:docPr").iter().map(|a| of(a, "descr")).collect();
    assert_eq!(described, [format!("租金。{HOSTILE}"), format!("租金。{HOSTILE}")]);
    // 442.2 pt of 12,700 units each, and no wider than the type area.
    assert_eq!(of(&elements(&document, "wp:extent")[0], "cx"), "5615940");
}

#[test]
fn a_chart_without_fonts_is_refused() {
    let error = export::docx(&paper(), &common::style()).unwrap_err();
    assert_eq!(error.code(), "export.no-font");
}

#[test]
fn a_pdf_draws_the_picture_and_embeds_no_image() {
    let bytes = export::pdf(&paper(), &common::style(), &common::fonts()).unwrap();
    assert_eq!(bytes, export::pdf(&paper(), &common::style(), &common::fonts()).unwrap());
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let images = file.objects.values().filter(|object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        })
    });
    assert_eq!(images.count(), 0);
    let content: Vec<u8> = file.get_pages().values().flat_map(|page| file.get_page_content(*page)).collect();
    let operations = lopdf::content::Content::decode(&content).unwrap().operations;
    let count = |name: &str| operations.iter().filter(|operation| operation.operator == name).count();
    assert!(count("S") > 20 && count("f") > 20, "lines and areas are drawn");
    assert_eq!(count("q"), count("Q"));
}

#[test]
fn words_in_a_picture_are_no_text_of_the_paper() {
    let document = paper();
    let wanted = common::squeeze(&plain_text(&document));
    assert!(!wanted.contains("租金收入（元）") && wanted.contains("图1租金两年合计90万元。"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, export::pdf(&document, &common::style(), &common::fonts()).unwrap()).unwrap();
    match std::process::Command::new("pdftotext").args(["-raw", path.to_str().unwrap(), "-"]).output() {
        Ok(output) => {
            let found = common::squeeze(&String::from_utf8(output.stdout).unwrap());
            assert!(found.starts_with(&wanted), "{found}");
        }
        Err(error) => eprintln!("pdftotext is not installed: passed over ({error})"),
    }
}

#[test]
fn the_preview_has_picture_words_and_figures() {
    let html = export::html(&paper());
    assert_eq!(html.matches("<svg ").count(), 2);
    assert!(html.contains("role=\"img\" aria-label=\"租金。&lt;i&gt;&quot;甲&quot;&lt;/i&gt; &amp; 𠮷\""));
    assert!(html.contains("<td class=\"right\">1,200,000.00</td>"));
    assert!(html.contains("<td class=\"right\">−300,000.00</td>"));
    assert!(!html.contains("<i>"));
}
