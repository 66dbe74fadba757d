//! The function at the centre: what a set of answers implies on a given day.

mod beyond;
mod blame;
mod deadline;
mod derive;
mod document;
mod finding;
mod proposal;
mod report;
mod stage;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::answer::Answers;
use crate::checklist::checklist;
use crate::expression::Facts;
use crate::template::{Library, Procedure};

pub(crate) use deadline::reports as deadline_reports;
pub use proposal::faults as proposal_faults;
pub use report::{
    Assessment, DeadlineReport, DeadlineState, DocumentReport, DocumentStatus, Finding, Origin, Outcome,
    Proposal, Reported, StageReport, StageStatus, Trace, TraceInput, ValueReport, ValueState,
};

/// What a user has said: answers, and the reasons given for overriding warnings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Answers by field.
    pub answers: Answers,
    /// Written reasons by rule id (without slug).
    pub overrides: BTreeMap<String, String>,
}

/// Works out values, findings, deadlines, stages and papers. Pure and total: equal arguments give equal results.
#[must_use]
pub fn assess(library: &Library, procedure: &Arc<Procedure>, case: &Case, today: NaiveDate) -> Assessment {
    let facts = facts(library, procedure, case, today);
    assess_facts(&facts, &case.overrides)
}

/// The facts expressions see: answers, fields that are not asked, derived values.
#[must_use]
pub fn facts(library: &Library, procedure: &Arc<Procedure>, case: &Case, today: NaiveDate) -> Arc<Facts> {
    derive::facts(library, procedure, case, today)
}

fn assess_facts(facts: &Arc<Facts>, overrides: &BTreeMap<String, String>) -> Assessment {
    let findings = finding::all(facts, overrides);
    let stages = stage::all(facts, &findings);
    let documents = document::all(facts, &findings);
    let applicable = !findings.iter().any(|finding| {
        // That a figure is too long says nothing of whether the procedure applies.
        let of_a_rule = !finding.rule.ends_with(&format!("/{}", beyond::RULE));
        of_a_rule
            && finding.is_breach()
            && stages.iter().any(|stage| stage.eligibility && stage.id == finding.stage)
    });
    let waiting = derive::waiting(facts);
    let proposals = proposal::all(facts, &waiting);
    Assessment {
        procedure: facts.procedure.slug().to_owned(),
        today: facts.today,
        values: derive::values(facts, &proposals),
        proposals,
        waiting,
        deadlines: deadline::all(facts),
        checklists: facts.procedure.checklists.iter().map(|list| checklist(facts, list)).collect(),
        lacks: document::begun(facts),
        findings,
        stages,
        documents,
        applicable,
    }
}
