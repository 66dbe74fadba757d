//! Views as written in `views.toml`, and as used.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::expression::{Expression, Message};

/// `[[view]]` of `views.toml`: a page of figures, charts and tables with a what-if form (测算).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewEntry {
    /// Id within the procedure.
    pub id: String,
    /// Title of the page.
    pub title: String,
    /// A sentence under it.
    pub intro: Option<String>,
    /// There is such a page only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Fields of which one may try other values.
    #[serde(default)]
    pub change: Vec<String>,
    /// Charts of `charts.toml`, in order.
    #[serde(default)]
    pub charts: Vec<String>,
    /// Checklists of `checks.toml`, each shown as one card a row.
    #[serde(default)]
    pub checklists: Vec<String>,
    /// Figures on top.
    #[serde(default)]
    pub figure: Vec<FigureEntry>,
    /// Tables.
    #[serde(default)]
    pub table: Vec<ViewTableEntry>,
}

/// `[[view.figure]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureEntry {
    /// What it is.
    pub label: String,
    /// The figure.
    #[schemars(with = "String")]
    pub value: Spanned<String>,
    /// Unit after it.
    pub unit: Option<String>,
    /// `neutral`, `good`, `warn` or `bad`.
    #[schemars(with = "Option<String>")]
    pub tone: Option<Spanned<String>>,
    /// Small words under it.
    #[schemars(with = "Option<String>")]
    pub note: Option<Spanned<String>>,
}

/// `[[view.table]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewTableEntry {
    /// Title above it.
    pub title: String,
    /// Expression that yields a table or a list.
    #[schemars(with = "String")]
    pub rows: Spanned<String>,
    /// Shown only when one opens it: the steps behind the figures.
    #[serde(default)]
    pub folded: bool,
    /// Columns from left to right.
    pub columns: Vec<ViewColumnEntry>,
}

/// A column of a table of a view; its expressions see `row` and `row_number`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewColumnEntry {
    /// Head of the column.
    pub label: String,
    /// Cell of a row.
    #[schemars(with = "String")]
    pub value: Spanned<String>,
    /// `neutral`, `good`, `warn` or `bad`.
    #[schemars(with = "Option<String>")]
    pub tone: Option<Spanned<String>>,
    /// Adds the column up under the table.
    #[serde(default)]
    pub total: bool,
}

/// A view (测算), its expressions compiled.
#[derive(Debug, Clone)]
pub struct ViewTemplate {
    /// Id within the procedure.
    pub id: String,
    /// Line of the file on which it begins.
    pub line: usize,
    /// Title of the page.
    pub title: String,
    /// A sentence under it.
    pub intro: Option<String>,
    /// There is such a page only when this holds.
    pub when: Option<Expression>,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Fields of which one may try other values.
    pub change: Vec<String>,
    /// Ids of charts.
    pub charts: Vec<String>,
    /// Ids of checklists.
    pub checklists: Vec<String>,
    /// Figures on top.
    pub figures: Vec<FigureTemplate>,
    /// Tables.
    pub tables: Vec<ViewTable>,
}

/// A figure of a view.
#[derive(Debug, Clone)]
pub struct FigureTemplate {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: Shown,
    /// Unit after it.
    pub unit: Option<String>,
    /// Meaning.
    pub tone: Option<Expression>,
    /// Small words under it.
    pub note: Option<Message>,
}

/// A table of a view.
#[derive(Debug, Clone)]
pub struct ViewTable {
    /// Title above it.
    pub title: String,
    /// Table or list.
    pub rows: Expression,
    /// Shown only when one opens it.
    pub folded: bool,
    /// Columns from left to right.
    pub columns: Vec<ViewColumn>,
}

/// A column of a table of a view.
#[derive(Debug, Clone)]
pub struct ViewColumn {
    /// Head of the column.
    pub label: String,
    /// Cell of a row.
    pub value: Shown,
    /// Meaning.
    pub tone: Option<Expression>,
    /// Adds the column up under the table.
    pub total: bool,
}

/// A value both as such and as it prints: a choice prints as its label.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The value.
    pub value: Expression,
    /// The same in a message.
    pub words: Message,
}
