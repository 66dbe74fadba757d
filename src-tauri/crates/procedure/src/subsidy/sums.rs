//! Sums over the rows of a claim.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::claim::PartFigures;
use super::dwelling::Dwelling;
use crate::money::Money;

/// Sums of days and amounts over some rows of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Let.
    pub occupied_days: u64,
    /// Vacant within the cap.
    pub vacant_within: u64,
    /// Vacant over the cap.
    pub vacant_over: u64,
    /// Given back.
    pub returned_days: u64,
    /// 承租租金.
    pub rent_paid: Money,
    /// 出租租金.
    pub rent_charged: Money,
    /// Rent paid − rent charged of the subsidised days, negative ones included.
    pub gap: Money,
    /// 租金补贴.
    pub rent_subsidy: Money,
    /// 空置期间的出租租金.
    pub lost_rent: Money,
    /// 空置期间的物业管理费.
    pub property_fee: Money,
    /// 其他补贴.
    pub other_subsidy: Money,
    /// All subsidies.
    pub subsidy: Money,
    /// Rows of which a part has rent charged above rent paid.
    pub negative_rows: u64,
}

impl Sums {
    /// Adds the figures of a part; `None` beyond the range of figures.
    pub(super) fn add(&mut self, part: &PartFigures) -> Option<()> {
        self.occupied_days += u64::from(part.occupied_days);
        self.vacant_within += u64::from(part.vacant_within);
        self.vacant_over += u64::from(part.vacant_over);
        self.returned_days += u64::from(part.returned_days);
        self.rent_paid = self.rent_paid.checked_add(part.rent_paid)?;
        self.rent_charged = self.rent_charged.checked_add(part.rent_charged)?;
        self.gap = self.gap.checked_add(part.gap)?;
        self.rent_subsidy = self.rent_subsidy.checked_add(part.rent_subsidy())?;
        self.lost_rent = self.lost_rent.checked_add(part.lost_rent)?;
        self.property_fee = self.property_fee.checked_add(part.property_fee)?;
        self.other_subsidy = self.lost_rent.checked_add(self.property_fee)?;
        self.subsidy = self.rent_subsidy.checked_add(self.other_subsidy)?;
        Some(())
    }

    /// Adds other sums; `None` beyond the range of figures.
    pub(super) fn plus(&mut self, other: &Self) -> Option<()> {
        self.occupied_days += other.occupied_days;
        self.vacant_within += other.vacant_within;
        self.vacant_over += other.vacant_over;
        self.returned_days += other.returned_days;
        self.negative_rows += other.negative_rows;
        self.rent_paid = self.rent_paid.checked_add(other.rent_paid)?;
        self.rent_charged = self.rent_charged.checked_add(other.rent_charged)?;
        self.gap = self.gap.checked_add(other.gap)?;
        self.rent_subsidy = self.rent_subsidy.checked_add(other.rent_subsidy)?;
        self.lost_rent = self.lost_rent.checked_add(other.lost_rent)?;
        self.property_fee = self.property_fee.checked_add(other.property_fee)?;
        self.other_subsidy = self.lost_rent.checked_add(self.property_fee)?;
        self.subsidy = self.rent_subsidy.checked_add(self.other_subsidy)?;
        Some(())
    }

    /// Vacant, within the cap or over it.
    #[must_use]
    pub fn vacant_days(&self) -> u64 {
        self.vacant_within + self.vacant_over
    }
}

/// Sums of one layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutSums {
    /// Name of the layout.
    pub layout: Arc<str>,
    /// Number of units.
    pub units: usize,
    /// Their area, ㎡.
    pub area: Decimal,
    /// Days and amounts.
    pub sums: Sums,
}

/// All sums of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimTotals {
    /// Everything.
    pub total: Sums,
    /// By month, in order.
    pub by_month: Vec<Sums>,
    /// By unit, in the order of the units.
    pub by_unit: Vec<Sums>,
    /// By layout, in the order in which they first appear.
    pub by_layout: Vec<LayoutSums>,
    /// Rows (unit, month) in which a part has rent charged above rent paid.
    pub negative: Vec<(usize, usize)>,
}

/// Sums of the layouts from those of the units; `None` beyond the range of figures.
pub(super) fn by_layout(dwellings: &[Dwelling], by_unit: &[Sums]) -> Option<Vec<LayoutSums>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut layouts: Vec<LayoutSums> = Vec::new();
    for (dwelling, sums) in dwellings.iter().zip(by_unit) {
        let place = *places.entry(&dwelling.unit.layout).or_insert_with(|| {
            let layout = Arc::clone(&dwelling.unit.layout);
            layouts.push(LayoutSums { layout, units: 0, area: Decimal::ZERO, sums: Sums::default() });
            layouts.len() - 1
        });
        let layout = layouts.get_mut(place)?;
        layout.units += 1;
        layout.area = layout.area.checked_add(dwelling.unit.area)?;
        layout.sums.plus(sums)?;
    }
    Some(layouts)
}
