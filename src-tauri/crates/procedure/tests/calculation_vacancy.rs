//! Vacancy worked out by hand: the cap, days on which it is exceeded, units given back.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use procedure::rent::Span;
use procedure::vacancy::{Cap, Occupancy, months, over_cap, peak, standing, vacancy_cap};
use rust_decimal::Decimal;

const TWENTY: Cap = Cap { ratio: Decimal::from_parts(20, 0, 0, false, 0), returned_in_total: true };

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: day(from), to: day(to) }
}

/// Days of January 2027.
fn january(from: u32, to: u32) -> Span {
    let day = |day| NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
    Span { from: day(from), to: day(to) }
}

fn let_out(lettings: &[Span]) -> Occupancy {
    Occupancy { lettings: lettings.to_vec(), returned_on: None }
}

#[test]
fn the_cap_is_a_whole_number_of_units() {
    let cap = |total, ratio: &str| vacancy_cap(total, ratio.parse().unwrap());
    assert_eq!(cap(100, "20"), 20);
    // 26.6 units.
    assert_eq!(cap(133, "20"), 26);
    assert_eq!(cap(4, "20"), 0);
    assert_eq!(cap(0, "20"), 0);
    assert_eq!(cap(200, "12.5"), 25);
    assert_eq!(cap(10, "100"), 10);
    assert_eq!(cap(10, "150"), 10);
    assert_eq!(cap(10, "-1"), 0);
}

#[test]
fn of_21_vacant_units_out_of_100_one_is_over() {
    let mut units = vec![let_out(&[january(1, 31)]); 79];
    units.extend(vec![Occupancy::default(); 21]);
    let standing = standing(&units, TWENTY, day("2027-01-15"));
    assert_eq!((standing.total, standing.vacant, standing.cap, standing.excess()), (100, 21, 20, 1));
    assert_eq!(standing.let_out, 79);
}

#[test]
fn a_unit_is_vacant_between_its_lettings_and_until_it_is_given_back() {
    let unit = let_out(&[january(10, 20)]);
    assert_eq!(unit.vacant(january(1, 31)), [january(1, 9), january(21, 31)]);
    // From the day of return on it is not vacant any more: 25 itself no longer counts.
    let back = Occupancy { returned_on: Some(day("2027-01-25")), ..unit.clone() };
    assert_eq!(back.vacant(january(1, 31)), [january(1, 9), january(21, 24)]);
    // Overlapping and touching lettings leave no gap, whatever their order.
    let unit = let_out(&[january(15, 31), january(1, 10), january(5, 14)]);
    assert_eq!(unit.vacant(january(1, 31)), []);
    // Let before the window and let after it.
    let unit = let_out(&[span("2026-01-01", "2026-12-31"), span("2027-02-01", "2027-12-31")]);
    assert_eq!(unit.vacant(january(1, 31)), [january(1, 31)]);
    assert_eq!(Occupancy { returned_on: Some(day("2027-01-01")), ..unit }.vacant(january(1, 31)), []);
}

#[test]
fn the_cap_is_hit_on_some_days_only() {
    // Five units, one may be vacant. Vacant: A 1–31, B 10–20, C 15–31.
    // 1–9 A alone: nobody over. 10–14 A, B: one over, A. 15–20 A, B, C: two over, A and B. 21–31 A, C: A.
    let units = [
        let_out(&[]),
        let_out(&[january(1, 9), january(21, 31)]),
        let_out(&[january(1, 14)]),
        let_out(&[january(1, 31)]),
        let_out(&[january(1, 31)]),
    ];
    let over = over_cap(&units, &[0, 1, 2, 3, 4], TWENTY, january(1, 31));
    assert_eq!(over, [vec![january(10, 31)], vec![january(15, 20)], vec![], vec![], vec![]]);
    // In the opposite order C loses first: 10–14 B; 15–20 C, B; 21–31 C.
    let over = over_cap(&units, &[4, 3, 2, 1, 0], TWENTY, january(1, 31));
    assert_eq!(over, [vec![], vec![january(10, 20)], vec![january(15, 31)], vec![], vec![]]);
}

#[test]
fn a_unit_that_crosses_the_line_twice_has_two_spans() {
    // A vacant all month is over only while B is vacant too: 5–8 and 20–22. One of five may be vacant.
    let mut units = vec![let_out(&[]), let_out(&[january(1, 4), january(9, 19), january(23, 31)])];
    units.extend(vec![let_out(&[january(1, 31)]); 3]);
    let over = over_cap(&units, &[0, 1, 2, 3, 4], TWENTY, january(1, 31));
    assert_eq!(over[0], [january(5, 8), january(20, 22)]);
}

#[test]
fn a_unit_given_back_stays_in_the_total_unless_said_otherwise() {
    // Five units, one vacant all month, another given back on the 16th.
    let mut units =
        vec![let_out(&[]), Occupancy { returned_on: Some(day("2027-01-16")), ..let_out(&[january(1, 15)]) }];
    units.extend(vec![let_out(&[january(1, 31)]); 3]);
    let order = [0, 1, 2, 3, 4];
    assert!(over_cap(&units, &order, TWENTY, january(1, 31)).iter().all(Vec::is_empty));
    // Out of four remaining units 0.8, that is none, may be vacant.
    let without = Cap { returned_in_total: false, ..TWENTY };
    assert_eq!(over_cap(&units, &order, without, january(1, 31))[0], [january(16, 31)]);
    // Given back before the window began.
    assert_eq!(over_cap(&units, &order, without, january(20, 31))[0], [january(20, 31)]);
    let standing = standing(&units, without, day("2027-01-16"));
    assert_eq!((standing.total, standing.returned, standing.cap, standing.excess()), (4, 1, 0, 1));
}

#[test]
fn the_worst_day_is_the_first_of_the_worst() {
    // Vacant: A 1–31, B 10–20, C 15–31; one of five may be. Three are vacant 15–20.
    let units = [
        let_out(&[]),
        let_out(&[january(1, 9), january(21, 31)]),
        let_out(&[january(1, 14)]),
        let_out(&[january(1, 31)]),
        let_out(&[january(1, 31)]),
    ];
    let worst = peak(&units, TWENTY, january(1, 31)).unwrap();
    assert_eq!((worst.on, worst.vacant, worst.excess()), (day("2027-01-15"), 3, 2));
    let month = months(&units, TWENTY, january(1, 31))[0];
    // 31 + 11 + 17 vacant days; over the cap 5 × 1 + 6 × 2 + 11 × 1.
    assert_eq!((month.vacant_days, month.excess_days, month.days_over_cap), (59, 28, 22));
    assert_eq!(peak(&units, TWENTY, january(31, 1)), None);
}

#[test]
fn months_are_cut_at_the_ends_of_the_window() {
    let units = [let_out(&[span("2027-02-01", "2027-02-14")])];
    let months = months(&units, TWENTY, span("2027-01-20", "2027-03-03"));
    let shown: Vec<_> = months.iter().map(|month| (month.span, month.vacant_days)).collect();
    assert_eq!(
        shown,
        [
            (january(20, 31), 12),
            // 15 to 28 February.
            (span("2027-02-01", "2027-02-28"), 14),
            (span("2027-03-01", "2027-03-03"), 3),
        ]
    );
    assert_eq!(months[1].peak.on, day("2027-02-15"));
}
