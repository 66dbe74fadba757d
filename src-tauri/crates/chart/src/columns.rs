//! Columns by category, side by side or stacked.

use crate::drawing::{Anchor, Dash, Drawing};
use crate::figure::{AXIS, Area, Figure, WIDTH};
use crate::ink::{self, Ink, Paint};
use crate::legend::{Sample, grid_line, legend};
use crate::model::Columns;
use crate::scale::{Scale, units};
use crate::text::{BASELINE, LINE, SIZE, width, wrapped};
use rust_decimal::Decimal;

/// Height of the plot.
const PLOT: i64 = 160_000;
/// Widest column.
const WIDEST: i64 = 36_000;
/// Blank between an axis and its labels.
pub(crate) const GAP: i64 = 5_000;

pub(crate) fn draw(columns: &Columns) -> Drawing {
    let mut figure = Figure::default();
    let scale = Scale::over(heights(columns).into_iter(), &columns.unit);
    let paints: Vec<Paint> =
        columns.series.iter().enumerate().map(|(index, series)| ink::series(index, series.tone)).collect();
    let names = columns.series.iter().zip(&paints);
    let entries: Vec<_> = names.map(|(series, paint)| (series.label.clone(), *paint, Sample::Box)).collect();
    let header = legend(&mut figure, &scale.unit, &entries);
    let plot = figures_axis(&mut figure, &scale, header + SIZE / 2);
    let count = i64::try_from(columns.categories.len()).unwrap_or(1).max(1);
    let edge = |index: i64| plot.left + (plot.right - plot.left) * index / count;
    for index in 0..columns.categories.len() {
        let at = i64::try_from(index).unwrap_or_default();
        group(&mut figure, columns, &paints, &scale, (edge(at), edge(at + 1)), plot, index);
    }
    let zero = scale.place(0, plot.bottom, plot.top);
    figure.line(&[(plot.left, zero), (plot.right, zero)], Ink::Text, AXIS, Dash::Solid);
    let labels = category_labels(&mut figure, &columns.categories, plot, edge);
    figure.finish(plot.bottom + GAP + labels)
}

/// Everything the axis must hold: single values, or the ends of each stack.
fn heights(columns: &Columns) -> Vec<Decimal> {
    let values = |index: usize| columns.series.iter().filter_map(move |series| series.values.get(index));
    (0..columns.categories.len())
        .flat_map(|index| -> Vec<Decimal> {
            if !columns.stacked {
                return values(index).copied().collect();
            }
            let sum = |positive: bool| {
                let part = values(index).filter(|value| value.is_sign_positive() == positive);
                part.fold(Decimal::ZERO, |sum, value| sum.checked_add(*value).unwrap_or(sum))
            };
            vec![sum(true), sum(false)]
        })
        .collect()
}

/// Grid and labels of the axis of figures; returns the plot.
pub(crate) fn figures_axis(figure: &mut Figure, scale: &Scale, top: i64) -> Area {
    let ticks = scale.ticks();
    let left = ticks.iter().map(|(_, label)| width(label)).max().unwrap_or(0) + GAP;
    let plot = Area { left, top, right: WIDTH - AXIS, bottom: top + PLOT };
    for (value, label) in &ticks {
        let y = scale.place(*value, plot.bottom, plot.top);
        grid_line(figure, (plot.left, y), (plot.right, y));
        // The middle of a digit lies 0.36 of its size above the baseline.
        figure.text((plot.left - GAP, y + SIZE * 36 / 100), Anchor::End, Ink::Text, label);
    }
    plot
}

fn group(
    figure: &mut Figure,
    columns: &Columns,
    paints: &[Paint],
    scale: &Scale,
    (left, right): (i64, i64),
    plot: Area,
    index: usize,
) {
    let abreast = if columns.stacked { 1 } else { i64::try_from(columns.series.len()).unwrap_or(1).max(1) };
    let each = ((right - left) * 7 / 10 / abreast).min(WIDEST);
    let start = (left + right - each * abreast) / 2;
    let (mut above, mut below, mut slot) = (0, 0, 0);
    for (series, paint) in columns.series.iter().zip(paints) {
        let Some(value) = series.values.get(index).copied().map(units) else { continue };
        let from = match (columns.stacked, value < 0) {
            (false, _) => 0,
            (true, true) => below,
            (true, false) => above,
        };
        let (low, high) = (from.min(from + value), from.max(from + value));
        let x = start + each * slot;
        let area = Area {
            left: x,
            top: scale.place(high, plot.bottom, plot.top),
            right: x + each,
            bottom: scale.place(low, plot.bottom, plot.top),
        };
        figure.painted(area, *paint);
        if columns.stacked {
            if value < 0 { below += value } else { above += value }
        } else {
            slot += 1;
        }
    }
}

/// Names of the groups, in up to two lines; of very many only every so manieth. Returns the height they take.
fn category_labels(figure: &mut Figure, categories: &[String], plot: Area, edge: impl Fn(i64) -> i64) -> i64 {
    let count = i64::try_from(categories.len()).unwrap_or(1).max(1);
    let slot = (plot.right - plot.left) / count;
    // Four digits of a year, or three characters with the mark of what was cut off.
    let least = width("0000") + GAP;
    let every = ((least + slot - 1) / slot.max(1)).max(1);
    let room = slot * every - GAP;
    let mut lines = 1;
    for (index, name) in categories.iter().enumerate() {
        let at = i64::try_from(index).unwrap_or_default();
        if at % every != 0 {
            continue;
        }
        let middle = (edge(at) + edge(at + 1)) / 2;
        for (line, words) in wrapped(name, room, 2).iter().enumerate() {
            let line = i64::try_from(line).unwrap_or_default();
            figure.centred(middle, plot.bottom + GAP + BASELINE + line * LINE, (0, WIDTH), words);
            lines = lines.max(line + 1);
        }
    }
    lines * LINE
}
