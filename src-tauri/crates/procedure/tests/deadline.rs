//! Deadlines: counted, repeated, per row; pending, done, overdue, unknown.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::NaiveDate;
use common::{assessed, deadlines};
use procedure::assessment::{DeadlineReport, DeadlineState};
use serde_json::{Value as Json, json};

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn toml(period: &str, further: &str) -> String {
    format!(
        "[[deadline]]\nid = \"d\"\nlabel = \"期限\"\nfrom = \"begun\"\nperiod = \"{period}\"\narticles = [1]\n{further}\n"
    )
}

fn one(period: &str, further: &str, answers: Json, today: &str) -> DeadlineReport {
    let mut found = deadlines(&toml(period, further), answers, today);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn each_way_of_counting_gives_its_days() {
    let cases = [
        ("within 30 days", "2026-09-07", "2026-10-07", "2026-10-08", None),
        ("within 1 month", "2026-01-31", "2026-02-28", "2026-02-28", None),
        ("at_least 10 days", "2026-09-21", "2026-10-01", "2026-10-08", day("2026-10-09")),
        ("ahead_of 3 months", "2026-12-31", "2026-09-30", "2026-09-30", None),
        ("on", "2026-10-03", "2026-10-03", "2026-10-03", None),
    ];
    for (period, begun, nominal, due, next) in cases {
        let found = one(period, "", json!({ "begun": begun }), "2026-01-01");
        assert_eq!(
            (found.nominal, found.due, found.earliest_next),
            (day(nominal), day(due), next),
            "{period}"
        );
        assert_eq!((found.id.as_str(), found.label.as_str()), ("test/d", "期限"));
        assert_eq!(
            (found.from.field.as_str(), found.from.label.as_str(), found.from.on),
            ("begun", "开始日期", day(begun))
        );
        assert!(!found.provisional && !found.steps.is_empty(), "{period}");
    }
}

#[test]
fn a_year_without_an_official_table_makes_it_provisional() {
    let found = one("within 30 days", "", json!({ "begun": "2027-12-03" }), "2026-01-01");
    assert!(found.provisional);
}

#[test]
fn a_deadline_is_pending_up_to_its_day_and_overdue_from_the_next() {
    let answers = json!({ "begun": "2026-09-07" });
    let on = |today: &str| {
        let found = one("within 30 days", "", answers.clone(), today);
        (found.state, found.days_left)
    };
    assert_eq!(on("2026-09-08"), (DeadlineState::Pending, Some(30)));
    assert_eq!(on("2026-10-08"), (DeadlineState::Pending, Some(0)));
    assert_eq!(on("2026-10-09"), (DeadlineState::Overdue, Some(-1)));
}

#[test]
fn what_is_done_is_done_whatever_the_day() {
    let done = "done = \"ended <= due\"";
    let of = |answers: Json| one("within 30 days", done, answers, "2026-12-01").state;
    assert_eq!(of(json!({ "begun": "2026-09-07", "ended": "2026-10-08" })), DeadlineState::Done);
    assert_eq!(of(json!({ "begun": "2026-09-07", "ended": "2026-10-09" })), DeadlineState::Overdue);
    // Not known is not done.
    assert_eq!(of(json!({ "begun": "2026-09-07" })), DeadlineState::Overdue);
}

#[test]
fn without_its_event_a_deadline_is_unknown_and_says_what_it_waits_for() {
    let found = one("within 30 days", "", json!({}), "2026-01-01");
    assert_eq!((found.state, found.due, found.days_left), (DeadlineState::Unknown, None, None));
    assert_eq!(found.missing, ["begun"]);
}

#[test]
fn a_condition_takes_a_deadline_off_the_list_only_when_it_is_decided() {
    let when = "when = \"kind == 'school'\"";
    assert!(
        deadlines(&toml("on", when), json!({ "begun": "2026-01-01", "kind": "hospital" }), "2026-01-01")
            .is_empty()
    );
    assert_eq!(deadlines(&toml("on", when), json!({ "begun": "2026-01-01" }), "2026-01-01").len(), 1);
}

#[test]
fn every_row_has_a_deadline_of_its_own() {
    let toml = "[[deadline]]\nid = \"pay\"\nlabel = \"第{{ row_number }}笔\"\nfrom = \"paid_on\"\nperiod = \"ahead_of 30 days\"\neach = \"payments\"\ndone = \"row.amount >= money('1')\"\n";
    let answers = json!({ "payments": [{ "paid_on": "2026-05-29", "amount": "1" }, { "amount": "0.5" }] });
    let found = deadlines(toml, answers, "2026-04-01");
    let brief: Vec<_> = found.iter().map(|d| (d.id.as_str(), d.label.as_str(), d.nominal, d.state)).collect();
    assert_eq!(
        brief,
        [
            ("test/pay-1", "第1笔", day("2026-04-29"), DeadlineState::Done),
            ("test/pay-2", "第2笔", None, DeadlineState::Unknown),
        ]
    );
    assert_eq!(found[1].missing, ["payments.1.paid_on"]);
    assert!(deadlines(toml, json!({}), "2026-04-01").is_empty());
}

#[test]
fn a_repeated_deadline_runs_to_the_next_open_one() {
    let found = deadlines(&toml("every 3 months", ""), json!({ "begun": "2026-01-31" }), "2026-08-15");
    let brief: Vec<_> = found.iter().map(|d| (d.id.as_str(), d.nominal, d.due, d.state)).collect();
    // Each end is counted from the beginning, so that the 30th of April does not pull the later ones forward.
    assert_eq!(
        brief,
        [
            ("test/d-2026-04-30", day("2026-04-30"), day("2026-04-30"), DeadlineState::Overdue),
            ("test/d-2026-07-31", day("2026-07-31"), day("2026-07-31"), DeadlineState::Overdue),
            ("test/d-2026-10-31", day("2026-10-31"), day("2026-11-02"), DeadlineState::Pending),
        ]
    );
}

#[test]
fn a_repeated_deadline_ends_with_its_last_day() {
    let until = "until = \"ended\"";
    let answers = json!({ "begun": "2026-01-31", "ended": "2026-07-30" });
    let found = deadlines(&toml("every 3 months", until), answers, "2026-08-15");
    assert_eq!(found.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["test/d-2026-04-30"]);
}

#[test]
fn the_number_of_months_may_be_an_answer() {
    let of = |answers: Json| deadlines(&toml("every (copies) months", ""), answers, "2026-02-01");
    assert_eq!(of(json!({ "begun": "2026-01-15", "copies": 2 }))[0].nominal, day("2026-03-15"));
    let waiting = of(json!({ "begun": "2026-01-15" }));
    assert_eq!(
        (waiting[0].id.as_str(), waiting[0].missing.as_slice()),
        ("test/d", &["copies".to_owned()][..])
    );
    // No months at all would never come to an end.
    assert_eq!(of(json!({ "begun": "2026-01-15", "copies": 0 })).len(), 1);
}

#[test]
fn repeated_deadlines_of_several_rows_keep_apart() {
    let toml = "[[deadline]]\nid = \"r\"\nlabel = \"报备\"\nfrom = \"paid_on\"\nperiod = \"every 6 months\"\neach = \"payments\"\n";
    let answers = json!({ "payments": [{ "paid_on": "2026-01-15" }, { "paid_on": "2026-01-15" }] });
    let found = deadlines(toml, answers, "2026-02-01");
    assert_eq!(
        found.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(),
        ["test/r-1-2026-07-15", "test/r-2-2026-07-15"]
    );
}

#[test]
fn a_fault_of_the_template_is_told() {
    let toml = "[[deadline]]\nid = \"d\"\nlabel = \"期限\"\nfrom = \"add_days(name, 1)\"\nperiod = \"on\"\n";
    let found = deadlines(toml, json!({ "name": "甲" }), "2026-02-01");
    assert_eq!(found[0].state, DeadlineState::Unknown);
    assert!(found[0].steps[0].text.starts_with("无法计算：add_days()"), "{}", found[0].steps[0].text);
}

#[test]
fn a_derived_table_may_give_a_deadline_for_each_of_its_rows() {
    let derived = "[[derived]]\nkey = \"quarters\"\nlabel = \"应考核的季度\"\nkind = \"table\"\nvalue = \"quarters_between(begun, ended)\"\n";
    let toml = "[[deadline]]\nid = \"q\"\nlabel = \"{{ row.label }}考核\"\neach = \"quarters\"\neach_id = \"row.id\"\nfrom = \"to\"\nperiod = \"on\"\narticles = [1]\ndone = \"count(rows_of_quarter(payments, 'paid_on', row.id)) >= 1\"\n";
    let files = [("derived.toml", derived), ("deadlines.toml", toml)];
    let answers =
        json!({ "begun": "2026-02-20", "ended": "2026-08-01", "payments": [{ "paid_on": "2026-04-30" }] });
    let found = assessed(&files, answers, "2026-06-01").deadlines;
    let told: Vec<_> = found
        .iter()
        .map(|d| (d.id.as_str(), d.label.as_str(), d.from.label.as_str(), d.due, d.state))
        .collect();
    assert_eq!(
        told,
        [
            ("test/q-2026Q1", "2026年第1季度考核", "应考核的季度", day("2026-03-31"), DeadlineState::Overdue),
            ("test/q-2026Q2", "2026年第2季度考核", "应考核的季度", day("2026-06-30"), DeadlineState::Done),
            ("test/q-2026Q3", "2026年第3季度考核", "应考核的季度", day("2026-09-30"), DeadlineState::Pending),
        ]
    );
    // Not known yet: one that says what it waits for.
    let waiting = assessed(&files, json!({ "begun": "2026-02-20" }), "2026-06-01").deadlines;
    let told: Vec<_> = waiting.iter().map(|d| (d.id.as_str(), d.state, d.missing.as_slice())).collect();
    assert_eq!(told, [("test/q", DeadlineState::Unknown, &["ended".to_owned()][..])]);
    // Known, and none.
    assert!(
        assessed(&files, json!({ "begun": "2026-02-20", "ended": "2026-02-19" }), "2026-06-01")
            .deadlines
            .is_empty()
    );
}

#[test]
fn a_condition_may_leave_out_single_rows() {
    let toml = "[[deadline]]\nid = \"d\"\nlabel = \"期限\"\neach = \"payments\"\nfrom = \"paid_on\"\nperiod = \"ahead_of 30 days\"\narticles = [1]\nwhen = \"row.amount < money('10')\"\n";
    let answers = json!({ "payments": [
        { "paid_on": "2026-12-31", "amount": "9.99" }, { "paid_on": "2026-12-31", "amount": "10.00" }, { "paid_on": "2026-12-31" },
    ] });
    let ids: Vec<String> = deadlines(toml, answers, "2026-06-01").into_iter().map(|d| d.id).collect();
    // What is not known to be out is in.
    assert_eq!(ids, ["test/d-1", "test/d-3"]);
}

#[test]
fn a_day_that_is_worked_out_is_called_by_the_answer_it_comes_from() {
    let toml = toml("on", "")
        .replace("from = \"begun\"", "from = \"within(ended if given('ended') else begun, copies, 'days')\"");
    let found = deadlines(&toml, json!({ "begun": "2026-02-20", "copies": 3 }), "2026-01-01");
    assert_eq!((found[0].from.label.as_str(), found[0].due), ("结束日期", day("2026-02-24")));
}
