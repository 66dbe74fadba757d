//! Evaluating points and verdicts; each in a scope of its own, so that what they lack is theirs alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use chart::Tone;
use chrono::NaiveDate;
use minijinja::value::Value as Jinja;

use super::{CheckReport, CheckResult, ChecklistReport, RowReport, VerdictReport};
use crate::expression::{Evaluation, Facts, Scope, day_of};
use crate::template::{Check, Checklist, Verdict};

/// Holds every row of the table against the checklist; no rows while the table is not known.
#[must_use]
pub fn checklist(facts: &Arc<Facts>, checklist: &Checklist) -> ChecklistReport {
    ChecklistReport {
        id: checklist.id.clone(),
        title: checklist.title.clone(),
        stage: checklist.stage.clone(),
        table: checklist.rows.clone(),
        rows: (0..facts.row_count(&checklist.rows)).map(|index| row(facts, checklist, index)).collect(),
    }
}

/// Holds row `index` (from 0) against the checklist.
#[must_use]
pub fn row(facts: &Arc<Facts>, checklist: &Checklist, index: usize) -> RowReport {
    let scope = || Scope::new(facts).with_row(&checklist.rows, index);
    let points = checklist.checks.iter().enumerate();
    let checks: Vec<CheckReport> = points
        .map(|(position, check)| point(facts, checklist, check, (index, position + 1), &scope))
        .collect();
    RowReport {
        row_number: index + 1,
        name: checklist
            .name
            .as_ref()
            .and_then(|name| name.whole(&scope()))
            .unwrap_or_else(|| format!("第{}行", index + 1)),
        verdict: verdict(facts, checklist, &checks, &scope),
        checks,
    }
}

/// A point held against a row.
pub(crate) struct Held {
    /// What came of it.
    pub result: CheckResult,
    /// The evaluation that decided it.
    pub evaluation: Evaluation,
}

/// Holds one point against the row of a scope.
pub(crate) fn held(check: &Check, scope: &impl Fn() -> Scope) -> Held {
    if let Some(applies) = &check.applies {
        let evaluation = applies.evaluate(&scope());
        match evaluation.truth() {
            Some(true) => {}
            Some(false) => return Held { result: CheckResult::NotApplicable, evaluation },
            None => return Held { result: CheckResult::Pending, evaluation },
        }
    }
    let evaluation = check.require.evaluate(&scope());
    let result = match evaluation.truth() {
        Some(true) => CheckResult::Pass,
        Some(false) => CheckResult::Fail,
        None => CheckResult::Pending,
    };
    Held { result, evaluation }
}

fn point(
    facts: &Facts,
    checklist: &Checklist,
    check: &Check,
    (index, number): (usize, usize),
    scope: &impl Fn() -> Scope,
) -> CheckReport {
    let Held { result, evaluation } = held(check, scope);
    let reason = match result {
        CheckResult::Fail => {
            check.reason.as_ref().map(|reason| reason.explain(&scope(), &check.title)).unwrap_or_default()
        }
        CheckResult::Pending => waits(facts, &evaluation),
        CheckResult::Pass | CheckResult::NotApplicable => String::new(),
    };
    let asked = result != CheckResult::NotApplicable;
    let words = |message: &crate::expression::Message| match asked {
        true => message.render(&scope()),
        false => String::new(),
    };
    // A point that compares rows reads cells of others too; this row is the one to mend.
    let own = format!("{}.{}.", checklist.rows, index);
    let read = evaluation.inputs.into_iter().map(|(path, _)| path);
    let fields: BTreeSet<String> =
        read.chain(evaluation.missing.iter().cloned()).filter(|path| path.starts_with(&own)).collect();
    CheckReport {
        number,
        id: check.id.clone(),
        title: check.title.clone(),
        basis: check.basis.clone(),
        required: words(&check.required),
        found: words(&check.found),
        result,
        reason,
        fields: fields.into_iter().collect(),
        missing: if result == CheckResult::Pending {
            evaluation.missing.into_iter().collect()
        } else {
            Vec::new()
        },
    }
}

/// What a condition waits for, in words.
fn waits(facts: &Facts, evaluation: &Evaluation) -> String {
    match &evaluation.fault {
        Some(fault) => fault.sentence(),
        None => format!("缺：{}。", facts.labels(&evaluation.missing)),
    }
}

/// The first verdict that holds; one that cannot be decided yet leaves the row undecided.
fn verdict(
    facts: &Facts,
    checklist: &Checklist,
    checks: &[CheckReport],
    scope: &impl Fn() -> Scope,
) -> VerdictReport {
    let ids = |result| {
        let of_result = checks.iter().filter(move |check| check.result == result);
        of_result.map(|check| Jinja::from(check.id.as_str())).collect::<Jinja>()
    };
    let lists = [
        ("failed", ids(CheckResult::Fail)),
        ("pending", ids(CheckResult::Pending)),
        ("passed", ids(CheckResult::Pass)),
    ];
    let scope = || lists.iter().fold(scope(), |scope, (name, list)| scope.with(name, list.clone()));
    for verdict in &checklist.verdicts {
        let evaluation = verdict.when.as_ref().map(|when| when.evaluate(&scope()));
        match evaluation {
            Some(evaluation) => match evaluation.truth() {
                Some(true) => return decided(verdict, &scope),
                Some(false) => {}
                None => return undecided(waits(facts, &evaluation)),
            },
            None => return decided(verdict, &scope),
        }
    }
    // The last verdict has no condition: only a checklist without any comes here, and such a folder does not load.
    undecided(String::new())
}

fn decided(verdict: &Verdict, scope: &impl Fn() -> Scope) -> VerdictReport {
    let by: Option<NaiveDate> = verdict.by.as_ref().and_then(|by| {
        let evaluation = by.evaluate(&scope());
        evaluation.missing.is_empty().then(|| day_of(&evaluation.value)).flatten()
    });
    let shown = by.map_or(Jinja::UNDEFINED, |by| Jinja::from_object(crate::expression::DateObject(by)));
    let advice = verdict.advice.as_ref().map(|advice| advice.sentences(&scope().with("by", shown)));
    VerdictReport {
        id: verdict.id.clone(),
        label: verdict.label.clone(),
        tone: verdict.tone,
        by,
        advice: advice.unwrap_or_default(),
    }
}

fn undecided(advice: String) -> VerdictReport {
    let label = CheckResult::Pending.label().to_owned();
    VerdictReport { id: "undecided".to_owned(), label, tone: Tone::Neutral, by: None, advice }
}
