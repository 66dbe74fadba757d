//! Examples: answers with the findings, deadlines and figures they must give.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// An example case, also a sample that a user can open.
#[derive(Debug, Clone)]
pub struct Example {
    /// File name without its ending.
    pub name: String,
    /// Title of the case.
    pub title: String,
    /// What it shows.
    pub purpose: String,
    /// The day on which it is assessed.
    pub today: NaiveDate,
    /// Answers as in a case file.
    pub answers: Map<String, Json>,
    /// Reasons for overridden warnings, by rule id without slug.
    pub overrides: BTreeMap<String, String>,
    /// What must come out.
    pub expect: Expectation,
}

/// What an example must give.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Exactly the violated rules, without slug.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Rules that must be undecided.
    #[serde(default)]
    pub undecided: Vec<String>,
    /// Rules that must hold.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Values by key, in the form of a case file.
    #[serde(default)]
    pub values: BTreeMap<String, toml::Value>,
    /// Deadlines by id without slug.
    #[serde(default)]
    pub deadlines: BTreeMap<String, ExpectedDeadline>,
    /// States of papers by id.
    #[serde(default)]
    pub documents: BTreeMap<String, String>,
    /// States of stages by id.
    #[serde(default)]
    pub stages: BTreeMap<String, String>,
}

/// What is expected of a deadline; what is left out is not compared.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedDeadline {
    /// Nominal day.
    pub nominal: Option<toml::Value>,
    /// Due day.
    pub due: Option<toml::Value>,
    /// Whether a year without an official table was touched.
    pub provisional: Option<bool>,
    /// State.
    pub state: Option<String>,
    /// Days left, negative when overdue.
    pub days_left: Option<i64>,
    /// First day of the next step.
    pub earliest_next: Option<toml::Value>,
}

/// An example as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleEntry {
    pub title: String,
    #[serde(default)]
    pub purpose: String,
    pub today: toml::value::Datetime,
    pub new_from: Option<String>,
    #[serde(default)]
    pub remove: Vec<String>,
    #[serde(default)]
    pub answers: toml::Table,
    #[serde(default)]
    pub overrides: BTreeMap<String, String>,
    #[serde(default)]
    pub expect: Expectation,
}

/// A TOML value as JSON; dates become ISO strings.
pub(super) fn to_json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::from(text.as_str()),
        toml::Value::Integer(number) => Json::from(*number),
        toml::Value::Float(number) => Json::from(*number),
        toml::Value::Boolean(flag) => Json::from(*flag),
        toml::Value::Datetime(date) => Json::from(date.to_string()),
        toml::Value::Array(items) => items.iter().map(to_json).collect(),
        toml::Value::Table(table) => Json::Object(to_map(table)),
    }
}

pub(super) fn to_map(table: &toml::Table) -> Map<String, Json> {
    table.iter().map(|(key, value)| (key.clone(), to_json(value))).collect()
}
