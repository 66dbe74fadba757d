//! The figures of a chart as a table, for those who want numbers or cannot see the picture.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{Chart, Columns, Lanes, Steps, Unit};
use crate::scale::grouped;
use crate::steps::totals;

/// A table of ready words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Whether a column holds figures and is set to the right.
    pub figures: Vec<bool>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// The figures behind a chart.
#[must_use]
pub fn grid(chart: &Chart) -> Grid {
    match chart {
        Chart::Columns(columns) => of_columns(columns),
        Chart::Steps(steps) => of_steps(steps),
        Chart::Lanes(lanes) => of_lanes(lanes),
    }
}

fn of_columns(columns: &Columns) -> Grid {
    let names = columns.series.iter().map(|series| named(&series.label, &columns.unit));
    let rows = columns.categories.iter().enumerate().map(|(index, category)| {
        let cells = columns.series.iter().map(|series| {
            series.values.get(index).map_or_else(String::new, |value| figure(*value, &columns.unit))
        });
        [category.clone()].into_iter().chain(cells).collect()
    });
    Grid {
        header: ["项目".to_owned()].into_iter().chain(names).collect(),
        figures: [false].into_iter().chain(columns.series.iter().map(|_| true)).collect(),
        rows: rows.collect(),
    }
}

fn of_steps(steps: &Steps) -> Grid {
    let series: Vec<_> = steps.series.iter().map(totals).collect();
    let mut days: Vec<NaiveDate> = series.iter().flat_map(|series| series.keys()).copied().collect();
    days.sort_unstable();
    days.dedup();
    let names = steps.series.iter().map(|series| named(&series.label, &steps.unit));
    let rows = days.into_iter().map(|day| {
        let cells = series.iter().map(|series| {
            let total = series.range(..=day).next_back().map_or(Decimal::ZERO, |(_, total)| *total);
            figure(total, &steps.unit)
        });
        [day.to_string()].into_iter().chain(cells).collect()
    });
    Grid {
        header: ["日期".to_owned()].into_iter().chain(names).collect(),
        figures: [false].into_iter().chain(steps.series.iter().map(|_| true)).collect(),
        rows: rows.collect(),
    }
}

fn of_lanes(lanes: &Lanes) -> Grid {
    let intervals = lanes.intervals.iter().map(|interval| {
        let note = [&interval.legend, &interval.note].into_iter().filter(|words| !words.is_empty());
        let note = note.map(String::as_str).collect::<Vec<_>>().join("；");
        vec![interval.label.clone(), interval.from.to_string(), interval.to.to_string(), note]
    });
    let markers = lanes.markers.iter().map(|marker| {
        vec![marker.label.clone(), marker.on.to_string(), marker.on.to_string(), String::new()]
    });
    Grid {
        header: ["项目", "起", "止", "说明"].map(str::to_owned).into(),
        figures: vec![false; 4],
        rows: intervals.chain(markers).collect(),
    }
}

fn named(label: &str, unit: &Unit) -> String {
    match unit {
        Unit::Money => format!("{label}（元）"),
        Unit::Other(unit) if unit.is_empty() => label.to_owned(),
        Unit::Other(unit) => format!("{label}（{unit}）"),
    }
}

/// A figure in full: 15,000,000.00.
fn figure(value: Decimal, unit: &Unit) -> String {
    let mut value = value.normalize();
    if *unit == Unit::Money {
        value.rescale(2);
    }
    let text = value.abs().to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{part}", grouped(whole))
}
