//! At which answers a breach points: those that are to be changed, not all that the rule reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::expression::{Evaluation, Facts, MOST_INPUTS, Scope};
use crate::template::Rule;

/// What the failing parts of a requirement looked at.
pub(super) struct Failing {
    /// Answers and derived values read; empty if there were too many to be told.
    pub read: BTreeSet<String>,
    /// Questions that `given()` found without an answer.
    pub absent: BTreeSet<String>,
}

/// The parts of `require`, joined by `and`, that do not hold; the whole if it has no parts.
pub(super) fn failing(rule: &Rule, whole: &Evaluation, scope: &impl Fn() -> Scope) -> Failing {
    let evaluations: Vec<Evaluation> = rule.parts.iter().map(|part| part.evaluate(&scope())).collect();
    let failing: Vec<&Evaluation> = evaluations.iter().filter(|part| part.truth() == Some(false)).collect();
    let failing = if failing.is_empty() { vec![whole] } else { failing };
    let absent: BTreeSet<String> = failing.iter().flat_map(|part| part.absent.iter().cloned()).collect();
    // Of a long table only the first cells are told: what else was read is not known.
    let all = failing.iter().all(|part| part.inputs.len() < MOST_INPUTS);
    let read = failing.iter().flat_map(|part| part.inputs.iter().map(|(path, _)| path.clone()));
    Failing { read: if all { read.chain(absent.iter().cloned()).collect() } else { BTreeSet::new() }, absent }
}

/// Fields of the rule among what was read, cells of the row where the rule names columns of its table; empty if none is.
pub(super) fn fields(
    facts: &Facts,
    rule: &Rule,
    row: Option<(&str, usize)>,
    read: &BTreeSet<String>,
) -> Vec<String> {
    let mut paths = read.clone();
    for path in read {
        behind(facts, path, &mut paths);
    }
    let named = rule.fields.iter().filter(|field| {
        let (base, column) = split(field);
        paths.iter().any(|path| {
            let (of, below) = split(path);
            of == base && column.is_none_or(|column| below.is_none_or(|below| below.rsplit('.').next() == Some(column)))
        })
    });
    named.map(|field| cell(row, field)).collect()
}

/// A column of the table whose rows are asked stands for the cell of the present row.
fn cell(row: Option<(&str, usize)>, field: &str) -> String {
    match (row, split(field)) {
        (Some((table, index)), (base, Some(column))) if base == table => format!("{table}.{index}.{column}"),
        _ => field.to_owned(),
    }
}

fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(base, below)| (base, Some(below)))
}

/// Adds the names from which a derived value is worked out.
fn behind(facts: &Facts, path: &str, paths: &mut BTreeSet<String>) {
    let Some(derived) = facts.procedure.derived(split(path).0) else { return };
    for name in derived.value.names() {
        if paths.insert(name.clone()) {
            behind(facts, &name, paths);
        }
    }
}

/// Missing answers whose section has been come to, so that it can be held against anyone that they are missing.
pub(super) fn due(facts: &Arc<Facts>, missing: &BTreeSet<String>) -> Vec<String> {
    let asked: Vec<String> = missing.iter().filter(|path| facts.is_asked(path)).cloned().collect();
    let due: Vec<String> = asked.iter().filter(|path| facts.is_reached(path)).cloned().collect();
    // What is optional or closed and yet demanded points nowhere in particular.
    if asked.is_empty() { missing.iter().filter(|path| facts.is_reached(path)).cloned().collect() } else { due }
}

/// Questions in sections that nobody has come to yet.
pub(super) fn not_reached(facts: &Arc<Facts>, absent: &BTreeSet<String>) -> BTreeSet<String> {
    absent.iter().filter(|path| !facts.is_reached(path)).cloned().collect()
}
