//! Whatever the units and their lettings: totals are sums of rows, the cap holds on each day, nothing is negative.
#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use procedure::money::Money;
use procedure::rent::{Increase, Lease, Mode, Span, Unit, by_stretch, calendar_years, lease_years};
use procedure::subsidy::{Claim, ClaimTotals, Dwelling, OverCap, Terms};
use procedure::vacancy::{Cap, Occupancy, months, over_cap, peak, standing};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 11, 10).unwrap()
}

/// A day from 2027-11-10 on.
fn day(after: u64) -> NaiveDate {
    start() + Days::new(after)
}

fn span() -> impl Strategy<Value = Span> {
    (0_u64..150, 0_u64..60).prop_map(|(from, days)| Span { from: day(from), to: day(from + days) })
}

fn occupancy() -> impl Strategy<Value = Occupancy> {
    let returned = proptest::option::weighted(0.2, (0_u64..150).prop_map(day));
    (proptest::collection::vec(span(), 0..3), returned)
        .prop_map(|(lettings, returned_on)| Occupancy { lettings, returned_on })
}

fn dwellings() -> impl Strategy<Value = Vec<Dwelling>> {
    // Few different prices and areas, so that many units are alike.
    let one = (1_i64..5, 1_i64..4, 1_i64..4, 0_i64..3, occupancy());
    proptest::collection::vec(one, 0..25).prop_map(|units| {
        units
            .into_iter()
            .enumerate()
            .map(|(index, (area, rent, charged, fee, occupancy))| Dwelling {
                unit: Unit {
                    number: format!("{index:03}").into(),
                    building: "".into(),
                    layout: if index % 3 == 0 { "单间" } else { "两房" }.into(),
                    area: Decimal::new(area * 1733, 2),
                    unit_rent: Decimal::new(rent * 1311, 2),
                },
                charged_rent: Decimal::new(charged * 977, 2),
                property_fee: Decimal::new(fee * 195, 2),
                occupancy,
            })
            .collect()
    })
}

fn terms() -> impl Strategy<Value = Terms> {
    (0_i64..=100, any::<bool>(), any::<bool>(), 0_i64..800, any::<bool>()).prop_map(
        |(ratio, returned_in_total, most, percent, compound)| Terms {
            lease: Lease { start: start() - Days::new(340), end: start() + Days::new(1_000) },
            increase: Increase {
                percent: Decimal::new(percent, 2),
                mode: if compound { Mode::Compound } else { Mode::Simple },
            },
            cap: Cap { ratio: Decimal::from(ratio), returned_in_total },
            over_cap: if most { OverCap::Most } else { OverCap::Least },
        },
    )
}

fn claim(dwellings: &[Dwelling], terms: Terms, period: Span) -> Claim {
    Claim::new(dwellings.to_vec().into(), terms, period).unwrap()
}

/// Everything but the order of the units.
fn unordered(totals: &ClaimTotals) -> String {
    let mut layouts: Vec<_> = totals.by_layout.iter().map(|layout| format!("{layout:?}")).collect();
    layouts.sort();
    format!("{:?} {:?} {layouts:?}", totals.total, totals.by_month)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_are_the_sums_of_the_rows(dwellings in dwellings(), terms in terms(), period in span()) {
        let claim = claim(&dwellings, terms, period);
        let totals = claim.totals().unwrap();
        let mut subsidy = [0_i64; 2];
        for unit in 0..dwellings.len() {
            for month in 0..claim.months().len() {
                let row = claim.row(unit, month).unwrap();
                prop_assert!(row.sums.rent_subsidy >= Money::ZERO && row.sums.other_subsidy >= Money::ZERO);
                let days = row.sums.occupied_days + row.sums.vacant_days() + row.sums.returned_days;
                prop_assert_eq!(days, u64::from(row.span.days()));
                subsidy[0] += row.sums.rent_subsidy.fen();
                subsidy[1] += row.sums.other_subsidy.fen();
            }
        }
        prop_assert_eq!([totals.total.rent_subsidy.fen(), totals.total.other_subsidy.fen()], subsidy);
        for sums in [&totals.by_month, &totals.by_unit] {
            prop_assert_eq!(sums.iter().map(|sums| sums.subsidy.fen()).sum::<i64>(), subsidy[0] + subsidy[1]);
            prop_assert_eq!(sums.iter().map(|sums| sums.rent_paid.fen()).sum::<i64>(), totals.total.rent_paid.fen());
        }
        let by_layout = totals.by_layout.iter().map(|layout| layout.sums.subsidy.fen()).sum::<i64>();
        prop_assert_eq!(by_layout, totals.total.subsidy.fen());
    }

    #[test]
    fn the_order_of_the_list_changes_no_total(
        (dwellings, shuffled) in dwellings().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        terms in terms(),
        period in span(),
    ) {
        let (one, other) = (claim(&dwellings, terms, period), claim(&shuffled, terms, period));
        prop_assert_eq!(unordered(one.totals().unwrap()), unordered(other.totals().unwrap()));
    }

    /// The sweep over changes against counting each day by itself.
    #[test]
    fn on_each_day_just_the_first_vacant_units_above_the_cap_are_over(
        units in proptest::collection::vec(occupancy(), 0..20),
        ratio in 0_i64..=100,
        returned_in_total in any::<bool>(),
        window in span(),
    ) {
        let cap = Cap { ratio: Decimal::from(ratio), returned_in_total };
        let order: Vec<usize> = (0..units.len()).rev().collect();
        let over = over_cap(&units, &order, cap, window);
        let (mut vacant_days, mut excess_days) = (0_u64, 0_u64);
        for on in window.from.iter_days().take_while(|on| *on <= window.to) {
            let standing = standing(&units, cap, on);
            let today = Span { from: on, to: on };
            let vacant = |unit: &usize| !units[*unit].vacant(today).is_empty();
            let wanted: Vec<usize> = order.iter().copied().filter(vacant).take(standing.excess()).collect();
            let found = |unit: &usize| over[*unit].iter().any(|span| span.from <= on && on <= span.to);
            prop_assert_eq!(order.iter().copied().filter(found).collect::<Vec<_>>(), wanted.clone());
            prop_assert!(standing.vacant - wanted.len() <= standing.cap);
            vacant_days += u64::try_from(standing.vacant).unwrap();
            excess_days += u64::try_from(wanted.len()).unwrap();
            let worst = peak(&units, cap, window).unwrap();
            prop_assert!(standing.excess() <= worst.excess());
        }
        let months = months(&units, cap, window);
        prop_assert_eq!(months.iter().map(|month| month.vacant_days).sum::<u64>(), vacant_days);
        prop_assert_eq!(months.iter().map(|month| month.excess_days).sum::<u64>(), excess_days);
    }

    #[test]
    fn lease_years_and_calendar_years_have_the_same_rent(dwellings in dwellings(), terms in terms()) {
        let units: Vec<Unit> = dwellings.into_iter().map(|dwelling| dwelling.unit).collect();
        let total = |stretches: &[procedure::rent::Stretch]| {
            let rents = by_stretch(&units, terms.increase, stretches).unwrap();
            rents.iter().map(|year| year.rent.fen()).sum::<i64>()
        };
        prop_assert_eq!(total(&lease_years(terms.lease)), total(&calendar_years(terms.lease)));
    }

    #[test]
    fn a_claim_for_the_whole_term_pays_the_rent_of_the_lease_years(
        dwellings in dwellings(),
        terms in terms(),
    ) {
        let kept: Vec<Dwelling> = dwellings
            .into_iter()
            .map(|mut dwelling| { dwelling.occupancy.returned_on = None; dwelling })
            .collect();
        let units: Vec<Unit> = kept.iter().map(|dwelling| dwelling.unit.clone()).collect();
        let claim = claim(&kept, terms, terms.lease.span());
        let rents = by_stretch(&units, terms.increase, &lease_years(terms.lease)).unwrap();
        let rent: i64 = rents.iter().map(|year| year.rent.fen()).sum();
        prop_assert_eq!(claim.totals().unwrap().total.rent_paid.fen(), rent);
    }

    #[test]
    fn an_increased_rent_is_the_nearest_fen(mantissa in 1_u64..2_000_000, percent in 0_u64..2_000, year in 1_u32..7) {
        let agreed = Decimal::new(i64::try_from(mantissa).unwrap(), 4);
        let increase = Increase { percent: Decimal::new(i64::try_from(percent).unwrap(), 2), mode: Mode::Compound };
        let found = increase.unit_rent(agreed, year).unwrap();
        if year == 1 || percent == 0 {
            prop_assert_eq!(found, agreed);
        } else {
            // agreed × 10⁴ × (10⁴ + percent)ⁿ⁻¹ in units of 10^-(4 + 4(n − 1)), all whole.
            let years = year - 1;
            let exact = u128::from(mantissa) * u128::from(10_000 + percent).pow(years);
            let fen = 10_u128.pow(2 + 4 * years);
            prop_assert_eq!(found, Decimal::from_i128_with_scale(i128::try_from((exact + fen / 2) / fen).unwrap(), 2));
        }
    }
}
