//! Which days of a time are covered by none of several intervals (有效期的空档).

use chrono::NaiveDate;

/// Days without cover, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// First day without cover.
    pub from: NaiveDate,
    /// Last day without cover.
    pub to: NaiveDate,
}

impl Gap {
    /// How many days it is long.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// The gaps that `covered` leaves from `from` to `to`, in order. All days are included in their intervals; an interval
/// that ends before it begins covers nothing.
#[must_use]
pub fn gaps(covered: &[(NaiveDate, NaiveDate)], from: NaiveDate, to: NaiveDate) -> Vec<Gap> {
    let mut covered: Vec<_> = covered.iter().copied().filter(|(first, last)| first <= last).collect();
    covered.sort_unstable();
    let mut gaps = Vec::new();
    // First day not known to be covered.
    let mut open = from;
    for (first, last) in covered {
        if first > to || open > to {
            break;
        }
        if let Some(before) = first.pred_opt().filter(|before| open <= *before) {
            gaps.push(Gap { from: open, to: before });
        }
        match last.succ_opt() {
            Some(next) => open = open.max(next),
            None => return gaps,
        }
    }
    if open <= to {
        gaps.push(Gap { from: open, to });
    }
    gaps
}
