//! Which units are over the cap on which days.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Cap, Occupancy};
use crate::rent::Span;

/// What changes on a day, for the unit of that rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// It is no longer vacant.
    Filled(usize),
    /// It becomes vacant.
    Emptied(usize),
    /// It no longer counts among all units.
    Left,
}

/// The vacant units of one day, split into those over the cap and those within it.
///
/// Every rank over the cap is lower than every rank within it; a day moves few units across the line.
struct Line {
    over: BTreeSet<usize>,
    within: BTreeSet<usize>,
    /// By rank, the day since which it has been over the cap.
    since: Vec<Option<NaiveDate>>,
    /// By rank, its finished days over the cap.
    spans: Vec<Vec<Span>>,
}

impl Line {
    fn cross(&mut self, rank: usize, on: NaiveDate) {
        self.over.insert(rank);
        // Back over the line on the day it left: it never was away.
        match self.spans[rank].pop() {
            Some(last) if last.to.succ_opt() == Some(on) => self.since[rank] = Some(last.from),
            last => {
                self.spans[rank].extend(last);
                self.since[rank] = Some(on);
            }
        }
    }

    fn leave(&mut self, rank: usize, on: NaiveDate) {
        self.over.remove(&rank);
        if let (Some(from), Some(to)) = (self.since[rank].take(), on.pred_opt())
            && from <= to
        {
            self.spans[rank].push(Span { from, to });
        }
    }

    fn change(&mut self, change: Change, on: NaiveDate) {
        match change {
            Change::Emptied(rank) if self.over.last().is_some_and(|last| rank < *last) => {
                self.cross(rank, on);
            }
            Change::Emptied(rank) => drop(self.within.insert(rank)),
            Change::Filled(rank) if self.over.contains(&rank) => self.leave(rank, on),
            Change::Filled(rank) => drop(self.within.remove(&rank)),
            Change::Left => {}
        }
    }

    /// Brings the number over the cap to what it must be from `on`.
    fn balance(&mut self, allowed: usize, on: NaiveDate) {
        let excess = (self.over.len() + self.within.len()).saturating_sub(allowed);
        while self.over.len() > excess
            && let Some(rank) = self.over.last().copied()
        {
            self.leave(rank, on);
            self.within.insert(rank);
        }
        while self.over.len() < excess
            && let Some(rank) = self.within.pop_first()
        {
            self.cross(rank, on);
        }
    }
}

/// For each unit the days of `window` on which it is vacant and over the cap, as spans in order.
///
/// `first_over` lists the units' positions in the order in which they lose: on each day the first of them that are
/// vacant, so many as exceed the cap. It must name each unit once. O(n log n) in the number of changes.
#[must_use]
pub fn over_cap(units: &[Occupancy], first_over: &[usize], cap: Cap, window: Span) -> Vec<Vec<Span>> {
    let mut changes: Vec<(NaiveDate, Change)> = Vec::new();
    let mut total = units.len();
    for (rank, unit) in first_over.iter().filter_map(|position| units.get(*position)).enumerate() {
        for vacant in unit.vacant(window) {
            changes.push((vacant.from, Change::Emptied(rank)));
            let filled = vacant.to.succ_opt().filter(|day| *day <= window.to);
            changes.extend(filled.map(|day| (day, Change::Filled(rank))));
        }
        if let Some(returned_on) = unit.returned_on.filter(|_| !cap.returned_in_total) {
            match () {
                () if returned_on <= window.from => total -= 1,
                () if returned_on <= window.to => changes.push((returned_on, Change::Left)),
                () => {}
            }
        }
    }
    changes.sort_unstable();
    let mut line = Line {
        over: BTreeSet::new(),
        within: BTreeSet::new(),
        since: vec![None; first_over.len()],
        spans: vec![Vec::new(); first_over.len()],
    };
    for day in changes.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((on, _)) = day.first() else { continue };
        for (_, change) in day {
            total -= usize::from(*change == Change::Left);
            line.change(*change, *on);
        }
        line.balance(cap.of(total), *on);
    }
    let mut spans = vec![Vec::new(); units.len()];
    for (rank, position) in first_over.iter().enumerate() {
        let last = line.since[rank].map(|from| Span { from, to: window.to });
        let mut of_rank = std::mem::take(&mut line.spans[rank]);
        of_rank.extend(last);
        if let Some(of_unit) = spans.get_mut(*position) {
            *of_unit = of_rank;
        }
    }
    spans
}
