//! The expression language: three values of truth, exact figures, faults told and never a panic.
#![allow(clippy::unwrap_used)]

mod common;

use common::{case, finding, library, procedure};
use procedure::assessment::{Outcome, facts};
use procedure::expression::{Expression, Scope, to_json};
use serde_json::{Value as Json, json};

/// Value, missing answers and fault of an expression on 2026-06-01.
fn eval(source: &str, answers: Json) -> (Json, Vec<String>, Option<String>) {
    let library = library(&[]);
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-06-01".parse().unwrap());
    let evaluation = Expression::compile(source, 1).unwrap().evaluate(&Scope::new(&facts));
    (
        to_json(&evaluation.value),
        evaluation.missing.into_iter().collect(),
        evaluation.fault.map(|fault| fault.to_string()),
    )
}

/// Value of an expression that must be decided.
fn value(source: &str, answers: Json) -> Json {
    let (value, missing, fault) = eval(source, answers);
    assert_eq!((missing, fault), (Vec::new(), None), "{source}");
    value
}

fn payments() -> Json {
    json!({ "payments": [
        { "paid_on": "2026-03-02", "amount": "100.10", "mode": "wire" },
        { "paid_on": "2026-03-01", "amount": "0.20", "mode": "cash" },
        { "paid_on": "2026-03-03", "amount": "50.00", "mode": "wire" },
    ] })
}

#[test]
fn a_missing_answer_leaves_an_expression_undecided() {
    for source in
        ["total >= money('1')", "not ready", "ready or total > paid", "add(total, paid)", "giver.name == 'x'"]
    {
        let (_, missing, fault) = eval(source, json!({}));
        assert!(!missing.is_empty() && fault.is_none(), "{source}");
    }
    assert_eq!(eval("giver.name == 'x'", json!({ "giver": { "uscc": "1" } })).1, ["giver.name"]);
}

#[test]
fn given_asks_and_does_not_wait() {
    assert_eq!(value("given('total')", json!({})), json!(false));
    assert_eq!(value("given('total')", json!({ "total": "1" })), json!(true));
    assert_eq!(value("given('name')", json!({ "name": "  " })), json!(false));
    assert_eq!(value("given('payments')", json!({ "payments": [] })), json!(false));
    assert_eq!(value("given('giver.name')", json!({ "giver": { "name": "甲" } })), json!(true));
    assert_eq!(value("given('payments.1.mode')", payments()), json!(true));
}

#[test]
fn a_column_is_given_once_every_row_has_it() {
    assert_eq!(value("given('payments.amount')", payments()), json!(true));
    let holed = json!({ "payments": [{ "amount": "1" }, {}] });
    assert_eq!(value("given('payments.amount')", holed), json!(false));
}

#[test]
fn sums_are_exact() {
    assert_eq!(value("sum(payments, 'amount')", payments()), json!("150.30"));
    assert_eq!(
        value("sum_until(payments, 'amount', 'paid_on', date('2026-03-02'))", payments()),
        json!("100.30")
    );
    assert_eq!(value("sum(rows_where(payments, 'mode', 'wire'), 'amount')", payments()), json!("150.10"));
    assert_eq!(
        value(
            "sum_until(rows_where(payments, 'mode', 'wire'), 'amount', 'paid_on', date('2026-03-02'))",
            payments()
        ),
        json!("100.10")
    );
    // None of the rows: still an amount.
    assert_eq!(
        value("sum(rows_where(payments, 'mode', 'none'), 'amount') == money('0')", payments()),
        json!(true)
    );
    assert_eq!(value("count(rows_where(payments, 'mode', 'wire'))", payments()), json!(2));
    assert_eq!(value("rows_where(payments, 'mode', 'wire')[1].amount", payments()), json!("50.00"));
}

#[test]
fn a_hole_in_a_column_is_named() {
    let holed =
        json!({ "payments": [{ "amount": "1", "paid_on": "2026-03-01" }, { "paid_on": "2026-03-02" }] });
    for source in [
        "sum(payments, 'amount')",
        "sum_until(payments, 'amount', 'paid_on', today)",
        "every(payments, 'amount')",
    ] {
        assert_eq!(eval(source, holed.clone()).1, ["payments.1.amount"], "{source}");
    }
    // A row that does not count need not be complete.
    assert_eq!(value("sum_until(payments, 'amount', 'paid_on', date('2026-03-01'))", holed), json!("1.00"));
    let undated = json!({ "payments": [{ "amount": "1" }] });
    assert_eq!(eval("sum_until(payments, 'amount', 'paid_on', today)", undated).1, ["payments.0.paid_on"]);
}

#[test]
fn first_and_last_days_of_a_column() {
    assert_eq!(value("latest(payments, 'paid_on')", payments()), json!("2026-03-03"));
    assert_eq!(value("earliest(payments, 'paid_on')", payments()), json!("2026-03-01"));
    assert_eq!(value("every(payments, 'paid_on')", payments()), json!(true));
    assert_eq!(value("pluck(payments, 'mode')", payments()), json!(["wire", "cash", "wire"]));
}

#[test]
fn what_is_lacking_of_a_list() {
    assert_eq!(
        value("lacking(['drawings', 'keys'], goods)", json!({ "goods": ["keys"] })),
        json!(["drawings"])
    );
    assert_eq!(value("lacking(['keys'], goods)", json!({ "goods": ["keys"] })), json!([]));
}

#[test]
fn percentages_round_as_the_law_asks() {
    // 10% of 0.05 is 0.005: half up and up give a fen, down gives none.
    let cases = [("percent", "0.01"), ("percent_up", "0.01"), ("percent_down", "0.00")];
    for (function, expected) in cases {
        assert_eq!(
            value(&format!("{function}(money('0.05'), '10')"), json!({})),
            json!(expected),
            "{function}"
        );
    }
    // 10% of 0.04 is 0.004.
    let cases = [("percent", "0.00"), ("percent_up", "0.01"), ("percent_down", "0.00")];
    for (function, expected) in cases {
        assert_eq!(
            value(&format!("{function}(money('0.04'), '10')"), json!({})),
            json!(expected),
            "{function}"
        );
    }
}

#[test]
fn arithmetic_stays_exact_and_within_its_kind() {
    assert_eq!(value("add('0.1', '0.2')", json!({})), json!("0.3"));
    assert_eq!(value("sub(money('1'), money('1.01'))", json!({})), json!("-0.01"));
    assert_eq!(value("mul(money('0.05'), '0.5')", json!({})), json!("0.03"));
    assert_eq!(value("div(money('1'), money('4'))", json!({})), json!("0.25"));
    assert_eq!(value("max(money('1'), money('2'))", json!({})), json!("2.00"));
    assert_eq!(value("min(date('2026-02-01'), date('2026-01-31'))", json!({})), json!("2026-01-31"));
    assert_eq!(value("add(copies, 1)", json!({ "copies": 2 })), json!(3));
    assert_eq!(value("words(money('15.06'))", json!({})), json!("人民币壹拾伍元零陆分"));
}

#[test]
fn what_does_not_go_together_is_a_fault_in_words() {
    let answers = json!({ "total": "1", "copies": 1, "begun": "2026-01-01", "name": "甲", "payments": [{ "amount": "1" }] });
    for source in [
        "add(total, copies)",
        "add(total, name)",
        "min(total, copies)",
        "percent(copies, '10')",
        "div(total, '0')",
        "add_days(name, 1)",
        "days_between(begun, total)",
        "sum(name, 'amount')",
        "sum(payments, 'nothing')",
        "within(begun, 3, 'weeks')",
        "within(begun, name, 'days')",
        "words(copies)",
        "money('viel')",
        "contents('nothing')",
        "label('kind', 'nothing')",
        "mul(money('90000000000000000'), '9999999')",
        "add_days(begun, 99999999999)",
        "add_months(begun, 9223372036854775807)",
        "count(total)",
        "total + 1",
    ] {
        let (_, _, fault) = eval(source, answers.clone());
        assert!(fault.is_some(), "{source}");
    }
}

#[test]
fn days_and_periods() {
    let answers = json!({ "begun": "2026-09-07" });
    assert_eq!(value("within(begun, 30, 'days').nominal", answers.clone()), json!("2026-10-07"));
    assert_eq!(value("within(begun, 30, 'days').due", answers.clone()), json!("2026-10-08"));
    // A period compares by the day that counts.
    assert_eq!(value("within(begun, 30, 'days') == date('2026-10-08')", answers.clone()), json!(true));
    assert_eq!(value("date('2026-10-07') < within(begun, 30, 'days')", answers.clone()), json!(true));
    assert_eq!(value("days_between(begun, date('2026-10-07'))", answers.clone()), json!(30));
    assert_eq!(value("add_months(date('2026-01-31'), 1)", answers.clone()), json!("2026-02-28"));
    assert_eq!(value("year(today)", answers.clone()), json!(2026));
    assert_eq!(value("is_working_day(date('2026-10-10'))", answers.clone()), json!(true));
    assert_eq!(value("is_working_day(date('2026-10-01'))", answers), json!(false));
}

#[test]
fn choices_compare_by_key_and_print_as_labels() {
    let answers = json!({ "kind": "school", "goods": ["keys"] });
    assert_eq!(value("kind == 'school'", answers.clone()), json!(true));
    assert_eq!(value("label('kind')", answers.clone()), json!("学校"));
    assert_eq!(value("'keys' in goods and 'permits' not in goods", answers.clone()), json!(true));
    let told = finding(
        "kind == 'hospital'",
        "message = \"是{{ kind }}，不是{{ label('kind', 'hospital') }}\"",
        answers,
    );
    assert_eq!((told.outcome, told.message.as_str()), (Outcome::Violated, "是学校，不是医院"));
}

#[test]
fn a_running_balance_follows_the_days() {
    let fields = "[[section]]\nid = \"p\"\nstage = \"first\"\ntitle = \"计划\"\n[[section.field]]\nkey = \"plan\"\nkind = \"table\"\nlabel = \"计划\"\ncolumns = [\n{ key = \"milestone\", kind = \"text\", label = \"节点\" },\n{ key = \"needed_on\", kind = \"date\", label = \"用款日\" },\n{ key = \"planned_cost\", kind = \"money\", label = \"用款\" },\n{ key = \"inject_on\", kind = \"date\", label = \"注入日\" },\n{ key = \"amount\", kind = \"money\", label = \"金额\" },\n]\n[[section.field]]\nkey = \"deposits\"\nkind = \"table\"\nlabel = \"存款\"\ncolumns = [{ key = \"paid_on\", kind = \"date\", label = \"日期\" }, { key = \"amount\", kind = \"money\", label = \"金额\" }]\n";
    let library = library(&[("fields.toml", fields)]);
    let answers = json!({
        "deposits": [{ "paid_on": "2026-01-05", "amount": "100" }],
        "plan": [
            { "milestone": "主体", "needed_on": "2026-06-30", "planned_cost": "250", "inject_on": "2026-05-29", "amount": "100" },
            { "milestone": "基础", "needed_on": "2026-03-31", "planned_cost": "80", "inject_on": "2026-02-27", "amount": "50" },
        ],
    });
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-06-01".parse().unwrap());
    let plan =
        Expression::compile("funding_balance(deposits, plan, 30)", 1).unwrap().evaluate(&Scope::new(&facts));
    let plan = to_json(&plan.value);
    let cells = |row: usize| {
        ["milestone", "funds_total", "cost_total", "balance", "enough", "latest_on"]
            .map(|key| plan[row][key].clone())
    };
    // 31 March needs 80 and has 100 + 50; 30 June needs 330 and has 250.
    assert_eq!(
        cells(0),
        [json!("基础"), json!("150.00"), json!("80.00"), json!("70.00"), json!(true), json!("2026-03-01")]
    );
    assert_eq!(
        cells(1),
        [json!("主体"), json!("250.00"), json!("330.00"), json!("-80.00"), json!(false), json!("2026-05-31")]
    );
}

#[test]
fn an_unfinished_body_of_code_is_refused_at_once() {
    for source in ["total >=", "(", "sum(payments", "'open", "{{ total }}"] {
        assert!(Expression::compile(source, 1).is_err(), "{source}");
    }
}

#[test]
fn an_amount_in_words_is_held_against_its_figures() {
    assert_eq!(value("money_of_words('人民币贰佰零叁万元整') == money('2030000')", json!({})), json!(true));
    assert_eq!(value("money_of_words('贰佰零叁万元整') == money('2030000.01')", json!({})), json!(false));
    // Known not to be an amount: equal to none.
    assert_eq!(value("money_of_words('二百万') == money('2000000')", json!({})), json!(false));
    assert_eq!(value("words_problem('壹拾元整')", json!({})), json!(""));
    assert_eq!(
        value("words_problem('拾元整')", json!({})),
        json!("大写金额“拾元整”写法不规范，应写作“人民币壹拾元整”")
    );
    assert_eq!(eval("money_of_words(name) == total", json!({})).1, ["name", "total"]);
}

#[test]
fn a_ratio_betrays_a_slip_of_the_unit() {
    assert_eq!(value("ratio(money('2030000'), money('203'))", json!({})), json!("10000"));
    assert_eq!(value("ratio(1, '8')", json!({})), json!("0.125"));
    assert_eq!(value("ratio(total, total) == decimal('1')", json!({ "total": "3" })), json!(true));
    assert_eq!(value("ratio(money('1'), money('0'))", json!({})), json!(null));
    assert_eq!(value("ratio(money('1'), money('0')) >= decimal('10000')", json!({})), json!(false));
    assert_eq!(eval("ratio(total, paid)", json!({ "paid": "1" })).1, ["total"]);
    for source in ["ratio(money('1'), 2)", "ratio(1, money('1'))", "ratio('x', 1)"] {
        assert!(eval(source, json!({})).2.is_some(), "{source}");
    }
}
