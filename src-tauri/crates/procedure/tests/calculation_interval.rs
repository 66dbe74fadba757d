//! Gaps in cover, and calendar quarters.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use common::{case, library, procedure};
use procedure::assessment::facts;
use procedure::expression::{Expression, Scope, to_json};
use procedure::period::{Quarter, gaps, quarters_between};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Gaps as (first, last, days).
fn found(covered: &[(&str, &str)], from: &str, to: &str) -> Vec<(String, String, i64)> {
    let covered: Vec<_> = covered.iter().map(|(first, last)| (date(first), date(last))).collect();
    let gaps = gaps(&covered, date(from), date(to));
    gaps.into_iter().map(|gap| (gap.from.to_string(), gap.to.to_string(), gap.days())).collect()
}

fn gap(from: &str, to: &str, days: i64) -> (String, String, i64) {
    (from.to_owned(), to.to_owned(), days)
}

#[test]
fn cover_that_meets_both_ends_leaves_no_gap() {
    assert!(found(&[("2026-01-01", "2026-12-31")], "2026-01-01", "2026-12-31").is_empty());
    assert!(found(&[("2025-01-01", "2027-12-31")], "2026-01-01", "2026-12-31").is_empty());
    // The day after the last is the next one's first.
    assert!(
        found(&[("2026-07-01", "2026-12-31"), ("2026-01-01", "2026-06-30")], "2026-01-01", "2026-12-31")
            .is_empty()
    );
    assert!(found(&[], "2026-01-02", "2026-01-01").is_empty());
}

#[test]
fn a_day_short_at_either_end_is_a_gap_of_one_day() {
    assert_eq!(
        found(&[("2026-01-02", "2026-12-30")], "2026-01-01", "2026-12-31"),
        [gap("2026-01-01", "2026-01-01", 1), gap("2026-12-31", "2026-12-31", 1)]
    );
}

#[test]
fn gaps_between_are_found_whatever_the_order() {
    // The long one hides the short one within it; 2026 is no leap year: 1 March to 31 May are 92 days.
    let covered = [
        ("2026-06-01", "2026-08-31"),
        ("2026-01-01", "2026-02-28"),
        ("2026-01-10", "2026-01-20"),
        ("2026-11-01", "2027-01-31"),
    ];
    assert_eq!(
        found(&covered, "2026-01-01", "2026-12-31"),
        [gap("2026-03-01", "2026-05-31", 92), gap("2026-09-01", "2026-10-31", 61)]
    );
}

#[test]
fn what_lies_outside_or_ends_before_it_begins_covers_nothing() {
    let whole = [gap("2026-01-01", "2026-01-31", 31)];
    assert_eq!(found(&[], "2026-01-01", "2026-01-31"), whole);
    assert_eq!(
        found(&[("2025-01-01", "2025-12-31"), ("2026-02-01", "2026-03-01")], "2026-01-01", "2026-01-31"),
        whole
    );
    assert_eq!(found(&[("2026-01-20", "2026-01-10")], "2026-01-01", "2026-01-31"), whole);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gaps_and_cover_are_the_whole_time(
        covered in proptest::collection::vec((0_u64..400, 0_u64..120), 0..6),
        from in 0_u64..400,
        length in 0_u64..400,
    ) {
        let day = |n: u64| date("2026-01-01") + Days::new(n);
        let covered: Vec<_> = covered.into_iter().map(|(first, days)| (day(first), day(first + days))).collect();
        let (from, to) = (day(from), day(from + length));
        let gaps = gaps(&covered, from, to);
        let all: BTreeSet<NaiveDate> = from.iter_days().take_while(|day| *day <= to).collect();
        let uncovered: BTreeSet<NaiveDate> =
            all.iter().copied().filter(|day| !covered.iter().any(|(a, b)| a <= day && day <= b)).collect();
        let in_gaps: Vec<NaiveDate> =
            gaps.iter().flat_map(|gap| gap.from.iter_days().take_while(|day| *day <= gap.to).collect::<Vec<_>>()).collect();
        prop_assert_eq!(in_gaps.iter().copied().collect::<BTreeSet<_>>(), uncovered);
        prop_assert_eq!(in_gaps.len() as i64, gaps.iter().map(procedure::period::Gap::days).sum::<i64>());
        // Longest possible: no two touch.
        prop_assert!(gaps.windows(2).all(|pair| pair[0].to.succ_opt().unwrap() < pair[1].from));
    }
}

#[test]
fn quarters_run_from_the_first_day_to_the_last() {
    let ids = |start: &str, end: &str| -> Vec<String> {
        quarters_between(date(start), date(end)).into_iter().map(Quarter::id).collect()
    };
    assert_eq!(ids("2025-11-15", "2026-05-01"), ["2025Q4", "2026Q1", "2026Q2"]);
    assert_eq!(ids("2026-03-31", "2026-04-01"), ["2026Q1", "2026Q2"]);
    assert_eq!(ids("2026-03-31", "2026-03-31"), ["2026Q1"]);
    assert!(ids("2026-04-01", "2026-03-31").is_empty());
    assert_eq!(ids("1949-10-01", "2199-01-01").len(), 400);
    let quarter = Quarter::of(date("2028-02-29"));
    assert_eq!((quarter.first(), quarter.last()), (date("2028-01-01"), date("2028-03-31")));
    let quarter = Quarter::of(date("2026-12-31"));
    assert_eq!((quarter.first(), quarter.last()), (date("2026-10-01"), date("2026-12-31")));
    assert_eq!(quarter.next(), Quarter { year: 2027, number: 1 });
}

#[test]
fn a_quarter_is_read_as_people_write_it() {
    for text in [
        "2026Q1",
        "2026q1",
        "2026-Q1",
        "2026年第1季度",
        "2026年第一季度",
        "2026年一季度",
        "2026年度第一季度",
        "２０２６年 第１季度",
    ] {
        assert_eq!(Quarter::read(text), Some(Quarter { year: 2026, number: 1 }), "{text}");
    }
    for text in [
        "",
        "2026",
        "2026Q0",
        "2026Q5",
        "第一季度",
        "2026年五季度",
        "26Q1",
        "2026年第1季",
        "二零二六年一季度",
        "2026-03-31",
    ] {
        assert_eq!(Quarter::read(text), None, "{text}");
    }
}

// The functions.

fn eval(source: &str, answers: Json) -> (Json, Vec<String>, Option<String>) {
    let library = library(&[("fields.toml", FIELDS)]);
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-06-01".parse().unwrap());
    let evaluation = Expression::compile(source, 1).unwrap().evaluate(&Scope::new(&facts));
    (
        to_json(&evaluation.value),
        evaluation.missing.into_iter().collect(),
        evaluation.fault.map(|fault| fault.to_string()),
    )
}

fn value(source: &str, answers: Json) -> Json {
    let (value, missing, fault) = eval(source, answers);
    assert_eq!((missing, fault), (Vec::new(), None), "{source}");
    value
}

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "begun"
kind = "date"
label = "开工"
[[section.field]]
key = "bonds"
kind = "table"
label = "保函"
columns = [
  { key = "role", kind = "text", label = "角色" },
  { key = "received_on", kind = "date", label = "收到" },
  { key = "expires_on", kind = "date", label = "到期" },
  { key = "longstop_on", kind = "date", label = "最迟" },
]
[[section.field]]
key = "assessments"
kind = "table"
label = "考核"
columns = [
  { key = "quarter", kind = "text", label = "季度" },
  { key = "sent_on", kind = "date", label = "报送" },
]
"#;

#[test]
fn rows_of_one_role_are_asked_for_their_gaps() {
    let bonds = json!({ "bonds": [
        { "role": "agent", "received_on": "2026-01-10", "expires_on": "2026-06-30" },
        { "role": "agent", "received_on": "2026-07-05", "expires_on": "2026-12-31", "longstop_on": "2027-01-31" },
        { "role": "contractor", "received_on": "2026-07-01", "expires_on": "2026-07-04" },
    ] });
    let of = |last: &str| {
        value(
            &format!(
                "coverage_gaps(rows_where(bonds, 'role', 'agent'), 'received_on', {last}, date('2026-01-10'), date('2027-02-02'))"
            ),
            bonds.clone(),
        )
    };
    let first = json!({ "from": "2026-07-01", "to": "2026-07-04", "days": 4 });
    assert_eq!(of("'expires_on'"), json!([first, { "from": "2027-01-01", "to": "2027-02-02", "days": 33 }]));
    assert_eq!(
        of("['longstop_on', 'expires_on']"),
        json!([first, { "from": "2027-02-01", "to": "2027-02-02", "days": 2 }])
    );
}

#[test]
fn a_row_without_its_days_leaves_the_cover_undecided() {
    let source = "coverage_gaps(bonds, 'received_on', ['longstop_on', 'expires_on'], date('2026-01-01'), date('2026-02-01'))";
    let (found, missing, fault) = eval(source, json!({ "bonds": [{ "received_on": "2026-01-01" }] }));
    assert_eq!((found, missing, fault), (json!(null), vec!["bonds.0.longstop_on".to_owned()], None));
    let source = "coverage_gaps(bonds, 'received_on', 'expires_on', begun, date('2026-02-01'))";
    assert_eq!(eval(source, json!({})).1, ["begun", "bonds"]);
}

#[test]
fn quarters_are_a_table() {
    assert_eq!(
        value("quarters_between(begun, date('2026-04-10'))", json!({ "begun": "2026-02-20" })),
        json!([
            { "id": "2026Q1", "label": "2026年第1季度", "year": 2026, "quarter": 1, "from": "2026-01-01", "to": "2026-03-31",
              "first": "2026-02-20", "last": "2026-03-31" },
            { "id": "2026Q2", "label": "2026年第2季度", "year": 2026, "quarter": 2, "from": "2026-04-01", "to": "2026-06-30",
              "first": "2026-04-01", "last": "2026-04-10" },
        ])
    );
    assert_eq!(eval("quarters_between(begun, today)", json!({})).1, ["begun"]);
    assert_eq!(value("quarter_of(begun)", json!({ "begun": "2026-09-30" })), json!("2026Q3"));
    assert_eq!(value("quarter_of('2026年一季度')", json!({})), json!("2026Q1"));
    assert_eq!(value("quarter_of('去年')", json!({})), json!(null));
}

#[test]
fn rows_of_a_quarter_are_found_however_it_is_written() {
    let rows = json!({ "assessments": [
        { "quarter": "2026年第一季度", "sent_on": "2026-04-05" },
        { "quarter": "2026Q2", "sent_on": "2026-07-01" },
        { "quarter": "上季度" },
    ] });
    let of = |id: &str| {
        value(&format!("pluck(rows_of_quarter(assessments, 'quarter', '{id}'), 'sent_on')"), rows.clone())
    };
    assert_eq!(of("2026Q1"), json!(["2026-04-05"]));
    assert_eq!(of("2026Q2"), json!(["2026-07-01"]));
    assert_eq!(of("2026Q3"), json!([]));
    // By the day on which something was done.
    assert_eq!(
        value(
            "count(rows_of_quarter(assessments, 'sent_on', '2026Q3'))",
            json!({ "assessments": [
        { "sent_on": "2026-07-01" }, { "sent_on": "2026-09-30" }, { "sent_on": "2026-10-01" }
    ] })
        ),
        json!(2)
    );
}
