//! How a figure came about, in words that can be followed with a pocket calculator.

use rust_decimal::Decimal;

use super::claim::{ClaimRow, PartFigures};
use super::dwelling::Dwelling;
use super::estimate::EstimateYear;
use crate::money::Money;

/// A price or an area with at least two places: `62.00`, `62.1255`.
#[must_use]
pub fn price_text(figure: Decimal) -> String {
    let figure = figure.normalize();
    format!("{figure:.places$}", places = usize::try_from(figure.scale()).unwrap_or(2).max(2))
}

/// `86.50㎡ × 62.00元 × 17/31日`, without the fraction for a whole month.
#[must_use]
pub fn amount_of_part(area: Decimal, price: Decimal, days: u32, month_days: u32) -> String {
    let rate = format!("{}㎡ × {}元", price_text(area), price_text(price));
    if days == month_days { rate } else { format!("{rate} × {days}/{month_days}日") }
}

impl ClaimRow {
    /// How 承租租金 came about.
    #[must_use]
    pub fn paid_text(&self, dwelling: &Dwelling) -> String {
        let held = |part: &PartFigures| part.occupied_days + part.vacant_within + part.vacant_over;
        let text = self.each(held, |part| (dwelling.unit.area, part.unit_rent));
        text.map_or_else(
            || "已退回，不付租金".to_owned(),
            |text| format!("{text} = {}元", self.sums.rent_paid),
        )
    }

    /// How 出租租金 came about.
    #[must_use]
    pub fn charged_text(&self, dwelling: &Dwelling) -> String {
        let text = self.each(|part| part.occupied_days, |_| (dwelling.unit.area, dwelling.charged_rent));
        text.map_or_else(|| "没有入住日".to_owned(), |text| format!("{text} = {}元", self.sums.rent_charged))
    }

    /// How 租金补贴 came about.
    #[must_use]
    pub fn rent_subsidy_text(&self) -> String {
        let each = self.parts.iter().filter(|part| part.subsidised_days() > 0).map(|part| {
            let days = match part.subsidised_days() {
                days if days == self.month_days => String::new(),
                days => format!("计补{days}/{}日：", self.month_days),
            };
            let floor = if part.gap < Money::ZERO { "，为负，按0计" } else { "" };
            let difference = format!("{}元 − {}元 = {}元", part.paid_base, part.charged_base, part.gap);
            format!("{days}{difference}{floor}")
        });
        joined(each, "；").unwrap_or_else(|| "没有计补日".to_owned())
    }

    /// How 其他补贴 came about.
    #[must_use]
    pub fn other_subsidy_text(&self, dwelling: &Dwelling) -> String {
        let vacant = |part: &PartFigures| part.vacant_within;
        let Some(rent) = self.each(vacant, |_| (dwelling.unit.area, dwelling.charged_rent)) else {
            return "没有比例以内的空置日".to_owned();
        };
        let fee = self.each(vacant, |_| (dwelling.unit.area, dwelling.property_fee)).unwrap_or_default();
        let Self { sums, .. } = self;
        format!(
            "租金 {rent} = {}元；物业费 {fee} = {}元；合计 {}元",
            sums.lost_rent, sums.property_fee, sums.other_subsidy
        )
    }

    /// The parts on which `days` are not nothing, at the area and price of each.
    fn each(
        &self,
        days: impl Fn(&PartFigures) -> u32,
        figures: impl Fn(&PartFigures) -> (Decimal, Decimal),
    ) -> Option<String> {
        let counted = self.parts.iter().filter(|part| days(part) > 0);
        let terms = counted.map(|part| {
            let (area, price) = figures(part);
            amount_of_part(area, price, days(part), self.month_days)
        });
        joined(terms, " + ")
    }
}

fn joined(terms: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let terms: Vec<String> = terms.collect();
    (!terms.is_empty()).then(|| terms.join(between))
}

impl EstimateYear {
    /// How 租金补贴 came about.
    #[must_use]
    pub fn rent_subsidy_text(&self) -> String {
        let full = format!("逐套逐月（承租租金 − 出租租金，不低于0）合计 {}元", self.rent_subsidy_full);
        if self.over.is_zero() {
            full
        } else {
            let share = (Decimal::ONE_HUNDRED - self.over).normalize();
            format!(
                "{full} × {share}%（扣除超出空置率上限的{}%）= {}元",
                self.over.normalize(),
                self.rent_subsidy
            )
        }
    }

    /// How 其他补贴 came about.
    #[must_use]
    pub fn other_subsidy_text(&self) -> String {
        let within = self.within.normalize();
        format!(
            "出租租金 {}元 × {within}% = {}元；物业费 {}元 × {within}% = {}元；合计 {}元",
            self.rent_charged_full,
            self.lost_rent,
            self.property_fee_full,
            self.property_fee,
            self.other_subsidy
        )
    }
}
