//! Cases, for the page.

use std::collections::BTreeMap;

use procedure::answer::{Value, duplicates};
use procedure::assessment::{DeadlineState, StageStatus, ValueState};
use procedure::template::{FieldKind, Severity};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use store::CaseRow;
use ts_rs::TS;

use super::assessment::{AssessmentView, DeadlineView};
use super::changed::ChangedView;
use super::patch::Patch;
use crate::desk::Open;

/// A line of the case list.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct CaseSummary {
    #[ts(type = "number")]
    id: i64,
    slug: String,
    procedure_short: String,
    pub title: String,
    updated_at: String,
    /// Title of the stage one is at.
    stage: String,
    done: usize,
    total: usize,
    errors: usize,
    warnings: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    next_deadline: Option<DeadlineView>,
    pub archived: bool,
    /// Whether its procedure can be used; otherwise the case can be looked for, exported and deleted, but not opened.
    #[serde(default)]
    pub usable: bool,
    /// Not as it was written: it does not open, and nothing is known of its state.
    #[serde(default)]
    pub damaged: bool,
}

/// A case with everything that follows from it.
#[derive(Debug, Serialize, TS)]
pub struct CaseView {
    #[ts(type = "number")]
    id: i64,
    slug: String,
    title: String,
    #[ts(type = "number")]
    revision: i64,
    saved_at: String,
    /// Which view this is: changes are told against it.
    #[ts(type = "number")]
    version: u64,
    #[ts(type = "Record<string, Json>")]
    pub answers: Map<String, Json>,
    #[ts(type = "Record<string, string>")]
    overrides: BTreeMap<String, String>,
    /// Cells whose value may not come twice.
    repeated: Vec<RepeatedView>,
    /// Keys that are asked now.
    visible: Vec<String>,
    assessment: AssessmentView,
    can_undo: bool,
    can_redo: bool,
    procedure_changed: bool,
}

/// A case after an edit was taken back or brought again, and what that changed.
#[derive(Debug, Serialize, TS)]
pub struct SteppedView {
    pub view: CaseView,
    /// Empty: there was nothing to take back.
    pub changes: Vec<ChangedView>,
}

/// What came of storing changes.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Saved {
    /// The case anew: the page's view is not the one that was told last.
    Whole(Box<CaseView>),
    /// What differs from the page's view.
    Change(CaseChange),
}

/// What differs from a view after changes were stored. The answers are those sent, but for these.
#[derive(Debug, Serialize, TS)]
pub struct CaseChange {
    /// For the view without its answers.
    #[ts(type = "Patch | null")]
    pub patch: Option<Patch>,
    /// Answers stored otherwise than they were sent; null: none.
    #[ts(type = "Record<string, Json>")]
    pub answers: Map<String, Json>,
    /// Rows stored otherwise than they were sent.
    pub rows: Vec<RowsView>,
}

/// Rows of a table from one place on.
#[derive(Debug, Serialize, TS)]
pub struct RowsView {
    pub key: String,
    /// The first of them, from 0.
    pub at: usize,
    #[ts(type = "Json[]")]
    pub rows: Vec<Json>,
}

/// A whole field value; null removes the answer.
#[derive(Debug, Deserialize, TS)]
pub struct Change {
    pub key: String,
    #[ts(type = "Json")]
    pub value: Json,
    /// Of a long table of which a few rows changed: which. `value` then holds just the rows that take their place.
    #[serde(default)]
    #[ts(optional)]
    pub rows: Option<Splice>,
}

/// Rows of a table that others take the place of.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct Splice {
    /// The first of them, from 0.
    pub at: usize,
    /// How many.
    pub count: usize,
}

/// A value that may stand in a table once, and stands there twice.
#[derive(Debug, Serialize, TS)]
pub struct RepeatedView {
    /// `units.12.unit_no`
    path: String,
    message: String,
}

/// A typed text that is to be understood.
#[derive(Debug, Deserialize, TS)]
pub struct EntryRequest {
    pub path: String,
    pub text: String,
}

/// What a typed text was understood as.
#[derive(Debug, Serialize, TS)]
pub struct Reading {
    pub ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Json")]
    pub value: Option<Json>,
    /// "1,500,000.00 元"
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub echo: Option<String>,
    /// 人民币大写
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<String>,
    /// Warnings that do not refuse the entry.
    pub notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub problem: Option<Problem>,
    /// Values the text may mean, to be accepted by a person; the likeliest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub offers: Option<Vec<OfferView>>,
}

/// A value that a text may mean.
#[derive(Debug, Serialize, TS)]
pub struct OfferView {
    #[ts(type = "Json")]
    pub value: Json,
    /// As printed.
    pub text: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Problem {
    pub code: String,
    pub message: String,
}

/// A deadline on the home page.
#[derive(Debug, Serialize, TS)]
pub struct CaseDeadline {
    #[ts(type = "number")]
    pub case: i64,
    pub title: String,
    pub deadline: DeadlineView,
}

impl CaseSummary {
    pub fn of(row: &CaseRow, open: &Open) -> Self {
        let assessment = &open.assessment;
        let count =
            |severity| assessment.findings.iter().filter(|f| f.severity == severity && f.is_open()).count();
        let at = assessment
            .stages
            .iter()
            .find(|stage| matches!(stage.state, StageStatus::Problem | StageStatus::InProgress))
            .or_else(|| assessment.stages.iter().find(|stage| stage.state == StageStatus::NotStarted))
            .or_else(|| assessment.stages.last());
        let next = assessment
            .deadlines
            .iter()
            .filter(|deadline| matches!(deadline.state, DeadlineState::Pending | DeadlineState::Overdue))
            .min_by_key(|deadline| deadline.due);
        Self {
            procedure_short: open.procedure.entry.short.clone(),
            stage: at.map(|stage| stage.title.clone()).unwrap_or_default(),
            done: assessment.stages.iter().map(|stage| stage.done).sum(),
            total: assessment.stages.iter().map(|stage| stage.total).sum(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            next_deadline: next.map(DeadlineView::of),
            usable: true,
            ..Self::bare(row, None)
        }
    }

    /// A case whose procedure is not there.
    pub fn bare(row: &CaseRow, short: Option<String>) -> Self {
        Self {
            id: row.id,
            slug: row.slug.clone(),
            procedure_short: short.unwrap_or_else(|| row.slug.clone()),
            title: row.title.clone(),
            updated_at: row.updated_at.to_rfc3339(),
            stage: String::new(),
            done: 0,
            total: 0,
            errors: 0,
            warnings: 0,
            next_deadline: None,
            archived: row.archived,
            usable: false,
            damaged: row.damaged,
        }
    }
}

impl CaseView {
    /// The view under a number, with no answer in it: the page has them, or they are put in where it has not.
    pub fn without_answers(open: &Open, version: u64) -> Self {
        let record = &open.record;
        let values = &open.assessment.values;
        // A question appears once the answer it hangs on is there, not before. What is answered stays in sight.
        let asked = |key: &str| {
            let state = values.get(key).map(|value| value.state);
            let open = state == Some(ValueState::Given) || !open.assessment.waiting.contains_key(key);
            open && state.is_some_and(|state| state != ValueState::NotApplicable)
        };
        Self {
            id: record.id,
            slug: record.slug.clone(),
            title: record.title.clone(),
            revision: record.revision,
            saved_at: record.updated_at.to_rfc3339(),
            version,
            answers: Map::new(),
            repeated: repeated(open),
            overrides: record.overrides.clone(),
            visible: open
                .procedure
                .fields()
                .filter(|field| asked(field.key()))
                .map(|field| field.key().to_owned())
                .collect(),
            assessment: AssessmentView::of(&open.assessment),
            can_undo: record.can_undo,
            can_redo: record.can_redo,
            procedure_changed: record.procedure_hash != open.procedure.hash,
        }
    }
}

fn repeated(open: &Open) -> Vec<RepeatedView> {
    let tables = open.procedure.fields().filter(|field| field.kind() == FieldKind::Table);
    tables
        .filter_map(|table| match open.case.answers.get(table.key()) {
            Some(Value::Table(rows)) => Some((table, duplicates(table, rows.iter()))),
            _ => None,
        })
        .flat_map(|(table, found)| {
            found.into_iter().map(move |found| RepeatedView {
                path: format!("{}.{}.{}", table.key(), found.row, found.column),
                message: found.message(table, found.first + 1),
            })
        })
        .collect()
}
