//! How long rents, vacancy and claims take for 1,000 and 10,000 units, from the units to the last sum.
//!
//! ```text
//! cargo run --release -p procedure --example claim
//! ```
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use procedure::rent::{Increase, Lease, Mode, Span, Unit, by_stretch, lease_years};
use procedure::subsidy::{Claim, Dwelling, OverCap, Terms, Vacancy, estimate};
use procedure::vacancy::{Cap, Occupancy, months, peak};
use rust_decimal::Decimal;

/// Each figure is the least of so many runs.
const RUNS: usize = 7;

fn main() {
    let start = NaiveDate::from_ymd_opt(2026, 12, 10).unwrap();
    let lease = Lease { start, end: NaiveDate::from_ymd_opt(2032, 12, 9).unwrap() };
    let increase = Increase { percent: Decimal::from(3), mode: Mode::Compound };
    let cap = Cap { ratio: Decimal::from(20), returned_in_total: true };
    let terms = Terms { lease, increase, cap, over_cap: OverCap::Most };
    let half_year = Span {
        from: NaiveDate::from_ymd_opt(2027, 7, 1).unwrap(),
        to: NaiveDate::from_ymd_opt(2027, 12, 31).unwrap(),
    };
    for count in [1_000, 10_000] {
        let dwellings: Arc<[Dwelling]> = (0..count).map(|index| dwelling(start, index)).collect();
        let units: Vec<Unit> = dwellings.iter().map(|dwelling| dwelling.unit.clone()).collect();
        let occupancies: Vec<Occupancy> =
            dwellings.iter().map(|dwelling| dwelling.occupancy.clone()).collect();
        println!("{count} units");
        time("rent by lease year, 72 months", || by_stretch(&units, increase, &lease_years(lease)));
        let vacancy = Vacancy { assumed: Decimal::from(10), allowed: Decimal::from(20) };
        time("estimate, 72 months", || estimate(&dwellings, increase, &lease_years(lease), vacancy));
        time("worst day of 72 months", || peak(&occupancies, cap, lease.span()));
        time("vacancy of 72 months", || months(&occupancies, cap, lease.span()));
        time("claim for half a year", || Claim::new(Arc::clone(&dwellings), terms, half_year));
        time("the same with all sums", || {
            Claim::new(Arc::clone(&dwellings), terms, half_year).unwrap().totals().cloned()
        });
        time("claim for 72 months with all sums", || {
            Claim::new(Arc::clone(&dwellings), terms, lease.span()).unwrap().totals().cloned()
        });
    }
}

/// A unit let and let again, vacant for some weeks between.
fn dwelling(start: NaiveDate, index: u64) -> Dwelling {
    let day = |after: u64| start + Days::new(after);
    let lettings = (0..3).map(|round| {
        let from = round * 700 + index * 37 % 500;
        Span { from: day(from), to: day(from + 400 + index * 53 % 200) }
    });
    let number = |figure: u64, scale| Decimal::new(i64::try_from(figure).unwrap(), scale);
    Dwelling {
        unit: Unit {
            number: format!("{}栋{:04}", index / 200, index % 200).into(),
            building: format!("{}栋", index / 200).into(),
            layout: ["单间", "一房", "两房", "三房"][usize::try_from(index % 4).unwrap()].into(),
            area: number(3_000 + index * 7_919 % 7_000, 2),
            unit_rent: number(5_500 + index * 31 % 1_500, 2),
        },
        charged_rent: number(3_100, 2),
        property_fee: number(390, 2),
        occupancy: Occupancy {
            lettings: lettings.collect(),
            returned_on: index.is_multiple_of(97).then(|| day(900 + index % 400)),
        },
    }
}

fn time<T>(what: &str, work: impl Fn() -> T) {
    let best = (0..RUNS).map(|_| {
        let begin = Instant::now();
        black_box(work());
        begin.elapsed()
    });
    println!("  {what}: {:?}", best.min().unwrap_or_default());
}
