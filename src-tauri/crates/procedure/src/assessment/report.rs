//! The shape of an assessment, as `check --json` prints it and the window shows it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeStruct;
use serde_json::Value as Json;

use crate::answer::Value;
use crate::checklist::ChecklistReport;
use crate::expression::Lack;
use crate::period::Step;
use crate::template::{Blocking, Citation, Severity};

/// Everything that follows from the answers on a given day.
#[derive(Debug, Clone, Serialize)]
pub struct Assessment {
    /// Slug of the procedure.
    pub procedure: String,
    /// The day it holds for.
    pub today: NaiveDate,
    /// Given, derived and missing values by key.
    pub values: BTreeMap<String, ValueReport>,
    /// What is proposed for what is not answered, by path: `filed_total`, `owner_unit.name`, `team.3.phone`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub proposals: BTreeMap<String, Proposal>,
    /// Questions of which it is not known yet whether they are asked, with the answers that decide it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub waiting: BTreeMap<String, Vec<String>>,
    /// One for each rule.
    pub findings: Vec<Finding>,
    /// One for each deadline, and for each row of a repeated one.
    pub deadlines: Vec<DeadlineReport>,
    /// One for each checklist in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checklists: Vec<ChecklistReport>,
    /// What answers that were begun still lack, and values that cannot be used, in the order in which they are asked.
    pub lacks: Vec<Lack>,
    /// One for each stage in order.
    pub stages: Vec<StageReport>,
    /// One for each paper in order.
    pub documents: Vec<DocumentReport>,
    /// No eligibility rule is broken, so far as is known (适用).
    pub applicable: bool,
}

/// A value of the case.
#[derive(Debug, Clone, Serialize)]
pub struct ValueReport {
    /// Where it comes from.
    pub state: ValueState,
    /// The value itself.
    pub value: Reported,
    /// Words of the question.
    pub label: String,
    /// As it is printed, with its unit.
    pub text: String,
    /// Of a derived value: the latest stage whose questions it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

/// A value proposed for an answer (建议). It is no answer: nothing that is worked out or written sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The value, such as the field would have it.
    pub value: Value,
    /// As it is printed.
    pub text: String,
}

impl Serialize for Proposal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Proposal", 2)?;
        map.serialize_field("value", &self.value.to_json())?;
        map.serialize_field("text", &self.text)?;
        map.end()
    }
}

/// A value as it is reported. Serialized in the form of a case file, and null where there is none; an answer is turned
/// into that form only then, for a table of thousands of rows is assessed at every edit and seldom asked for.
#[derive(Debug, Clone)]
pub enum Reported {
    /// None.
    Nothing,
    /// As it was answered.
    Answer(Value),
    /// As it was worked out.
    Worked(Json),
    /// As it is proposed.
    Proposed(Value),
}

impl Reported {
    /// In the form of a case file.
    #[must_use]
    pub fn json(&self) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Answer(value) | Self::Proposed(value) => value.to_json(),
            Self::Worked(value) => value.clone(),
        }
    }

    /// Whether it is one value, such as can stand in a sentence: no table, record or list.
    #[must_use]
    pub fn is_single(&self) -> bool {
        match self {
            Self::Nothing | Self::Proposed(_) => false,
            Self::Answer(value) => !matches!(value, Value::Table(_) | Value::Record(_) | Value::Choices(_)),
            Self::Worked(value) => !matches!(value, Json::Null | Json::Array(_) | Json::Object(_)),
        }
    }
}

impl Serialize for Reported {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueState {
    /// Answered.
    Given,
    /// Worked out.
    Derived,
    /// Not there yet, but proposed; counts as missing.
    Proposed,
    /// Not there yet.
    Missing,
    /// Not asked in this case.
    NotApplicable,
}

/// What came of a rule.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// `<slug>/<rule>`.
    pub rule: String,
    /// What must hold, in one line.
    pub title: String,
    /// Weight of a breach.
    pub severity: Severity,
    /// What came of it.
    pub outcome: Outcome,
    /// What is wrong, why, and what to do.
    pub message: String,
    /// Answers to be changed: paths, `injections.2.inject_on` for a cell (rows from 0).
    pub fields: Vec<String>,
    /// All fields of the rule, whichever of them are to be changed.
    #[serde(skip)]
    pub concerns: Vec<String>,
    /// Sources.
    pub basis: Vec<Citation>,
    /// Paths that would decide it.
    pub missing: Vec<String>,
    /// How it was decided.
    pub trace: Trace,
    /// Stage it belongs to.
    pub stage: String,
    /// May be overridden with a written reason.
    pub overridable: bool,
    /// The reason given, if it was overridden.
    pub override_reason: Option<String>,
    /// Manual of the rule.
    pub note: Option<String>,
    /// Final papers that a breach blocks.
    #[serde(skip)]
    pub blocks: Blocking,
    /// The rule says itself from when on its answers are wanted.
    #[serde(skip)]
    pub settles: bool,
}

impl Finding {
    /// An error that is broken: final papers that use its fields are blocked.
    #[must_use]
    pub fn is_breach(&self) -> bool {
        self.severity == Severity::Error && self.outcome == Outcome::Violated
    }

    /// Broken, and no reason has been given that may set it aside.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome == Outcome::Violated && self.override_reason.is_none()
    }
}

/// What came of a rule (三值判断加“不适用”).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Broken.
    Violated,
    /// Not yet decidable.
    Undecided,
    /// Kept.
    Holds,
    /// Does not apply to this case.
    NotApplicable,
}

/// How a rule was decided.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Trace {
    /// The expression that decided it.
    pub expression: String,
    /// What it read.
    pub inputs: Vec<TraceInput>,
    /// What it gave.
    pub result: String,
}

/// A value that a rule read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TraceInput {
    /// Path of the value.
    pub name: String,
    /// As it stands in a case file.
    pub value: String,
}

/// A deadline worked out.
#[derive(Debug, Clone, Serialize)]
pub struct DeadlineReport {
    /// `<slug>/<deadline>`, with a suffix for rows and repetitions.
    pub id: String,
    /// What falls due.
    pub label: String,
    /// The event it is counted from.
    pub from: Origin,
    /// Nominal day.
    pub nominal: Option<NaiveDate>,
    /// Day that counts.
    pub due: Option<NaiveDate>,
    /// First day of the next step, for a minimum period.
    pub earliest_next: Option<NaiveDate>,
    /// Touches a year without an official table (暂定).
    pub provisional: bool,
    /// Days from today to the due day; negative when overdue.
    pub days_left: Option<i64>,
    /// Where it stands.
    pub state: DeadlineState,
    /// Sources.
    pub basis: Vec<Citation>,
    /// How it was computed.
    pub steps: Vec<Step>,
    /// 口径.
    pub note: Option<String>,
    /// Answers it waits for.
    pub missing: Vec<String>,
}

/// The event a deadline is counted from.
#[derive(Debug, Clone, Serialize)]
pub struct Origin {
    /// Expression or key.
    pub field: String,
    /// Words of the field.
    pub label: String,
    /// The day, once known.
    pub on: Option<NaiveDate>,
}

/// Where a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Lies ahead.
    Pending,
    /// Met.
    Done,
    /// Passed.
    Overdue,
    /// The event is not known yet.
    Unknown,
}

/// A stage on the task list.
#[derive(Debug, Clone, Serialize)]
pub struct StageReport {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub state: StageStatus,
    /// Why it cannot begin yet.
    pub reason: Option<String>,
    /// Answers that would open it.
    pub opens_with: Vec<String>,
    /// Required questions answered.
    pub done: usize,
    /// Required questions asked.
    pub total: usize,
    /// Open findings of errors and warnings.
    pub findings: usize,
    /// Decides whether the procedure is open at all.
    #[serde(skip)]
    pub eligibility: bool,
}

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StageStatus {
    /// 未开始.
    NotStarted,
    /// 进行中.
    InProgress,
    /// 已完成.
    Done,
    /// 暂不能开始.
    Blocked,
    /// 有问题.
    Problem,
}

/// A paper and whether it can be made final.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentReport {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub state: DocumentStatus,
    /// Answers it lacks: exact paths, `risks.2.response` for a cell (rows from 0), in the order in which they are asked.
    pub missing: Vec<String>,
    /// Rules whose breach blocks it.
    pub blocked_by: Vec<String>,
    /// Rules that cannot be decided yet and block it for as long; they tell what would decide them.
    pub undecided: Vec<String>,
    /// Names of its copies, where there is one for each row of a table.
    pub rows: Vec<String>,
    /// What each copy lacks, by row.
    #[serde(skip)]
    pub row_missing: Vec<Vec<String>>,
}

impl DocumentReport {
    /// Whether it can be made final; of a paper with copies, the copy of that row (from 0).
    #[must_use]
    pub fn is_final(&self, row: Option<usize>) -> bool {
        match row.and_then(|row| self.row_missing.get(row)) {
            Some(missing) => {
                self.state != DocumentStatus::NotApplicable
                    && missing.is_empty()
                    && self.blocked_by.is_empty()
                    && self.undecided.is_empty()
            }
            None => self.state == DocumentStatus::Ready,
        }
    }
}

/// Where a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStatus {
    /// Can be made final (可出正式稿).
    Ready,
    /// Only as a draft (仅草稿).
    Draft,
    /// Not needed in this case (不适用).
    NotApplicable,
}
