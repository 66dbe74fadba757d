//! Running totals over dates, as steps.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::columns::{GAP, figures_axis};
use crate::drawing::{Anchor, Dash, Drawing};
use crate::figure::{AXIS, Area, Figure, WIDTH};
use crate::ink::{self, Ink, Paint, Tone};
use crate::legend::{Sample, grid_line, legend};
use crate::marker::band;
use crate::model::{StepSeries, Steps};
use crate::scale::{Scale, units};
use crate::span::Span;
use crate::text::{BASELINE, LINE, SIZE};

/// Thickness of a series.
const LINE_WIDTH: i64 = 1_800;

/// Total after each day.
pub(crate) fn totals(series: &StepSeries) -> BTreeMap<NaiveDate, Decimal> {
    let mut days: BTreeMap<NaiveDate, Decimal> = BTreeMap::new();
    for (day, amount) in &series.amounts {
        let sum = days.entry(*day).or_default();
        *sum = sum.checked_add(*amount).unwrap_or(*sum);
    }
    let mut total = Decimal::ZERO;
    for sum in days.values_mut() {
        total = total.checked_add(*sum).unwrap_or(total);
        *sum = total;
    }
    days
}

pub(crate) fn draw(steps: &Steps) -> Drawing {
    let mut figure = Figure::default();
    let series: Vec<BTreeMap<NaiveDate, Decimal>> = steps.series.iter().map(totals).collect();
    let scale = Scale::over(series.iter().flat_map(BTreeMap::values).copied(), &steps.unit);
    let paints: Vec<Paint> =
        steps.series.iter().enumerate().map(|(index, series)| ink::series(index, series.tone)).collect();
    let mut entries: Vec<_> =
        steps.series.iter().zip(&paints).map(|(s, paint)| (s.label.clone(), *paint, Sample::Line)).collect();
    let short = shortfalls(&series);
    if let Some(label) = steps.shortfall.as_ref().filter(|_| !short.is_empty()) {
        entries.push((label.clone(), ink::paint(Tone::Bad), Sample::Box));
    }
    let header = legend(&mut figure, &scale.unit, &entries);
    let marked = steps.markers.iter().map(|marker| marker.on);
    let days = series.iter().flat_map(BTreeMap::keys).copied().chain(marked);
    // Where the plot begins depends on the labels of its axis; the names of the markers on where it begins.
    let left = figures_axis(&mut Figure::default(), &scale, 0).left;
    let Some(span) = Span::over(days, left, WIDTH - AXIS) else {
        let plot = figures_axis(&mut figure, &scale, header + SIZE / 2);
        return figure.finish(plot.bottom + GAP);
    };
    let names = band(&steps.markers, &span);
    let top = header + names.height();
    let plot = figures_axis(&mut figure, &scale, top + if names.height() == 0 { SIZE / 2 } else { 0 });
    days_axis(&mut figure, &span, plot);
    if steps.shortfall.is_some() {
        for (from, to, low, high) in short {
            let until = to.map_or(plot.right, |to| span.x(to));
            let area = Area {
                left: span.x(from),
                top: scale.place(high, plot.bottom, plot.top),
                right: until,
                bottom: scale.place(low, plot.bottom, plot.top),
            };
            figure.painted(area, ink::paint(Tone::Bad));
        }
    }
    let zero = scale.place(0, plot.bottom, plot.top);
    figure.line(&[(plot.left, zero), (plot.right, zero)], Ink::Text, AXIS, Dash::Solid);
    names.draw(&mut figure, &span, header, plot.bottom);
    // The first series lies on top: it is the one that is compared.
    for (totals, paint) in series.iter().zip(&paints).rev() {
        let mut points = Vec::new();
        let mut y = zero;
        for (day, total) in totals {
            let x = span.x(*day);
            points.push((x, y));
            y = scale.place(units(*total), plot.bottom, plot.top);
            points.push((x, y));
        }
        if !points.is_empty() {
            points.push((plot.right, y));
            figure.line(&points, paint.ink, LINE_WIDTH, paint.dash);
        }
    }
    figure.finish(plot.bottom + GAP + LINE)
}

/// Grid and labels of the axis of time.
pub(crate) fn days_axis(figure: &mut Figure, span: &Span, plot: Area) {
    for (day, label) in span.ticks() {
        let x = span.x(day);
        grid_line(figure, (x, plot.top), (x, plot.bottom));
        figure.line(&[(x, plot.bottom), (x, plot.bottom + 3_000)], Ink::Text, AXIS, Dash::Solid);
        let half = crate::text::width(&label) / 2;
        if x - half >= 0 && x + half <= WIDTH {
            figure.text((x, plot.bottom + GAP + BASELINE), Anchor::Middle, Ink::Text, &label);
        }
    }
}

/// A stretch of time, and the two totals of which the first series has the lower.
type Shortfall = (NaiveDate, Option<NaiveDate>, i128, i128);

/// Where the first series lies below the second.
fn shortfalls(series: &[BTreeMap<NaiveDate, Decimal>]) -> Vec<Shortfall> {
    let [first, second, ..] = series else { return Vec::new() };
    let mut days: Vec<NaiveDate> = first.keys().chain(second.keys()).copied().collect();
    days.sort_unstable();
    days.dedup();
    let at = |series: &BTreeMap<NaiveDate, Decimal>, day: NaiveDate| {
        series.range(..=day).next_back().map_or(0, |(_, total)| units(*total))
    };
    let mut found = Vec::new();
    for (index, day) in days.iter().enumerate() {
        let (low, high) = (at(first, *day), at(second, *day));
        if low < high {
            found.push((*day, days.get(index + 1).copied(), low, high));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{shortfalls, totals};
    use crate::model::StepSeries;
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, day).expect("a date")
    }

    fn series(amounts: &[(u32, i64)]) -> StepSeries {
        let amounts = amounts.iter().map(|&(on, amount)| (day(on), Decimal::from(amount))).collect();
        StepSeries { label: String::new(), tone: None, amounts }
    }

    #[test]
    fn amounts_of_one_day_are_one_step() {
        let totals = totals(&series(&[(9, 5), (2, 1), (9, 3)]));
        assert_eq!(totals.into_iter().collect::<Vec<_>>(), [(day(2), 1.into()), (day(9), 9.into())]);
    }

    #[test]
    fn a_shortfall_lasts_until_either_total_changes() {
        let both = [totals(&series(&[(1, 10), (20, 10)])), totals(&series(&[(5, 8), (10, 7)]))];
        // 10 against 15 from the 10th to the 20th; afterwards 20 against 15.
        assert_eq!(shortfalls(&both), [(day(10), Some(day(20)), 100_000, 150_000)]);
        let never_paid = [totals(&series(&[])), totals(&series(&[(5, 8)]))];
        assert_eq!(shortfalls(&never_paid), [(day(5), None, 0, 80_000)]);
    }
}
