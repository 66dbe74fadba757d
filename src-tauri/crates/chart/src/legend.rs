//! The legend: a sample of each look with its name, above the plot.

use crate::drawing::{Anchor, Dash};
use crate::figure::{Area, Figure, WIDTH};
use crate::ink::{Ink, Paint};
use crate::text::{BASELINE, LINE, abbreviated, width};

/// How a series shows in the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    /// As a painted area.
    Box,
    /// As a line.
    Line,
}

/// One entry.
pub(crate) type Entry = (String, Paint, Sample);

/// Width of a sample.
const SAMPLE: i64 = 20_000;
/// Blank between sample and name.
const GAP: i64 = 4_000;
/// Blank between entries.
const BLANK: i64 = 14_000;
/// Height of a row of entries.
const ROW: i64 = LINE + 3_000;

/// Draws unit and entries from the top; returns the height they take.
pub(crate) fn legend(figure: &mut Figure, unit: &str, entries: &[Entry]) -> i64 {
    let (mut x, mut y) = (0, 0);
    if !unit.is_empty() {
        let unit = abbreviated(&format!("单位：{unit}"), WIDTH / 2);
        figure.text((0, BASELINE), Anchor::Start, Ink::Text, &unit);
        x = width(&unit) + BLANK;
    }
    for (label, paint, sample) in entries {
        let label = abbreviated(label, WIDTH - SAMPLE - GAP);
        let needed = SAMPLE + GAP + width(&label);
        if x > 0 && x + needed > WIDTH {
            (x, y) = (0, y + ROW);
        }
        match sample {
            Sample::Box => {
                let area = Area { left: x, top: y + 2_000, right: x + SAMPLE, bottom: y + LINE - 2_000 };
                figure.painted(area, *paint);
            }
            Sample::Line => {
                let middle = y + LINE / 2;
                figure.line(&[(x, middle), (x + SAMPLE, middle)], paint.ink, 1_800, paint.dash);
            }
        }
        figure.text((x + SAMPLE + GAP, y + BASELINE), Anchor::Start, Ink::Text, &label);
        x += needed + BLANK;
    }
    if x == 0 { 0 } else { y + ROW }
}

/// A hairline of the grid.
pub(crate) fn grid_line(figure: &mut Figure, from: (i64, i64), to: (i64, i64)) {
    figure.line(&[from, to], Ink::Faint, crate::figure::HAIR, Dash::Solid);
}
