//! What is to be shown.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::ink::Tone;

/// A chart with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// One group or stack of columns for each category (柱状图).
    Columns(Columns),
    /// Running totals over dates (累计阶梯图).
    Steps(Steps),
    /// Intervals on a time axis (时间轴).
    Lanes(Lanes),
}

/// What the figures count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// 元; large axes are labelled in 万元 or 亿元.
    Money,
    /// Any other unit, printed at the axis; may be empty.
    Other(String),
}

/// Columns side by side or on top of one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// What the values count.
    pub unit: Unit,
    /// On top of one another.
    pub stacked: bool,
    /// Names of the groups from left to right.
    pub categories: Vec<String>,
    /// Series in the order of the legend.
    pub series: Vec<Series>,
}

/// A series of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Name in the legend.
    pub label: String,
    /// Meaning; without one the series takes the next of the palette.
    pub tone: Option<Tone>,
    /// One value a category; further ones are not drawn.
    pub values: Vec<Decimal>,
}

/// Running totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// What the amounts count.
    pub unit: Unit,
    /// Series in the order of the legend.
    pub series: Vec<StepSeries>,
    /// Name of the area where the first series lies below the second; not shaded without one.
    pub shortfall: Option<String>,
    /// Days marked across the chart.
    pub markers: Vec<Marker>,
}

/// Amounts by day, in any order; their running total is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepSeries {
    /// Name in the legend.
    pub label: String,
    /// Meaning; without one the series takes the next of the palette.
    pub tone: Option<Tone>,
    /// Single amounts.
    pub amounts: Vec<(NaiveDate, Decimal)>,
}

/// Intervals, one line for each label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    /// Intervals; equal labels share a line, lines stand in the order of their first interval.
    pub intervals: Vec<Interval>,
    /// Days marked across the chart.
    pub markers: Vec<Marker>,
}

/// From one day to another, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// Name of the line.
    pub label: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; the same day is drawn as a diamond.
    pub to: NaiveDate,
    /// Meaning.
    pub tone: Tone,
    /// Short words at the bar; empty for none.
    pub note: String,
    /// What the tone means, for the legend; empty for none.
    pub legend: String,
}

/// A day across the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The day.
    pub on: NaiveDate,
    /// What it is.
    pub label: String,
    /// Meaning.
    pub tone: Tone,
}
