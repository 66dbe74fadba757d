//! Subsidies worked out by hand: estimate by year, claims by unit and month, the cap, units given back.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use chrono::NaiveDate;
use procedure::money::Money;
use procedure::rent::{Increase, Lease, Mode, Span, Unit, lease_years};
use procedure::subsidy::{Claim, ClaimRow, Dwelling, OverCap, Terms, Vacancy, estimate};
use procedure::vacancy::{Cap, Occupancy};
use rust_decimal::Decimal;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: day(from), to: day(to) }
}

/// 86.50 ㎡ leased at 62 元, charged at 30 元, property fee 3.90 元; let for the days given.
fn dwelling(name: &str, lettings: &[Span]) -> Dwelling {
    Dwelling {
        unit: Unit {
            number: name.into(),
            building: "1栋".into(),
            layout: "两房".into(),
            area: number("86.50"),
            unit_rent: number("62"),
        },
        charged_rent: number("30"),
        property_fee: number("3.90"),
        occupancy: Occupancy { lettings: lettings.to_vec(), returned_on: None },
    }
}

fn always() -> Vec<Span> {
    vec![span("2020-01-01", "2099-12-31")]
}

/// Six years from 2026-12-01, 3% compound, 20% may be vacant.
fn terms() -> Terms {
    Terms {
        lease: Lease { start: day("2026-12-01"), end: day("2032-11-30") },
        increase: Increase { percent: number("3"), mode: Mode::Compound },
        cap: Cap { ratio: number("20"), returned_in_total: true },
        over_cap: OverCap::Most,
    }
}

fn january() -> Span {
    span("2027-01-01", "2027-01-31")
}

fn claim(dwellings: Vec<Dwelling>, terms: Terms, period: Span) -> Claim {
    Claim::new(dwellings.into(), terms, period).unwrap()
}

/// The unit itself and four that are let, so that one may be vacant.
fn with_four_let(dwelling_: Dwelling) -> Vec<Dwelling> {
    let mut all = vec![dwelling_];
    all.extend(["201", "202", "203", "204"].map(|name| dwelling(name, &always())));
    all
}

/// Rent paid, rent charged, rent subsidy, lost rent, property fee, all subsidies.
fn amounts(row: &ClaimRow) -> [String; 6] {
    let sums = &row.sums;
    [sums.rent_paid, sums.rent_charged, sums.rent_subsidy, sums.lost_rent, sums.property_fee, sums.subsidy]
        .map(Money::canonical)
}

/// Days let, vacant within the cap, vacant over it, given back.
fn days(row: &ClaimRow) -> (u64, u64, u64, u64) {
    let sums = &row.sums;
    (sums.occupied_days, sums.vacant_within, sums.vacant_over, sums.returned_days)
}

#[test]
fn a_unit_let_all_month_draws_the_difference() {
    // 86.50 × 62 = 5363.00; 86.50 × 30 = 2595.00; difference 2768.00.
    let claim = claim(vec![dwelling("101", &always())], terms(), january());
    let row = claim.row(0, 0).unwrap();
    assert_eq!(days(&row), (31, 0, 0, 0));
    assert_eq!(amounts(&row), ["5363.00", "2595.00", "2768.00", "0.00", "0.00", "2768.00"]);
}

#[test]
fn a_unit_let_in_the_middle_of_the_month_is_vacant_before_within_the_cap() {
    // Let 15 to 31 January: 17 days let, 14 vacant. Five units, so one may be vacant.
    // Charged 2595 × 17/31 = 1423.0645; lost 2595 × 14/31 = 1171.9354; fee 86.50 × 3.90 = 337.35 × 14/31 = 152.3516.
    let letting = [span("2027-01-15", "2027-12-31")];
    let claim = claim(with_four_let(dwelling("101", &letting)), terms(), january());
    let row = claim.row(0, 0).unwrap();
    assert_eq!(days(&row), (17, 14, 0, 0));
    assert_eq!(amounts(&row), ["5363.00", "1423.06", "2768.00", "1171.94", "152.35", "4092.29"]);
}

#[test]
fn vacant_days_over_the_cap_draw_nothing() {
    // The only unit: 0.2 units, that is none, may be vacant. 17 days count: 5363 × 17/31 = 2941.00; 2941.00 − 1423.06.
    let claim = claim(vec![dwelling("101", &[span("2027-01-15", "2027-12-31")])], terms(), january());
    let row = claim.row(0, 0).unwrap();
    assert_eq!(days(&row), (17, 0, 14, 0));
    assert_eq!(amounts(&row), ["5363.00", "1423.06", "1517.94", "0.00", "0.00", "1517.94"]);
}

#[test]
fn a_unit_given_back_draws_nothing_from_that_day() {
    // Vacant until the 19th, given back on the 20th: 19 days count.
    // Paid 173 × 19 = 3287.00; charged 2595 × 19/31 = 1590.4838; fee 337.35 × 19/31 = 206.7629.
    let mut back = dwelling("101", &[]);
    back.occupancy.returned_on = Some(day("2027-01-20"));
    let claim = claim(with_four_let(back), terms(), span("2027-01-01", "2027-02-28"));
    let row = claim.row(0, 0).unwrap();
    assert_eq!(days(&row), (0, 19, 0, 12));
    assert_eq!(amounts(&row), ["3287.00", "0.00", "1696.52", "1590.48", "206.76", "3493.76"]);
    let february = claim.row(0, 1).unwrap();
    assert_eq!(days(&february), (0, 0, 0, 28));
    assert_eq!(amounts(&february), ["0.00"; 6]);
}

#[test]
fn a_letting_ends_when_the_unit_is_given_back() {
    let mut back = dwelling("101", &always());
    back.occupancy.returned_on = Some(day("2027-01-11"));
    let claim = claim(vec![back], terms(), january());
    assert_eq!(days(&claim.row(0, 0).unwrap()), (10, 0, 0, 21));
}

#[test]
fn a_negative_difference_is_no_subsidy_and_is_not_hidden() {
    // 86.50 × 28 = 2422.00 paid against 2595.00 charged.
    let mut cheap = dwelling("101", &always());
    cheap.unit.unit_rent = number("28");
    let claim = claim(vec![cheap, dwelling("102", &always())], terms(), january());
    let row = claim.row(0, 0).unwrap();
    assert_eq!(row.sums.gap.canonical(), "-173.00");
    assert_eq!(amounts(&row), ["2422.00", "2595.00", "0.00", "0.00", "0.00", "0.00"]);
    let totals = claim.totals().unwrap();
    assert_eq!(totals.negative, [(0, 0)]);
    // The loss on one unit does not lessen the subsidy of another.
    assert_eq!(totals.total.rent_subsidy.canonical(), "2768.00");
}

#[test]
fn a_month_in_which_a_lease_year_begins_has_two_parts() {
    // Lease from 10 December: 1–9 December 2027 at 62 = 5363 × 9/31 = 1557.00; 10–31 at 63.86: 5523.89 × 22/31 = 3920.18.
    // Charged 2595 × 9/31 = 753.3870 and × 22/31 = 1841.6129. Differences 803.61 and 2078.57.
    let lease = Lease { start: day("2026-12-10"), end: day("2032-12-09") };
    let period = span("2027-12-01", "2027-12-31");
    let claim = claim(vec![dwelling("101", &always())], Terms { lease, ..terms() }, period);
    let row = claim.row(0, 0).unwrap();
    assert_eq!(row.parts.len(), 2);
    assert_eq!(amounts(&row), ["5477.18", "2595.00", "2882.18", "0.00", "0.00", "2882.18"]);
    let text = row.paid_text(&claim.dwellings()[0]);
    assert_eq!(text, "86.50㎡ × 62.00元 × 9/31日 + 86.50㎡ × 63.86元 × 22/31日 = 5,477.18元");
}

#[test]
fn a_claim_counts_only_days_of_the_lease() {
    // Lease begins on 1 December: of a claim from 15 November to 10 December ten days are left.
    let claim = claim(vec![dwelling("101", &always())], terms(), span("2026-11-15", "2026-12-10"));
    assert_eq!((claim.months().len(), claim.len()), (1, 1));
    assert_eq!(days(&claim.row(0, 0).unwrap()), (10, 0, 0, 0));
    let outside = Claim::new(Arc::from([dwelling("101", &[])]), terms(), span("2025-01-01", "2025-12-31"));
    assert!(outside.unwrap().is_empty());
}

#[test]
fn of_21_vacant_units_out_of_100_the_dearest_is_left_out() {
    let mut units: Vec<_> = (1..=100)
        .map(|number| {
            dwelling(
                &format!("{number:03}"),
                if number <= 21 { &[] } else { &[Span { from: NaiveDate::MIN, to: NaiveDate::MAX }] },
            )
        })
        .collect();
    units[6].unit.area = number("90");
    units[2].unit.area = number("80");
    let over = |choice| {
        let claim = claim(units.clone(), Terms { over_cap: choice, ..terms() }, january());
        let rows = (0..100).map(|unit| claim.row(unit, 0).unwrap());
        let over: Vec<_> =
            rows.filter(|row| row.sums.vacant_over > 0).map(|row| (row.unit, row.sums.vacant_over)).collect();
        over
    };
    // Unit 007 has 90 ㎡ and would draw the most; unit 003 with 80 ㎡ the least.
    assert_eq!(over(OverCap::Most), [(6, 31)]);
    assert_eq!(over(OverCap::Least), [(2, 31)]);
}

#[test]
fn the_cap_is_hit_on_some_days_only() {
    // Five units, one may be vacant. 101 vacant all January, 102 vacant 10–20 January (11 days); 102 is smaller.
    let mut second = dwelling("102", &[span("2026-12-01", "2027-01-09"), span("2027-01-21", "2027-12-31")]);
    second.unit.area = number("50");
    let mut units = vec![dwelling("101", &[]), second];
    units.extend(["201", "202", "203"].map(|name| dwelling(name, &always())));
    let claim = claim(units, terms(), january());
    // On those eleven days the larger one is left out.
    assert_eq!(days(&claim.row(0, 0).unwrap()), (0, 20, 11, 0));
    assert_eq!(days(&claim.row(1, 0).unwrap()), (20, 11, 0, 0));
    // 101: 20 of 31 days. Paid 173 × 20 = 3460.00, charged 2595 × 20/31 = 1674.1935, fee 337.35 × 20/31 = 217.6451.
    let row = claim.row(0, 0).unwrap();
    assert_eq!(amounts(&row), ["5363.00", "0.00", "1785.81", "1674.19", "217.65", "3677.65"]);
}

#[test]
fn sums_by_month_layout_and_unit_agree_with_the_rows() {
    let mut single = dwelling("102", &[span("2027-01-08", "2027-02-11")]);
    single.unit.layout = "单间".into();
    single.unit.area = number("33.33");
    let mut units = with_four_let(dwelling("101", &[span("2027-02-14", "2027-12-31")]));
    units.push(single);
    let claim = claim(units, terms(), span("2027-01-05", "2027-03-15"));
    let totals = claim.totals().unwrap();
    let rows: i64 = (0..6)
        .flat_map(|unit| (0..3).map(move |month| (unit, month)))
        .map(|(unit, month)| claim.row(unit, month).unwrap().sums.subsidy.fen())
        .sum();
    let sum = |sums: &mut dyn Iterator<Item = Money>| sums.map(Money::fen).sum::<i64>();
    assert_eq!(totals.total.subsidy.fen(), rows);
    assert_eq!(sum(&mut totals.by_month.iter().map(|sums| sums.subsidy)), rows);
    assert_eq!(sum(&mut totals.by_unit.iter().map(|sums| sums.subsidy)), rows);
    assert_eq!(sum(&mut totals.by_layout.iter().map(|layout| layout.sums.subsidy)), rows);
    let layouts: Vec<_> = totals.by_layout.iter().map(|layout| (&*layout.layout, layout.units)).collect();
    assert_eq!(layouts, [("两房", 5), ("单间", 1)]);
}

#[test]
fn figures_say_how_they_came_about() {
    let letting = [span("2027-01-15", "2027-12-31")];
    let claim = claim(with_four_let(dwelling("101", &letting)), terms(), january());
    let (row, dwelling) = (claim.row(0, 0).unwrap(), &claim.dwellings()[0]);
    assert_eq!(row.paid_text(dwelling), "86.50㎡ × 62.00元 = 5,363.00元");
    assert_eq!(row.charged_text(dwelling), "86.50㎡ × 30.00元 × 17/31日 = 1,423.06元");
    assert_eq!(row.rent_subsidy_text(), "5,363.00元 − 2,595.00元 = 2,768.00元");
    assert_eq!(
        row.other_subsidy_text(dwelling),
        "租金 86.50㎡ × 30.00元 × 14/31日 = 1,171.94元；物业费 86.50㎡ × 3.90元 × 14/31日 = 152.35元；合计 1,324.29元"
    );
}

/// A hundred units of 50 ㎡ at 60 元, charged at 20 元, fee 4 元: a month 3000, 1000 and 200 元 each.
fn hundred() -> Vec<Dwelling> {
    let unit = |number_: u32| {
        let mut dwelling = dwelling(&number_.to_string(), &[]);
        dwelling.unit.area = number("50.00");
        dwelling.unit.unit_rent = number("60");
        dwelling.charged_rent = number("20");
        dwelling.property_fee = number("4");
        dwelling
    };
    (0..100).map(unit).collect()
}

fn estimated(assumed: &str) -> [String; 8] {
    let lease = Lease { start: day("2027-01-01"), end: day("2027-12-31") };
    let vacancy = Vacancy { assumed: number(assumed), allowed: number("20") };
    let year = estimate(&hundred(), Increase::NONE, &lease_years(lease), vacancy).unwrap().remove(0);
    [
        year.rent_paid,
        year.rent_charged_full,
        year.rent_charged,
        year.rent_subsidy,
        year.lost_rent,
        year.property_fee,
        year.other_subsidy,
        year.subsidy,
    ]
    .map(Money::canonical)
}

#[test]
fn an_estimate_at_ten_percent_vacancy() {
    // 100 × 12 × 3000 = 3 600 000 paid; 1 200 000 charged if all are let, 90% of it 1 080 000. Difference 2 400 000.
    // Lost 10% = 120 000; fees 240 000 × 10% = 24 000.
    let wanted = [
        "3600000.00",
        "1200000.00",
        "1080000.00",
        "2400000.00",
        "120000.00",
        "24000.00",
        "144000.00",
        "2544000.00",
    ];
    assert_eq!(estimated("10"), wanted);
}

#[test]
fn an_estimate_above_the_cap_leaves_the_excess_out() {
    // 25% vacant, 20% within: difference × 95% = 2 280 000; lost 20% = 240 000; fees 48 000; charged 75% = 900 000.
    let wanted = [
        "3600000.00",
        "1200000.00",
        "900000.00",
        "2280000.00",
        "240000.00",
        "48000.00",
        "288000.00",
        "2568000.00",
    ];
    assert_eq!(estimated("25"), wanted);
}
