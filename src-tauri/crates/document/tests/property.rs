//! Whatever a user types is data: the same text comes out, and the paper keeps its shape.
#![allow(clippy::unwrap_used)]

mod common;

use std::mem::discriminant;
use std::sync::LazyLock;

use common::{composed, folder, library};
use document::tree::Document;
use document::{Options, plain_text};
use procedure::template::Library;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A typed text at every kind of place, each between two signs of its own.
const BODY: &str = "# 〔{{ name }}〕 {#first}\n\n{{ name }}\n\n见[](#first)〔{{ name }}〕，**〔{{ name }}〕**。\n\n1. 〔{{ name }}〕\n\n| 一 | 二 |\n| --- | ---: |\n| 〔{{ name }}〕 | {{ total }} |\n\n{% from \"partials/m.md\" import who %}{{ who(name) }}\n\n{{ name ~ '' }}\n\n```signatures\n甲方：〔{{ name }}〕\n```\n\n# 〔{{ name }}〕 {#list .annex}\n";

static LIBRARY: LazyLock<Library> = LazyLock::new(|| library(&folder("official", "", BODY)));
static LONG: LazyLock<Library> =
    LazyLock::new(|| library(&folder("official", "", "说明：{{ story }}\n\n# 尾\n")));

fn paper(answers: &Json) -> Document {
    composed(&LIBRARY, answers, &Options::default()).unwrap()
}

/// Signs that mean something to Markdown, the engine, HTML, XML, or this program.
fn typed() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        Just("{{ total }}"),
        Just("{% if x %}"),
        Just("{##"),
        Just("##}"),
        Just("}}"),
        Just("{.center} "),
        Just("{#first}"),
        Just("[](#first)"),
        Just("[a](#b)"),
        Just("# "),
        Just("|"),
        Just("---"),
        Just("**"),
        Just("`"),
        Just("```cover"),
        Just("1. "),
        Just("- "),
        Just("> "),
        Just("\\"),
        Just("<b>"),
        Just("<!--"),
        Just("&amp;"),
        Just("~"),
        Just("+++"),
        Just("：\u{202e}"),
        Just("𠮷"),
        Just("😀"),
        Just("甲 乙"),
        Just("=1+1"),
        Just("\u{200b}"),
        Just("    "),
    ];
    let free = "[^\\p{Cc}\u{E000}-\u{E002}]{0,10}";
    let part = prop_oneof![3 => sign.prop_map(str::to_owned), 1 => free];
    proptest::collection::vec(part, 1..6)
        // Radicals are read as the words that they stand for.
        .prop_map(|parts| procedure::entry::ordinary(&parts.concat()).to_string())
        .prop_filter("something is typed", |text| !text.trim().is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_typed_line_comes_out_as_it_is_and_changes_no_block(text in typed()) {
        prop_assume!(text.chars().count() <= 200);
        let plain = paper(&json!({ "name": "甲", "total": "1" }));
        let found = paper(&json!({ "name": text, "total": "1" }));
        let shape = |document: &Document| document.blocks.iter().map(discriminant).collect::<Vec<_>>();
        prop_assert_eq!(shape(&found), shape(&plain));
        let printed = plain_text(&found);
        prop_assert_eq!(printed.matches(&format!("〔{text}〕")).count(), 7);
        // Everything else in the paper is as it was.
        prop_assert_eq!(printed, plain_text(&plain).replace('甲', "\u{E005}").replace("\u{E005}方", "甲方").replace('\u{E005}', &text));
    }

    #[test]
    fn marks_of_this_program_are_taken_out_and_nothing_more(before in "[丙丁a-z]{1,5}", after in "[丙丁a-z]{1,5}") {
        let text = format!("{before}\u{E000}0\u{E001}\u{E002}first\u{E001}{after}");
        let printed = plain_text(&paper(&json!({ "name": text, "total": "1" })));
        let expected = format!("〔{before}0first{after}〕");
        prop_assert!(printed.contains(&expected), "{}", printed);
    }

    #[test]
    fn lines_of_a_long_answer_stay_in_their_paragraph(lines in proptest::collection::vec(typed(), 1..5)) {
        let text = lines.join("\n");
        let document = composed(&LONG, &json!({ "story": text }), &Options::default()).unwrap();
        prop_assert_eq!(document.blocks.len(), 3);
        prop_assert_eq!(plain_text(&document), format!("文书\n说明：{text}\n一、尾"));
    }
}
