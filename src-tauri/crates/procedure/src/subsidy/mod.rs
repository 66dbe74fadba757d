//! Subsidies for leased units: what they come to year by year (estimate) and for a claim period, unit by unit.
//!
//! Rent subsidy (租金补贴) = rent paid (承租租金) − rent charged (出租租金), never below zero, for the days on which a unit
//! is let or vacant within the cap. Other subsidy (其他补贴) = the rent a vacant unit within the cap would have been let
//! for, and its property fee. Nothing for days over the cap, nor from the day a unit is given back.
//!
//! The unit of rounding is one unit, one calendar month and one lease year (see [`crate::rent`]): each figure of such
//! a part is rounded half up to 分, and every total is a sum of them, so totals always agree to the 分.
//! Ratio, period and choices are arguments: what a regulation demands lies in the template folders.

mod claim;
mod dwelling;
mod estimate;
mod formula;
mod sums;

pub use claim::{Claim, ClaimMonth, ClaimRow, PartFigures};
pub use dwelling::{Dwelling, OverCap, Terms};
pub use estimate::{EstimateYear, Vacancy, estimate};
pub use formula::{amount_of_part, price_text};
pub use sums::{ClaimTotals, LayoutSums, Sums};
