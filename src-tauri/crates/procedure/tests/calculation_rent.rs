//! Rents worked out by hand: lease years, yearly increase, part months, rounding per unit and month.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use procedure::money::Money;
use procedure::rent::{
    Increase, Lease, Mode, Rate, Unit, area_total, by_layout, by_stretch, calendar_years, lease_years,
    monthly_total,
};
use rust_decimal::Decimal;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn lease(start: &str, end: &str) -> Lease {
    Lease { start: day(start), end: day(end) }
}

fn increase(percent: &str, mode: Mode) -> Increase {
    Increase { percent: number(percent), mode }
}

fn unit(name: &str, layout: &str, area: &str, unit_rent: &str) -> Unit {
    Unit {
        number: name.into(),
        building: "1栋".into(),
        layout: layout.into(),
        area: number(area),
        unit_rent: number(unit_rent),
    }
}

/// Amounts as they stand in a case file, so that a difference can be read.
fn yuan(amounts: impl IntoIterator<Item = Money>) -> Vec<String> {
    amounts.into_iter().map(Money::canonical).collect()
}

#[test]
fn six_lease_years_from_the_first_of_a_month() {
    let years = lease("2026-12-01", "2032-11-30").years();
    assert_eq!(years.len(), 6);
    assert!(years.iter().all(|year| year.whole && (year.months, year.odd_days) == (12, 0)));
    let spans: Vec<_> = years.iter().map(|year| (year.span.from, year.span.to, year.span.days())).collect();
    assert_eq!(spans[0], (day("2026-12-01"), day("2027-11-30"), 365));
    // 29 February 2028 lies in the second year.
    assert_eq!(spans[1], (day("2027-12-01"), day("2028-11-30"), 366));
    assert_eq!(spans[5], (day("2031-12-01"), day("2032-11-30"), 366));
}

#[test]
fn a_last_lease_year_may_be_short() {
    // The third year begins on 2028-12-10. Three months reach to 2029-03-09; 10 to 24 March are 15 days.
    // In days: 22 of December + 31 + 28 + 24 of March = 105.
    let years = lease("2026-12-10", "2029-03-24").years();
    let last = years.last().unwrap();
    assert_eq!((years.len(), last.whole), (3, false));
    assert_eq!((last.span.from, last.months, last.odd_days), (day("2028-12-10"), 3, 15));
    assert_eq!(last.span.days(), 105);
}

#[test]
fn a_lease_from_29_february_comes_back_to_it() {
    let years = lease("2024-02-29", "2029-02-28").years();
    let spans: Vec<_> = years.iter().map(|year| (year.span.from, year.span.to)).collect();
    // Without a 29th the year ends on the last of February (民法典 202) and the next begins on 1 March.
    assert_eq!(spans[0], (day("2024-02-29"), day("2025-02-28")));
    assert_eq!(spans[1], (day("2025-03-01"), day("2026-02-28")));
    assert_eq!(spans[3], (day("2027-03-01"), day("2028-02-28")));
    assert_eq!(spans[4], (day("2028-02-29"), day("2029-02-28")));
    assert!(years.iter().all(|year| year.whole));
}

#[test]
fn a_lease_of_no_days_or_of_centuries_has_no_years() {
    assert_eq!(lease("2027-01-02", "2027-01-01").years(), []);
    assert_eq!(lease("2026-12-01", "9026-12-01").years(), []);
    assert_eq!(lease("2027-01-01", "2027-01-01").years().len(), 1);
}

#[test]
fn compound_increase_is_worked_out_from_the_agreed_rent() {
    // 62 × 1.03 = 63.86; × 1.0609 = 65.7758; × 1.092727 = 67.749074; × 1.12550881 = 69.78154622;
    // × 1.1592740743 = 71.8749926066.
    let rise = increase("3", Mode::Compound);
    let rents: Vec<_> =
        (1..=6).map(|year| rise.unit_rent(number("62.00"), year).unwrap().to_string()).collect();
    assert_eq!(rents, ["62.00", "63.86", "65.78", "67.75", "69.78", "71.87"]);
}

#[test]
fn simple_increase_adds_the_same_each_year() {
    // 62 × 3% = 1.86 a year.
    let rise = increase("3", Mode::Simple);
    let rents: Vec<_> =
        (1..=6).map(|year| rise.unit_rent(number("62.00"), year).unwrap().to_string()).collect();
    assert_eq!(rents, ["62.00", "63.86", "65.72", "67.58", "69.44", "71.30"]);
}

#[test]
fn an_increased_rent_is_rounded_half_up_and_exactly() {
    // 10.50 × 1.05 = 11.025: half goes up, also to an odd figure.
    assert_eq!(increase("5", Mode::Compound).unit_rent(number("10.50"), 2), Some(number("11.03")));
    // 62.1255 × 1.0375^19 = 125.03…, 80 places in all; figure from exact fractions.
    let rent = increase("3.75", Mode::Compound).unit_rent(number("62.1255"), 20);
    assert_eq!(rent, Some(number("125.04")));
    // A fall of 60% a year, simple, ends at nothing and not below.
    assert_eq!(increase("-60", Mode::Simple).unit_rent(number("10"), 3), Some(number("0.00")));
}

#[test]
fn the_agreed_rent_itself_is_not_rounded() {
    let agreed = number("62.1255");
    assert_eq!(increase("3", Mode::Compound).unit_rent(agreed, 1), Some(agreed));
    assert_eq!(increase("0", Mode::Compound).unit_rent(agreed, 5), Some(agreed));
    // 86.50 × 62.1255 = 5373.85575.
    assert_eq!(Rate::new(number("86.50"), agreed).unwrap().month(), Some(Money::from_fen(537_386)));
}

#[test]
fn a_part_month_counts_its_days_out_of_that_month() {
    // 86.50 × 62 = 5363.00; 5363 ÷ 31 = 173 exactly; × 17 = 2941.
    let rate = Rate::new(number("86.50"), number("62.00")).unwrap();
    assert_eq!(rate.month(), Some(Money::from_fen(536_300)));
    assert_eq!(rate.part(17, 31), Some(Money::from_fen(294_100)));
    // 87 × 40 = 3480: 20 of 29 days in leap February = 2400; 19 of 28 = 2361.428… .
    let rate = Rate::new(number("87"), number("40")).unwrap();
    assert_eq!(rate.part(20, 29), Some(Money::from_fen(240_000)));
    assert_eq!(rate.part(19, 28), Some(Money::from_fen(236_143)));
    // 0.01 × 0.50 = half a 分, and half goes up; a third of it does not.
    assert_eq!(Rate::new(number("0.01"), number("0.50")).unwrap().month(), Some(Money::from_fen(1)));
    assert_eq!(Rate::new(number("0.01"), number("0.50")).unwrap().part(10, 30), Some(Money::ZERO));
}

#[test]
fn figures_too_large_or_negative_are_refused_not_wrapped() {
    let large = Decimal::MAX;
    assert!(Rate::new(large, large).is_none());
    assert!(Rate::new(number("-1"), number("5")).is_none());
    assert_eq!(Rate::new(number("10000000000"), number("99999999999")).unwrap().month(), None);
}

#[test]
fn a_lease_year_from_the_middle_of_a_month() {
    let units = [unit("101", "两房", "86.50", "62.00")];
    let term = lease("2026-12-10", "2028-12-09");
    let years = by_stretch(&units, increase("3", Mode::Compound), &lease_years(term)).unwrap();
    // Year 1: December 2026 22/31 = 3806.00, January to November 11 × 5363.00 = 58993.00, December 2027 9/31 = 1557.00.
    assert_eq!(
        yuan([years[0].whole_months, years[0].part_months, years[0].rent]),
        ["58993.00", "5363.00", "64356.00"]
    );
    // Year 2 at 63.86: 86.50 × 63.86 = 5523.89; 22/31 = 3920.18, 9/31 = 1603.71, 11 × 5523.89 = 60762.79.
    assert_eq!(
        yuan([years[1].whole_months, years[1].part_months, years[1].rent]),
        ["60762.79", "5523.89", "66286.68"]
    );
}

#[test]
fn calendar_years_and_lease_years_share_every_amount() {
    let units = [unit("101", "两房", "86.50", "62.00")];
    let term = lease("2026-12-10", "2028-12-09");
    let years = by_stretch(&units, increase("3", Mode::Compound), &calendar_years(term)).unwrap();
    let rents = years.iter().map(|year| (year.stretch.number, year.rent.canonical()));
    // 2026: 3806.00. 2027: 58993.00 + 1557.00 + 3920.18 (year 2 begins on 10 December). 2028: 60762.79 + 1603.71.
    let wanted = [(2026, "3806.00"), (2027, "64470.18"), (2028, "62366.50")];
    assert_eq!(rents.collect::<Vec<_>>(), wanted.map(|(year, rent)| (year, rent.to_owned())));
}

#[test]
fn a_short_month_of_a_leap_year_and_a_short_lease() {
    let units = [unit("101", "单间", "87", "40")];
    // 10 to 29 February 2028: 20 of 29 days = 2400.00; 1 to 9 March: 3480 × 9/31 = 1010.3225….
    let years = by_stretch(&units, Increase::NONE, &lease_years(lease("2028-02-10", "2028-03-09"))).unwrap();
    assert_eq!(yuan([years[0].rent]), ["3410.32"]);
    // A lease of one day: 3480 ÷ 31 = 112.258….
    let years = by_stretch(&units, Increase::NONE, &lease_years(lease("2028-03-31", "2028-03-31"))).unwrap();
    assert_eq!(yuan([years[0].rent]), ["112.26"]);
}

#[test]
fn each_unit_is_rounded_before_units_are_added() {
    // 33.33 × 30.05 = 1001.5665 → 1001.57 each; three together 3004.71, not 3004.6995 → 3004.70.
    let units = ["101", "102", "103"].map(|name| unit(name, "单间", "33.33", "30.05"));
    assert_eq!(monthly_total(&units, Increase::NONE, 1), Some(Money::from_fen(300_471)));
    let year = by_stretch(&units, Increase::NONE, &lease_years(lease("2027-01-01", "2027-12-31"))).unwrap();
    // 12 × 3004.71.
    assert_eq!(yuan([year[0].rent]), ["36056.52"]);
}

#[test]
fn layouts_are_totalled_in_the_order_of_the_list() {
    let units = [
        unit("101", "两房", "86.50", "62.00"),
        unit("102", "单间", "33.33", "30.05"),
        unit("103", "两房", "80.00", "60.00"),
    ];
    let layouts = by_layout(&units).unwrap();
    let shown: Vec<_> = layouts
        .iter()
        .map(|layout| {
            (&*layout.layout, layout.units, layout.area.to_string(), layout.monthly_rent.canonical())
        })
        .collect();
    // 5363.00 + 4800.00; 1001.57.
    assert_eq!(
        shown,
        [
            ("两房", 2, "166.50".to_owned(), "10163.00".to_owned()),
            ("单间", 1, "33.33".to_owned(), "1001.57".to_owned()),
        ]
    );
    assert_eq!(area_total(&units), Some(number("199.83")));
}
