//! Estimate of the subsidies by year (财政补贴初步测算) for an assumed vacancy.

use rust_decimal::Decimal;

use super::dwelling::{Dwelling, Rates};
use crate::money::Money;
use crate::rent::{Increase, Stretch, unit_rents};

/// Assumed vacancy and the part of it that may be subsidised, in percent of all units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Vacancy {
    /// Assumed vacancy (测算空置率), 0 to 100.
    pub assumed: Decimal,
    /// Greatest share that is subsidised (空置率上限).
    pub allowed: Decimal,
}

/// Rents and subsidies of all units over a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateYear {
    /// Lease year or calendar year.
    pub stretch: Stretch,
    /// 承租租金 of all units.
    pub rent_paid: Money,
    /// 出租租金 if every unit were let.
    pub rent_charged_full: Money,
    /// 出租租金 at the assumed vacancy.
    pub rent_charged: Money,
    /// Rent paid − rent charged if every unit were let; perhaps negative.
    pub gap: Money,
    /// What all units would draw as rent subsidy, each not below zero, before days over the cap are taken off.
    pub rent_subsidy_full: Money,
    /// 租金补贴.
    pub rent_subsidy: Money,
    /// Property fee of all units.
    pub property_fee_full: Money,
    /// 空置期间的出租租金.
    pub lost_rent: Money,
    /// 空置期间的物业管理费.
    pub property_fee: Money,
    /// 其他补贴: both.
    pub other_subsidy: Money,
    /// All subsidies.
    pub subsidy: Money,
    /// Share of vacancy that is subsidised, percent.
    pub within: Decimal,
    /// Share that is not, percent.
    pub over: Decimal,
}

impl Vacancy {
    /// Share of units vacant within the allowed share, and share above it, in percent.
    #[must_use]
    pub fn split(self) -> (Decimal, Decimal) {
        let assumed = self.assumed.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        let within = assumed.min(self.allowed.max(Decimal::ZERO));
        (within, assumed - within)
    }
}

/// Rents and subsidies by stretch; the shares are taken of the sums over all units, half up to 分.
///
/// `None` beyond the range of figures.
#[must_use]
pub fn estimate(
    dwellings: &[Dwelling],
    increase: Increase,
    stretches: &[Stretch],
    vacancy: Vacancy,
) -> Option<Vec<EstimateYear>> {
    let years = stretches.iter().flat_map(|stretch| &stretch.portions).map(|portion| portion.lease_year);
    let agreed = dwellings.iter().map(|dwelling| dwelling.unit.unit_rent);
    let rents = unit_rents(agreed, increase, years.max().unwrap_or(0))?;
    // Rent paid, rent charged, gap not below zero, property fee, in 分.
    let mut totals = vec![[0_i64; 4]; stretches.len()];
    for dwelling in dwellings {
        let rents = rents.get(&dwelling.unit.unit_rent)?;
        let rates: Vec<Rates> =
            rents.iter().map(|rent| Rates::new(dwelling, *rent)).collect::<Option<_>>()?;
        for (stretch, total) in stretches.iter().zip(&mut totals) {
            for portion in &stretch.portions {
                let rates = rates.get(usize::try_from(portion.lease_year).ok()?.checked_sub(1)?)?;
                let one = rates.part(portion.days, portion.month_days)?;
                let figures = [one.paid, one.charged, one.gap()?.max(Money::ZERO), one.fee];
                for (total, figure) in total.iter_mut().zip(figures) {
                    *total = total.checked_add(figure.fen().checked_mul(i64::from(portion.count))?)?;
                }
            }
        }
    }
    stretches.iter().zip(totals).map(|(stretch, total)| year(stretch, total, vacancy)).collect()
}

fn year(stretch: &Stretch, total: [i64; 4], vacancy: Vacancy) -> Option<EstimateYear> {
    let [rent_paid, rent_charged_full, rent_subsidy_full, property_fee_full] = total.map(Money::from_fen);
    let (within, over) = vacancy.split();
    let let_out = Decimal::ONE_HUNDRED - within - over;
    let lost_rent = rent_charged_full.percent(within)?;
    let property_fee = property_fee_full.percent(within)?;
    let rent_subsidy = rent_subsidy_full.percent(Decimal::ONE_HUNDRED - over)?;
    let other_subsidy = lost_rent.checked_add(property_fee)?;
    Some(EstimateYear {
        stretch: stretch.clone(),
        rent_paid,
        rent_charged_full,
        rent_charged: rent_charged_full.percent(let_out)?,
        gap: rent_paid.checked_sub(rent_charged_full)?,
        rent_subsidy_full,
        rent_subsidy,
        property_fee_full,
        lost_rent,
        property_fee,
        other_subsidy,
        subsidy: rent_subsidy.checked_add(other_subsidy)?,
        within,
        over,
    })
}
