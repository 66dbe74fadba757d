//! The preview: text, escaping, sources.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use document::plain_text;
use document::tree::{Document, Kind};

fn text(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(character),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn same_text(document: &Document) {
    assert_eq!(common::squeeze(&text(&export::html(document))), common::squeeze(&plain_text(document)));
}

#[test]
fn the_text_is_that_of_the_tree() {
    same_text(&common::contract());
    same_text(&common::official());
}

#[test]
fn answers_are_escaped_and_name_their_source() {
    let mut document =
        common::document(Kind::Official, "题", vec![common::body("<script>alert(1)</script>")]);
    document.draft = true;
    document.blocks.push(document::tree::Block::Paragraph {
        role: document::tree::Role::Body,
        text: vec![
            common::answer("a\"b", "x\"y"),
            document::tree::Inline::Blank { width: 2, source: Some("due".into()), pen: None },
        ],
    });
    let html = export::html(&document);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("<bdi data-source=\"x&quot;y\">a&quot;b</bdi>"), "{html}");
    assert!(html.contains("<span class=\"blank\" data-source=\"due\">＿＿</span>"));
    assert!(html.starts_with("<article class=\"paper official draft\" lang=\"zh-CN\">"));
    same_text(&document);
}
