//! Days of a lease: lease years and the parts of calendar months they are made of.

use chrono::{Datelike, NaiveDate};

use crate::period::lasting;

/// Longest term worked out; 民法典 第七百零五条 allows twenty years, a slip of the pen asks for thousands.
pub const MOST_YEARS: u32 = 100;

/// Days from one to another, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Span {
    /// Number of days; 0 if it ends before it begins.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }

    /// The days both have; `None` if there are none.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let common = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (common.from <= common.to).then_some(common)
    }
}

/// Term of a lease (租期), first and last day counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lease {
    /// 起租日.
    pub start: NaiveDate,
    /// 届满日.
    pub end: NaiveDate,
}

/// A year of a lease (租赁年度), counted from the day it begins; the last one may be short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseYear {
    /// From 1.
    pub number: u32,
    /// First and last day.
    pub span: Span,
    /// Whole months in it.
    pub months: u32,
    /// Days beyond the whole months.
    pub odd_days: u32,
    /// Whether it runs for its full year.
    pub whole: bool,
}

/// Days of one calendar month that lie in one lease year: what is rounded by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthPart {
    /// Number of the lease year.
    pub lease_year: u32,
    /// Its days.
    pub span: Span,
    /// Days of the whole calendar month.
    pub month_days: u32,
}

impl Lease {
    /// Its first and last day.
    #[must_use]
    pub fn span(self) -> Span {
        Span { from: self.start, to: self.end }
    }

    /// Years of the lease; none if it ends before it begins or lasts longer than [`MOST_YEARS`].
    ///
    /// Lease year n ends on the last day of n years from the start (民法典 第二百零二条: without a same day, on the
    /// month's last day), never on a day counted from the year before, so that 29 February shifts nothing.
    #[must_use]
    pub fn years(self) -> Vec<LeaseYear> {
        let mut years = Vec::new();
        let mut from = self.start;
        while from <= self.end {
            let number = u32::try_from(years.len()).unwrap_or(MOST_YEARS) + 1;
            if number > MOST_YEARS {
                return Vec::new();
            }
            let last = lasting(self.start, number).due;
            let span = Span { from, to: last.min(self.end) };
            let (months, odd_days) = if last <= self.end { (12, 0) } else { months_and_days(span) };
            years.push(LeaseYear { number, span, months, odd_days, whole: last <= self.end });
            let Some(next) = last.succ_opt() else { break };
            from = next;
        }
        years
    }

    /// The parts of calendar months and lease years within `window`, in order.
    #[must_use]
    pub fn parts(self, window: Span) -> Vec<MonthPart> {
        let mut parts = Vec::new();
        for year in self.years() {
            let Some(mut rest) = year.span.common(window) else { continue };
            loop {
                let (last, month_days) = month_end(rest.from);
                let span = Span { from: rest.from, to: last.min(rest.to) };
                parts.push(MonthPart { lease_year: year.number, span, month_days });
                match span.to.succ_opt() {
                    Some(next) if next <= rest.to => rest.from = next,
                    _ => break,
                }
            }
        }
        parts
    }
}

/// Last day of a day's calendar month, and the number of its days.
fn month_end(day: NaiveDate) -> (NaiveDate, u32) {
    let days = u32::from(day.num_days_in_month());
    (day.with_day(days).unwrap_or(day), days)
}

/// Whole months of a span shorter than a year, and the days beyond them.
fn months_and_days(span: Span) -> (u32, u32) {
    // The day after the last: a month from the 10th is complete when the next 10th is reached.
    let end = span.to.succ_opt().unwrap_or(span.to);
    let after = |months: u32| span.from.checked_add_months(chrono::Months::new(months));
    let months = (1..12).take_while(|months| after(*months).is_some_and(|day| day <= end)).count();
    let months = u32::try_from(months).unwrap_or_default();
    let odd = after(months).map_or(0, |day| (end - day).num_days());
    (months, u32::try_from(odd).unwrap_or_default())
}
