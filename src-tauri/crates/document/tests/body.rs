//! What a body becomes: numbers, references, annexes, roles, tables, blanks, drafts.
#![allow(clippy::unwrap_used)]

mod common;

use common::{blocks, composed, folder, library, none, of_kind, text, text_of};
use document::tree::{Align, Block, Inline, Role};
use document::{ComposeError, Options, check, plain_text};
use serde_json::json;

#[test]
fn official_papers_number_as_gb_9704() {
    let body = "# 甲\n\n## 乙\n\n### 丙\n\n#### 丁\n\n# 戊\n\n1. 子\n2. 丑\n";
    assert_eq!(text(body, none()), "一、甲\n（一）乙\n1.丙\n（1）丁\n二、戊\n（1）子\n（2）丑");
}

#[test]
fn contracts_number_articles_through_chapters() {
    let body = "# 总则\n\n## 目的\n\n1. 子\n   1. 丑\n   2. 寅\n2. 卯\n\n# 分则\n\n## 期限\n";
    let expected = "第一章总则\n第一条目的\n（一）子\n1.丑\n2.寅\n（二）卯\n第二章分则\n第二条期限";
    assert_eq!(text_of("contract", body, none()), expected);
}

#[test]
fn references_print_the_number_wherever_they_stand() {
    let body = "# 甲\n\n见[](#later)和[](#list)。\n\n# 乙 {#later}\n\n## 丙 {#inner}\n\n见[](#inner)。\n\n# 清单 {#list .annex}\n";
    assert_eq!(
        text(body, none()),
        "一、甲\n见第二部分和附件。\n二、乙\n（一）丙\n见第二部分（一）。\n附件\n清单"
    );
    let contract = "# 总则\n\n## 目的 {#aim}\n\n## 依据\n\n依[](#aim)。\n";
    assert!(text_of("contract", contract, none()).ends_with("第二条依据\n依第一条。"));
}

#[test]
fn several_annexes_are_numbered_and_number_anew_inside() {
    let body = "# 甲\n\n见[](#b)。\n\n# 清单 {#a .annex}\n\n## 子\n\n# 名单 {#b .annex}\n\n## 丑\n";
    assert_eq!(text(body, none()), "一、甲\n见附件2。\n附件1\n清单\n一、子\n附件2\n名单\n一、丑");
}

#[test]
fn captions_of_tables_are_numbered_where_the_paper_asks_for_it() {
    let body = "见[](#cost)。\n\n{.table}来源\n\n| 甲 |\n| --- |\n| 乙 |\n\n{.caption}附注表\n\n{.table #cost} 明细\n\n{.tables}不是\n";
    assert_eq!(text(body, none()), "见表2。\n表1　来源\n甲\n乙\n附注表\n表2　明细\n{.tables}不是");
    let blocks = blocks(body, none());
    let captions = blocks.iter().filter(|b| matches!(b, Block::Paragraph { role: Role::Caption, .. }));
    assert_eq!(captions.count(), 3);
}

#[test]
fn an_anchor_that_does_not_exist_is_a_mistake_with_its_line() {
    let library = library(&folder("official", "", "一\n\n见[](#nowhere)。\n"));
    let found = composed(&library, &none(), &Options::default());
    assert!(matches!(found, Err(ComposeError::Template { reason, .. }) if reason.contains("#nowhere")));
    let mistakes = check(&library);
    assert_eq!(mistakes.len(), 1);
    assert_eq!(
        (mistakes[0].code, mistakes[0].line, mistakes[0].name.as_str()),
        ("template.unknown-anchor", Some(9), "nowhere")
    );
}

#[test]
fn an_error_of_a_body_is_told_with_its_line() {
    let library = library(&folder("official", "", "一\n\n{{ add(name, total) }}\n"));
    let found = composed(&library, &json!({ "name": "甲", "total": "1" }), &Options::default());
    assert!(
        matches!(found, Err(ComposeError::Template { line: 9, file, .. }) if file == "test/documents/d.md")
    );
}

#[test]
fn a_paragraph_says_what_it_is() {
    let roles = [
        ("addressee", Role::Addressee),
        ("signature", Role::Signature),
        ("date", Role::Date),
        ("center", Role::Center),
        ("flush", Role::Flush),
        ("note", Role::Note),
        ("caption", Role::Caption),
        ("annex-note", Role::AnnexNote),
        ("body", Role::Body),
    ];
    for (name, wanted) in roles {
        let blocks = blocks(&format!("{{.{name}}} {{{{ name }}}}：\n"), json!({ "name": "区政府" }));
        let Block::Paragraph { role, text } = &blocks[0] else { panic!("{blocks:?}") };
        assert_eq!((*role, document::inline_text(text).as_str()), (wanted, "区政府："));
    }
    assert_eq!(text("{.unknown} 一\n", none()), "{.unknown} 一");
}

#[test]
fn tables_keep_their_alignment_and_their_cells() {
    let body = "| 付款人 | 金额 |\n| --- | ---: |\n{% for item in payments -%}\n| {{ item.payer }} | {{ item.amount }} |\n{% endfor %}";
    let answers = json!({ "payments": [{ "payer": "甲|乙", "amount": "1000" }, { "payer": "丙" }] });
    let found = blocks(body, answers);
    let Block::Table(table) = &found[0] else { panic!("{found:?}") };
    assert_eq!(found.len(), 1);
    assert_eq!(
        table.columns.iter().map(|column| column.align).collect::<Vec<_>>(),
        [Align::Left, Align::Right]
    );
    let cells: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| document::inline_text(&cell.text)).collect())
        .collect();
    assert_eq!(cells, [["甲|乙", "1,000.00"], ["丙", "＿＿＿＿＿＿＿＿"]]);
}

#[test]
fn a_column_prints_its_choices_by_their_labels() {
    let rows = json!([{ "payer": "甲", "way": "wire" }, { "payer": "乙", "way": "cash" }]);
    let body = "{{ pluck(payments, 'way') }}；{{ latest(payments, 'way') }}";
    assert_eq!(text(body, json!({ "payments": rows })), "转账、现金；转账");
}

#[test]
fn missing_answers_print_as_blanks_that_know_their_answer() {
    let found = blocks("由{{ giver.name }}于{{ begun }}办理。\n", none());
    let Block::Paragraph { text, .. } = &found[0] else { panic!("{found:?}") };
    let blanks: Vec<_> = text
        .iter()
        .filter_map(|inline| match inline {
            Inline::Blank { width, source, .. } => Some((*width, source.as_deref())),
            _ => None,
        })
        .collect();
    assert_eq!(blanks, [(12, Some("giver")), (6, Some("begun"))]);
}

#[test]
fn values_print_as_an_office_writes_them() {
    let answers = json!({
        "total": "15000000", "begun": "2026-01-05", "ready": true, "kind": "school", "goods": ["drawings", "keys"],
        "giver": { "name": "甲公司" },
    });
    let body = "{{ total }} {{ begun }} {{ chinese_date(begun) }} {{ ready }} {{ kind }} {{ goods }} {{ giver }} {{ words(total) }}\n";
    let expected =
        "15,000,000.00 2026年1月5日 二〇二六年一月五日 是 学校 图纸、钥匙 甲公司 人民币壹仟伍佰万元整";
    assert_eq!(text(body, answers), expected);
    assert_eq!(text("{{ check(ready) }}是{{ blank(3) }}\n", json!({ "ready": false })), "□是＿＿＿");
}

#[test]
fn empty_rows_stand_for_a_table_that_is_still_empty() {
    let body = "{% for item in rows_or_blank(payments, 2) -%}\n1. {{ item.payer or blank(2) }}\n{% endfor %}";
    assert_eq!(text(body, none()), "（1）＿＿\n（2）＿＿");
    assert_eq!(text(body, json!({ "payments": [{ "payer": "甲" }] })), "（1）甲");
}

#[test]
fn a_long_answer_alone_becomes_paragraphs_and_else_breaks() {
    let answers = json!({ "story": "第一段\n\n第二段" });
    let alone = blocks("{{ story }}\n", answers.clone());
    assert_eq!(alone.len(), 2);
    assert!(alone.iter().all(|block| matches!(block, Block::Paragraph { role: Role::Body, .. })));
    let within = blocks("说明：{{ story }}\n", answers);
    let Block::Paragraph { text, .. } = &within[0] else { panic!("{within:?}") };
    assert_eq!((within.len(), text.iter().filter(|inline| **inline == Inline::Break).count()), (1, 2));
}

#[test]
fn covers_and_signatures_are_blocks_of_their_own() {
    let body = "```cover\n甲方：{{ giver.name }}\n签订日期：{{ begun }}\n```\n\n# 一章\n\n```signatures\n甲方（捐建人）：{{ giver.name }}\n```\n";
    let found = of_kind("contract", body, json!({ "giver": { "name": "甲：公司" } }));
    let Block::Cover { title, lines } = &found[0] else { panic!("{found:?}") };
    assert_eq!(document::inline_text(title), "文书");
    let lines: Vec<_> =
        lines.iter().map(|line| (line.label.as_str(), document::inline_text(&line.value))).collect();
    assert_eq!(lines, [("甲方", "甲：公司".to_owned()), ("签订日期", "＿＿＿＿＿＿".to_owned())]);
    let Block::Signatures { parties } = &found[2] else { panic!("{found:?}") };
    assert_eq!(
        (parties[0].label.as_str(), document::inline_text(&parties[0].name).as_str()),
        ("甲方（捐建人）", "甲：公司")
    );
}

#[test]
fn html_of_a_template_prints_as_it_stands() {
    assert_eq!(text("<b>一</b>\n\n<div>\n\n二\n", none()), "<b>一</b>\n<div>\n二");
}

#[test]
fn partials_and_macros_print_answers_as_data() {
    let answers = json!({ "giver": { "name": "# 甲 {{ name }}" } });
    assert_eq!(text("{% include \"partials/who.md\" %}\n", answers.clone()), "由# 甲 {{ name }}办理");
    let body = "{% from \"partials/m.md\" import who %}{{ who(giver.name) }}\n";
    assert_eq!(text(body, answers), "（# 甲 {{ name }}）# 甲 {{ name }}");
}

#[test]
fn a_draft_ends_with_what_has_to_be_settled() {
    let library = library(&folder("official", "needs = [\"name\", \"begun\"]", "{{ name }}{{ total }}\n"));
    let draft = Options { draft: true, ..Options::default() };
    let of = |answers| plain_text(&composed(&library, &answers, &draft).unwrap());
    let open = of(json!({ "name": "甲", "total": "9" }));
    assert!(
        open.ends_with("草稿附页：出正式稿前需处理的事项\n1.【不符合规定】甲只有9.00元（测〔2026〕1号第十五条）\n2.【未填】开始日期。"),
        "{open}"
    );
    let settled = of(json!({ "name": "甲", "total": "10", "begun": "2026-01-01" }));
    assert!(settled.ends_with("可以生成正式稿。"), "{settled}");
    let last = Options { fingerprint: Some("ab12".to_owned()), ..Options::default() };
    let paper = composed(&library, &json!({ "name": "甲", "total": "10" }), &last).unwrap();
    assert_eq!((paper.draft, paper.fingerprint.as_deref()), (false, Some("ab12")));
    assert!(!plain_text(&paper).contains("草稿"));
}

#[test]
fn a_paper_for_each_row_is_of_that_row_and_of_no_other() {
    let library = library(&folder("official", "each = \"payments\"", "{{ row.payer }}第{{ row_number }}\n"));
    let answers = json!({ "payments": [{ "payer": "甲" }, { "payer": "乙" }] });
    let row = |row| Options { row: Some(row), ..Options::default() };
    assert_eq!(plain_text(&composed(&library, &answers, &row(1)).unwrap()), "文书\n乙第2");
    let beyond = composed(&library, &answers, &row(2));
    assert!(matches!(beyond, Err(ComposeError::UnknownRow { row: 3, .. })));
}
