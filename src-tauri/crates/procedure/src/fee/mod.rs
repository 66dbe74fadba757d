//! Fees by progressive brackets (分档累进计费), as in 财建〔2016〕504号 附件2: each part of the base at the rate of its
//! bracket.
//!
//! Tables are data: shared ones come from `shared/fees.toml`, others are typed into a case. Which table governs, and
//! what the base is, is said in the template folders.

mod bracket;
mod progressive;

use chrono::NaiveDate;

pub use bracket::{Bracket, BracketEntry, BracketProblem, Brackets};
pub use progressive::BracketFee;

/// A rate table (费率表), dated and with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeTable {
    /// Id; versions of one table share it.
    pub id: String,
    /// Name as published.
    pub name: String,
    /// Document number it is taken from (文号).
    pub source: String,
    /// First day in force, where it is known.
    pub from: Option<NaiveDate>,
    /// For comparison only (参照).
    pub comparator: bool,
    /// What the rates are applied to.
    pub base: Option<String>,
    /// What else one should know.
    pub note: Option<String>,
    /// Brackets in ascending order.
    pub brackets: Brackets,
}
