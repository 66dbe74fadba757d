//! procedures, describe, new, check, deadlines, templates check.

use serde_json::{Value as Json, json};
use tests::command_line::{run, run_with};

use crate::{Desk, TODAY, check_json};

#[test]
fn procedures_are_listed_for_people_and_programs() {
    assert!(run(["procedures"]).out.contains("罗府办规〔2022〕5号"));
    let answer = run(["procedures", "--json"]);
    assert_eq!(answer.status, 0);
    let told: Json = serde_json::from_str(&answer.out).unwrap();
    assert!(told.as_array().unwrap().iter().any(|procedure| procedure["slug"] == "donation"));
}

#[test]
fn a_procedure_is_described_with_its_articles() {
    let answer = run(["describe", "donation", "--json"]);
    assert_eq!(answer.status, 0);
    let told: Json = serde_json::from_str(&answer.out).unwrap();
    for part in ["stages", "fields", "rules", "deadlines", "documents"] {
        assert!(!told[part].as_array().unwrap().is_empty(), "no {part}");
    }
    let ids: Vec<&str> =
        told["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"donation/escrow-amount"), "{ids:?}");
    assert!(told["rules"].as_array().unwrap().iter().all(|r| !r["basis"].as_array().unwrap().is_empty()));
    assert!(run(["describe", "donation"]).out.contains("第十五条"));
}

#[test]
fn the_sample_has_no_error_and_every_document_ready() {
    let desk = Desk::new();
    let (status, told) = check_json(&desk.sample(&[]));
    assert_eq!(status, 0);
    assert_eq!(told["procedure"], "donation");
    assert_eq!(told["today"], TODAY);
    assert!(told["documents"].as_array().unwrap().iter().all(|d| d["state"] == "ready"));
    assert_eq!(
        told["values"]["escrow_least"],
        json!({
            "state": "derived", "value": "1568000.00", "label": told["values"]["escrow_least"]["label"],
            "text": "1,568,000.00 元", "stage": "filing",
        })
    );
}

#[test]
fn a_breach_gives_status_1_with_article_fields_and_trace() {
    let desk = Desk::new();
    let (status, told) = check_json(&desk.sample(&[("publicity_end", json!("2026-05-05"))]));
    assert_eq!(status, 1);
    let finding = told["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "donation/publicity-length")
        .unwrap();
    assert_eq!(finding["outcome"], "violated");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["basis"][0], json!({ "number": "罗府办规〔2022〕5号", "article": "9" }));
    assert_eq!(finding["fields"], json!(["publicity_start", "publicity_end"]));
    assert!(finding["message"].as_str().unwrap().contains("没有满10日"));
    assert!(!finding["trace"]["expression"].as_str().unwrap().is_empty());
    let draft = told["documents"].as_array().unwrap().iter().find(|d| d["id"] == "publicity-notice").unwrap();
    assert_eq!(draft["state"], "draft");
    assert_eq!(draft["blocked_by"], json!(["donation/publicity-length"]));
}

#[test]
fn rules_that_hold_are_listed_with_all_only() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let outcomes = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["check", case.to_str().unwrap(), "--today", TODAY, "--json"];
        all.extend(arguments);
        let told: Json = serde_json::from_str(&run(all).out).unwrap();
        told["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["outcome"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(!outcomes(&[]).iter().any(|outcome| outcome == "holds" || outcome == "not_applicable"));
    assert!(outcomes(&["--all"]).iter().any(|outcome| outcome == "holds"));
}

#[test]
fn an_empty_case_is_undecided_not_passed() {
    let desk = Desk::new();
    let (status, told) = check_json(&desk.case(&json!({})));
    assert_eq!(status, 0);
    let escrow =
        told["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "donation/escrow-base").unwrap();
    assert_eq!(escrow["outcome"], "undecided");
    assert!(!escrow["missing"].as_array().unwrap().is_empty());
    assert_eq!(told["values"]["estimated_total"]["state"], "missing");
}

#[test]
fn deadlines_are_counted_with_steps() {
    let desk = Desk::new();
    let case = desk.sample(&[]);
    let answer = run(["deadlines", case.to_str().unwrap(), "--today", TODAY, "--json"]);
    assert_eq!(answer.status, 0);
    let told: Json = serde_json::from_str(&answer.out).unwrap();
    let deadlines = told.as_array().or_else(|| told["deadlines"].as_array()).unwrap();
    let escrow = deadlines.iter().find(|d| d["id"] == "donation/escrow").unwrap();
    // 30 days after 2026-09-07 is 10-07, in the National Day holiday; the first working day after it is 10-08.
    assert_eq!((&escrow["nominal"], &escrow["due"]), (&json!("2026-10-07"), &json!("2026-10-08")));
    assert!(!escrow["steps"].as_array().unwrap().is_empty());
    let calendar = run(["deadlines", case.to_str().unwrap(), "--today", TODAY, "--ics"]);
    // Only what is still to be met: 30 days ahead of 2027-03-01 is a Saturday, so Friday 01-29 is advised.
    assert!(calendar.out.starts_with("BEGIN:VCALENDAR\r\n"));
    assert!(calendar.out.contains("DTSTART;VALUE=DATE:20270129") && !calendar.out.contains("20261008"));
}

#[test]
fn a_case_can_come_by_standard_input() {
    let sample = run(["new", "donation", "--example", "sample"]).out;
    let answer = run_with(["check", "-", "--today", TODAY], &sample);
    assert_eq!(answer.status, 0, "{}", answer.err);
    assert!(answer.out.contains("示例小学改扩建工程"));
}

#[test]
fn the_shipped_templates_have_no_mistake() {
    let answer = run(["templates", "check"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    assert!(answer.out.contains("donation"));
}
