//! Papers as written in `documents/*.md`, and as used.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::expression::Expression;

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
