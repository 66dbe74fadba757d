//! Answers that are in order one by one and together lead to a result beyond what can be represented: one finding for all
//! of them, at the answers concerned. It belongs to the engine and to no article, and it blocks the papers that use them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::report::{Finding, Outcome, Trace};
use crate::expression::{Facts, Fault};
use crate::template::{Blocking, FieldKind, Severity};

/// Id of the finding, without slug.
pub(super) const RULE: &str = "beyond-range";

/// Most paths that the finding points at.
const MOST_PATHS: usize = 100;

/// What has been met so far.
#[derive(Default)]
pub(super) struct Beyond {
    reason: Option<String>,
    paths: BTreeSet<String>,
}

impl Beyond {
    /// Notes a fault, if answers have led to it.
    pub fn add(&mut self, fault: Option<&Fault>) {
        if let Some(Fault::Answers { reason, paths }) = fault {
            self.reason.get_or_insert_with(|| reason.clone());
            let room = MOST_PATHS.saturating_sub(self.paths.len());
            self.paths.extend(paths.iter().take(room).cloned());
        }
    }

    /// The finding, if there was any fault of that kind.
    pub fn finding(self, facts: &Arc<Facts>) -> Option<Finding> {
        let reason = self.reason?;
        let mut answers = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for path in &self.paths {
            trace_back(facts, path, &mut seen, &mut answers);
        }
        let procedure = &facts.procedure;
        let stage = answers.iter().find_map(|path| procedure.field(path.split('.').next()?));
        let figures: BTreeSet<String> = answers.iter().map(|path| without_rows(path)).collect();
        Some(Finding {
            rule: format!("{}/{RULE}", procedure.slug()),
            title: "由填写的数额算得出结果".to_owned(),
            severity: Severity::Error,
            outcome: Outcome::Violated,
            message: format!(
                "{reason}。请核对：{}是否多写了位数，或写错了单位、日期。",
                facts.labels(&figures)
            ),
            concerns: answers.iter().cloned().collect(),
            fields: answers.iter().cloned().collect(),
            basis: Vec::new(),
            missing: Vec::new(),
            trace: Trace::default(),
            stage: stage.map(|field| field.stage.clone()).unwrap_or_default(),
            overridable: false,
            settles: false,
            override_reason: None,
            note: None,
            blocks: Blocking::Using,
        })
    }
}

/// The figures and days that a path stands for: itself, or what a derived value was worked out from.
fn trace_back(facts: &Facts, path: &str, seen: &mut BTreeSet<String>, answers: &mut BTreeSet<String>) {
    let base = path.split('.').next().unwrap_or(path);
    if let Some(derived) = facts.procedure.derived(base) {
        if seen.insert(base.to_owned()) {
            for name in derived.value.names() {
                trace_back(facts, &name, seen, answers);
            }
        }
        return;
    }
    use FieldKind::{Area, Date, Decimal, Integer, Money, Percent, Table};
    let counts = [Area, Date, Decimal, Integer, Money, Percent, Table];
    let field = facts.procedure.field_at(path).or_else(|| facts.procedure.field(base));
    if field.is_some_and(|field| counts.contains(&field.kind())) && answers.len() < MOST_PATHS {
        answers.insert(path.to_owned());
    }
}

/// `units.3.area` as `units.area`: a column is named once.
fn without_rows(path: &str) -> String {
    path.split('.').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join(".")
}
