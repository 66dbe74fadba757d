//! Values, stages and papers: where a case stands.
#![allow(clippy::unwrap_used)]

mod common;

use common::{FIELDS, HEAD, assessed, document, rule, stage};
use procedure::assessment::{Assessment, DocumentStatus, StageStatus, ValueState};
use serde_json::{Value as Json, json};

const SECOND: &str = "[[stage]]\nid = \"second\"\ntitle = \"第二阶段\"\nopens = \"given('begun')\"\nclosed = \"先填开始日期\"\n";

/// Two stages; the second has the field `note`, required unless `optional`.
fn staged(optional: bool, rules: &[(&str, &str)], answers: Json) -> Assessment {
    let head = format!("{HEAD}{SECOND}");
    let fields = format!(
        "{FIELDS}[[section]]\nid = \"later\"\nstage = \"second\"\ntitle = \"后来\"\n[[section.field]]\nkey = \"note\"\nkind = \"text\"\nlabel = \"备注\"\noptional = {optional}\n"
    );
    let mut files = vec![("procedure.toml", head.as_str()), ("fields.toml", fields.as_str())];
    files.extend(rules);
    assessed(&files, answers, "2026-06-01")
}

#[test]
fn a_stage_runs_from_not_started_to_done() {
    let state = |answers: Json| {
        let found = staged(false, &[], answers);
        let stage = stage(&found, "first");
        (stage.state, stage.done, stage.total)
    };
    assert_eq!(state(json!({})), (StageStatus::NotStarted, 0, 1));
    assert_eq!(state(json!({ "story": "有" })), (StageStatus::InProgress, 0, 1));
    assert_eq!(state(json!({ "name": "甲" })), (StageStatus::Done, 1, 1));
    assert_eq!(state(json!({ "name": "  " })), (StageStatus::NotStarted, 0, 1));
}

#[test]
fn a_closed_stage_says_why_and_what_opens_it() {
    let found = staged(false, &[], json!({}));
    let second = stage(&found, "second");
    assert_eq!(second.state, StageStatus::Blocked);
    assert_eq!(
        (second.reason.as_deref(), second.opens_with.as_slice()),
        (Some("先填开始日期"), &["begun".to_owned()][..])
    );
    let found = staged(false, &[], json!({ "begun": "2026-01-01" }));
    let second = stage(&found, "second");
    assert_eq!(
        (second.state, second.reason.as_deref(), second.opens_with.len()),
        (StageStatus::NotStarted, None, 0)
    );
}

#[test]
fn an_open_breach_makes_a_stage_a_problem_and_a_notice_does_not() {
    let error = rule("ready", "");
    let found = staged(false, &[("rules/r.toml", &error)], json!({ "name": "甲", "ready": false }));
    assert_eq!((stage(&found, "first").state, stage(&found, "first").findings), (StageStatus::Problem, 1));
    let notice = error.replace("\"error\"", "\"notice\"");
    let found = staged(false, &[("rules/r.toml", &notice)], json!({ "name": "甲", "ready": false }));
    assert_eq!(stage(&found, "first").state, StageStatus::Done);
}

#[test]
fn a_stage_that_demands_nothing_is_done_once_something_is_said() {
    let begun = json!({ "begun": "2026-01-01" });
    assert_eq!(stage(&staged(true, &[], begun), "second").state, StageStatus::NotStarted);
    let said = json!({ "begun": "2026-01-01", "note": "有" });
    assert_eq!(stage(&staged(true, &[], said.clone()), "second").state, StageStatus::Done);
    // While one of its rules waits, there is still something to say.
    let waiting = rule("ready", "").replace("\"first\"", "\"second\"");
    let found = staged(true, &[("rules/r.toml", &waiting)], said);
    assert_eq!(stage(&found, "second").state, StageStatus::InProgress);
}

#[test]
fn a_breach_of_an_eligibility_rule_closes_the_procedure() {
    let head = HEAD.replace("articles = [1]", "articles = [1]\neligibility = true");
    let rule = rule("ready", "");
    let of = |ready: Json| {
        assessed(
            &[("procedure.toml", &head), ("rules/r.toml", &rule)],
            json!({ "ready": ready }),
            "2026-06-01",
        )
    };
    assert!(!of(json!(false)).applicable);
    assert!(of(json!(true)).applicable);
    assert!(of(json!(null)).applicable, "so far as is known");
}

#[test]
fn a_field_that_is_not_asked_is_neither_missing_nor_given() {
    let fields = FIELDS.replace("key = \"total\"", "key = \"total\"\nwhen = \"kind == 'school'\"");
    let rule = rule("not given('total')", "");
    let of =
        |answers: Json| assessed(&[("fields.toml", &fields), ("rules/r.toml", &rule)], answers, "2026-06-01");
    let hidden = of(json!({ "kind": "hospital", "total": "5" }));
    assert_eq!(hidden.values["total"].state, ValueState::NotApplicable);
    assert_eq!(hidden.values["total"].value.json(), json!("5.00"), "kept for the day it is asked again");
    assert_eq!(hidden.findings[0].trace.result, "true");
    assert_eq!(of(json!({ "kind": "school", "total": "5" })).values["total"].state, ValueState::Given);
    // Not yet decided: it is asked.
    assert_eq!(of(json!({})).values["total"].state, ValueState::Missing);
}

#[test]
fn a_chain_of_conditions_settles_link_by_link() {
    let field = |key: &str, when: &str| {
        format!(
            "[[section.field]]\nkey = \"{key}\"\nkind = \"boolean\"\nlabel = \"{key}\"\nwhen = \"{when}\"\n"
        )
    };
    let mut fields = FIELDS.to_owned();
    fields.push_str(&field("a", "ready"));
    for (key, above) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e")] {
        fields.push_str(&field(key, above));
    }
    let all = |ready: bool| json!({ "ready": ready, "a": true, "b": true, "c": true, "d": true, "e": true, "f": true });
    let found = assessed(&[("fields.toml", &fields)], all(false), "2026-06-01");
    for key in ["a", "b", "c", "d", "e", "f"] {
        assert_eq!(found.values[key].state, ValueState::NotApplicable, "{key}");
    }
    assert_eq!(
        assessed(&[("fields.toml", &fields)], all(true), "2026-06-01").values["f"].state,
        ValueState::Given
    );
}

#[test]
fn fields_that_exclude_each_other_come_to_an_end_and_to_the_same_one() {
    let fields = FIELDS
        .replace("key = \"total\"", "key = \"total\"\nwhen = \"not given('paid')\"")
        .replace("key = \"paid\"", "key = \"paid\"\nwhen = \"not given('total')\"");
    let of = || {
        let found = assessed(&[("fields.toml", &fields)], json!({ "total": "5", "paid": "5" }), "2026-06-01");
        (found.values["total"].state, found.values["paid"].state)
    };
    assert_eq!(of(), of());
}

#[test]
fn values_tell_where_they_come_from_and_how_they_print() {
    let derived = "[[derived]]\nkey = \"least\"\nlabel = \"最低\"\nkind = \"money\"\nvalue = \"percent_up(total, '10')\"\n[[derived]]\nkey = \"sort\"\nlabel = \"类别\"\nkind = \"choice\"\nvalue = \"'big' if total > money('10') else 'small'\"\noptions = [{ key = \"big\", label = \"大\" }, { key = \"small\", label = \"小\" }]\n";
    let found =
        assessed(&[("derived.toml", derived)], json!({ "total": "1000.01", "rate": "5.50" }), "2026-06-01");
    let of = |key: &str| {
        (found.values[key].state, found.values[key].value.json(), found.values[key].text.as_str())
    };
    assert_eq!(of("total"), (ValueState::Given, json!("1000.01"), "1,000.01 元"));
    assert!(found.values["total"].value.is_single() && found.values["least"].value.is_single());
    assert!(!found.values["kind"].value.is_single(), "not answered");
    assert_eq!(of("rate"), (ValueState::Given, json!("5.5"), "5.5%"));
    assert_eq!(of("least"), (ValueState::Derived, json!("100.01"), "100.01 元"));
    assert_eq!(of("sort"), (ValueState::Derived, json!("big"), "大"));
    assert_eq!(of("name"), (ValueState::Missing, Json::Null, ""));
    assert_eq!(
        assessed(&[("derived.toml", derived)], json!({}), "2026-06-01").values["least"].state,
        ValueState::Missing
    );
}

fn paper(front: &str, body: &str) -> String {
    format!("+++\ntitle = \"文书\"\nkind = \"official\"\nstage = \"first\"\n{front}\n+++\n{body}")
}

#[test]
fn a_paper_is_ready_once_it_has_what_it_needs() {
    let content =
        "needs = [\"name\"]\n[[content]]\nid = \"a\"\narticle = 1\nlabel = \"总额\"\nneeds = [\"total\"]\n";
    let paper = paper(content, "# 一 {#a}\n");
    let of = |answers: Json| assessed(&[("documents/d.md", &paper)], answers, "2026-06-01");
    let draft = of(json!({}));
    assert_eq!(
        (document(&draft, "d").state, document(&draft, "d").missing.clone()),
        (DocumentStatus::Draft, vec!["name".to_owned(), "total".to_owned()])
    );
    let ready = of(json!({ "name": "甲", "total": "1" }));
    assert_eq!(
        (document(&ready, "d").state, document(&ready, "d").missing.len()),
        (DocumentStatus::Ready, 0)
    );
}

#[test]
fn a_paper_that_does_not_apply_says_nothing_more() {
    let paper = paper("when = \"kind == 'school'\"\nneeds = [\"name\"]", "一\n");
    let of = |answers: Json| assessed(&[("documents/d.md", &paper)], answers, "2026-06-01");
    let other = of(json!({ "kind": "hospital" }));
    assert_eq!(
        (document(&other, "d").state, document(&other, "d").missing.len()),
        (DocumentStatus::NotApplicable, 0)
    );
    let open = of(json!({ "name": "甲" }));
    assert_eq!(
        (document(&open, "d").state, document(&open, "d").missing.clone()),
        (DocumentStatus::Draft, vec!["kind".to_owned()])
    );
}

#[test]
fn a_condition_that_cannot_be_worked_out_keeps_a_paper_a_draft() {
    let paper = paper("when = \"add(total, copies) > money('1')\"", "一\n");
    let found = assessed(&[("documents/d.md", &paper)], json!({ "total": "1", "copies": 1 }), "2026-06-01");
    assert_eq!(document(&found, "d").state, DocumentStatus::Draft);
}

#[test]
fn a_breach_blocks_the_papers_that_use_its_fields() {
    let derived = "[[derived]]\nkey = \"least\"\nlabel = \"最低\"\nkind = \"money\"\nvalue = \"percent_up(total, '10')\"\n";
    let breach = rule("total > money('10')", "fields = [\"total\"]");
    let uses = paper("", "{{ total }}\n");
    let through = paper("", "{{ least }}\n");
    let labelled = paper("", "{{ label('kind') }}\n");
    let apart = paper("", "{{ name }}\n");
    let found = assessed(
        &[
            ("derived.toml", derived),
            ("rules/r.toml", &breach),
            ("documents/uses.md", &uses),
            ("documents/through.md", &through),
            ("documents/labelled.md", &labelled),
            ("documents/apart.md", &apart),
        ],
        json!({ "total": "5", "kind": "school", "name": "甲" }),
        "2026-06-01",
    );
    let blocked = |id: &str| document(&found, id).blocked_by.clone();
    assert_eq!(blocked("uses"), ["test/r"]);
    assert_eq!(blocked("through"), ["test/r"], "by way of a derived value");
    assert_eq!(document(&found, "uses").state, DocumentStatus::Draft);
    assert!(blocked("labelled").is_empty() && blocked("apart").is_empty());
}

#[test]
fn blocks_names_the_papers_itself() {
    let one = paper("", "一\n");
    let of = |further: &str| {
        let breach = rule("ready", further);
        let files = [("rules/r.toml", breach.as_str()), ("documents/a.md", &one), ("documents/b.md", &one)];
        let found = assessed(&files, json!({ "ready": false }), "2026-06-01");
        ["a", "b"].map(|id| document(&found, id).state)
    };
    assert_eq!(of("blocks = \"all\""), [DocumentStatus::Draft; 2]);
    assert_eq!(of("blocks = [\"b\"]"), [DocumentStatus::Ready, DocumentStatus::Draft]);
    assert_eq!(of(""), [DocumentStatus::Ready; 2], "no fields, no paper that uses them");
}

#[test]
fn a_paper_for_each_row_needs_a_row() {
    let paper = paper("each = \"payments\"\neach_name = \"row.amount\"", "{{ row.amount }}\n");
    let breach = rule("row.amount > money('10')", "each = \"payments\"\nfields = [\"payments.amount\"]");
    let of = |answers: Json| {
        assessed(&[("documents/d.md", &paper), ("rules/r.toml", &breach)], answers, "2026-06-01")
    };
    for empty in [json!({}), json!({ "payments": [] })] {
        let found = of(empty);
        let report = document(&found, "d");
        assert_eq!(
            (report.state, report.missing.clone(), report.rows.len()),
            (DocumentStatus::Draft, vec!["payments".to_owned()], 0)
        );
    }
    let found = of(json!({ "payments": [{ "amount": "11" }, {}] }));
    assert_eq!(document(&found, "d").rows, ["11.00", "2"]);
    let report = document(&found, "d");
    assert_eq!((report.state, report.missing.as_slice()), (DocumentStatus::Draft, &["payments.1.amount".to_owned()][..]));
    assert!(report.is_final(Some(0)), "the first copy lacks nothing");
    assert!(!report.is_final(Some(1)) && !report.is_final(None));
    let found = of(json!({ "payments": [{ "amount": "9" }] }));
    assert_eq!(document(&found, "d").blocked_by, ["test/r"], "its rows are what it uses");
}

#[test]
fn a_derived_table_gives_rows_as_a_given_one_does() {
    let derived = "[[derived]]\nkey = \"wired\"\nlabel = \"转账\"\nkind = \"table\"\nvalue = \"rows_where(payments, 'mode', 'wire')\"\n";
    let paper = paper("each = \"wired\"\neach_name = \"row.amount\"", "{{ row.amount }}\n");
    let files = [("derived.toml", derived), ("documents/d.md", paper.as_str())];
    let answers =
        json!({ "payments": [{ "amount": "1", "mode": "cash" }, { "amount": "2", "mode": "wire" }] });
    let found = assessed(&files, answers, "2026-06-01");
    assert_eq!(document(&found, "d").rows, ["2.00"]);
    let none = assessed(&files, json!({ "payments": [{ "amount": "1", "mode": "cash" }] }), "2026-06-01");
    assert_eq!(
        (document(&none, "d").state, document(&none, "d").missing.clone()),
        (DocumentStatus::Draft, vec!["wired".to_owned()])
    );
}
