//! The remaining entries of a template folder as written in its files, and as used.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::field::{FieldEntry, FieldKind};
use crate::expression::{Expression, Message};

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

/// Weight of a finding (严重程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 不符合规定: final papers are blocked.
    Error,
    /// 原则上/一般 rules: may be overridden with a written reason.
    Warning,
    /// Worth knowing.
    Notice,
}

/// A source of law (依据).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Citation {
    /// 文号, or the name of a law.
    pub number: String,
    /// Article, e.g. `15`.
    pub article: String,
}

/// `basis` of a rule beyond the procedure's own articles.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisEntry {
    /// 文号, or the name of a law.
    pub number: String,
    /// Article as a number or as words.
    #[schemars(with = "String")]
    pub article: toml::Value,
}

/// A file of `rules/`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// What must hold, in one line.
    pub title: String,
    /// Weight of a breach.
    pub severity: Severity,
    /// Stage it belongs to.
    pub stage: String,
    /// Articles of the procedure's own regulation.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Further sources.
    #[serde(default)]
    pub basis: Vec<BasisEntry>,
    /// Applies only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// Table whose rows are asked one by one.
    pub each: Option<String>,
    /// Holds when true.
    #[schemars(with = "String")]
    pub require: Spanned<String>,
    /// Once true, what is still missing counts as a breach.
    #[schemars(with = "Option<String>")]
    pub settled: Option<Spanned<String>>,
    /// What is wrong, why, and what to do.
    #[schemars(with = "String")]
    pub message: Spanned<String>,
    /// Fields it points at.
    #[serde(default)]
    pub fields: Vec<String>,
    /// `all` blocks every final paper, a list just those; by default the papers that use any of `fields`.
    pub blocks: Option<Blocks>,
    /// Another severity under a further condition.
    pub raise: Option<RaiseEntry>,
    /// May be overridden with a written reason; warnings may by default.
    #[serde(rename = "override")]
    pub overridable: Option<bool>,
    /// The rule's manual: how it is decided.
    pub note: Option<String>,
}

/// Which final papers a breach blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Blocking {
    /// Those that use any field the rule points at: a paper must not state as final what a breach is about.
    #[default]
    Using,
    /// All, because the procedure is not open at all.
    All,
    /// Just these.
    Documents(Vec<String>),
}

/// A rule (规则).
#[derive(Debug, Clone)]
pub struct Rule {
    /// File name without its ending.
    pub id: String,
    /// What must hold, in one line.
    pub title: String,
    /// Weight of a breach.
    pub severity: Severity,
    /// Stage it belongs to.
    pub stage: String,
    /// All sources, the procedure's own articles first.
    pub basis: Vec<Citation>,
    /// Applies only when this holds.
    pub when: Option<Expression>,
    /// Table whose rows are asked one by one.
    pub each: Option<String>,
    /// Holds when true.
    pub require: Expression,
    /// Once true, what is still missing counts as a breach.
    pub settled: Option<Expression>,
    /// What is wrong, why, and what to do.
    pub message: Message,
    /// Fields it points at.
    pub fields: Vec<String>,
    /// Final papers that a breach blocks.
    pub blocks: Blocking,
    /// Another severity under a further condition.
    pub raise: Option<(Severity, Expression)>,
    /// May be overridden with a written reason.
    pub overridable: bool,
    /// How it is decided.
    pub note: Option<String>,
}

/// `[[deadline]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineEntry {
    /// Id within the procedure.
    pub id: String,
    /// What falls due.
    #[schemars(with = "String")]
    pub label: Spanned<String>,
    /// Date it is counted from.
    #[schemars(with = "String")]
    pub from: Spanned<String>,
    /// `within 30 days`, `ahead_of 3 months`, `on`, …
    #[schemars(with = "String")]
    pub period: Spanned<String>,
    /// Table whose rows have a date of their own each.
    pub each: Option<String>,
    /// Last day of a repeated deadline.
    #[schemars(with = "Option<String>")]
    pub until: Option<Spanned<String>>,
    /// Done when this holds.
    #[schemars(with = "Option<String>")]
    pub done: Option<Spanned<String>>,
    /// Applies only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// 口径.
    pub note: Option<String>,
}

/// A content that an article demands of a paper (法定内容).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentEntry {
    /// Anchor in the body.
    pub id: String,
    /// Article that demands it.
    pub article: u32,
    /// What must be there.
    pub label: String,
    /// Fields without which it is not there.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// Front matter of `documents/<id>.md`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Title as printed.
    pub title: String,
    /// `official` or `contract`.
    pub kind: DocumentKind,
    /// Stage it belongs to.
    pub stage: String,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Applies only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// A table of contents follows the cover.
    #[serde(default)]
    pub contents_table: bool,
    /// One paper for each row of this table.
    pub each: Option<String>,
    /// Name of a row's paper.
    #[schemars(with = "Option<String>")]
    pub each_name: Option<Spanned<String>>,
    /// Fields without which it stays a draft.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Contents that articles demand.
    #[serde(default)]
    pub content: Vec<ContentEntry>,
    /// Party whose name goes into the file's properties.
    pub author: Option<String>,
}

/// Layout family of a paper, as in [`DocumentEntry::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// GB/T 9704-2012.
    Official,
    /// Contract.
    Contract,
}

/// A paper that the procedure writes (文书).
#[derive(Debug, Clone)]
pub struct DocumentTemplate {
    /// File name without its ending.
    pub id: String,
    /// Position in the list of papers, from 1.
    pub position: usize,
    /// Front matter.
    pub entry: DocumentEntry,
    /// Applies only when this holds.
    pub when: Option<Expression>,
    /// Name of a row's paper.
    pub each_name: Option<Expression>,
    /// Text of the body: minijinja, then Markdown.
    pub body: String,
    /// Line of the file on which the body begins.
    pub body_line: usize,
    /// Fields that the body uses, directly or through derived values.
    pub uses: Vec<String>,
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

/// `blocks` of a rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Blocks {
    /// `"all"`.
    Word(String),
    /// Ids of papers.
    Documents(Vec<String>),
}

/// `raise` of a rule: another severity under a further condition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaiseEntry {
    /// Severity then.
    pub severity: Severity,
    /// Condition.
    #[schemars(with = "String")]
    pub when: Spanned<String>,
}

/// A TOML local date as a day.
pub(crate) fn day(value: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = value.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}
