//! The examples walk: every `templates/*/examples/*.toml` must give just the findings, values, deadlines, stages and
//! documents that it names, and every rule must fire in one example and hold in another.

use libtest_mimic::{Arguments, Failed, Trial};
use procedure::assessment::{Outcome, assess};
use procedure::template::{Example, Procedure};
use std::collections::BTreeSet;
use std::sync::Arc;
use tests::{case, expectation};

fn main() {
    let mut trials = Vec::new();
    for (procedure, example) in case::examples() {
        let name = format!("{}/{}", procedure.slug(), example.name);
        trials.push(Trial::test(name, move || holds(procedure, example)));
    }
    for procedure in case::library().procedures() {
        let name = format!("{}: every rule fires in one example and holds in another", procedure.slug());
        trials.push(Trial::test(name, move || fire_and_hold(procedure)));
        let name = format!("{}/sample gives every document as a final", procedure.slug());
        trials.push(Trial::test(name, move || sample_is_complete(procedure)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn holds(procedure: &Arc<Procedure>, example: &Example) -> Result<(), Failed> {
    let case = case::of(procedure, example)?;
    let found = assess(case::library(), procedure, &case, example.today);
    let told = expectation::differences(&example.expect, &found);
    if told.is_empty() { Ok(()) } else { Err(told.join("\n").into()) }
}

/// All rules in one test: each example is assessed once for all of them.
fn fire_and_hold(procedure: &Arc<Procedure>) -> Result<(), Failed> {
    let (mut fired, mut held) = (BTreeSet::new(), BTreeSet::new());
    for example in procedure.examples.values() {
        let found = assess(case::library(), procedure, &case::of(procedure, example)?, example.today);
        let of = |outcome| expectation::rules(&found, outcome).into_iter().map(str::to_owned);
        fired.extend(of(Outcome::Violated));
        held.extend(of(Outcome::Holds));
    }
    let mut told = Vec::new();
    for rule in &procedure.rules {
        if !fired.contains(&rule.id) {
            told.push(format!("{}: no example in which it fires", rule.id));
        }
        if !held.contains(&rule.id) {
            told.push(format!("{}: no example in which it holds", rule.id));
        }
    }
    if told.is_empty() { Ok(()) } else { Err(told.join("\n").into()) }
}

/// `sample` is what a user opens first: nothing may stand in the way of any paper that the case needs.
fn sample_is_complete(procedure: &Arc<Procedure>) -> Result<(), Failed> {
    let Some(sample) = procedure.examples.get("sample") else {
        return Err("there is no example `sample`".into());
    };
    let found = assess(case::library(), procedure, &case::of(procedure, sample)?, sample.today);
    let drafts: Vec<String> = found
        .documents
        .iter()
        .filter(|document| document.state != procedure::assessment::DocumentStatus::Ready)
        .map(|document| {
            format!("{}: missing {:?}, blocked by {:?}", document.id, document.missing, document.blocked_by)
        })
        .collect();
    if drafts.is_empty() { Ok(()) } else { Err(drafts.join("\n").into()) }
}
