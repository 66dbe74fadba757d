//! What an example says must come out, held against what came out. Every difference is told, not just the first.

use std::collections::BTreeSet;

use procedure::assessment::{Assessment, DeadlineReport, Outcome, ValueState};
use procedure::template::{Expectation, ExpectedDeadline};
use serde::Serialize;
use serde_json::Value as Json;

/// The differences, in words; empty when the example holds.
#[must_use]
pub fn differences(expect: &Expectation, found: &Assessment) -> Vec<String> {
    let mut told = Vec::new();
    findings(expect, found, &mut told);
    values(expect, found, &mut told);
    deadlines(expect, found, &mut told);
    let documents = found.documents.iter().map(|d| (d.id.as_str(), word(&d.state)));
    states("document", &expect.documents, &documents.collect::<Vec<_>>(), &mut told);
    let stages = found.stages.iter().map(|s| (s.id.as_str(), word(&s.state)));
    states("stage", &expect.stages, &stages.collect::<Vec<_>>(), &mut told);
    told
}

/// The rules of one outcome, without the slug.
#[must_use]
pub fn rules(found: &Assessment, outcome: Outcome) -> BTreeSet<&str> {
    found.findings.iter().filter(|f| f.outcome == outcome).map(|f| short(&f.rule)).collect()
}

fn short(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, short)| short)
}

/// The word by which a state goes in JSON.
fn word(state: &impl Serialize) -> String {
    match serde_json::to_value(state) {
        Ok(Json::String(word)) => word,
        other => format!("{other:?}"),
    }
}

fn findings(expect: &Expectation, found: &Assessment, told: &mut Vec<String>) {
    let wanted: BTreeSet<&str> = expect.findings.iter().map(String::as_str).collect();
    let violated = rules(found, Outcome::Violated);
    for rule in wanted.difference(&violated) {
        let outcome = found.findings.iter().find(|f| short(&f.rule) == *rule);
        let instead = outcome.map_or("there is no such rule".to_owned(), |f| {
            format!("{} (missing: {})", word(&f.outcome), f.missing.join(", "))
        });
        told.push(format!("{rule} must be violated, but: {instead}"));
    }
    for rule in violated.difference(&wanted) {
        let message =
            found.findings.iter().find(|f| short(&f.rule) == *rule).map_or("", |f| f.message.as_str());
        told.push(format!("{rule} is violated unexpectedly: {message}"));
    }
    for (outcome, ids) in [(Outcome::Undecided, &expect.undecided), (Outcome::Holds, &expect.holds)] {
        let there = rules(found, outcome);
        for id in ids.iter().filter(|id| !there.contains(id.as_str())) {
            let instead = found.findings.iter().find(|f| short(&f.rule) == *id).map(|f| word(&f.outcome));
            told.push(format!("{id} must be {}, but: {instead:?}", word(&outcome)));
        }
    }
}

fn values(expect: &Expectation, found: &Assessment, told: &mut Vec<String>) {
    for (key, wanted) in &expect.values {
        let wanted = json(wanted);
        match found.values.get(key) {
            None => told.push(format!("value {key}: there is none of that name")),
            Some(value) if matches!(value.state, ValueState::Missing | ValueState::Proposed) => {
                told.push(format!("value {key}: missing, expected {wanted}"));
            }
            Some(value) if value.value.json() != wanted => {
                told.push(format!("value {key}: {}, expected {wanted}", value.value.json()));
            }
            Some(_) => {}
        }
    }
}

fn deadlines(expect: &Expectation, found: &Assessment, told: &mut Vec<String>) {
    for (id, wanted) in &expect.deadlines {
        match found.deadlines.iter().find(|d| short(&d.id) == id) {
            None => told.push(format!("deadline {id}: there is none of that name")),
            Some(deadline) => deadline_differences(id, wanted, deadline, told),
        }
    }
}

fn deadline_differences(id: &str, wanted: &ExpectedDeadline, found: &DeadlineReport, told: &mut Vec<String>) {
    let text = |date: Option<chrono::NaiveDate>| date.map_or("none".to_owned(), |date| date.to_string());
    let pairs = [
        ("nominal", wanted.nominal.as_ref().map(toml_text), text(found.nominal)),
        ("due", wanted.due.as_ref().map(toml_text), text(found.due)),
        ("earliest_next", wanted.earliest_next.as_ref().map(toml_text), text(found.earliest_next)),
        ("provisional", wanted.provisional.map(|p| p.to_string()), found.provisional.to_string()),
        ("state", wanted.state.clone(), word(&found.state)),
        (
            "days_left",
            wanted.days_left.map(|d| d.to_string()),
            found.days_left.map_or("none".to_owned(), |d| d.to_string()),
        ),
    ];
    for (name, wanted, found) in pairs {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != found) {
            told.push(format!("deadline {id}: {name} {found}, expected {wanted}"));
        }
    }
}

fn states(
    what: &str,
    wanted: &std::collections::BTreeMap<String, String>,
    found: &[(&str, String)],
    told: &mut Vec<String>,
) {
    for (id, wanted) in wanted {
        match found.iter().find(|(there, _)| there == id) {
            None => told.push(format!("{what} {id}: there is none of that name")),
            Some((_, state)) if state != wanted => {
                told.push(format!("{what} {id}: {state}, expected {wanted}"));
            }
            Some(_) => {}
        }
    }
}

fn toml_text(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// TOML as the case file has it: dates are text there.
fn json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::from(text.as_str()),
        toml::Value::Integer(number) => Json::from(*number),
        toml::Value::Float(number) => Json::from(*number),
        toml::Value::Boolean(flag) => Json::from(*flag),
        toml::Value::Datetime(date) => Json::from(date.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
    }
}
