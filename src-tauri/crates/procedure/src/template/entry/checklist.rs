//! Checklists as written in `checks.toml`, and as used.

use ::chart::Tone;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::rule::{BasisEntry, Citation};
use crate::expression::{Expression, Message};

/// `[[checklist]]`: points that each row of a table is held against (核验清单).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistEntry {
    /// Id within the procedure, for `checks('…')`.
    pub id: String,
    /// What is checked.
    pub title: String,
    /// Table whose rows are checked one by one.
    #[schemars(with = "String")]
    pub rows: Spanned<String>,
    /// What a row is called; `第n行` by default.
    #[schemars(with = "Option<String>")]
    pub name: Option<Spanned<String>>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
}

/// `[[checklist.check]]`: one point (核验项), numbered from 1 in order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckEntry {
    /// Id within the checklist.
    pub id: String,
    /// What is looked at.
    pub title: String,
    /// Articles of the procedure's own regulation.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Further sources.
    #[serde(default)]
    pub basis: Vec<BasisEntry>,
    /// Rests on good practice and on no text.
    #[serde(default)]
    pub practice: bool,
    /// Applies to the row only when this holds.
    #[schemars(with = "Option<String>")]
    pub applies: Option<Spanned<String>>,
    /// Passes when true, fails when false, and waits while it cannot be decided.
    #[schemars(with = "String")]
    pub require: Spanned<String>,
    /// What is required, with figures.
    #[schemars(with = "String")]
    pub required: Spanned<String>,
    /// What was found, with figures.
    #[schemars(with = "String")]
    pub found: Spanned<String>,
    /// What is wrong and what to do, where it fails.
    #[schemars(with = "Option<String>")]
    pub reason: Option<Spanned<String>>,
}

/// `[[checklist.verdict]]`: what the points come to for a row (结论); the first that holds counts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictEntry {
    /// Id within the checklist.
    pub id: String,
    /// Words on screen and on paper.
    pub label: String,
    /// How it is shown.
    #[serde(default)]
    pub tone: Tone,
    /// Holds when true; the last verdict has none. Sees `row`, and the ids of checks in `failed`, `pending`, `passed`.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// A day by which something must be done.
    #[schemars(with = "Option<String>")]
    pub by: Option<Spanned<String>>,
    /// What to do; sees `by`.
    #[schemars(with = "Option<String>")]
    pub advice: Option<Spanned<String>>,
}

/// A checklist, ready to use.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Id within the procedure.
    pub id: String,
    /// What is checked.
    pub title: String,
    /// Table whose rows are checked one by one.
    pub rows: String,
    /// Line on which that table is named.
    pub rows_line: usize,
    /// What a row is called.
    pub name: Option<Message>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Points in order.
    pub checks: Vec<Check>,
    /// Verdicts in the order in which they are tried.
    pub verdicts: Vec<Verdict>,
    /// Line of its file on which it begins.
    pub line: usize,
}

/// A point of a checklist.
#[derive(Debug, Clone)]
pub struct Check {
    /// Id within the checklist.
    pub id: String,
    /// What is looked at.
    pub title: String,
    /// Sources; none where it rests on good practice.
    pub basis: Vec<Citation>,
    /// Applies to the row only when this holds.
    pub applies: Option<Expression>,
    /// Passes when true.
    pub require: Expression,
    /// What is required.
    pub required: Message,
    /// What was found.
    pub found: Message,
    /// What is wrong and what to do, where it fails.
    pub reason: Option<Message>,
    /// Line of its file on which it begins.
    pub line: usize,
}

/// What the points come to for a row.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Id within the checklist.
    pub id: String,
    /// Words on screen and on paper.
    pub label: String,
    /// How it is shown.
    pub tone: Tone,
    /// Holds when true.
    pub when: Option<Expression>,
    /// A day by which something must be done.
    pub by: Option<Expression>,
    /// What to do.
    pub advice: Option<Message>,
    /// Line of its file on which it begins.
    pub line: usize,
}

impl Checklist {
    /// Its expressions and the code of its messages, as they stand in the file.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let checks = self.checks.iter().flat_map(|check| check.applies.iter().chain([&check.require]));
        checks.chain(self.verdicts.iter().flat_map(|verdict| verdict.when.iter().chain(&verdict.by)))
    }

    /// Its messages.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        let checks = self
            .checks
            .iter()
            .flat_map(|check| [&check.required, &check.found].into_iter().chain(&check.reason));
        self.name.iter().chain(checks).chain(self.verdicts.iter().flat_map(|verdict| &verdict.advice))
    }
}
