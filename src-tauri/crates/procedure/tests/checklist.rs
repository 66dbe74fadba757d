//! Checklists: four results, what a point waits for, verdicts in order, and the mistakes of the file.
#![allow(clippy::unwrap_used)]

mod common;

use chart::Tone;
use common::{assessed, case, library, mistake, mistakes, procedure, rule};
use procedure::assessment::{Outcome, facts};
use procedure::checklist::{CheckReport, CheckResult, RowReport};
use procedure::expression::{Expression, Scope, to_json};
use serde_json::{Value as Json, json};

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "fee"
kind = "money"
label = "代建管理费"
[[section.field]]
key = "needed_until"
kind = "date"
label = "应当有效至"
[[section.field]]
key = "bonds"
kind = "table"
label = "保函"
columns = [
  { key = "bond_no", kind = "text", label = "编号" },
  { key = "role", kind = "choice", label = "种类", options = [{ key = "agent", label = "代建保函" }, { key = "contractor", label = "施工保函" }] },
  { key = "amount", kind = "money", label = "金额" },
  { key = "expires_on", kind = "date", label = "到期日" },
  { key = "original_seen", kind = "boolean", label = "已见原件" },
]
"#;

const CHECKS: &str = r#"
[[checklist]]
id = "bond"
title = "履约保函核验"
rows = "bonds"
name = "{{ row.bond_no }}号"
stage = "first"
articles = [16]

[[checklist.check]]
id = "amount"
title = "代建保函金额"
articles = [16]
basis = [{ number = "招标投标法实施条例", article = 58 }]
applies = "row.role == 'agent'"
require = "row.amount >= fee"
required = "不低于{{ fee }}元"
found = "{{ row.amount }}元"
reason = "还差{{ sub(fee, row.amount) }}元，请补足。"

[[checklist.check]]
id = "validity"
title = "有效期"
articles = [13, 16]
require = "row.expires_on >= needed_until"
required = "有效至{{ needed_until }}"
found = "{{ row.role }}{{ row.expires_on }}到期"

[[checklist.check]]
id = "original"
title = "原件"
practice = true
require = "row.original_seen"
required = "已见原件"
found = "{{ row.original_seen }}"
reason = "请核对原件。"

[[checklist.verdict]]
id = "unqualified"
label = "不合格"
tone = "bad"
when = "lacking(failed, ['validity'])"

[[checklist.verdict]]
id = "extend"
label = "需展期"
tone = "warn"
when = "'validity' in failed"
by = "ahead_of(row.expires_on, 30, 'days')"
advice = "请在{{ by }}前办理。"

[[checklist.verdict]]
id = "pending"
label = "待核"
when = "pending"

[[checklist.verdict]]
id = "qualified"
label = "合格"
tone = "good"
"#;

fn answers() -> Json {
    json!({
        "fee": "2030000.00", "needed_until": "2026-12-31",
        "bonds": [
            { "bond_no": "甲", "role": "agent", "amount": "2030000.00", "expires_on": "2026-12-31", "original_seen": true },
            { "bond_no": "乙", "role": "agent", "amount": "2029999.99", "expires_on": "2026-12-31", "original_seen": true },
            { "bond_no": "丙", "role": "contractor", "amount": "1.00", "expires_on": "2026-12-30", "original_seen": true },
            { "bond_no": "丁", "role": "agent", "expires_on": "2027-01-01" },
            {},
        ]
    })
}

fn rows(answers: Json) -> Vec<RowReport> {
    let mut found = assessed(&[("fields.toml", FIELDS), ("checks.toml", CHECKS)], answers, "2026-06-01");
    assert_eq!(found.checklists.len(), 1);
    found.checklists.remove(0).rows
}

fn results(row: &RowReport) -> Vec<CheckResult> {
    row.checks.iter().map(|check| check.result).collect()
}

fn of<'r>(row: &'r RowReport, id: &str) -> &'r CheckReport {
    row.checks.iter().find(|check| check.id == id).unwrap()
}

#[test]
fn each_point_passes_fails_waits_or_does_not_apply() {
    use CheckResult::{Fail, NotApplicable, Pass, Pending};
    let rows = rows(answers());
    assert_eq!(
        rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["甲号", "乙号", "丙号", "丁号", "第5行"]
    );
    assert_eq!(results(&rows[0]), [Pass, Pass, Pass]);
    assert_eq!(results(&rows[1]), [Fail, Pass, Pass]);
    assert_eq!(results(&rows[2]), [NotApplicable, Fail, Pass]);
    assert_eq!(results(&rows[3]), [Pending, Pass, Pending]);
    // Not even whether it applies is known.
    assert_eq!(results(&rows[4]), [Pending, Pending, Pending]);
}

#[test]
fn a_point_says_what_is_required_what_was_found_and_why() {
    let rows = rows(answers());
    let amount = of(&rows[1], "amount");
    assert_eq!(
        (
            amount.number,
            amount.title.as_str(),
            amount.required.as_str(),
            amount.found.as_str(),
            amount.reason.as_str()
        ),
        (1, "代建保函金额", "不低于2,030,000.00元", "2,029,999.99元", "还差0.01元，请补足。")
    );
    assert_eq!(amount.basis_text(), "测〔2026〕1号第十六条；招标投标法实施条例第五十八条");
    assert_eq!(amount.fields, ["bonds.1.amount"]);
    assert!(amount.missing.is_empty());
    // The label of a choice, not its key; no reason was written.
    let validity = of(&rows[2], "validity");
    assert_eq!((validity.found.as_str(), validity.reason.as_str()), ("施工保函2026年12月30日到期", ""));
    // What does not apply says nothing.
    let amount = of(&rows[2], "amount");
    assert_eq!((amount.required.as_str(), amount.found.as_str(), amount.reason.as_str()), ("", "", ""));
    assert_eq!(of(&rows[0], "original").basis_text(), "实务要求");
    assert_eq!(of(&rows[0], "original").found, "是");
}

#[test]
fn a_point_that_waits_names_what_it_waits_for() {
    let rows = rows(answers());
    let amount = of(&rows[3], "amount");
    assert_eq!((amount.reason.as_str(), amount.found.as_str()), ("缺：保函第4行“金额”。", "未填写保函第4行“金额”"));
    assert_eq!(
        (amount.missing.as_slice(), amount.fields.as_slice()),
        (&["bonds.3.amount".to_owned()][..], &["bonds.3.amount".to_owned()][..])
    );
    let amount = of(&rows[4], "amount");
    assert_eq!(amount.missing, ["bonds.4.role"]);
    // Answers outside the table are missing as well.
    let alone = self::rows(json!({ "bonds": [{ "role": "agent", "amount": "1" }] }));
    assert_eq!(of(&alone[0], "amount").reason, "缺：代建管理费。");
}

#[test]
fn the_first_verdict_that_holds_counts() {
    let found: Vec<_> = rows(answers())
        .into_iter()
        .map(|row| {
            (
                row.verdict.id,
                row.verdict.label,
                row.verdict.tone,
                row.verdict.by.map(|by| by.to_string()),
                row.verdict.advice,
            )
        })
        .collect();
    let verdict = |id: &str, label: &str, tone, by: Option<&str>, advice: &str| {
        (id.to_owned(), label.to_owned(), tone, by.map(str::to_owned), advice.to_owned())
    };
    assert_eq!(
        found,
        [
            verdict("qualified", "合格", Tone::Good, None, ""),
            verdict("unqualified", "不合格", Tone::Bad, None, ""),
            // 30 days ahead of 30 December 2026: 30 November, a Monday.
            verdict("extend", "需展期", Tone::Warn, Some("2026-11-30"), "请在2026年11月30日前办理。"),
            verdict("pending", "待核", Tone::Neutral, None, ""),
            verdict("pending", "待核", Tone::Neutral, None, ""),
        ]
    );
}

#[test]
fn a_verdict_that_cannot_be_decided_leaves_the_row_undecided() {
    let checks =
        CHECKS.replace("when = \"lacking(failed, ['validity'])\"", "when = \"row.amount > money('5')\"");
    let files = [("fields.toml", FIELDS), ("checks.toml", checks.as_str())];
    let found = assessed(&files, json!({ "bonds": [{ "bond_no": "甲" }] }), "2026-06-01");
    let verdict = &found.checklists[0].rows[0].verdict;
    assert_eq!(
        (verdict.id.as_str(), verdict.label.as_str(), verdict.advice.as_str()),
        ("undecided", "待核", "缺：保函第1行“金额”。")
    );
}

#[test]
fn the_report_has_checklists_only_where_there_are_some() {
    let found = assessed(&[], json!({}), "2026-06-01");
    assert!(serde_json::to_value(&found).unwrap().get("checklists").is_none());
    let found = assessed(&[("fields.toml", FIELDS), ("checks.toml", CHECKS)], json!({}), "2026-06-01");
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(
        json["checklists"],
        json!([{ "id": "bond", "title": "履约保函核验", "stage": "first", "table": "bonds", "rows": [] }])
    );
    let found = assessed(&[("fields.toml", FIELDS), ("checks.toml", CHECKS)], answers(), "2026-06-01");
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(
        json["checklists"][0]["rows"][1]["checks"][0],
        json!({
            "number": 1, "id": "amount", "title": "代建保函金额",
            "basis": [{ "number": "测〔2026〕1号", "article": "16" }, { "number": "招标投标法实施条例", "article": "58" }],
            "required": "不低于2,030,000.00元", "found": "2,029,999.99元", "result": "fail",
            "reason": "还差0.01元，请补足。", "fields": ["bonds.1.amount"], "missing": [],
        })
    );
    assert_eq!(
        json["checklists"][0]["rows"][2]["verdict"],
        json!({ "id": "extend", "label": "需展期", "tone": "warn", "by": "2026-11-30", "advice": "请在2026年11月30日前办理。" })
    );
}

// In expressions.

fn eval(source: &str, answers: Json) -> (Json, Vec<String>, Option<String>) {
    let library = library(&[("fields.toml", FIELDS), ("checks.toml", CHECKS)]);
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-06-01".parse().unwrap());
    let evaluation = Expression::compile(source, 1).unwrap().evaluate(&Scope::new(&facts));
    (
        to_json(&evaluation.value),
        evaluation.missing.into_iter().collect(),
        evaluation.fault.map(|fault| fault.to_string()),
    )
}

#[test]
fn expressions_see_points_and_verdicts_as_tables_that_never_wait() {
    let value = |source: &str| {
        let (value, missing, fault) = eval(source, answers());
        assert_eq!((missing, fault), (Vec::new(), None), "{source}");
        value
    };
    assert_eq!(value("count(checks('bond'))"), json!(15));
    assert_eq!(value("count(checks('bond', 5))"), json!(3));
    assert_eq!(value("count(checks('bond', 6))"), json!(0));
    assert_eq!(
        value("pluck(rows_where(checks('bond'), 'result', 'fail'), 'id')"),
        json!(["amount", "validity"])
    );
    assert_eq!(
        value("checks('bond', 2)[0]"),
        json!({
            "row_number": 2, "name": "乙号", "number": 1, "id": "amount", "title": "代建保函金额",
            "basis": "测〔2026〕1号第十六条；招标投标法实施条例第五十八条", "required": "不低于2,030,000.00元",
            "found": "2,029,999.99元", "result": "fail", "result_label": "不符", "reason": "还差0.01元，请补足。",
        })
    );
    assert_eq!(
        value("verdict('bond', 3)"),
        json!({
            "row_number": 3, "name": "丙号", "verdict": "extend", "label": "需展期", "tone": "warn", "by": "2026-11-30",
            "advice": "请在2026年11月30日前办理。", "passed": 1, "failed": 1, "pending": 0,
        })
    );
    assert_eq!(
        value("pluck(verdicts('bond'), 'verdict')"),
        json!(["qualified", "unqualified", "extend", "pending", "pending"])
    );
    assert_eq!(eval("checks('bond')", json!({})), (json!([]), Vec::new(), None));
}

#[test]
fn a_rule_may_rest_on_a_point() {
    let rule =
        rule("check_holds('bond', 'amount', row_number)", "each = \"bonds\"\nfields = [\"bonds.amount\"]\n");
    let finding = |answers: Json| {
        let files = [("fields.toml", FIELDS), ("checks.toml", CHECKS), ("rules/r.toml", rule.as_str())];
        assessed(&files, answers, "2026-06-01").findings.remove(0)
    };
    let broken = finding(answers());
    assert_eq!(
        (broken.outcome, broken.fields.as_slice()),
        (Outcome::Violated, &["bonds.1.amount".to_owned()][..])
    );
    assert!(
        broken.trace.inputs.iter().any(|input| input.name == "bonds.1.amount" && input.value == "2029999.99")
    );
    let bond =
        |role: &str, amount: &str| json!({ "fee": "1.00", "bonds": [{ "role": role, "amount": amount }] });
    assert_eq!(finding(bond("agent", "1.00")).outcome, Outcome::Holds);
    assert_eq!(finding(bond("contractor", "0.01")).outcome, Outcome::Holds);
    let waiting = finding(json!({ "bonds": [{ "role": "agent", "amount": "1" }] }));
    assert_eq!((waiting.outcome, waiting.missing.as_slice()), (Outcome::Undecided, &["fee".to_owned()][..]));
}

#[test]
fn a_paper_uses_what_its_checklist_rests_on() {
    let document = "+++\ntitle = \"清单\"\nkind = \"official\"\nstage = \"first\"\n+++\n{% for item in checks('bond') %}{{ item.title }}{% endfor %}\n";
    let library =
        library(&[("fields.toml", FIELDS), ("checks.toml", CHECKS), ("documents/list.md", document)]);
    assert_eq!(procedure(&library).documents[0].uses, ["bonds", "fee", "needed_until"]);
}

// Mistakes of the file.

fn told(checks: &str, code: &str) -> (Option<usize>, String) {
    let found = mistake(&[("fields.toml", FIELDS), ("checks.toml", checks)], code);
    assert_eq!(found.file, "test/checks.toml");
    (found.line, found.name)
}

/// Line of the first occurrence.
fn line(text: &str, part: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(part)).map(|index| index + 1)
}

#[test]
fn every_name_in_a_checklist_must_exist() {
    let replaced = |from: &str, to: &str, code: &str, name: &str| {
        let checks = CHECKS.replacen(from, to, 1);
        assert_ne!(checks, CHECKS, "{from}");
        assert_eq!(told(&checks, code), (line(&checks, to), name.to_owned()), "{to}");
    };
    replaced("rows = \"bonds\"", "rows = \"bond\"", "template.unknown-table", "bond");
    replaced("stage = \"first\"", "stage = \"frist\"", "template.unknown-stage", "frist");
    replaced("row.amount >= fee", "row.amont >= fee", "template.unknown-column", "row.amont");
    replaced("row.amount >= fee", "row.amount >= feee", "template.unknown-name", "feee");
    replaced("不低于{{ fee }}元", "不低于{{ fees }}元", "template.unknown-name", "fees");
    replaced("'validity' in failed", "'valid' in failed", "template.unknown-check", "valid");
    replaced(
        "lacking(failed, ['validity'])",
        "lacking(failed, ['validty'])",
        "template.unknown-check",
        "validty",
    );
    replaced("tone = \"bad\"", "tone = \"red\"", "template.unknown-word", "red");
    replaced(
        "row.amount >= fee\"",
        "row.amount >= money('1') and\"",
        "template.expression",
        "row.amount >= money('1') and",
    );
    replaced(
        "require = \"row.original_seen\"",
        "requires = \"row.original_seen\"",
        "template.unknown-key",
        "requires",
    );
}

#[test]
fn a_point_needs_a_source_or_says_that_it_is_practice() {
    let without = CHECKS.replace("practice = true\n", "");
    assert_eq!(told(&without, "template.no-basis").1, "original");
    let both = CHECKS.replace("articles = [13, 16]\n", "articles = [13, 16]\npractice = true\n");
    assert_eq!(told(&both, "template.no-basis").1, "validity");
}

#[test]
fn ids_stand_once_and_the_last_verdict_has_no_condition() {
    let twice = CHECKS.replace("id = \"original\"", "id = \"amount\"");
    assert_eq!(told(&twice, "template.duplicate").1, "amount");
    let conditional = CHECKS.replace("label = \"合格\"", "label = \"合格\"\nwhen = \"passed\"");
    assert_eq!(told(&conditional, "template.verdict").1, "qualified");
    let early = CHECKS.replace("when = \"pending\"\n", "");
    assert_eq!(told(&early, "template.verdict").1, "pending");
    let none = CHECKS.split("[[checklist.verdict]]").next().unwrap();
    assert_eq!(told(none, "template.verdict"), (line(none, "[[checklist]]"), "bond".to_owned()));
}

#[test]
fn several_mistakes_are_told_at_once() {
    let checks = CHECKS
        .replace("row.amount >= fee", "row.amont >= fee")
        .replace("'validity' in failed", "'valid' in failed");
    let found = mistakes(&[("fields.toml", FIELDS), ("checks.toml", checks.as_str())]);
    assert_eq!(
        found.iter().map(|m| m.code).collect::<Vec<_>>(),
        ["template.unknown-column", "template.unknown-check"]
    );
}

#[test]
fn results_may_be_asked_for_only_by_what_comes_later() {
    let own = CHECKS.replace("row.original_seen\"", "count(checks('bond')) > 0\"");
    assert_eq!(told(&own, "template.order").1, "checks");
    let derived = |order: [&str; 2]| {
        let entry = |key: &str| {
            let value = if key == "least" { "fee" } else { "count(checks('bond'))" };
            format!("[[derived]]\nkey = \"{key}\"\nlabel = \"值\"\nkind = \"money\"\nvalue = \"{value}\"\n")
        };
        order.map(entry).concat()
    };
    let checks = CHECKS.replace("row.amount >= fee", "row.amount >= least");
    let wrong = derived(["points", "least"]);
    let files = [("fields.toml", FIELDS), ("checks.toml", checks.as_str()), ("derived.toml", wrong.as_str())];
    let found = mistake(&files, "template.order");
    assert_eq!((found.file.as_str(), found.name.as_str()), ("test/derived.toml", "least"));
    let right = derived(["least", "points"]);
    library(&[("fields.toml", FIELDS), ("checks.toml", checks.as_str()), ("derived.toml", right.as_str())]);
}

#[test]
fn expressions_name_checklists_and_points_that_exist() {
    let named = |source: &str, code: &str| {
        let rule = rule(source, "each = \"bonds\"\n");
        mistake(&[("fields.toml", FIELDS), ("checks.toml", CHECKS), ("rules/r.toml", rule.as_str())], code)
            .name
    };
    assert_eq!(named("checks('bnod')", "template.unknown-checklist"), "bnod");
    assert_eq!(named("verdict('bnod', row_number).label == ''", "template.unknown-checklist"), "bnod");
    assert_eq!(named("check_holds('bond', 'amuont', row_number)", "template.unknown-check"), "amuont");
}
