//! How many units are vacant: on a day, on the worst day, month by month.

use chrono::{Datelike, NaiveDate};

use super::{Cap, Occupancy};
use crate::rent::Span;

/// How the units stand on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The day.
    pub on: NaiveDate,
    /// All units that count.
    pub total: usize,
    /// Units that are let.
    pub let_out: usize,
    /// Units that are vacant.
    pub vacant: usize,
    /// Units given back by then.
    pub returned: usize,
    /// Units that may be vacant.
    pub cap: usize,
}

impl Standing {
    /// Vacant units above the cap.
    #[must_use]
    pub fn excess(&self) -> usize {
        self.vacant.saturating_sub(self.cap)
    }

    /// Whether this day is worse: more above the cap, then more vacant.
    fn worse_than(&self, other: &Self) -> bool {
        (self.excess(), self.vacant) > (other.excess(), other.vacant)
    }
}

/// Vacancy of one calendar month, or the part of it that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthVacancy {
    /// Its days.
    pub span: Span,
    /// Vacant days of all units together.
    pub vacant_days: u64,
    /// Days of units above the cap, all together.
    pub excess_days: u64,
    /// Days on which the cap was exceeded.
    pub days_over_cap: u32,
    /// The worst day.
    pub peak: Standing,
}

/// How the units stand on `day`.
#[must_use]
pub fn standing(units: &[Occupancy], cap: Cap, day: NaiveDate) -> Standing {
    let today = Span { from: day, to: day };
    let (mut vacant, mut returned) = (0, 0);
    for unit in units {
        match unit.held(today) {
            None => returned += 1,
            Some(_) => vacant += usize::from(!unit.vacant(today).is_empty()),
        }
    }
    of_counts(units.len(), cap, day, vacant, returned)
}

/// The worst day of `window`, the earliest if several are alike; `None` for a window without days.
#[must_use]
pub fn peak(units: &[Occupancy], cap: Cap, window: Span) -> Option<Standing> {
    worst(&steps(units, cap, window))
}

/// Vacancy of each calendar month of `window`.
#[must_use]
pub fn months(units: &[Occupancy], cap: Cap, window: Span) -> Vec<MonthVacancy> {
    let steps = steps(units, cap, window);
    let mut months = Vec::new();
    let mut next = 0;
    for part in months_of(window) {
        // The step that reaches into the month from before, and all that begin in it.
        let first = next;
        while steps.get(next).is_some_and(|step| step.span.to <= part.to) {
            next += 1;
        }
        let within: Vec<Step> = steps[first..(next + 1).min(steps.len())]
            .iter()
            .filter_map(|step| {
                let span = step.span.common(part)?;
                Some(Step { span, standing: Standing { on: span.from, ..step.standing } })
            })
            .collect();
        let Some(peak) = worst(&within) else { continue };
        let mut month = MonthVacancy { span: part, vacant_days: 0, excess_days: 0, days_over_cap: 0, peak };
        for step in &within {
            let days = step.span.days();
            let times = |units: usize| u64::from(days) * u64::try_from(units).unwrap_or(u64::MAX);
            month.vacant_days += times(step.standing.vacant);
            month.excess_days += times(step.standing.excess());
            month.days_over_cap += if step.standing.excess() > 0 { days } else { 0 };
        }
        months.push(month);
    }
    months
}

/// The calendar months of a window, the first and the last as far as they lie in it.
fn months_of(window: Span) -> impl Iterator<Item = Span> {
    let first = Some(window.from).filter(|from| *from <= window.to);
    std::iter::successors(first.map(|from| month_from(from, window.to)), move |month| {
        let next = month.to.succ_opt().filter(|next| *next <= window.to)?;
        Some(month_from(next, window.to))
    })
}

fn month_from(from: NaiveDate, last: NaiveDate) -> Span {
    let end = from.with_day(u32::from(from.num_days_in_month())).unwrap_or(from);
    Span { from, to: end.min(last) }
}

/// Days on which nothing changes.
struct Step {
    span: Span,
    standing: Standing,
}

fn worst(steps: &[Step]) -> Option<Standing> {
    let mut worst: Option<Standing> = None;
    for Step { standing, .. } in steps {
        if worst.is_none_or(|worst| standing.worse_than(&worst)) {
            worst = Some(*standing);
        }
    }
    worst
}

/// The window cut where the number of vacant or returned units changes.
fn steps(units: &[Occupancy], cap: Cap, window: Span) -> Vec<Step> {
    if window.from > window.to {
        return Vec::new();
    }
    // On that day so many more are vacant, so many more given back.
    let mut changes: Vec<(NaiveDate, i64, i64)> = vec![(window.from, 0, 0)];
    for unit in units {
        for vacant in unit.vacant(window) {
            changes.push((vacant.from, 1, 0));
            changes.extend(vacant.to.succ_opt().map(|day| (day, -1, 0)));
        }
        changes.extend(unit.returned_on.map(|day| (day.max(window.from), 0, 1)));
    }
    changes.retain(|(day, ..)| *day <= window.to);
    changes.sort_unstable_by_key(|(day, ..)| *day);
    let (mut vacant, mut returned) = (0_i64, 0_i64);
    let mut steps: Vec<Step> = Vec::new();
    for day in changes.chunk_by(|a, b| a.0 == b.0) {
        let Some((on, ..)) = day.first() else { continue };
        vacant += day.iter().map(|(_, vacant, _)| vacant).sum::<i64>();
        returned += day.iter().map(|(_, _, returned)| returned).sum::<i64>();
        if let (Some(last), Some(before)) = (steps.last_mut(), on.pred_opt()) {
            last.span.to = before;
        }
        let count = |units: i64| usize::try_from(units).unwrap_or_default();
        let standing = of_counts(units.len(), cap, *on, count(vacant), count(returned));
        steps.push(Step { span: Span { from: *on, to: window.to }, standing });
    }
    steps
}

fn of_counts(units: usize, cap: Cap, on: NaiveDate, vacant: usize, returned: usize) -> Standing {
    let total = if cap.returned_in_total { units } else { units - returned };
    Standing { on, total, let_out: units - vacant - returned, vacant, returned, cap: cap.of(total) }
}
