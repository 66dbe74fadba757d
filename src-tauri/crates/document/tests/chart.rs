//! Charts in a paper: picture, number, caption, summary, and what stands there while answers are missing.
#![allow(clippy::unwrap_used)]

mod common;

use common::{composed, folder, library, none};
use document::tree::{Block, Document};
use document::{Options, check, plain_text};
use procedure::template::Folder;
use serde_json::{Value as Json, json};

const CHARTS: &str = "[[chart]]\nid = \"paid\"\ntitle = \"付款\"\nkind = \"columns\"\nsummary = \"{{ name }}付了{{ count(payments) }}笔。\"\n\
    rows = \"payments\"\ncategory = \"row.payer\"\nseries = [{ label = \"金额\", value = \"row.amount\" }]\n\
    [[chart]]\nid = \"wrong\"\ntitle = \"错\"\nkind = \"columns\"\nsummary = \"\"\nwhen = \"ready\"\n\
    rows = \"payments\"\ncategory = \"row.payer\"\nseries = [{ label = \"金额\", value = \"row.payer\" }]\n";

fn with_charts(body: &str) -> Folder {
    let mut folder = folder("official", "", body);
    folder.insert("test/charts.toml", CHARTS);
    folder
}

fn paper(body: &str, answers: &Json, draft: bool) -> Document {
    let options = Options { draft, ..Options::default() };
    composed(&library(&with_charts(body)), answers, &options).unwrap()
}

fn answers(ready: bool) -> Json {
    let payments = json!([{ "payer": "甲<b>", "amount": "10.00" }]);
    json!({ "name": "*张三*", "ready": ready, "payments": payments })
}

const TWICE: &str = "前\n\n```chart\npaid\n```\n\n中\n\n```chart\npaid\n```\n";

#[test]
fn a_chart_is_a_picture_with_numbered_caption_and_summary() {
    let document = paper(TWICE, &answers(false), false);
    assert_eq!(plain_text(&document), "文书\n前\n图1　付款\n*张三*付了1笔。\n中\n图2　付款\n*张三*付了1笔。");
    let Some(Block::Chart(picture)) = document.blocks.iter().find(|block| matches!(block, Block::Chart(_)))
    else {
        panic!("no picture")
    };
    assert_eq!(picture.alt, "付款。*张三*付了1笔。");
    assert_eq!(picture.grid.rows, [["甲<b>", "10.00"]]);
    assert!(!picture.drawing.marks.is_empty());
}

#[test]
fn a_draft_says_what_a_chart_waits_for_and_a_final_leaves_it_out() {
    let draft = plain_text(&paper(TWICE, &none(), true));
    assert!(draft.contains("（图“付款”在填写付款以后绘制。）"), "{draft}");
    assert!(!draft.contains("图1"));
    assert_eq!(plain_text(&paper(TWICE, &none(), false)), "文书\n前\n中");
}

#[test]
fn a_chart_that_does_not_apply_leaves_nothing_behind() {
    let body = "前\n\n```chart\nwrong\n```\n\n后\n";
    assert_eq!(
        plain_text(&paper(body, &answers(false), true)).lines().take(3).collect::<Vec<_>>(),
        ["文书", "前", "后"]
    );
}

#[test]
fn a_chart_that_cannot_be_worked_out_is_a_mistake_with_its_line() {
    let library = library(&with_charts("前\n\n```chart\nwrong\n```\n"));
    let error = composed(&library, &answers(true), &Options::default()).unwrap_err().to_string();
    assert!(error.contains("row.payer") && error.contains("wrong"), "{error}");
    let mut with_sample = with_charts("前\n");
    with_sample.insert(
        "test/examples/sample.toml",
        "title = \"例\"\npurpose = \"例\"\ntoday = 2026-06-01\n[answers]\nready = true\n[[answers.payments]]\npayer = \"甲\"\namount = \"1.00\"\n",
    );
    let mistakes = check(&common::library(&with_sample));
    let found: Vec<_> = mistakes.iter().map(|m| (m.file.as_str(), m.line, m.name.as_str())).collect();
    assert_eq!(found, [("test/charts.toml", Some(9), "wrong")]);
}
