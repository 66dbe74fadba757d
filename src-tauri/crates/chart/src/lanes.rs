//! Intervals on a time axis, one line for each label.

use crate::columns::GAP;
use crate::drawing::{Anchor, Dash, Drawing};
use crate::figure::{AXIS, Area, Figure, HAIR, WIDTH};
use crate::ink::{Ink, paint};
use crate::legend::{Sample, grid_line, legend};
use crate::marker::band;
use crate::model::{Interval, Lanes};
use crate::span::Span;
use crate::steps::days_axis;
use crate::text::{BASELINE, LINE, SIZE, width, wrapped};

/// Height of a bar.
const BAR: i64 = 13_000;
/// Blank above and below what stands on a line.
const BLANK: i64 = 3_000;
/// Widest label of a line.
const LABEL: i64 = 126_000;
/// Highest picture: a page with room for caption and summary.
const HIGHEST: i64 = 540_000;

pub(crate) fn draw(lanes: &Lanes) -> Drawing {
    let mut figure = Figure::default();
    let mut entries: Vec<(String, crate::ink::Paint, Sample)> = Vec::new();
    for interval in lanes.intervals.iter().filter(|interval| !interval.legend.is_empty()) {
        let entry = (interval.legend.clone(), paint(interval.tone), Sample::Box);
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    let header = legend(&mut figure, "", &entries);
    let lines = lines(&lanes.intervals);
    let left = lines.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(LABEL) + GAP;
    let days = lanes.intervals.iter().flat_map(|interval| [interval.from, interval.to]);
    let days = days.chain(lanes.markers.iter().map(|marker| marker.on));
    let Some(span) = Span::over(days, left, WIDTH - AXIS) else { return figure.finish(header + LINE) };
    let names = band(&lanes.markers, &span);
    let top = header + names.height();
    let rows: Vec<(Vec<String>, i64)> = lines
        .iter()
        .map(|(label, _)| {
            let words = wrapped(label, left - GAP, 2);
            let height = (i64::try_from(words.len()).unwrap_or(1) * LINE).max(BAR) + 2 * BLANK;
            (words, height)
        })
        .collect();
    let shown = fitting(&rows, HIGHEST - top - 2 * LINE);
    let bottom = top + rows[..shown].iter().map(|(_, height)| height).sum::<i64>();
    let plot = Area { left: span.left, top, right: span.right, bottom };
    days_axis(&mut figure, &span, plot);
    let mut y = top;
    for (words, height) in &rows[..shown] {
        grid_line(&mut figure, (0, y), (plot.right, y));
        let first = y + (height - i64::try_from(words.len()).unwrap_or(1) * LINE) / 2;
        for (index, word) in words.iter().enumerate() {
            let index = i64::try_from(index).unwrap_or_default();
            figure.text((0, first + BASELINE + index * LINE), Anchor::Start, Ink::Text, word);
        }
        y += height;
    }
    figure.line(&[(plot.left, bottom), (plot.right, bottom)], Ink::Text, AXIS, Dash::Solid);
    names.draw(&mut figure, &span, header, bottom);
    // Bars lie over the lines of the markers.
    let mut y = top;
    for ((_, height), (_, intervals)) in rows.iter().zip(&lines).take(shown) {
        line(&mut figure, &span, intervals, y + height / 2);
        y += height;
    }
    let mut height = bottom + GAP + LINE;
    if shown < rows.len() {
        let words = format!("另有{}项未画出，见数据表。", rows.len() - shown);
        figure.text((0, height + BASELINE), Anchor::Start, Ink::Text, &words);
        height += LINE;
    }
    figure.finish(height)
}

/// Intervals by label, in the order of first appearance.
fn lines(intervals: &[Interval]) -> Vec<(&str, Vec<&Interval>)> {
    let mut lines: Vec<(&str, Vec<&Interval>)> = Vec::new();
    for interval in intervals {
        match lines.iter_mut().find(|(label, _)| *label == interval.label) {
            Some((_, line)) => line.push(interval),
            None => lines.push((&interval.label, vec![interval])),
        }
    }
    lines
}

/// How many rows fit into `room`; at least one.
fn fitting(rows: &[(Vec<String>, i64)], room: i64) -> usize {
    let mut taken = 0;
    let fits = rows.iter().take_while(|(_, height)| {
        taken += height;
        taken <= room
    });
    fits.count().max(1).min(rows.len())
}

/// The bars of one line around `middle`, each with its note where there is room.
fn line(figure: &mut Figure, span: &Span, intervals: &[&Interval], middle: i64) {
    let places: Vec<(i64, i64)> = intervals
        .iter()
        .map(|interval| {
            let (from, to) = (interval.from.min(interval.to), interval.from.max(interval.to));
            let (left, right) = (span.x(from), span.x(to));
            if right - left < 2 * HAIR { (left - BAR / 2, left + BAR / 2) } else { (left, right) }
        })
        .collect();
    // What is taken on this line: bars, and notes as they are set.
    let mut taken = places.clone();
    for (interval, &(left, right)) in intervals.iter().zip(&places) {
        let paint = paint(interval.tone);
        if interval.from == interval.to || span.x(interval.from) == span.x(interval.to) {
            let (x, half) = ((left + right) / 2, BAR / 2);
            figure.polygon(
                &[(x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle)],
                paint.ink,
            );
        } else {
            let area = Area { left, top: middle - BAR / 2, right, bottom: middle + BAR / 2 };
            figure.painted(area, paint);
        }
    }
    for (interval, &(left, right)) in intervals.iter().zip(&places) {
        let needed = width(&interval.note);
        if needed == 0 {
            continue;
        }
        let baseline = middle + SIZE * 36 / 100;
        let free = |from: i64, to: i64, taken: &[(i64, i64)]| {
            from >= span.left && to <= span.right && !taken.iter().any(|&(a, b)| from < b && a < to)
        };
        let (after, before) = (right + 3_000, left - 3_000 - needed);
        if needed + 6_000 <= right - left {
            let x = (left + right) / 2;
            let ground = Area {
                left: x - needed / 2 - 1_500,
                top: middle - BAR / 2 + HAIR,
                right: x + needed / 2 + 1_500,
                bottom: middle + BAR / 2 - HAIR,
            };
            figure.ground(ground, Ink::Paper);
            figure.text((x, baseline), Anchor::Middle, Ink::Text, &interval.note);
        } else if free(after, after + needed, &taken) {
            figure.text((after, baseline), Anchor::Start, Ink::Text, &interval.note);
            taken.push((after, after + needed));
        } else if free(before, before + needed, &taken) {
            figure.text((before, baseline), Anchor::Start, Ink::Text, &interval.note);
            taken.push((before, before + needed));
        }
        // Without room the note stands in the data table alone.
    }
}
