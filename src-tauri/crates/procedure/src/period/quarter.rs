//! Calendar quarters (季度), as reports and assessments are due by them.

use chrono::{Datelike, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Most quarters listed, so that a slip of the pen in a year cannot fill the memory.
const MOST: usize = 400;

/// A quarter of a calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// Calendar year.
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

impl Quarter {
    /// The quarter of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// Reads `2026Q1`, `2026-Q1`, `2026年第1季度`, `2026年一季度`, `2026年度第一季度`, in full width as well.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let (year, rest) = plain.split_at_checked(4)?;
        let year = Some(year).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
        let rest = rest.trim_start_matches(['-', '年', '度', '第']);
        let number = match rest.strip_suffix("季度").or_else(|| rest.strip_prefix(['Q', 'q']))? {
            "1" | "一" => 1,
            "2" | "二" => 2,
            "3" | "三" => 3,
            "4" | "四" => 4,
            _ => return None,
        };
        Some(Self { year, number })
    }

    /// `2026Q1`.
    #[must_use]
    pub fn id(self) -> String {
        format!("{}Q{}", self.year, self.number)
    }

    /// `2026年第1季度`.
    #[must_use]
    pub fn label(self) -> String {
        format!("{}年第{}季度", self.year, self.number)
    }

    /// First day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.number.saturating_mul(3).saturating_sub(2), 1)
            .unwrap_or_default()
    }

    /// Last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        let next = self.first().checked_add_months(Months::new(3));
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// The quarter after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year.saturating_add(1), number: 1 },
            number => Self { number: number + 1, ..self },
        }
    }
}

/// The quarters that have a day from `start` to `end`, both included; none if `start` is after `end`, and never more
/// than 400.
#[must_use]
pub fn quarters_between(start: NaiveDate, end: NaiveDate) -> Vec<Quarter> {
    if start > end {
        return Vec::new();
    }
    let last = Quarter::of(end);
    let all = std::iter::successors(Some(Quarter::of(start)), |quarter| Some(quarter.next()));
    all.take_while(|quarter| *quarter <= last).take(MOST).collect()
}
