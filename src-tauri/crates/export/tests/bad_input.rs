//! What people really type and really have: each gives a readable paper or says clearly why not.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test may panic, and lengths are no amounts"
)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use document::plain_text;
use document::tree::{Align, Block, Column, Document, Kind, Table};
use export::{ExportError, Fonts};

fn paper(blocks: Vec<Block>) -> Document {
    common::document(Kind::Official, "题", blocks)
}

/// Words with their boxes, by pdftotext: page, left, right, top, bottom, text.
fn words(bytes: &[u8]) -> Vec<(usize, [f32; 4], String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("pdftotext").args(["-bbox"]).arg(&path).arg("-").output();
    let output = output.expect("pdftotext (package poppler-utils)");
    let mut page = 0;
    let mut out = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        page += usize::from(line.contains("<page "));
        let Some(rest) = line.trim().strip_prefix("<word ") else { continue };
        let number = |key: &str| -> f32 {
            rest.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let text = rest.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
        out.push((page, [number("xMin"), number("xMax"), number("yMin"), number("yMax")], text));
    }
    out
}

/// The PDF holds the paper's text, and nothing lies outside the paper's margins.
fn sound(document: &Document) -> export::Pdf {
    let style = common::style();
    let pdf = export::pdf_noted(document, &style, &common::fonts()).unwrap();
    let page = style.layout(document.kind).page;
    let points = |millimetres: f32| millimetres * 72.0 / 25.4;
    let (left, right) = (points(page.left_mm), points(page.left_mm + page.text_width_mm));
    let words = words(&pdf.bytes);
    for (number, [from, to, top, bottom], text) in &words {
        // A mark cut at the end of a line reaches half a width beyond in its box, not in its ink.
        assert!(*from >= left - 1.0 && *to <= right + 9.0, "page {number}: {text} from {from} to {to}");
        assert!(*top >= 0.0 && *bottom <= points(page.height_mm), "page {number}: {text}");
    }
    let found: String = words.iter().map(|(_, _, text)| text.as_str()).collect();
    let wanted = common::squeeze(&plain_text(document));
    let found = common::squeeze(&found);
    for piece in wanted.chars().collect::<Vec<_>>().chunks(8) {
        let piece: String = piece.iter().collect();
        let piece = piece.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        // Lines break anywhere: a piece of eight characters is looked for without its neighbours.
        let whole = found.contains(&piece) || piece.chars().all(|character| found.contains(character));
        assert!(whole, "{piece} is not in the PDF");
    }
    let docx = export::docx(document, &style).unwrap();
    assert!(docx.starts_with(b"PK"));
    pdf
}

#[test]
fn rare_names_print_in_every_place_of_a_paper() {
    const NAME: &str = "黄𠮷㙍塱埗镕喆冚磡氹邨堃旻囍祎珺犇鋆燊赟昉玥曌翀垚骉";
    let blocks = vec![
        Block::Title { text: common::text(NAME) },
        common::heading(1, "一、", NAME),
        common::heading(2, "（一）", NAME),
        common::body(NAME),
        common::table(&[(Align::Left, 1), (Align::Left, 1)], &["姓名", NAME], &[&[NAME, "法定代表人"]]),
    ];
    let pdf = sound(&paper(blocks));
    assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
}

#[test]
fn four_thousand_characters_without_a_space_stay_within_the_margins() {
    let chinese: String = "无空格长文本".chars().cycle().take(4000).collect();
    let latin: String = "abcdefghij0123456789".chars().cycle().take(4000).collect();
    let pdf = sound(&paper(vec![common::body(&chinese), common::body(&latin)]));
    // 4,000 characters at 28 a line and 22 lines a page are seven pages; Latin takes half of that.
    assert!((10..=13).contains(&pdf.pages), "{} pages", pdf.pages);
}

#[test]
fn a_mark_that_was_cut_before_its_neighbour_is_not_cut_again_at_the_end_of_the_line() {
    // The closing bracket is the 29th character of its line and stands before an opening one.
    sound(&paper(vec![common::body(
        "示例置业发展有限公司（以下简称捐建人）依据《深圳市罗湖区社会资本投资捐建公共设施管理办法》（罗府办规〔2022〕5号，以下简称《管理办法》）第八条、第十五条，编制本方案。",
    )]));
    for before in 0..28 {
        let text = "字".repeat(before) + &"甲》（乙）、“丙”。（丁）".repeat(12);
        sound(&paper(vec![common::body(&text)]));
    }
}

#[test]
fn a_cell_of_many_pages_in_a_narrow_column_is_carried_over() {
    let long = "说明".repeat(1500);
    let latin = "x".repeat(500);
    let table = common::table(
        &[(Align::Left, 1), (Align::Left, 3), (Align::Left, 1)],
        &["项", "说明", "备注"],
        &[&["甲", &long, &latin], &["乙", "短", ""]],
    );
    let pdf = sound(&paper(vec![common::body("前文。"), table]));
    assert!(pdf.pages >= 4, "{} pages", pdf.pages);
}

#[test]
fn empty_tables_are_papers_too() {
    let columns = vec![Column { align: Align::Left, weight: 1 }; 3];
    let header: Vec<_> = ["甲", "乙", "丙"].map(common::cell).into();
    let only_header = Table { columns: columns.clone(), header: header.clone(), rows: Vec::new() };
    let empty_rows = Table { columns: columns.clone(), header, rows: vec![Vec::new(), Vec::new()] };
    let nothing = Table { columns, header: Vec::new(), rows: Vec::new() };
    let no_columns = Table { columns: Vec::new(), header: Vec::new(), rows: Vec::new() };
    for table in [only_header, empty_rows, nothing, no_columns] {
        sound(&paper(vec![common::body("前。"), Block::Table(table), common::body("后。")]));
    }
}

#[test]
fn sixty_columns_shrink_or_are_refused_in_words() {
    let columns = [(Align::Center, 1); 60];
    let (heads, digits) = (vec!["1"; 60], vec!["8"; 60]);
    sound(&paper(vec![common::table(&columns, &heads, &[&digits])]));
    let amounts = vec!["100,000,000.00"; 60];
    let document = paper(vec![common::table(&columns, &heads, &[&amounts])]);
    for refused in [
        export::pdf(&document, &common::style(), &common::fonts()).unwrap_err(),
        export::docx(&document, &common::style()).unwrap_err(),
    ] {
        assert_eq!(refused.code(), "export.table-too-wide");
        assert!(
            refused.to_string().contains("60 列") && refused.to_string().contains("减少列数"),
            "{refused}"
        );
    }
}

#[test]
fn emoji_and_marks_of_direction_leave_a_readable_paper() {
    let text = "甲😀👨\u{200d}👩\u{200d}👧乙\u{202e}从右到左\u{202c}、\u{200f}右\u{200e}、\u{2066}隔\u{2069}、e\u{301}、ﷺ、שלום";
    let pdf = sound(&paper(vec![common::body(text)]));
    assert!(pdf.missing.contains(&'😀'), "{:?}", pdf.missing);
    // What has no shape is no missing character.
    assert!(!pdf.missing.contains(&'\u{202e}') && !pdf.missing.contains(&'\u{200d}'));
    let notes = pdf.notes().join("");
    assert!(notes.contains("😀（U+1F600）") && notes.contains("〓"), "{notes}");
}

#[test]
fn control_characters_reach_neither_file() {
    let document = paper(vec![common::body("甲\u{0}\u{7}\u{1b}乙\u{fffe}丙")]);
    sound(&paper(vec![common::body("甲乙丙")]));
    let docx = export::docx(&document, &common::style()).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    assert!(xml.chars().all(|character| !character.is_control() || character == '\n'));
    export::pdf(&document, &common::style(), &common::fonts()).unwrap();
}

fn bundled() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts"))
}

/// A folder with the bundled fonts, some of them left out.
fn without(left_out: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(bundled()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".ttf") && !left_out.contains(&name.as_str()) {
            std::fs::copy(&path, folder.path().join(name)).unwrap();
        }
    }
    folder
}

fn load(folder: &Path) -> Fonts {
    Fonts::load(&[folder.to_path_buf()]).unwrap()
}

#[test]
fn a_missing_or_broken_font_file_is_replaced_and_named() {
    let folder = without(&["LXGWWenKai-Regular.ttf"]);
    // 仿宋 is there but torn: half a file.
    let whole = std::fs::read(bundled().join("NotoSansSC-Regular.ttf")).unwrap();
    std::fs::write(folder.path().join("simfang.ttf"), &whole[..2000]).unwrap();
    let document = paper(vec![common::heading(2, "（一）", "楷体标题"), common::body("正文。")]);
    let pdf = export::pdf_noted(&document, &common::style(), &load(folder.path())).unwrap();
    assert!(pdf.missing.is_empty());
    let notes = pdf.notes().join("");
    assert!(notes.contains("仿宋（simfang.ttf：") && notes.contains("代替"), "{notes}");
    assert_eq!(pdf.notes().len(), 1, "one notice for all fonts: {notes}");
}

#[test]
fn without_any_usable_font_nothing_is_written_and_the_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Fonts::load(&[folder.path().to_path_buf()]), Err(ExportError::NoFont { .. })));
    std::fs::write(folder.path().join("simfang.ttf"), b"no font at all").unwrap();
    let document = paper(vec![common::body("正文。")]);
    let error = export::pdf(&document, &common::style(), &load(folder.path())).unwrap_err();
    assert_eq!(error.code(), "export.no-font");
    assert!(error.to_string().contains("simfang.ttf"), "{error}");
}

/// The font with other embedding rights (fsType in OS/2).
fn with_rights(mut font: Vec<u8>, rights: u16) -> Vec<u8> {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    for table in 0..count {
        let at = 12 + table * 16;
        if &font[at..at + 4] == b"OS/2" {
            let start = u32::from_be_bytes(font[at + 8..at + 12].try_into().unwrap()) as usize;
            font[start + 8..start + 10].copy_from_slice(&rights.to_be_bytes());
        }
    }
    font
}

#[test]
fn a_font_whose_maker_forbids_embedding_is_not_embedded() {
    let whole = std::fs::read(bundled().join("NotoSansSC-Regular.ttf")).unwrap();
    let document = paper(vec![common::body("正文。")]);
    // Restricted, no subsets, bitmaps only; preview and print (4) and editable (8) may be embedded.
    for (rights, allowed) in [(2, false), (0x100, false), (0x200, false), (4, true), (8, true), (0, true)] {
        let folder = without(&[]);
        std::fs::write(folder.path().join("simfang.ttf"), with_rights(whole.clone(), rights)).unwrap();
        let pdf = export::pdf_noted(&document, &common::style(), &load(folder.path())).unwrap();
        let notes = pdf.notes().join("");
        assert_eq!(notes.contains("不允许嵌入"), !allowed, "{rights:#x}: {notes}");
        assert_eq!(notes.contains("仿宋"), !allowed, "{rights:#x}: {notes}");
    }
}

#[test]
fn a_font_is_found_by_its_family_whatever_its_file_is_called() {
    let folder = without(&[]);
    let mut style = common::style();
    // The office calls its body font by a family that lies here under another file name.
    let role = style.fonts.role.get_mut(&export::style::FontRole::Fangsong).unwrap();
    role.alternative = Some("Noto Sans SC".into());
    role.pdf = vec!["no-such-file.ttf".into(), "NotoSerifSC-Regular.ttf".into()];
    let document = paper(vec![common::body("正文。")]);
    let pdf = export::pdf_noted(&document, &style, &load(folder.path())).unwrap();
    assert!(pdf.substitutions.iter().all(|replaced| replaced.wanted != "仿宋"), "{:?}", pdf.substitutions);
    let file = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let names: Vec<String> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    assert!(names.iter().any(|name| name.contains("NotoSansSC")), "{names:?}");
}
