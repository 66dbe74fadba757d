//! When one unit was let, vacant or given back.

use chrono::NaiveDate;

use crate::rent::Span;

/// When a unit was let and given back; on every other day it is vacant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occupancy {
    /// Lettings (入住), first and last day counted; they may overlap and need no order.
    pub lettings: Vec<Span>,
    /// Day from which on the unit is given back (确认退回之日), that day included.
    pub returned_on: Option<NaiveDate>,
}

impl Occupancy {
    /// The days of `window` before the unit was given back.
    #[must_use]
    pub fn held(&self, window: Span) -> Option<Span> {
        let Some(returned_on) = self.returned_on else { return Some(window) };
        let last = returned_on.pred_opt()?;
        window.common(Span { from: window.from, to: last })
    }

    /// The vacant days of `window`, as spans in order that do not touch.
    #[must_use]
    pub fn vacant(&self, window: Span) -> Vec<Span> {
        let Some(held) = self.held(window) else { return Vec::new() };
        let mut lettings: Vec<Span> = self.lettings.iter().filter_map(|span| span.common(held)).collect();
        lettings.sort_unstable();
        let mut vacant = Vec::new();
        let mut from = Some(held.from);
        for letting in lettings {
            let Some(first) = from else { break };
            if let Some(before) = letting.from.pred_opt().filter(|before| *before >= first) {
                vacant.push(Span { from: first, to: before });
            }
            from = letting.to.succ_opt().map(|next| next.max(first));
        }
        vacant.extend(from.filter(|from| *from <= held.to).map(|from| Span { from, to: held.to }));
        vacant
    }
}
