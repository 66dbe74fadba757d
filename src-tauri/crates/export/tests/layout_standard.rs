//! GB/T 9704-2012 by measurement: what poppler finds on the pages of an official paper, in points and millimetres.
//!
//! The numbers are those of the standard (第 5、6、7 节), not of style.toml.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test may panic, and lengths are no amounts"
)]

mod common;

use std::process::Command;

use document::tree::{Block, Document, Kind, Role};

const MM: f32 = 72.0 / 25.4;

/// A word with its box in points from the top left corner of the page.
#[derive(Debug, Clone)]
struct Word {
    page: usize,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    text: String,
}

fn words(document: &Document) -> Vec<Word> {
    let bytes = export::pdf(document, &common::style(), &common::fonts()).unwrap();
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
        let (left, right) = (number("xMin"), number("xMax"));
        out.push(Word { page, left, right, top: number("yMin"), bottom: number("yMax"), text });
    }
    out
}

/// Three pages of text that fills every line.
fn full() -> Document {
    let text = "国".repeat(28 * 22 * 2 + 28 * 10);
    common::document(Kind::Official, "题", vec![common::role(Role::Flush, &text)])
}

/// Middle of a word's box: where the glyphs' middle is, whatever ascent the font claims.
fn middle(word: &Word) -> f32 {
    (word.top + word.bottom) / 2.0
}

#[track_caller]
fn near(found: f32, wanted: f32, tolerance: f32) {
    assert!((found - wanted).abs() <= tolerance, "{found} is not {wanted} ± {tolerance}");
}

#[test]
fn a_page_holds_22_lines_of_28_characters_in_the_type_area() {
    let words = words(&full());
    let lines: Vec<&Word> = words.iter().filter(|word| word.page == 1 && word.text.contains('国')).collect();
    // 5.2.3: 22 lines a page, 28 characters a line.
    assert_eq!(lines.len(), 22);
    assert!(lines.iter().all(|line| line.text.chars().count() == 28), "{lines:?}");
    // 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm. The first line stands in the middle of its pitch.
    near(lines[0].left / MM, 28.0, 0.1);
    near(lines[0].right / MM, 28.0 + 156.0, 0.1);
    for (index, pair) in lines.windows(2).enumerate() {
        near(pair[1].top - pair[0].top, 28.95, 0.06);
        assert_eq!(pair[0].left, pair[1].left, "line {index}");
    }
    let pitch = 28.95;
    let (first, last) = (lines[0].top, lines[21].top);
    near((last - first + pitch) / MM, 225.0, 0.5);
    assert_eq!(words.iter().map(|word| word.page).max(), Some(3));
}

#[test]
fn the_page_number_stands_7_mm_below_odd_right_even_left_with_one_character_blank() {
    let words = words(&full());
    for page in 1..=3 {
        let line: Vec<&Word> =
            words.iter().filter(|word| word.page == page && !word.text.contains('国')).collect();
        let text: String = line.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(text, format!("—{page}—"));
        // 7.5: 4 号 (14 pt) 一字线 7 mm below the type area; 单页居右空一字, 双页居左空一字.
        let (left, right) = (line[0].left / MM, line.last().unwrap().right / MM);
        let blank = 14.0 / MM;
        if page % 2 == 1 {
            near(right, 28.0 + 156.0 - blank, 0.3);
        } else {
            near(left, 28.0 + blank, 0.3);
        }
        // The dash lies in the middle of the em box, .12 em below the middle of poppler's box at most.
        near(middle(line[0]) / MM, 37.0 + 225.0 + 7.0, 0.8);
    }
}

/// Size of the glyphs that show a text, from `pdftotext -bbox`: the boxes of full-width characters are as wide as high.
fn size(word: &Word) -> f32 {
    (word.right - word.left) / word.text.chars().count() as f32
}

#[test]
fn title_body_and_headings_have_their_sizes_and_indents() {
    let blocks = vec![
        Block::Title { text: common::text("关于某某事项的请示") },
        common::role(Role::Addressee, "某某局："),
        common::heading(1, "一、", "层次标题一"),
        common::heading(2, "（一）", "层次标题二"),
        common::body(&"国".repeat(40)),
        common::role(Role::AnnexNote, "附件：1.材料"),
        common::role(Role::Signature, "深圳市罗湖区住房和建设局"),
        common::role(Role::Date, "2026年1月5日"),
    ];
    let words = words(&common::document(Kind::Official, "关于某某事项的请示", blocks));
    let find = |start: &str| words.iter().find(|word| word.text.starts_with(start)).unwrap();
    let cell = 156.0 * MM / 28.0;
    // 7.3.1: 标题 2 号 (22 pt), 居中.
    let title = find("关于");
    near(size(title), 22.0, 0.1);
    near((title.left + title.right) / 2.0 / MM, 28.0 + 78.0, 0.2);
    // 7.3.2: 主送机关 one line below the title, flush left.
    let addressee = find("某某局");
    near(addressee.left / MM, 28.0, 0.1);
    let (title_pitch, pitch) = (36.0, 28.95);
    near(middle(addressee) - middle(title), title_pitch + title_pitch / 2.0 + pitch / 2.0, 1.5);
    // 7.3.3: 正文 3 号 (16 pt), 每个自然段左空二字, 回行顶格.
    let body: Vec<&Word> = words.iter().filter(|word| word.text.contains('国')).collect();
    near(size(body[0]), cell, 0.1);
    near(body[0].left - 28.0 * MM, 2.0 * cell, 0.2);
    near(body[1].left / MM, 28.0, 0.1);
    for heading in ["一、", "（一）"] {
        assert!((find(heading).left - 28.0 * MM - 2.0 * cell).abs() < 8.5, "{:?}", find(heading));
    }
    // 7.3.4: 附件说明 one line below the body, 左空二字.
    let (last, note) = (body[1], find("附件"));
    near(middle(note) - middle(last), 2.0 * pitch, 1.0);
    near(note.left - 28.0 * MM, 2.0 * cell, 0.2);
    // 7.3.5.2: 署名 two characters from the right; 日期首字比署名首字右移二字; 月日不编虚位.
    let (name, date) = (find("深圳市"), find("2026"));
    near(28.0 * MM + 156.0 * MM - name.right, 2.0 * cell, 0.6);
    near(date.left - name.left, 2.0 * cell, 1.0);
}
