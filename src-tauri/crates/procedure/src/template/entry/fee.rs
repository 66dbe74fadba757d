//! Rate tables as written in `shared/fees.toml`; [`crate::fee::FeeTable`] is what they become.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// `[[fee]]` of `shared/fees.toml`: a dated version of a rate table (费率表).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeEntry {
    /// Id; versions of one table share it and differ in `from`.
    pub id: String,
    /// Name as published.
    pub name: String,
    /// Document number it is taken from (文号).
    pub source: String,
    /// First day in force.
    #[schemars(with = "String")]
    pub from: toml::value::Datetime,
    /// For comparison only.
    #[serde(default)]
    pub comparator: bool,
    /// What the rates are applied to.
    pub base: Option<String>,
    /// What else one should know.
    pub note: Option<String>,
    /// Brackets in ascending order; the last one has no limit.
    pub brackets: Vec<FeeBracketEntry>,
}

/// A bracket of a rate table.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeBracketEntry {
    /// Limit above which it begins, in 元; follows from the bracket before, and is checked where written.
    #[schemars(with = "Option<String>")]
    pub over: Option<Spanned<String>>,
    /// Last amount that belongs to it, in 元.
    #[schemars(with = "Option<String>")]
    pub up_to: Option<Spanned<String>>,
    /// Rate in percent: `"1.5"`.
    #[schemars(with = "String")]
    pub rate: Spanned<String>,
}
