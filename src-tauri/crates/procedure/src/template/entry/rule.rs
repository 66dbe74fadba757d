//! Rules as written in `rules/*.toml`, and as used.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::expression::{Expression, Message};
use crate::words::chinese_number;

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

impl Citation {
    /// In words, as it is cited on paper: `罗府办规〔2022〕6号第十六条`.
    #[must_use]
    pub fn text(&self) -> String {
        match self.article.parse() {
            Ok(article) => format!("{}第{}条", self.number, chinese_number(article)),
            Err(_) => format!("{}{}", self.number, self.article),
        }
    }

    /// Several in words, the number of a source once: `罗府办规〔2022〕6号第十三条、第十六条；法释〔2016〕24号第三条`.
    #[must_use]
    pub fn list(citations: &[Self]) -> String {
        let mut list = String::new();
        let mut before: Option<&str> = None;
        for citation in citations {
            let text = citation.text();
            match before {
                Some(number) if number == citation.number => {
                    list.push('、');
                    list.push_str(text.strip_prefix(number).unwrap_or(&text));
                }
                Some(_) => {
                    list.push('；');
                    list.push_str(&text);
                }
                None => list.push_str(&text),
            }
            before = Some(&citation.number);
        }
        list
    }
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
    /// The parts of `require` that are joined by `and`; empty if it is one condition.
    pub parts: Vec<Expression>,
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
