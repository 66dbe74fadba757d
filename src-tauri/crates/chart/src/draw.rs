//! From figures to a drawing.

use crate::drawing::{Drawing, Mark, Point};
use crate::model::Chart;
use crate::{columns, lanes, steps};

/// Draws a chart, 156 mm wide: the type area of a paper. Total: without figures the axes stand alone.
#[must_use]
pub fn draw(chart: &Chart) -> Drawing {
    let mut drawing = match chart {
        Chart::Columns(columns) => columns::draw(columns),
        Chart::Steps(steps) => steps::draw(steps),
        Chart::Lanes(lanes) => lanes::draw(lanes),
    };
    clamp(&mut drawing);
    drawing
}

/// Nothing leaves the paper, whatever figures a user typed.
fn clamp(drawing: &mut Drawing) {
    let (width, height) = (drawing.width, drawing.height);
    let inside = |point: &mut Point| {
        point.x = point.x.clamp(0, width);
        point.y = point.y.clamp(0, height);
    };
    for mark in &mut drawing.marks {
        match mark {
            Mark::Line { points, .. } | Mark::Area { points, .. } => points.iter_mut().for_each(inside),
            Mark::Text { at, .. } => inside(at),
        }
    }
}
