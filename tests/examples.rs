//! The examples walk: every `templates/*/examples/*.toml` must give just the findings, values, deadlines, stages and
//! documents that it names, and every rule must fire in one example and hold in another.

use libtest_mimic::{Arguments, Failed, Trial};
use procedure::assessment::{Outcome, assess};
use procedure::template::{Example, Procedure};
use std::sync::Arc;
use tests::{case, expectation};

fn main() {
    let mut trials = Vec::new();
    for (procedure, example) in case::examples() {
        let name = format!("{}/{}", procedure.slug(), example.name);
        trials.push(Trial::test(name, move || holds(procedure, example)));
    }
    for procedure in case::library().procedures() {
        for rule in &procedure.rules {
            let name = format!("{}/rules/{}", procedure.slug(), rule.id);
            trials.push(Trial::test(name, move || fires_and_holds(procedure, &rule.id)));
        }
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

fn fires_and_holds(procedure: &Arc<Procedure>, rule: &str) -> Result<(), Failed> {
    let (mut fires, mut holds) = (false, false);
    for example in procedure.examples.values() {
        let found = assess(case::library(), procedure, &case::of(procedure, example)?, example.today);
        fires |= expectation::rules(&found, Outcome::Violated).contains(rule);
        holds |= expectation::rules(&found, Outcome::Holds).contains(rule);
    }
    match (fires, holds) {
        (true, true) => Ok(()),
        (false, _) => Err("no example in which it fires".into()),
        (_, false) => Err("no example in which it holds".into()),
    }
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
