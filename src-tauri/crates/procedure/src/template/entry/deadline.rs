//! Deadlines as written in `deadlines.toml`; [`super::super::Deadline`] is what they become.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

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
    /// What tells the rows apart in ids, where it is not their number: a row put in before must not rename the others.
    #[schemars(with = "Option<String>")]
    pub each_id: Option<Spanned<String>>,
    /// Last day of a repeated deadline.
    #[schemars(with = "Option<String>")]
    pub until: Option<Spanned<String>>,
    /// Done when this holds.
    #[schemars(with = "Option<String>")]
    pub done: Option<Spanned<String>>,
    /// Applies only when this holds; with `each` it sees the row.
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
