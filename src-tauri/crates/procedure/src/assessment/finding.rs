//! Evaluating rules: violated, undecided, holds or not applicable, with the trace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::beyond::Beyond;
use super::blame;
use super::report::{Finding, Outcome, Trace, TraceInput};
use crate::expression::{Evaluation, Facts, Fault, Scope};
use crate::template::{Rule, Severity};

pub(super) fn all(facts: &Arc<Facts>, overrides: &BTreeMap<String, String>) -> Vec<Finding> {
    let mut beyond = Beyond::default();
    for derived in &facts.procedure.derived {
        beyond.add(facts.derived(&derived.key).and_then(|state| state.fault).as_ref());
    }
    let rules = facts.procedure.rules.iter();
    let mut findings: Vec<Finding> = rules.map(|rule| finding(facts, rule, overrides, &mut beyond)).collect();
    findings.extend(beyond.finding(facts));
    findings
}

/// Rows whose messages are given in full; beyond that they are counted.
const MOST_MESSAGES: usize = 50;

/// What one evaluation of `require` came to.
struct Verdict {
    outcome: Outcome,
    evaluation: Evaluation,
    /// Of a breach: the answers to be changed, fields of the rule or cells of the row; empty where all of them are.
    at: Vec<String>,
}

fn finding(
    facts: &Arc<Facts>,
    rule: &Rule,
    overrides: &BTreeMap<String, String>,
    beyond: &mut Beyond,
) -> Finding {
    let mut finding = Finding {
        rule: format!("{}/{}", facts.procedure.slug(), rule.id),
        title: rule.title.clone(),
        severity: rule.severity,
        outcome: Outcome::NotApplicable,
        message: String::new(),
        fields: rule.fields.clone(),
        concerns: rule.fields.clone(),
        basis: rule.basis.clone(),
        missing: Vec::new(),
        trace: Trace::default(),
        stage: rule.stage.clone(),
        overridable: rule.overridable,
        override_reason: None,
        note: rule.note.clone(),
        blocks: rule.blocks.clone(),
        settles: rule.settled.is_some(),
    };
    if let Some(when) = &rule.when {
        let evaluation = when.evaluate(&Scope::new(facts));
        match evaluation.truth() {
            Some(true) => {}
            Some(false) => {
                finding.trace = trace(&when.source, &evaluation);
                return finding;
            }
            None => {
                beyond.add(evaluation.fault.as_ref());
                finding.outcome = Outcome::Undecided;
                finding.message = undecided(rule, &evaluation.missing, facts, evaluation.fault.as_ref());
                finding.trace = trace(&when.source, &evaluation);
                finding.missing = evaluation.missing.into_iter().collect();
                return finding;
            }
        }
    }
    match &rule.each {
        None => single(facts, rule, &mut finding, beyond),
        Some(table) => each(facts, rule, table, &mut finding, beyond),
    }
    if let Some((severity, when)) = &rule.raise
        && finding.outcome == Outcome::Violated
        && when.evaluate(&Scope::new(facts)).truth() == Some(true)
    {
        finding.severity = *severity;
        finding.overridable = *severity == Severity::Warning;
    }
    if finding.outcome == Outcome::Violated && finding.overridable {
        finding.override_reason = overrides.get(&rule.id).filter(|reason| !reason.trim().is_empty()).cloned();
    }
    finding
}

fn single(facts: &Arc<Facts>, rule: &Rule, finding: &mut Finding, beyond: &mut Beyond) {
    let verdict = verdict(facts, rule, None, || Scope::new(facts));
    beyond.add(verdict.evaluation.fault.as_ref());
    finding.outcome = verdict.outcome;
    finding.trace = trace(&rule.require.source, &verdict.evaluation);
    finding.missing = verdict.evaluation.missing.iter().cloned().collect();
    match verdict.outcome {
        Outcome::Violated => {
            finding.message = rule.message.explain(&Scope::new(facts), &rule.title);
            if !verdict.at.is_empty() {
                finding.fields = verdict.at;
            }
        }
        Outcome::Undecided => {
            let fault = verdict.evaluation.fault.as_ref();
            finding.message = undecided(rule, &verdict.evaluation.missing, facts, fault);
        }
        Outcome::Holds | Outcome::NotApplicable => {}
    }
}

/// One finding for all rows: the failing rows if any fail, else those that wait.
fn each(facts: &Arc<Facts>, rule: &Rule, table: &str, finding: &mut Finding, beyond: &mut Beyond) {
    let count = facts.row_count(table);
    if count == 0 {
        no_rows(facts, rule, table, finding);
        return;
    }
    let (mut messages, mut fields, mut missing) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut violated, mut waiting, mut fault, mut further) = (false, false, None, 0_usize);
    let mut deciding: Option<Evaluation> = None;
    for index in 0..count {
        let scope = || Scope::new(facts).with_row(table, index);
        let verdict = verdict(facts, rule, Some((table, index)), scope);
        beyond.add(verdict.evaluation.fault.as_ref());
        match verdict.outcome {
            Outcome::Violated => {
                if messages.len() < MOST_MESSAGES {
                    let message = rule.message.explain(&scope(), &rule.title);
                    if !messages.contains(&message) {
                        messages.push(message);
                    }
                } else {
                    further += 1;
                }
                let at = if verdict.at.is_empty() { row_fields(rule, table, index).collect() } else { verdict.at };
                fields.extend(at);
                if !violated {
                    deciding = Some(verdict.evaluation.clone());
                }
                violated = true;
            }
            Outcome::Undecided => {
                fault = fault.or_else(|| verdict.evaluation.fault.clone());
                if !violated && !waiting {
                    deciding = Some(verdict.evaluation.clone());
                }
                waiting = true;
            }
            Outcome::Holds | Outcome::NotApplicable => {
                deciding.get_or_insert_with(|| verdict.evaluation.clone());
            }
        }
        missing.extend(verdict.evaluation.missing);
    }
    finding.outcome = match (violated, waiting) {
        (true, _) => Outcome::Violated,
        (false, true) => Outcome::Undecided,
        (false, false) => Outcome::Holds,
    };
    match finding.outcome {
        Outcome::Violated => {
            if further > 0 {
                messages.push(format!("另有{further}行同样不符合。"));
            }
            finding.message = messages.join("\n");
            let mut seen = BTreeSet::new();
            fields.retain(|path| seen.insert(path.clone()));
            finding.fields = fields;
        }
        Outcome::Undecided => finding.message = undecided(rule, &missing, facts, fault.as_ref()),
        Outcome::Holds | Outcome::NotApplicable => {}
    }
    finding.trace = deciding.map(|evaluation| trace(&rule.require.source, &evaluation)).unwrap_or_default();
    finding.missing = missing.into_iter().collect();
}

/// A table without rows: nothing to ask, or nothing yet.
fn no_rows(facts: &Facts, rule: &Rule, table: &str, finding: &mut Finding) {
    if facts.is_not_applicable(table) || facts.answers.get(table).is_some() {
        return;
    }
    let (missing, fault) = match facts.derived(table) {
        Some(state) if !state.value.is_undefined() => return,
        Some(state) => (state.missing, state.fault),
        None => (BTreeSet::from([table.to_owned()]), None),
    };
    finding.outcome = Outcome::Undecided;
    finding.message = undecided(rule, &missing, facts, fault.as_ref());
    finding.missing = missing.into_iter().collect();
}

fn verdict(
    facts: &Arc<Facts>,
    rule: &Rule,
    row: Option<(&str, usize)>,
    scope: impl Fn() -> Scope,
) -> Verdict {
    let mut evaluation = rule.require.evaluate(&scope());
    let verdict = |outcome, evaluation, at| Verdict { outcome, evaluation, at };
    match evaluation.truth() {
        Some(true) => verdict(Outcome::Holds, evaluation, Vec::new()),
        Some(false) => {
            let failing = blame::failing(rule, &evaluation, &scope);
            let early = blame::not_reached(facts, &failing.absent);
            if early.is_empty() {
                return verdict(Outcome::Violated, evaluation, blame::fields(facts, rule, row, &failing.read));
            }
            // Nobody has come to that question yet.
            evaluation.missing.extend(early);
            verdict(Outcome::Undecided, evaluation, Vec::new())
        }
        // What should have been there by now is a breach; before that it is just open.
        None if evaluation.fault.is_none() && settled(rule, &scope()) => {
            let due = blame::due(facts, &evaluation.missing);
            match due.is_empty() && !evaluation.missing.is_empty() {
                true => verdict(Outcome::Undecided, evaluation, Vec::new()),
                false => verdict(Outcome::Violated, evaluation, due),
            }
        }
        None => verdict(Outcome::Undecided, evaluation, Vec::new()),
    }
}

fn settled(rule: &Rule, scope: &Scope) -> bool {
    rule.settled.as_ref().is_some_and(|settled| settled.evaluate(scope).truth() == Some(true))
}

/// Cells of row `index` that a rule's fields name, other fields as they are.
fn row_fields<'a>(rule: &'a Rule, table: &'a str, index: usize) -> impl Iterator<Item = String> + 'a {
    rule.fields.iter().map(move |field| {
        match field.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')) {
            Some(column) => format!("{table}.{index}.{column}"),
            None => field.clone(),
        }
    })
}

fn undecided(rule: &Rule, missing: &BTreeSet<String>, facts: &Facts, fault: Option<&Fault>) -> String {
    if let Some(fault) = fault {
        return format!("“{}”{}", rule.title, fault.sentence());
    }
    format!("还不能判断“{}”，缺：{}。", rule.title, facts.labels(missing))
}

fn trace(expression: &str, evaluation: &Evaluation) -> Trace {
    Trace {
        expression: expression.to_owned(),
        inputs: evaluation
            .inputs
            .iter()
            .map(|(name, value)| TraceInput { name: name.clone(), value: value.clone() })
            .collect(),
        result: match evaluation.truth() {
            Some(true) => "true".to_owned(),
            Some(false) => "false".to_owned(),
            None => "undecided".to_owned(),
        },
    }
}
