//! `charts.toml`.

use toml::Spanned;

use super::super::entry::{
    ChartEntry, ChartForm, ChartKind, ChartTemplate, LaneDays, LaneEntry, LaneTemplate, MarkerEntry,
    MarkerTemplate, SeriesEntry, StepTemplate,
};
use super::super::reader::Reader;
use super::Loader;
use super::expression::{expression, message};
use crate::expression::{Expression, Message};

impl Loader<'_> {
    pub(super) fn charts(&mut self) -> Vec<ChartTemplate> {
        let Some(mut reader) = self.reader("charts.toml") else { return Vec::new() };
        let mut charts = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "chart") {
                let Some((entry, line)) = reader.entry::<ChartEntry>(value) else { continue };
                let id = entry.id.clone();
                match chart(&mut reader, entry, line) {
                    Some(chart) => charts.push(chart),
                    None => drop(reader.lost.insert(id)),
                }
            }
            reader.refuse_rest(&table, &["chart"]);
        }
        self.finish(reader);
        charts
    }
}

fn chart(reader: &mut Reader<'_>, entry: ChartEntry, line: usize) -> Option<ChartTemplate> {
    refuse_foreign(reader, &entry, line);
    let summary = message(reader, &entry.summary, line);
    let when = expression(reader, entry.when.as_ref(), line);
    let markers: Vec<_> = entry.markers.iter().map(|marker| self::marker(reader, marker, line)).collect();
    let form = match entry.kind {
        ChartKind::Columns => columns(reader, &entry, line),
        ChartKind::Steps => steps(reader, &entry, line),
        ChartKind::Lanes => lanes(reader, &entry, line),
    };
    Some(ChartTemplate {
        summary: summary?,
        markers: markers.into_iter().collect::<Option<_>>()?,
        form: form?,
        id: entry.id,
        line,
        title: entry.title,
        when,
        articles: entry.articles,
        stage: entry.stage,
        unit: entry.unit,
        today: entry.today,
    })
}

/// Keys that another kind of chart has would be passed over in silence.
fn refuse_foreign(reader: &mut Reader<'_>, entry: &ChartEntry, line: usize) {
    use ChartKind::{Columns, Lanes, Steps};
    let kind = entry.kind;
    let written = [
        ("rows", entry.rows.is_some(), kind == Columns),
        ("category", entry.category.is_some(), kind == Columns),
        ("stacked", entry.stacked, kind == Columns),
        ("series", !entry.series.is_empty(), kind != Lanes),
        ("unit", entry.unit.is_some(), kind != Lanes),
        ("shortfall", entry.shortfall.is_some(), kind == Steps),
        ("lane", !entry.lane.is_empty(), kind == Lanes),
        ("markers", !entry.markers.is_empty(), kind != Columns),
        ("today", entry.today, kind != Columns),
    ];
    let word = match kind {
        Columns => "columns",
        Steps => "steps",
        Lanes => "lanes",
    };
    for (key, _, _) in written.into_iter().filter(|(_, is_written, fits)| *is_written && !fits) {
        reader.push("template.chart", Some(line), key, format!("kind = \"{word}\" 的图不用“{key}”"));
    }
}

/// The expression, or a mistake that its key is missing.
fn needed(
    reader: &mut Reader<'_>,
    source: Option<&Spanned<String>>,
    key: &str,
    line: usize,
) -> Option<Expression> {
    if source.is_none() {
        reader.push("template.missing-key", Some(line), key, format!("缺少“{key}”"));
    }
    expression(reader, source, line)
}

/// What may be left out: `Some(None)` where it is, `None` where it is written and wrong.
fn optional(
    reader: &mut Reader<'_>,
    source: Option<&Spanned<String>>,
    line: usize,
) -> Option<Option<Expression>> {
    match source {
        None => Some(None),
        Some(_) => expression(reader, source, line).map(Some),
    }
}

fn optional_message(
    reader: &mut Reader<'_>,
    source: Option<&Spanned<String>>,
    line: usize,
) -> Option<Option<Message>> {
    match source {
        None => Some(None),
        Some(source) => message(reader, source, line).map(Some),
    }
}

fn none_of(reader: &mut Reader<'_>, key: &str, line: usize) {
    reader.push("template.missing-key", Some(line), key, format!("至少要有一个“{key}”"));
}

fn columns(reader: &mut Reader<'_>, entry: &ChartEntry, line: usize) -> Option<ChartForm> {
    let rows = needed(reader, entry.rows.as_ref(), "rows", line);
    let category = needed(reader, entry.category.as_ref(), "category", line);
    if entry.series.is_empty() {
        none_of(reader, "series", line);
    }
    let series: Vec<_> = entry.series.iter().map(|series| column(reader, series, line)).collect();
    Some(ChartForm::Columns {
        rows: rows?,
        category: category?,
        stacked: entry.stacked,
        series: series.into_iter().collect::<Option<_>>()?,
    })
}

fn column(
    reader: &mut Reader<'_>,
    entry: &SeriesEntry,
    line: usize,
) -> Option<(String, Expression, Option<Expression>)> {
    if !entry.parts.is_empty() {
        reader.push("template.chart", Some(line), "parts", "kind = \"columns\" 的图不用“parts”");
    }
    let value = needed(reader, entry.value.as_ref(), "value", line);
    let tone = optional(reader, entry.tone.as_ref(), line);
    Some((entry.label.clone(), value?, tone?))
}

fn steps(reader: &mut Reader<'_>, entry: &ChartEntry, line: usize) -> Option<ChartForm> {
    if entry.series.is_empty() {
        none_of(reader, "series", line);
    }
    let series: Vec<_> = entry.series.iter().map(|series| step(reader, series, line)).collect();
    Some(ChartForm::Steps {
        series: series.into_iter().collect::<Option<_>>()?,
        shortfall: entry.shortfall.clone(),
    })
}

fn step(reader: &mut Reader<'_>, entry: &SeriesEntry, line: usize) -> Option<StepTemplate> {
    if entry.value.is_some() {
        reader.push("template.chart", Some(line), "value", "kind = \"steps\" 的图不用“value”，写 parts");
    }
    if entry.parts.is_empty() {
        none_of(reader, "parts", line);
    }
    let tone = optional(reader, entry.tone.as_ref(), line);
    let parts: Vec<_> = entry
        .parts
        .iter()
        .map(|part| {
            let rows = expression(reader, Some(&part.rows), line);
            let on = expression(reader, Some(&part.on), line);
            let amount = expression(reader, Some(&part.amount), line);
            Some((rows?, on?, amount?))
        })
        .collect();
    Some(StepTemplate {
        label: entry.label.clone(),
        tone: tone?,
        parts: parts.into_iter().collect::<Option<_>>()?,
    })
}

fn lanes(reader: &mut Reader<'_>, entry: &ChartEntry, line: usize) -> Option<ChartForm> {
    if entry.lane.is_empty() {
        none_of(reader, "lane", line);
    }
    let lanes: Vec<_> = entry.lane.iter().map(|lane| self::lane(reader, lane, line)).collect();
    lanes.into_iter().collect::<Option<_>>().map(ChartForm::Lanes)
}

fn lane(reader: &mut Reader<'_>, entry: &LaneEntry, line: usize) -> Option<LaneTemplate> {
    let rows = optional(reader, entry.rows.as_ref(), line);
    let label = optional_message(reader, entry.label.as_ref(), line);
    let when = optional(reader, entry.when.as_ref(), line);
    let tone = optional(reader, entry.tone.as_ref(), line);
    let note = optional_message(reader, entry.note.as_ref(), line);
    let days = match &entry.deadline {
        Some(id) => {
            let written =
                [("rows", entry.rows.is_some()), ("from", entry.from.is_some()), ("to", entry.to.is_some())];
            for (key, _) in written.into_iter().filter(|(_, written)| *written) {
                let message = format!("写了 deadline 的不用“{key}”：起止日期由时限推算");
                reader.push("template.chart", Some(line), key, message);
            }
            Some(LaneDays::Deadline(id.clone()))
        }
        None => {
            if entry.label.is_none() {
                reader.push("template.missing-key", Some(line), "label", "缺少“label”");
            }
            let from = needed(reader, entry.from.as_ref(), "from", line);
            let to = needed(reader, entry.to.as_ref(), "to", line);
            from.zip(to).map(|(from, to)| LaneDays::Between(from, to))
        }
    };
    Some(LaneTemplate {
        rows: rows?,
        days: days?,
        label: label?,
        when: when?,
        tone: tone?,
        note: note?,
        legend: entry.legend.clone(),
    })
}

fn marker(reader: &mut Reader<'_>, entry: &MarkerEntry, line: usize) -> Option<MarkerTemplate> {
    let rows = optional(reader, entry.rows.as_ref(), line);
    let on = expression(reader, Some(&entry.on), line);
    let label = message(reader, &entry.label, line);
    let tone = optional(reader, entry.tone.as_ref(), line);
    Some(MarkerTemplate { rows: rows?, on: on?, label: label?, tone: tone? })
}
