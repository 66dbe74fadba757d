//! Charts as written in `charts.toml`, and as used.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::expression::{Expression, Message};

/// Form of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// One group or stack of columns for each row (柱状图).
    Columns,
    /// Running totals over dates (累计阶梯图).
    Steps,
    /// Intervals on a time axis (时间轴).
    Lanes,
}

/// `[[chart]]` of `charts.toml`. In whatever has `rows`, expressions see `row` and `row_number`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChartEntry {
    /// Id within the procedure; papers and views name it.
    pub id: String,
    /// Caption.
    pub title: String,
    /// Form.
    pub kind: ChartKind,
    /// What one sees, in a sentence or two: printed under the caption and read aloud.
    #[schemars(with = "String")]
    pub summary: Spanned<String>,
    /// There is such a chart only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// Governing articles.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Unit of the figures, where they are not an amount in 元.
    pub unit: Option<String>,
    /// Columns: expression that yields a table or a list.
    #[schemars(with = "Option<String>")]
    pub rows: Option<Spanned<String>>,
    /// Columns: name of a row's group.
    #[schemars(with = "Option<String>")]
    pub category: Option<Spanned<String>>,
    /// Columns: on top of one another.
    #[serde(default)]
    pub stacked: bool,
    /// Columns and steps: the series, in the order of the legend.
    #[serde(default)]
    pub series: Vec<SeriesEntry>,
    /// Steps: name of the area where the first series lies below the second.
    pub shortfall: Option<String>,
    /// Lanes: the intervals, in the order in which they are drawn.
    #[serde(default)]
    pub lane: Vec<LaneEntry>,
    /// Steps and lanes: days marked across the chart.
    #[serde(default)]
    pub markers: Vec<MarkerEntry>,
    /// Steps and lanes: marks today.
    #[serde(default)]
    pub today: bool,
}

/// A series of a chart.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesEntry {
    /// Name in the legend.
    pub label: String,
    /// Columns: figure of a row.
    #[schemars(with = "Option<String>")]
    pub value: Option<Spanned<String>>,
    /// Steps: where the amounts come from.
    #[serde(default)]
    pub parts: Vec<PartEntry>,
    /// `neutral`, `good`, `warn` or `bad`; without one the next look of the palette.
    #[schemars(with = "Option<String>")]
    pub tone: Option<Spanned<String>>,
}

/// Rows whose amounts a running total adds up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartEntry {
    /// Expression that yields a table or a list.
    #[schemars(with = "String")]
    pub rows: Spanned<String>,
    /// Day of a row.
    #[schemars(with = "String")]
    pub on: Spanned<String>,
    /// Amount of a row; not a total.
    #[schemars(with = "String")]
    pub amount: Spanned<String>,
}

/// An interval, or one for each row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LaneEntry {
    /// Expression that yields a table or a list.
    #[schemars(with = "Option<String>")]
    pub rows: Option<Spanned<String>>,
    /// Instead of `from` and `to`: an entry of `deadlines.toml`.
    pub deadline: Option<String>,
    /// Name of the line; equal names share one.
    #[schemars(with = "Option<String>")]
    pub label: Option<Spanned<String>>,
    /// Drawn only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// First day.
    #[schemars(with = "Option<String>")]
    pub from: Option<Spanned<String>>,
    /// Last day.
    #[schemars(with = "Option<String>")]
    pub to: Option<Spanned<String>>,
    /// `neutral`, `good`, `warn` or `bad`.
    #[schemars(with = "Option<String>")]
    pub tone: Option<Spanned<String>>,
    /// Short words at the bar.
    #[schemars(with = "Option<String>")]
    pub note: Option<Spanned<String>>,
    /// What the tone means, for the legend.
    pub legend: Option<String>,
}

/// A day marked across a chart, or one for each row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkerEntry {
    /// Expression that yields a table or a list.
    #[schemars(with = "Option<String>")]
    pub rows: Option<Spanned<String>>,
    /// The day.
    #[schemars(with = "String")]
    pub on: Spanned<String>,
    /// What it is.
    #[schemars(with = "String")]
    pub label: Spanned<String>,
    /// `neutral`, `good`, `warn` or `bad`.
    #[schemars(with = "Option<String>")]
    pub tone: Option<Spanned<String>>,
}

/// A chart (图), its expressions compiled.
#[derive(Debug, Clone)]
pub struct ChartTemplate {
    /// Id within the procedure.
    pub id: String,
    /// Line of the file on which it begins.
    pub line: usize,
    /// Caption.
    pub title: String,
    /// What one sees.
    pub summary: Message,
    /// There is such a chart only when this holds.
    pub when: Option<Expression>,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Unit of the figures, where they are not an amount in 元.
    pub unit: Option<String>,
    /// What is drawn.
    pub form: ChartForm,
    /// Days marked across it.
    pub markers: Vec<MarkerTemplate>,
    /// Marks today.
    pub today: bool,
}

/// What a chart draws.
#[derive(Debug, Clone)]
pub enum ChartForm {
    /// See [`ChartKind::Columns`].
    Columns {
        /// Table or list.
        rows: Expression,
        /// Name of a row's group.
        category: Expression,
        /// On top of one another.
        stacked: bool,
        /// Label, figure of a row, tone.
        series: Vec<(String, Expression, Option<Expression>)>,
    },
    /// See [`ChartKind::Steps`].
    Steps {
        /// The running totals.
        series: Vec<StepTemplate>,
        /// Name of the area where the first lies below the second.
        shortfall: Option<String>,
    },
    /// See [`ChartKind::Lanes`].
    Lanes(Vec<LaneTemplate>),
}

/// A running total.
#[derive(Debug, Clone)]
pub struct StepTemplate {
    /// Name in the legend.
    pub label: String,
    /// Meaning.
    pub tone: Option<Expression>,
    /// Rows, day of a row, amount of a row.
    pub parts: Vec<(Expression, Expression, Expression)>,
}

/// An interval, or one for each row.
#[derive(Debug, Clone)]
pub struct LaneTemplate {
    /// Table or list.
    pub rows: Option<Expression>,
    /// Where the days come from.
    pub days: LaneDays,
    /// Name of the line; a deadline has its own.
    pub label: Option<Message>,
    /// Drawn only when this holds.
    pub when: Option<Expression>,
    /// Meaning.
    pub tone: Option<Expression>,
    /// Short words at the bar.
    pub note: Option<Message>,
    /// What the tone means.
    pub legend: Option<String>,
}

/// Days of an interval.
#[derive(Debug, Clone)]
pub enum LaneDays {
    /// First and last day.
    Between(Expression, Expression),
    /// Id of an entry of `deadlines.toml`.
    Deadline(String),
}

/// A day marked across a chart.
#[derive(Debug, Clone)]
pub struct MarkerTemplate {
    /// Table or list.
    pub rows: Option<Expression>,
    /// The day.
    pub on: Expression,
    /// What it is.
    pub label: Message,
    /// Meaning.
    pub tone: Option<Expression>,
}
