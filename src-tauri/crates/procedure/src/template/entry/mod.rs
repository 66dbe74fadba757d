//! The remaining entries of a template folder as written in its files, and as used.

mod chart;
mod checklist;
mod deadline;
mod document;
mod fee;
mod rule;
mod view;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::field::{FieldEntry, FieldKind};
use crate::expression::Expression;

pub use chart::{
    ChartEntry, ChartForm, ChartKind, ChartTemplate, LaneDays, LaneTemplate, MarkerTemplate, StepTemplate,
};
pub(super) use chart::{LaneEntry, MarkerEntry, SeriesEntry};
pub use checklist::{Check, CheckEntry, Checklist, ChecklistEntry, Verdict, VerdictEntry};
pub use deadline::DeadlineEntry;
pub use document::{ContentEntry, DocumentEntry, DocumentKind, DocumentTemplate};
pub use fee::{FeeBracketEntry, FeeEntry};
pub(super) use rule::{BasisEntry, Blocks};
pub use rule::{Blocking, Citation, Rule, RuleEntry, Severity};
pub(super) use view::{FigureEntry, ViewColumnEntry, ViewTableEntry};
pub use view::{FigureTemplate, Shown, ViewColumn, ViewEntry, ViewTable, ViewTemplate};

/// `procedure.toml` without its stages and conventions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcedureEntry {
    /// Folder name and first part of all ids.
    pub slug: String,
    /// Full title.
    pub title: String,
    /// Short name on cards.
    pub short: String,
    /// One sentence on what it is for.
    #[serde(default)]
    pub summary: String,
    /// Name of the regulation.
    pub regulation: String,
    /// 文号.
    pub number: String,
    /// First day in force.
    #[schemars(with = "String")]
    pub in_force_from: toml::value::Datetime,
    /// Last day in force.
    #[schemars(with = "String")]
    pub in_force_until: toml::value::Datetime,
    /// Minutes a first pass takes.
    #[serde(default)]
    pub minutes: u32,
    /// What to have at hand.
    #[serde(default)]
    pub at_hand: Vec<String>,
    /// Who uses it.
    #[serde(default)]
    pub users: Vec<String>,
}

/// `[[stage]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageEntry {
    /// Id within the procedure.
    pub id: String,
    /// Title on the task list.
    pub title: String,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Holds once the stage may begin.
    #[schemars(with = "Option<String>")]
    pub opens: Option<Spanned<String>>,
    /// Why it can't begin yet, and what would open it.
    pub closed: Option<String>,
    /// Its errors mean that the procedure is not open at all.
    #[serde(default)]
    pub eligibility: bool,
}

/// A stage (阶段).
#[derive(Debug, Clone)]
pub struct Stage {
    /// Id within the procedure.
    pub id: String,
    /// Title on the task list.
    pub title: String,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Holds once the stage may begin.
    pub opens: Option<Expression>,
    /// Why it can't begin yet.
    pub closed: Option<String>,
    /// Its errors mean that the procedure is not open at all.
    pub eligibility: bool,
}

/// `[[conventions]]`: an ambiguity of the text with the reading taken (口径).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Convention {
    /// Id within the procedure.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Reading taken, and why.
    pub text: String,
    /// Articles concerned.
    #[serde(default)]
    pub articles: Vec<u32>,
}

/// `[[article]]` of `digest.toml`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Number of the article.
    pub number: u32,
    /// Two to eight words.
    pub title: String,
    /// Chapter it stands in.
    #[serde(default)]
    pub chapter: String,
    /// What it says, in our own words.
    pub text: String,
}

/// `[[derived]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DerivedEntry {
    /// Key in expressions and documents.
    pub key: String,
    /// What it is.
    pub label: String,
    /// Form of the value.
    pub kind: FieldKind,
    /// How it is worked out.
    #[schemars(with = "String")]
    pub value: Spanned<String>,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Columns of a derived table.
    #[serde(default)]
    pub columns: Vec<FieldEntry>,
    /// Options of a derived choice.
    #[serde(default)]
    pub options: Vec<super::field::ChoiceOption>,
    /// How it is decided.
    pub note: Option<String>,
}

/// A derived value (推导值).
#[derive(Debug, Clone)]
pub struct Derived {
    /// Key in expressions and documents.
    pub key: String,
    /// What it is.
    pub label: String,
    /// Form of the value.
    pub kind: FieldKind,
    /// How it is worked out.
    pub value: Expression,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Options of a derived choice.
    pub options: Vec<super::field::ChoiceOption>,
    /// Keys of a derived table's columns.
    pub columns: Vec<String>,
}

/// `[[unit]]` of `shared/units.toml`: a unit that the regulations name (业主单位等), for the 单位库 and for proposals.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownUnit {
    /// Its name in the regulations.
    pub short: String,
    /// Its name in full.
    pub name: String,
}

/// `[[policy]]` of `shared/policy.toml`: a published target that one may cite (政策依据).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Policy {
    /// Name of the planning document.
    pub document: String,
    /// The figure itself.
    pub figure: String,
    /// Last year of the planning period; afterwards the target is background only.
    pub period_to: i32,
    /// Keys of the options it serves, e.g. facility types.
    pub serves: Vec<String>,
    /// Number, section, first day of the period and whatever else the papers print.
    #[serde(flatten)]
    #[schemars(skip)]
    pub further: toml::Table,
}

/// A TOML local date as a day.
pub(crate) fn day(value: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = value.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}
