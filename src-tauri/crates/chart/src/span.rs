//! The axis of time.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::text::width;

/// Months between ticks that an axis may have.
const MONTHS: [u32; 15] = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200, 2400, 6000, 24_000];
/// Days between ticks of a short axis.
const DAYS: [u64; 6] = [1, 2, 5, 10, 20, 30];
/// Below so many days the ticks are days, above months.
const SHORT: i64 = 75;
/// Least blank between two labels.
const BLANK: i64 = 9_000;

/// An axis of time between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    first: NaiveDate,
    days: i64,
    pub left: i64,
    pub right: i64,
}

impl Span {
    /// An axis that holds all days with a little blank at both ends; `None` if there is no day.
    pub fn over(days: impl Iterator<Item = NaiveDate> + Clone, left: i64, right: i64) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        let blank = u64::try_from(((last - first).num_days() / 40).max(1)).unwrap_or(1);
        let first = first.checked_sub_days(Days::new(blank)).unwrap_or(first);
        let last = last.checked_add_days(Days::new(blank)).unwrap_or(last);
        Some(Self { first, days: (last - first).num_days().max(1), left, right })
    }

    /// Place of a day.
    pub fn x(&self, day: NaiveDate) -> i64 {
        let days = (day - self.first).num_days().clamp(0, self.days);
        self.left + days * (self.right - self.left) / self.days
    }

    /// Days of the ticks with their labels: `2026-10`, on a short axis `2026-10-28`, on a long one `2026`.
    pub fn ticks(&self) -> Vec<(NaiveDate, String)> {
        if self.days < SHORT { self.day_ticks() } else { self.month_ticks() }
    }

    fn fits(&self, days: i64, label: &str) -> bool {
        days * (self.right - self.left) / self.days >= width(label) + BLANK
    }

    fn day_ticks(&self) -> Vec<(NaiveDate, String)> {
        let fits = |step: &u64| self.fits(i64::try_from(*step).unwrap_or(1), "2026-10-28");
        let step = DAYS.into_iter().find(fits).unwrap_or(30);
        let mut day = self.first.checked_add_days(Days::new(1));
        let mut ticks = Vec::new();
        while let Some(on) = day.filter(|on| (*on - self.first).num_days() <= self.days) {
            ticks.push((on, on.to_string()));
            day = on.checked_add_days(Days::new(step));
        }
        ticks
    }

    fn month_ticks(&self) -> Vec<(NaiveDate, String)> {
        // A month has 30.4 days; the shortest one must hold its label too.
        let fits = |step: &u32| {
            self.fits(i64::from(*step) * 304 / 10 - 3, if *step < 12 { "2026-10" } else { "2026" })
        };
        let step = MONTHS.into_iter().find(fits).unwrap_or(24_000);
        let of_year = if step < 12 { self.first.month0() / step * step + 1 } else { 1 };
        let mut day = NaiveDate::from_ymd_opt(self.first.year(), of_year, 1);
        let mut ticks = Vec::new();
        while let Some(on) = day.filter(|on| (*on - self.first).num_days() <= self.days) {
            if on >= self.first {
                let label = if step < 12 { on.format("%Y-%m") } else { on.format("%Y") };
                ticks.push((on, label.to_string()));
            }
            day = on.checked_add_months(Months::new(step));
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::Span;
    use chrono::NaiveDate;

    fn ticks(from: &str, to: &str) -> Vec<String> {
        let days: [NaiveDate; 2] = [from.parse().expect("a date"), to.parse().expect("a date")];
        let span = Span::over(days.into_iter(), 0, 400_000).expect("two days");
        span.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn months_are_the_rule() {
        // 365 days and 9 more at each end: 383 days on 400 pt; a label takes 41 pt and 9 pt blank, that is 48 days.
        assert_eq!(
            ticks("2026-01-10", "2027-01-10"),
            ["2026-01", "2026-03", "2026-05", "2026-07", "2026-09", "2026-11", "2027-01"]
        );
    }

    #[test]
    fn years_on_a_long_axis_and_days_on_a_short_one() {
        assert_eq!(ticks("2026-06-01", "2036-06-01").first().map(String::as_str), Some("2027"));
        assert_eq!(
            ticks("2026-10-01", "2026-10-03"),
            ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]
        );
    }

    #[test]
    fn a_day_lies_where_its_share_says() {
        let days: [NaiveDate; 2] = ["2026-10-01", "2026-10-09"].map(|day| day.parse().expect("a date"));
        let span = Span::over(days.into_iter(), 0, 100_000).expect("two days");
        // One day blank at each end: eight days become ten.
        assert_eq!(span.x(days[0]), 10_000);
        assert_eq!(span.x(days[1]), 90_000);
    }
}
