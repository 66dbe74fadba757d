//! Rules: violated, undecided, holding, not applicable; per row, by then, raised, overridden.
#![allow(clippy::unwrap_used)]

mod common;

use common::{assessed, case, finding, library, procedure, rule};
use procedure::assessment::{Case, Outcome, assess};
use procedure::template::Severity;
use serde_json::json;

#[test]
fn a_rule_holds_or_is_broken_or_waits() {
    let require = "total >= money('10')";
    assert_eq!(finding(require, "", json!({ "total": "10" })).outcome, Outcome::Holds);
    assert_eq!(finding(require, "", json!({ "total": "9.99" })).outcome, Outcome::Violated);
    let waiting = finding(require, "", json!({}));
    assert_eq!(
        (waiting.outcome, waiting.missing.as_slice()),
        (Outcome::Undecided, &["total".to_owned()][..])
    );
    assert_eq!(waiting.message, "还不能判断“规则”，缺：总额。");
}

#[test]
fn the_trace_names_expression_inputs_and_result() {
    let broken = finding("total >= money('10')", "", json!({ "total": "9.99" }));
    assert_eq!(
        (broken.trace.expression.as_str(), broken.trace.result.as_str()),
        ("total >= money('10')", "false")
    );
    let inputs: Vec<_> =
        broken.trace.inputs.iter().map(|input| (input.name.as_str(), input.value.as_str())).collect();
    assert_eq!(inputs, [("total", "9.99")]);
}

#[test]
fn a_condition_decides_whether_a_rule_applies() {
    let when = "when = \"kind == 'school'\"";
    assert_eq!(finding("ready", when, json!({ "kind": "hospital" })).outcome, Outcome::NotApplicable);
    assert_eq!(
        finding("ready", when, json!({ "kind": "school", "ready": false })).outcome,
        Outcome::Violated
    );
    let open = finding("ready", when, json!({ "ready": false }));
    assert_eq!((open.outcome, open.missing.as_slice()), (Outcome::Undecided, &["kind".to_owned()][..]));
}

#[test]
fn once_settled_what_is_missing_is_a_breach() {
    let settled = "settled = \"given('begun') and begun < today\"";
    let before = finding("given('total') and total >= money('1')", settled, json!({ "begun": "2026-06-01" }));
    assert_eq!(before.outcome, Outcome::Violated, "given() is a decision of its own");
    let open = finding("total >= money('1')", settled, json!({ "begun": "2026-06-01" }));
    assert_eq!(open.outcome, Outcome::Undecided);
    let late = finding("total >= money('1')", settled, json!({ "begun": "2026-05-31" }));
    assert_eq!((late.outcome, late.missing.as_slice()), (Outcome::Violated, &["total".to_owned()][..]));
}

#[test]
fn a_rule_for_each_row_points_at_the_rows_that_fail() {
    let further = "each = \"payments\"\nfields = [\"payments.amount\", \"total\"]\nmessage = \"第{{ row_number }}笔{{ row.amount }}元不足\"";
    let rows = json!({ "payments": [{ "amount": "5" }, { "amount": "15" }, { "amount": "7" }] });
    let broken = finding("row.amount >= money('10')", further, rows);
    assert_eq!(broken.outcome, Outcome::Violated);
    assert_eq!(broken.message, "第1笔5.00元不足\n第3笔7.00元不足");
    assert_eq!(broken.fields, ["payments.0.amount", "payments.2.amount"]);
    let waiting =
        finding("row.amount >= money('10')", further, json!({ "payments": [{ "amount": "10" }, {}] }));
    assert_eq!(
        (waiting.outcome, waiting.missing.as_slice()),
        (Outcome::Undecided, &["payments.1.amount".to_owned()][..])
    );
    assert_eq!(waiting.message, "还不能判断“规则”，缺：付款第2行“金额”。");
    let holds = finding("row.amount >= money('10')", further, json!({ "payments": [{ "amount": "10" }] }));
    assert_eq!(holds.outcome, Outcome::Holds);
    assert_eq!(finding("row.amount >= money('10')", further, json!({})).missing, ["payments"]);
}

#[test]
fn a_thousand_failing_rows_are_counted_beyond_a_screenful() {
    let rows: Vec<_> = (0..1000).map(|_| json!({ "amount": "1" })).collect();
    let further =
        "each = \"payments\"\nfields = [\"payments.amount\"]\nmessage = \"第{{ row_number }}笔不足\"";
    let broken = finding("row.amount >= money('10')", further, json!({ "payments": rows }));
    assert_eq!(broken.fields.len(), 1000);
    assert!(broken.message.starts_with("第1笔不足\n第2笔不足\n"));
    assert!(broken.message.ends_with("\n第50笔不足\n另有950行同样不符合。"), "{}", broken.message);
}

#[test]
fn a_fault_of_the_template_is_told_and_nothing_is_decided() {
    for (require, further) in [
        ("add(total, copies) > money('1')", ""),
        ("ready", "when = \"add(total, copies) > money('1')\""),
        ("add(row.amount, copies) > money('1')", "each = \"payments\""),
    ] {
        let answers = json!({ "total": "1", "copies": 1, "ready": true, "payments": [{ "amount": "1" }] });
        let told = finding(require, further, answers);
        assert_eq!(told.outcome, Outcome::Undecided, "{require}");
        assert!(told.message.contains("无法计算") && told.message.contains("add()"), "{}", told.message);
    }
}

#[test]
fn a_fault_in_a_derived_value_reaches_the_rules_that_use_it() {
    let derived = "[[derived]]\nkey = \"both\"\nlabel = \"合计\"\nkind = \"money\"\nvalue = \"add(total, copies)\"\n[[derived]]\nkey = \"more\"\nlabel = \"再合计\"\nkind = \"money\"\nvalue = \"add(both, money('1'))\"\n";
    let rule = rule("more > money('1')", "settled = \"true\"");
    let files = [("derived.toml", derived), ("rules/r.toml", rule.as_str())];
    let told = &assessed(&files, json!({ "total": "1", "copies": 1 }), "2026-06-01").findings[0];
    assert_eq!(told.outcome, Outcome::Undecided);
    assert!(told.message.contains("无法计算"), "{}", told.message);
}

#[test]
fn what_a_derived_value_waits_for_is_named_by_its_answers() {
    let derived = "[[derived]]\nkey = \"least\"\nlabel = \"最低\"\nkind = \"money\"\nvalue = \"percent_up(total, '10')\"\n";
    let rule = rule("paid >= least", "message = \"少于{{ least }}\"");
    let files = [("derived.toml", derived), ("rules/r.toml", rule.as_str())];
    let waiting = &assessed(&files, json!({ "paid": "1" }), "2026-06-01").findings[0];
    assert_eq!(waiting.missing, ["total"]);
    let broken = &assessed(&files, json!({ "paid": "1", "total": "10.01" }), "2026-06-01").findings[0];
    assert_eq!(broken.message, "少于1.01");
}

#[test]
fn a_breach_may_be_raised_under_a_condition() {
    let raise = "raise = { severity = \"error\", when = \"kind == 'school'\" }";
    let text = rule("ready", raise).replace("\"error\"\nstage", "\"warning\"\nstage");
    let of = |kind: &str| {
        assessed(&[("rules/r.toml", &text)], json!({ "ready": false, "kind": kind }), "2026-06-01")
            .findings
            .remove(0)
    };
    assert_eq!((of("hospital").severity, of("hospital").overridable), (Severity::Warning, true));
    assert_eq!((of("school").severity, of("school").overridable), (Severity::Error, false));
}

#[test]
fn only_a_warning_gives_way_to_a_written_reason() {
    let warning = rule("ready", "").replace("\"error\"", "\"warning\"");
    let error = rule("ready", "");
    let library = library(&[("rules/w.toml", &warning), ("rules/e.toml", &error)]);
    let mut case = Case { ..case(&library, json!({ "ready": false })) };
    case.overrides =
        [("w".to_owned(), "区政府会议纪要已同意".to_owned()), ("e".to_owned(), "理由".to_owned())].into();
    let found = assess(&library, procedure(&library), &case, "2026-06-01".parse().unwrap()).findings;
    let of = |id: &str| found.iter().find(|finding| finding.rule == format!("test/{id}")).unwrap();
    assert_eq!(of("w").override_reason.as_deref(), Some("区政府会议纪要已同意"));
    assert!(!of("w").is_open());
    assert_eq!(of("e").override_reason, None);
    assert!(of("e").is_breach());
    case.overrides = [("w".to_owned(), "  ".to_owned()), ("x".to_owned(), "理由".to_owned())].into();
    let codes: Vec<_> =
        procedure(&library).override_problems(&case.overrides).into_iter().map(|p| p.code).collect();
    assert_eq!(codes, ["case.empty-reason", "case.unknown-rule"]);
}

#[test]
fn equal_input_gives_equal_output() {
    let rule = rule("row.amount >= money('10')", "each = \"payments\"");
    let files = [("rules/r.toml", rule.as_str())];
    let answers = json!({ "name": "甲", "payments": [{ "amount": "5" }, {}] });
    let once = |()| serde_json::to_string(&assessed(&files, answers.clone(), "2026-06-01")).unwrap();
    assert_eq!(once(()), once(()));
}
