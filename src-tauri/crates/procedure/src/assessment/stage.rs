//! The task list: which stages are done, open, in trouble, or cannot begin yet.

use std::sync::Arc;

use super::report::{Finding, Outcome, StageReport, StageStatus};
use crate::expression::{Facts, Scope};
use crate::template::{Severity, Stage};

pub(super) fn all(facts: &Arc<Facts>, findings: &[Finding]) -> Vec<StageReport> {
    facts.procedure.stages.iter().map(|stage| report(facts, stage, findings)).collect()
}

fn report(facts: &Arc<Facts>, stage: &Stage, findings: &[Finding]) -> StageReport {
    let asked = facts
        .procedure
        .fields()
        .filter(|field| field.stage == stage.id && !facts.is_not_applicable(field.key()));
    let (mut done, mut total, mut touched) = (0, 0, false);
    for field in asked {
        let given = facts.given(field.key());
        touched |= given;
        if !field.entry.optional {
            total += 1;
            done += usize::from(given && facts.is_complete(field.key()));
        }
    }
    let problems = findings
        .iter()
        .filter(|finding| {
            finding.stage == stage.id && finding.severity != Severity::Notice && finding.is_open()
        })
        .count();
    let undecided = |finding: &&Finding| finding.stage == stage.id && finding.outcome == Outcome::Undecided;
    let open = findings.iter().any(|finding| undecided(&finding));
    let opening = stage.opens.as_ref().map(|opens| (opens, opens.evaluate(&Scope::new(facts))));
    let closed = opening.as_ref().is_some_and(|(_, evaluation)| evaluation.truth() != Some(true));
    let state = match () {
        () if problems > 0 => StageStatus::Problem,
        () if total > 0 && done == total => StageStatus::Done,
        () if closed => StageStatus::Blocked,
        // Nothing is demanded here: what has been said is all there is to say.
        () if touched && total == 0 && !open => StageStatus::Done,
        () if touched => StageStatus::InProgress,
        () => StageStatus::NotStarted,
    };
    let blocked = state == StageStatus::Blocked;
    StageReport {
        id: stage.id.clone(),
        title: stage.title.clone(),
        state,
        reason: if blocked { stage.closed.clone() } else { None },
        opens_with: match &opening {
            Some((opens, evaluation)) if blocked => {
                opens_with(facts, &opens.source, evaluation.missing.iter())
            }
            _ => Vec::new(),
        },
        done,
        total,
        findings: problems,
        eligibility: stage.eligibility,
    }
}

/// Answers whose arrival would open a stage: those missing, and those asked for by `given('…')`.
fn opens_with<'a>(facts: &Facts, source: &str, missing: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut keys: Vec<String> = missing.cloned().collect();
    for (opening, quote) in [("given('", '\''), ("given(\"", '"')] {
        for key in source.split(opening).skip(1).filter_map(|part| part.split(quote).next()) {
            if !facts.given(key) {
                keys.push(key.to_owned());
            }
        }
    }
    keys.sort();
    keys.dedup();
    keys
}
