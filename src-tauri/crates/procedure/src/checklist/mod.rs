//! Checklists worked out: each point for each row, and what the points come to (核验清单).
//!
//! Which points there are, what they rest on and what they come to is said in `checks.toml`; here they are only
//! evaluated. Nothing of it is ever undefined: what cannot be decided yet is 待核, and says what it waits for.

mod evaluate;

use chart::Tone;
use chrono::NaiveDate;
use serde::Serialize;

use crate::template::Citation;
pub(crate) use evaluate::{Held, held};
pub use evaluate::{checklist, row};

/// A checklist held against every row of its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistReport {
    /// Id within the procedure.
    pub id: String,
    /// What is checked.
    pub title: String,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Key of the table.
    pub table: String,
    /// One for each row.
    pub rows: Vec<RowReport>,
}

/// One row held against all points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// Number of the row, from 1.
    pub row_number: usize,
    /// What it is called.
    pub name: String,
    /// What the points come to.
    pub verdict: VerdictReport,
    /// Points in order.
    pub checks: Vec<CheckReport>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Number of the point, from 1.
    pub number: usize,
    /// Id within the checklist.
    pub id: String,
    /// What is looked at.
    pub title: String,
    /// Sources; none where it rests on good practice.
    pub basis: Vec<Citation>,
    /// What is required.
    pub required: String,
    /// What was found.
    pub found: String,
    /// What came of it.
    pub result: CheckResult,
    /// Why it fails, or what it waits for.
    pub reason: String,
    /// Cells of the row that it read, `bonds.0.amount`.
    pub fields: Vec<String>,
    /// Answers that would decide it.
    pub missing: Vec<String>,
}

/// What came of a point (核验结果).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// In order.
    Pass,
    /// Not in order.
    Fail,
    /// Not yet decidable.
    Pending,
    /// Not asked of this row.
    NotApplicable,
}

impl CheckResult {
    /// As in JSON and in expressions.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Pending => "pending",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// On screen and on paper.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pass => "通过",
            Self::Fail => "不符",
            Self::Pending => "待核",
            Self::NotApplicable => "不适用",
        }
    }
}

/// What the points come to for a row (结论).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictReport {
    /// Id within the checklist; `undecided` while its condition cannot be decided.
    pub id: String,
    /// Words on screen and on paper.
    pub label: String,
    /// How it is shown.
    pub tone: Tone,
    /// A day by which something must be done.
    pub by: Option<NaiveDate>,
    /// What to do.
    pub advice: String,
}

impl RowReport {
    /// How many points came to this.
    #[must_use]
    pub fn count(&self, result: CheckResult) -> usize {
        self.checks.iter().filter(|check| check.result == result).count()
    }
}

impl CheckReport {
    /// What it rests on, in words: `罗府办规〔2022〕6号第十三条、第十六条；法释〔2016〕24号第三条`.
    #[must_use]
    pub fn basis_text(&self) -> String {
        match self.basis.is_empty() {
            true => "实务要求".to_owned(),
            false => Citation::list(&self.basis),
        }
    }
}
