//! What follows from the answers, for the page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use procedure::assessment::{
    Assessment, DeadlineReport, DeadlineState, DocumentReport, DocumentStatus, Finding, Outcome, StageReport,
    StageStatus, ValueReport, ValueState,
};
use procedure::expression::Lack;
use procedure::template::{Citation, Severity};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::case::OfferView;

#[derive(Debug, Serialize, TS)]
pub struct AssessmentView {
    procedure: String,
    today: String,
    values: BTreeMap<String, ValueView>,
    /// What is proposed for what is not answered, by path: `filed_total`, `owner_unit.name`, `team.3.phone`.
    proposals: BTreeMap<String, OfferView>,
    /// Questions of which it is not known yet whether they are asked, with the answers that decide it.
    #[ts(type = "Record<string, string[]>")]
    waiting: BTreeMap<String, Vec<String>>,
    /// Violated and undecided ones only.
    findings: Vec<FindingView>,
    deadlines: Vec<DeadlineView>,
    stages: Vec<StageState>,
    documents: Vec<DocumentState>,
    /// What answers that were begun still lack, and values that cannot be used: the first of them.
    lacks: Vec<UnfilledView>,
    /// How many there are in all.
    lacks_count: usize,
    applicable: bool,
}

/// A required part or cell that is not there, or a value that cannot be used.
#[derive(Debug, Serialize, TS)]
pub struct UnfilledView {
    /// "risks.2.response", rows from 0.
    path: String,
    /// 请填写“应对措施”
    message: String,
    /// Nothing stands there; otherwise what stands there cannot be used.
    empty: bool,
}

/// Most lacking answers that are sent at once: with every edit they go over.
const MOST_LACKS: usize = 40;
/// Most answers named of one paper.
const MOST_MISSING: usize = 24;

#[derive(Debug, Serialize, TS)]
pub struct ValueView {
    #[ts(type = "'given' | 'derived' | 'proposed' | 'missing' | 'not_applicable'")]
    state: ValueState,
    /// One value, such as can stand in a sentence. The value itself is not sent: a table of flats would go over with
    /// every edit, and the page has the answers.
    single: bool,
    label: String,
    /// As printed, e.g. 15,000,000.00 元.
    text: String,
    /// Of a derived value: the latest stage whose questions it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    stage: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(rename = "Citation")]
pub struct CitationView {
    number: String,
    article: String,
}

#[derive(Debug, Serialize, TS)]
pub struct FindingView {
    rule: String,
    title: String,
    #[ts(type = "Severity")]
    severity: Severity,
    #[ts(type = "'violated' | 'undecided' | 'holds' | 'not_applicable'")]
    outcome: Outcome,
    message: String,
    /// Paths: "project_name", "escrow_deposits.0.amount".
    fields: Vec<String>,
    basis: Vec<CitationView>,
    missing: Vec<String>,
    trace: TraceView,
    stage: String,
    overridable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    override_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    note: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct TraceView {
    expression: String,
    inputs: Vec<TraceInputView>,
    result: String,
}

#[derive(Debug, Serialize, TS)]
pub struct TraceInputView {
    name: String,
    value: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DeadlineView {
    pub id: String,
    label: String,
    from: OriginView,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    nominal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    earliest_next: Option<String>,
    provisional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub days_left: Option<i64>,
    #[ts(type = "'pending' | 'done' | 'overdue' | 'unknown'")]
    state: String,
    basis: Vec<CitationView>,
    steps: Vec<StepView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    note: Option<String>,
    missing: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OriginView {
    field: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    on: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StepView {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    on: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct StageState {
    id: String,
    title: String,
    #[ts(type = "'not_started' | 'in_progress' | 'done' | 'blocked' | 'problem'")]
    state: StageStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    reason: Option<String>,
    opens_with: Vec<String>,
    done: usize,
    total: usize,
    findings: usize,
}

#[derive(Debug, Serialize, TS)]
pub struct DocumentState {
    id: String,
    title: String,
    #[ts(type = "'ready' | 'draft' | 'not_applicable'")]
    state: DocumentStatus,
    /// The first of the answers it lacks.
    missing: Vec<String>,
    /// How many it lacks in all.
    missing_count: usize,
    blocked_by: Vec<String>,
    /// Rules that cannot be decided yet and block it.
    undecided: Vec<String>,
    /// Names of the rows of a document that exists once a row.
    rows: Vec<String>,
}

impl AssessmentView {
    pub fn of(assessment: &Assessment) -> Self {
        let shown = |finding: &&Finding| matches!(finding.outcome, Outcome::Violated | Outcome::Undecided);
        Self {
            procedure: assessment.procedure.clone(),
            today: assessment.today.to_string(),
            values: assessment
                .values
                .iter()
                .map(|(key, value)| (key.clone(), ValueView::of(value)))
                .collect(),
            proposals: assessment
                .proposals
                .iter()
                .map(|(path, proposal)| {
                    let offer = OfferView { value: proposal.value.to_json(), text: proposal.text.clone() };
                    (path.clone(), offer)
                })
                .collect(),
            waiting: assessment.waiting.clone(),
            findings: assessment.findings.iter().filter(shown).map(FindingView::of).collect(),
            deadlines: assessment.deadlines.iter().map(DeadlineView::of).collect(),
            stages: assessment.stages.iter().map(StageState::of).collect(),
            documents: assessment.documents.iter().map(DocumentState::of).collect(),
            lacks: assessment.lacks.iter().take(MOST_LACKS).map(UnfilledView::of).collect(),
            lacks_count: assessment.lacks.len(),
            applicable: assessment.applicable,
        }
    }
}

impl UnfilledView {
    fn of(lack: &Lack) -> Self {
        Self { path: lack.path.clone(), message: lack.message.clone(), empty: lack.is_missing() }
    }
}

impl ValueView {
    fn of(value: &ValueReport) -> Self {
        Self {
            state: value.state,
            single: value.value.is_single(),
            label: value.label.clone(),
            text: value.text.clone(),
            stage: value.stage.clone(),
        }
    }
}

fn basis(basis: &[Citation]) -> Vec<CitationView> {
    let view = |citation: &Citation| CitationView {
        number: citation.number.clone(),
        article: citation.article.clone(),
    };
    basis.iter().map(view).collect()
}

impl FindingView {
    pub fn of(finding: &Finding) -> Self {
        let input = |input: &procedure::assessment::TraceInput| TraceInputView {
            name: input.name.clone(),
            value: input.value.clone(),
        };
        Self {
            rule: finding.rule.clone(),
            title: finding.title.clone(),
            severity: finding.severity,
            outcome: finding.outcome,
            message: finding.message.clone(),
            fields: finding.fields.clone(),
            basis: basis(&finding.basis),
            missing: finding.missing.clone(),
            trace: TraceView {
                expression: finding.trace.expression.clone(),
                inputs: finding.trace.inputs.iter().map(input).collect(),
                result: finding.trace.result.clone(),
            },
            stage: finding.stage.clone(),
            overridable: finding.overridable,
            override_reason: finding.override_reason.clone(),
            note: finding.note.clone(),
        }
    }
}

impl DeadlineView {
    pub fn of(deadline: &DeadlineReport) -> Self {
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string());
        let state = match deadline.state {
            DeadlineState::Pending => "pending",
            DeadlineState::Done => "done",
            DeadlineState::Overdue => "overdue",
            DeadlineState::Unknown => "unknown",
        };
        Self {
            id: deadline.id.clone(),
            label: deadline.label.clone(),
            from: OriginView {
                field: deadline.from.field.clone(),
                label: deadline.from.label.clone(),
                on: date(deadline.from.on),
            },
            nominal: date(deadline.nominal),
            due: date(deadline.due),
            earliest_next: date(deadline.earliest_next),
            provisional: deadline.provisional,
            days_left: deadline.days_left,
            state: state.to_owned(),
            basis: basis(&deadline.basis),
            steps: deadline
                .steps
                .iter()
                .map(|step| StepView { text: step.text.clone(), on: date(step.on) })
                .collect(),
            note: deadline.note.clone(),
            missing: deadline.missing.clone(),
        }
    }
}

impl StageState {
    fn of(stage: &StageReport) -> Self {
        Self {
            id: stage.id.clone(),
            title: stage.title.clone(),
            state: stage.state,
            reason: stage.reason.clone(),
            opens_with: stage.opens_with.clone(),
            done: stage.done,
            total: stage.total,
            findings: stage.findings,
        }
    }
}

impl DocumentState {
    fn of(document: &DocumentReport) -> Self {
        Self {
            id: document.id.clone(),
            title: document.title.clone(),
            state: document.state,
            missing: document.missing.iter().take(MOST_MISSING).cloned().collect(),
            missing_count: document.missing.len(),
            blocked_by: document.blocked_by.clone(),
            undecided: document.undecided.clone(),
            rows: document.rows.clone(),
        }
    }
}
