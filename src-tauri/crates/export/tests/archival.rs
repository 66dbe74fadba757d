//! What an archive demands of a PDF (PDF/A-2a, ISO 19005-2), clause by clause, on papers of both kinds.
//!
//! No public checker can be installed here, so these are our own checks; they read the file with lopdf and ttf-parser,
//! which know nothing of what the writer meant.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test may panic, and lengths are no amounts"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use document::tree::Document;
use lopdf::content::Content;
use lopdf::{Dictionary, Document as File, Object, ObjectId};

fn papers() -> Vec<(&'static str, Document)> {
    let mut draft = common::official();
    draft.draft = true;
    vec![
        ("contract", common::contract()),
        ("official", common::official()),
        ("draft", draft),
        ("table", common::long_table(80)),
    ]
}

fn each(check: impl Fn(&str, &[u8], &File)) {
    for (name, paper) in papers() {
        let bytes = export::pdf(&paper, &common::style(), &common::fonts()).unwrap();
        check(name, &bytes, &File::load_mem(&bytes).unwrap());
    }
}

/// The object behind a reference, or the object itself.
fn follow<'a>(file: &'a File, object: &'a Object) -> &'a Object {
    file.dereference(object).unwrap().1
}

fn dictionary<'a>(file: &'a File, from: &'a Dictionary, key: &str) -> &'a Dictionary {
    follow(file, from.get(key.as_bytes()).unwrap()).as_dict().unwrap()
}

fn text(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

#[test]
fn head_and_trailer_are_those_of_an_archive() {
    each(|name, bytes, file| {
        // 6.1.2: a comment of four bytes above 127 follows the first line.
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap();
        assert_eq!(first, b"%PDF-1.7", "{name}");
        let comment = &bytes[first.len() + 1..][..5];
        assert!(comment[0] == b'%' && comment[1..].iter().all(|byte| *byte > 127), "{name}: {comment:?}");
        // 6.1.3: an identity, no encryption.
        assert_eq!(file.trailer.get(b"ID").unwrap().as_array().unwrap().len(), 2);
        assert!(file.trailer.get(b"Encrypt").is_err());
        let catalog = file.catalog().unwrap();
        for forbidden in ["AA", "OpenAction", "Names", "AcroForm", "OCProperties", "Requirements"] {
            assert!(catalog.get(forbidden.as_bytes()).is_err(), "{name}: {forbidden}");
        }
    });
}

#[test]
fn metadata_claims_the_level_and_says_what_the_file_says() {
    each(|name, _, file| {
        let catalog = file.catalog().unwrap();
        let metadata = follow(file, catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
        assert!(metadata.dict.get(b"Filter").is_err(), "{name}: the packet is readable as it stands");
        let packet = std::str::from_utf8(&metadata.content).unwrap();
        assert!(packet.contains("<pdfaid:part>2</pdfaid:part>"));
        assert!(packet.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
        // A schema that PDF/A does not know must be described (ISO 19005-2, 6.6.2.3).
        assert!(packet.contains("<pdfuaid:part>1</pdfuaid:part>"));
        assert!(packet.contains("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"));
        let info = dictionary(file, &file.trailer, "Info");
        let title = text(info.get(b"Title").unwrap());
        assert!(packet.contains(&format!(">{title}</rdf:li>")), "{name}: {title}");
        assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261123120000+08'00'");
        assert!(packet.contains("<xmp:CreateDate>2026-11-23T12:00:00+08:00</xmp:CreateDate>"));
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
        let marked = dictionary(file, catalog, "MarkInfo").get(b"Marked").unwrap();
        assert!(marked.as_bool().unwrap());
    });
}

#[test]
fn colours_are_meant_by_a_profile_of_three_channels() {
    each(|name, _, file| {
        let intents = file.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
        let intent = follow(file, &intents[0]).as_dict().unwrap();
        assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1");
        let profile = follow(file, intent.get(b"DestOutputProfile").unwrap()).as_stream().unwrap();
        assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 3);
        let data = profile.decompressed_content().unwrap_or_else(|_| profile.content.clone());
        assert_eq!(&data[36..40], b"acsp", "{name}");
        assert_eq!(&data[12..24], b"mntrRGB XYZ ");
        for (_, content) in contents(file) {
            for operation in content.operations {
                let forbidden = ["k", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "sh", "gs", "Do"];
                assert!(!forbidden.contains(&operation.operator.as_str()), "{name}: {}", operation.operator);
            }
        }
    });
}

fn contents(file: &File) -> Vec<(ObjectId, Content)> {
    let decode = |page: ObjectId| Content::decode(&file.get_page_content(page)).unwrap();
    file.get_pages().into_values().map(|page| (page, decode(page))).collect()
}

#[test]
fn nothing_is_drawn_outside_text_and_artifacts() {
    each(|name, _, file| {
        for (_, content) in contents(file) {
            let mut open: Vec<String> = Vec::new();
            for operation in &content.operations {
                match operation.operator.as_str() {
                    "BDC" | "BMC" => {
                        let tag = operation.operands[0].as_name().unwrap();
                        open.push(String::from_utf8(tag.to_vec()).unwrap());
                    }
                    "EMC" => {
                        open.pop().unwrap();
                    }
                    "TJ" | "Tj" | "S" | "f" | "F" | "f*" | "B" => {
                        assert!(!open.is_empty(), "{name}: {operation:?}");
                        // 14.8.2.2: an artifact never lies within an element.
                        assert!(open.iter().skip(1).all(|tag| tag == "Span"), "{name}: {open:?}");
                    }
                    _ => {}
                }
            }
            assert!(open.is_empty(), "{name}: {open:?} still open");
        }
    });
}

/// Codes shown with each font of a page.
fn codes(file: &File) -> BTreeMap<ObjectId, BTreeSet<u16>> {
    let mut out: BTreeMap<ObjectId, BTreeSet<u16>> = BTreeMap::new();
    for (page, content) in contents(file) {
        let page = file.get_dictionary(page).unwrap();
        let resources = dictionary(file, page, "Resources");
        let fonts = dictionary(file, resources, "Font");
        let mut font = None;
        for operation in content.operations {
            match operation.operator.as_str() {
                "Tf" => {
                    font = fonts.get(operation.operands[0].as_name().unwrap()).unwrap().as_reference().ok();
                }
                "TJ" => {
                    for piece in operation.operands[0].as_array().unwrap() {
                        if let Object::String(bytes, _) = piece {
                            let codes = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                            out.entry(font.unwrap()).or_default().extend(codes);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    out
}

#[test]
fn fonts_are_embedded_with_the_glyphs_the_widths_and_the_text_of_every_code() {
    each(|name, _, file| {
        for (font, codes) in codes(file) {
            let font = file.get_dictionary(font).unwrap();
            assert_eq!(font.get(b"Encoding").unwrap().as_name().unwrap(), b"Identity-H");
            let text = follow(file, font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
            let text = text.decompressed_content().unwrap_or_else(|_| text.content.clone());
            let text = String::from_utf8(text).unwrap().to_lowercase();
            let descendants = follow(file, font.get(b"DescendantFonts").unwrap()).as_array().unwrap();
            let face = follow(file, &descendants[0]).as_dict().unwrap();
            assert_eq!(face.get(b"CIDToGIDMap").unwrap().as_name().unwrap(), b"Identity", "{name}");
            let descriptor = dictionary(file, face, "FontDescriptor");
            let program = follow(file, descriptor.get(b"FontFile2").unwrap()).as_stream().unwrap();
            let program = program.decompressed_content().unwrap_or_else(|_| program.content.clone());
            let parsed = ttf_parser::Face::parse(&program, 0).unwrap();
            let widths = widths(follow(file, face.get(b"W").unwrap()).as_array().unwrap());
            let em = f32::from(parsed.units_per_em());
            for code in codes {
                // 6.2.11.8: nothing shows the glyph for missing ones.
                assert_ne!(code, 0, "{name}");
                let own = parsed.glyph_hor_advance(ttf_parser::GlyphId(code)).unwrap();
                let own = f32::from(own) * 1000.0 / em;
                // 6.2.11.5: width table and font program agree to the thousandth.
                assert!((widths[&code] - own).abs() <= 1.0, "{name}: {code}: {} {own}", widths[&code]);
                assert!(text.contains(&format!("<{code:04x}>")), "{name}: code {code} has no text");
            }
        }
    });
}

fn widths(list: &[Object]) -> BTreeMap<u16, f32> {
    let number = |object: &Object| object.as_float().unwrap();
    let mut out = BTreeMap::new();
    let mut at = 0;
    while at < list.len() {
        let first = number(&list[at]) as u16;
        if let Object::Array(each) = &list[at + 1] {
            out.extend((first..).zip(each.iter().map(number)));
            at += 2;
        } else {
            let last = number(&list[at + 1]) as u16;
            out.extend((first..=last).map(|code| (code, number(&list[at + 2]))));
            at += 3;
        }
    }
    out
}

#[test]
fn the_contents_lead_to_their_headings() {
    let bytes = export::pdf(&common::contract(), &common::style(), &common::fonts()).unwrap();
    let file = File::load_mem(&bytes).unwrap();
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let mut found = 0;
    for page in &pages {
        let Ok(list) = file.get_dictionary(*page).unwrap().get(b"Annots") else { continue };
        for link in follow(&file, list).as_array().unwrap() {
            let link = follow(&file, link).as_dict().unwrap();
            // 6.3.2: printed, neither hidden nor without a view.
            assert_eq!(link.get(b"F").unwrap().as_i64().unwrap(), 4);
            let target = link.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
            assert!(pages.contains(&target));
            assert!(text(link.get(b"Contents").unwrap()).starts_with(['第', '附']));
            found += 1;
        }
    }
    // Nine chapters of five articles, and an annex.
    assert_eq!(found, 9 + 45 + 1);
}
