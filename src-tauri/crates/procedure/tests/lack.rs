//! What is missing is said in one place, exactly, and keeps papers from being final.
#![allow(clippy::unwrap_used)]

mod common;

use common::{assessed, document, finding, library, object, procedure, rule};
use procedure::answer::Answers;
use procedure::assessment::{Assessment, Case, DocumentStatus, Outcome, assess};
use procedure::expression::Glyphs;
use serde_json::{Value as Json, json};

const PAPER: &str = "+++\ntitle = \"清单\"\nkind = \"official\"\nstage = \"first\"\n+++\n";

/// Path and message of everything that begun answers lack.
fn lacks(found: &Assessment) -> Vec<(&str, &str)> {
    found.lacks.iter().map(|lack| (lack.path.as_str(), lack.message.as_str())).collect()
}

fn judged(body: &str, answers: Json) -> Assessment {
    assessed(&[("documents/d.md", &format!("{PAPER}{body}"))], answers, "2026-06-01")
}

#[test]
fn an_empty_cell_counts_as_missing_at_its_row_and_column() {
    let rows: Vec<Json> = (0..12).map(|row| if row == 10 { json!({ "amount": "1" }) } else { json!({}) }).collect();
    let found = judged("{{ name }}\n", json!({ "name": "甲", "payments": rows[9..12] }));
    assert_eq!(
        lacks(&found),
        [
            ("payments.0.paid_on", "请填写“日期”"),
            ("payments.0.amount", "请填写“金额”"),
            ("payments.1.paid_on", "请填写“日期”"),
            ("payments.2.paid_on", "请填写“日期”"),
            ("payments.2.amount", "请填写“金额”"),
        ],
        "the column that is optional is not asked for"
    );
    assert_eq!(document(&found, "d").state, DocumentStatus::Ready, "the paper prints no payment");
}

#[test]
fn a_paper_lacks_what_it_prints_and_nothing_else() {
    let body = "{% for item in rows_or_blank(payments, 2) %}{{ item.amount }}{{ item.mode or '—' }}{% endfor %}\n";
    let rows = json!([{ "amount": "1" }, { "paid_on": "2026-01-05" }]);
    let found = judged(body, json!({ "payments": rows }));
    assert_eq!(document(&found, "d").missing, ["payments.1.amount"]);
    // Of a long table the rows that lack something are found wherever they stand.
    let rows: Vec<Json> = (0..500)
        .map(|row| if row == 321 { json!({ "paid_on": "2026-01-05" }) } else { json!({ "amount": "1" }) })
        .collect();
    assert_eq!(document(&judged(body, json!({ "payments": rows })), "d").missing, ["payments.321.amount"]);
}

#[test]
fn a_condition_that_rests_on_a_missing_answer_keeps_the_paper_back() {
    let body = "{% if name == '甲' %}一{% else %}二{% endif %}\n";
    assert_eq!(document(&judged(body, json!({})), "d").missing, ["name"]);
    assert_eq!(document(&judged("{% if given('name') %}一{% endif %}\n", json!({})), "d").state, DocumentStatus::Ready);
    // Optional answers are no condition, but must not print as a blank.
    assert_eq!(document(&judged("{% if total %}{{ total }}{% endif %}\n", json!({})), "d").state, DocumentStatus::Ready);
    assert_eq!(document(&judged("{{ total }}\n", json!({})), "d").missing, ["total"]);
    assert_eq!(document(&judged("{{ pen('签字', 4) }}{{ pen_box() }}\n", json!({})), "d").state, DocumentStatus::Ready);
    assert_eq!(document(&judged("{{ blank(4, 'story') }}\n", json!({})), "d").missing, ["story"]);
    assert_eq!(document(&judged("{{ check(ready) }}\n", json!({})), "d").missing, ["ready"]);
}

#[test]
fn a_party_lacks_its_required_parts() {
    let found = judged("{{ name }}\n", json!({ "name": "甲", "giver": { "name": "乙" } }));
    assert_eq!(lacks(&found), [("giver.uscc", "请填写“统一社会信用代码”")]);
    let paper = format!("{}needs = [\"giver\"]\n+++\n{{{{ name }}}}\n", PAPER.trim_end_matches("+++\n"));
    let found = assessed(
        &[("documents/d.md", &paper)],
        json!({ "name": "甲", "giver": { "name": "乙" } }),
        "2026-06-01",
    );
    assert_eq!(document(&found, "d").missing, ["giver.uscc"], "needs stand for all that is asked of an answer");
}

#[test]
fn a_value_out_of_its_range_counts_as_missing_with_its_own_words() {
    let library = library(&[("documents/d.md", &format!("{PAPER}{{{{ name }}}}{{{{ rate }}}}\n"))]);
    let stored = object(json!({ "name": "甲", "rate": "101", "payments": [{ "amount": "1", "paid_on": "2026-02-30" }] }));
    let answers = Answers::read_lenient(procedure(&library), &stored);
    let case = Case { answers, ..Case::default() };
    let found = assess(&library, procedure(&library), &case, "2026-06-01".parse().unwrap());
    let told: Vec<_> = found.lacks.iter().map(|lack| (lack.path.as_str(), lack.code)).collect();
    assert_eq!(told, [("rate", "answer.out-of-range"), ("payments.0.paid_on", "answer.not-a-date")]);
    assert_eq!(found.lacks[0].message, "“比例”不得大于100");
    assert_eq!(document(&found, "d").missing, ["rate"]);
}

#[test]
fn a_text_that_cannot_be_printed_is_told_at_its_answer() {
    let folder = [("documents/d.md", format!("{PAPER}{{{{ name }}}}\n"))];
    let library = library(&[(folder[0].0, &folder[0].1)]).with_glyphs(Glyphs::new(|character| character != '𫰠'));
    let judged = |name: &str| {
        let answers = Answers::read(procedure(&library), &object(json!({ "name": name }))).unwrap();
        let case = Case { answers, ..Case::default() };
        assess(&library, procedure(&library), &case, "2026-06-01".parse().unwrap())
    };
    let found = judged("𫰠某");
    assert_eq!(found.lacks.len(), 1);
    assert_eq!((found.lacks[0].path.as_str(), found.lacks[0].code), ("name", "answer.no-glyph"));
    assert!(found.lacks[0].message.starts_with("“名称”里的“𫰠”（U+2BC20）没有字体可以印出。"));
    assert_eq!(document(&found, "d").missing, ["name"]);
    let found = judged("项目＿＿＿期");
    assert_eq!(
        lacks(&found),
        [("name", "“名称”里有待填的空白“＿＿＿”，请改成要印在文书上的内容，没有的删去")]
    );
    assert_eq!(document(&judged("𠮷某"), "d").state, DocumentStatus::Ready);
}

#[test]
fn a_rule_that_cannot_be_decided_keeps_the_papers_back_that_it_concerns() {
    let fields = common::FIELDS.replace("label = \"总额\"\nmin = \"1\"\nmax = \"1000000\"\noptional = true", "label = \"总额\"");
    let paper = format!("{PAPER}{{{{ name }}}}\n");
    let state = |further: &str, answers: Json| {
        let rule = rule("total >= money('10')", further);
        let files = [("fields.toml", fields.as_str()), ("documents/d.md", &paper), ("rules/r.toml", &rule)];
        let found = assessed(&files, answers, "2026-06-01");
        let report = document(&found, "d");
        (report.state, report.undecided.clone())
    };
    let blocks = "blocks = [\"d\"]";
    assert_eq!(state(blocks, json!({ "name": "甲" })), (DocumentStatus::Draft, vec!["test/r".to_owned()]));
    assert_eq!(state(blocks, json!({ "name": "甲", "total": "10" })).0, DocumentStatus::Ready);
    // It names other papers, or says itself from when on it wants its answers.
    assert_eq!(state("blocks = []", json!({ "name": "甲" })).0, DocumentStatus::Ready);
    let settled = "blocks = [\"d\"]\nsettled = \"given('begun')\"";
    assert_eq!(state(settled, json!({ "name": "甲" })).0, DocumentStatus::Ready);
}

#[test]
fn a_message_has_no_holes() {
    let message = "message = \"“{{ name }}”重复。清单{{ total }}元，差{{ paid }}元。请更正。\"";
    let broken = finding("name != '甲' and total == paid", message, json!({ "name": "甲" }));
    assert_eq!((broken.outcome, broken.message.as_str()), (Outcome::Violated, "“甲”重复。请更正。"));
    let message = "message = \"差{{ paid }}元。请更正。\"";
    let broken = finding("name != '甲' and total == paid", message, json!({ "name": "甲" }));
    assert_eq!(broken.message, "没有做到“规则”，已付还没有填写。请更正。");
}

#[test]
fn a_breach_points_at_the_answers_to_be_changed() {
    let further = "fields = [\"name\", \"total\", \"paid\"]";
    let broken = finding("name != '甲' and total >= paid", further, json!({ "name": "甲", "total": "2", "paid": "1" }));
    assert_eq!(broken.fields, ["name"]);
    let broken = finding("name != '甲' and total >= paid", further, json!({ "name": "乙", "total": "1", "paid": "2" }));
    assert_eq!(broken.fields, ["total", "paid"]);
    let settled = "settled = \"given('name')\"\nfields = [\"name\", \"total\", \"paid\"]";
    let broken = finding("total >= paid", settled, json!({ "name": "乙", "paid": "2" }));
    assert_eq!(broken.fields, ["total"], "what is missing");
}

#[test]
fn a_rule_waits_for_the_section_in_which_its_answer_is_asked() {
    let fields = format!(
        "{}\n[[section]]\nid = \"later\"\nstage = \"first\"\ntitle = \"以后\"\n\
         [[section.field]]\nkey = \"route\"\nkind = \"text\"\nlabel = \"途径\"\n\
         [[section.field]]\nkey = \"further\"\nkind = \"text\"\nlabel = \"其他\"\noptional = true\n",
        common::FIELDS
    );
    let outcome = |require: &str, further: &str, answers: Json| {
        let rule = rule(require, further);
        let found = assessed(&[("fields.toml", &fields), ("rules/r.toml", &rule)], answers, "2026-06-01");
        (found.findings[0].outcome, found.findings[0].missing.clone())
    };
    let settled = "settled = \"given('begun')\"";
    let waiting = (Outcome::Undecided, vec!["route".to_owned()]);
    // The date is asked first; nobody has come to the section after it.
    assert_eq!(outcome("route != ''", settled, json!({ "begun": "2026-01-05" })), waiting);
    assert_eq!(outcome("given('route')", "", json!({ "begun": "2026-01-05" })), waiting);
    let come = json!({ "begun": "2026-01-05", "further": "甲" });
    assert_eq!(outcome("route != ''", settled, come.clone()).0, Outcome::Violated);
    assert_eq!(outcome("given('route')", "", come).0, Outcome::Violated);
}
