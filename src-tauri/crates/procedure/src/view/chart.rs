//! Figures of a chart.

use std::sync::Arc;

use ::chart::{Chart, Columns, Interval, Lanes, Marker, Series, StepSeries, Steps, Tone, Unit};
use chrono::NaiveDate;
use minijinja::value::Value as Jinja;

use super::read::Reading;
use super::{ChartReport, ChartState};
use crate::assessment::{DeadlineState, deadline_reports};
use crate::expression::{DateObject, Expression, Facts, Scope, plain};
use crate::template::{
    ChartForm, ChartTemplate, LaneDays, LaneTemplate, MarkerTemplate, PeriodSpec, StepTemplate,
};

/// Most rows that a chart draws, so that a table of thousands cannot fill the memory.
const MOST_ROWS: usize = 400;

pub(super) fn report(facts: &Arc<Facts>, template: &ChartTemplate) -> Option<ChartReport> {
    let when = template.when.as_ref().map(|when| when.evaluate(&Scope::new(facts)));
    if when.as_ref().is_some_and(|when| when.truth() == Some(false)) {
        return None;
    }
    let mut reading = Reading::new(facts);
    if let Some(when) = when {
        reading.missing.extend(when.missing);
        reading.fault = when.fault;
    }
    let chart = match &template.form {
        ChartForm::Columns { rows, category, stacked, series } => {
            columns(&mut reading, template, rows, category, *stacked, series)
        }
        ChartForm::Steps { series, shortfall } => steps(&mut reading, template, series, shortfall.as_ref()),
        ChartForm::Lanes(lanes) => self::lanes(&mut reading, template, lanes),
    };
    let scope = reading.scope();
    let state = match chart {
        Some(chart) if reading.fault.is_none() => ChartState::Known(Box::new(chart)),
        _ => reading.obstacle(),
    };
    let known = matches!(state, ChartState::Known(_));
    let summary = if known { template.summary.render(&scope).replace('\n', " ") } else { String::new() };
    Some(ChartReport {
        id: template.id.clone(),
        title: template.title.clone(),
        summary,
        articles: template.articles.clone(),
        stage: template.stage.clone(),
        state,
    })
}

/// Amounts are 元 unless the template says otherwise.
fn unit(template: &ChartTemplate, money: bool) -> Unit {
    match &template.unit {
        None if money => Unit::Money,
        unit => Unit::Other(unit.clone().unwrap_or_default()),
    }
}

fn columns(
    reading: &mut Reading<'_>,
    template: &ChartTemplate,
    rows: &Expression,
    category: &Expression,
    stacked: bool,
    series: &[(String, Expression, Option<Expression>)],
) -> Option<Chart> {
    let scopes = reading.rows(Some(rows))?;
    let mut money = false;
    let mut categories = Vec::new();
    let mut values = vec![Vec::new(); series.len()];
    for scope in scopes.iter().take(MOST_ROWS) {
        let name = reading.value(category, scope);
        categories.push(name.map_or_else(String::new, |value| match value.downcast_object_ref() {
            Some(DateObject(date)) => date.format("%Y-%m").to_string(),
            None => plain(&value),
        }));
        for ((_, value, _), values) in series.iter().zip(&mut values) {
            // What does not apply in a row is nothing there; what is missing keeps the chart from being drawn.
            let (figure, is_money) = reading.figure(value, scope).unwrap_or_default();
            money |= is_money;
            values.push(figure);
        }
    }
    let whole = reading.is_clear() && !categories.is_empty();
    let scope = reading.scope();
    let series = series
        .iter()
        .zip(values)
        .map(|((label, _, tone), values)| Series {
            label: label.clone(),
            tone: reading.tone_or_none(tone.as_ref(), &scope),
            values,
        })
        .collect();
    let unit = unit(template, money);
    whole.then_some(Chart::Columns(Columns { unit, stacked, categories, series }))
}

fn steps(
    reading: &mut Reading<'_>,
    template: &ChartTemplate,
    series: &[StepTemplate],
    shortfall: Option<&String>,
) -> Option<Chart> {
    let mut money = false;
    let mut drawn = Vec::new();
    for step in series {
        let mut amounts = Vec::new();
        for (rows, on, amount) in &step.parts {
            for scope in reading.rows(Some(rows)).unwrap_or_default().iter().take(MOST_ROWS) {
                let on = reading.day(on, scope);
                let amount = reading.figure(amount, scope);
                if let Some((on, (amount, is_money))) = on.zip(amount) {
                    money |= is_money;
                    amounts.push((on, amount));
                }
            }
        }
        let scope = reading.scope();
        let tone = reading.tone_or_none(step.tone.as_ref(), &scope);
        drawn.push(StepSeries { label: step.label.clone(), tone, amounts });
    }
    let whole = reading.is_clear() && drawn.iter().any(|series| !series.amounts.is_empty());
    let unit = unit(template, money);
    let markers = markers(reading, template);
    whole.then(|| Chart::Steps(Steps { unit, series: drawn, shortfall: shortfall.cloned(), markers }))
}

fn lanes(reading: &mut Reading<'_>, template: &ChartTemplate, lanes: &[LaneTemplate]) -> Option<Chart> {
    let mut intervals = Vec::new();
    for lane in lanes {
        match &lane.days {
            LaneDays::Between(from, to) => between(reading, lane, from, to, &mut intervals),
            LaneDays::Deadline(id) => deadlines(reading, lane, id, &mut intervals),
        }
    }
    let markers = markers(reading, template);
    // What is known of a timeline is drawn; what is missing will follow.
    (!intervals.is_empty()).then_some(Chart::Lanes(Lanes { intervals, markers }))
}

fn between(
    reading: &mut Reading<'_>,
    lane: &LaneTemplate,
    from: &Expression,
    to: &Expression,
    intervals: &mut Vec<Interval>,
) {
    for scope in reading.rows(lane.rows.as_ref()).unwrap_or_default().iter().take(MOST_ROWS) {
        if !reading.holds(lane.when.as_ref(), scope) {
            continue;
        }
        let (from, to) = (reading.day(from, scope), reading.day(to, scope));
        let Some((from, to)) = from.zip(to) else { continue };
        intervals.push(Interval {
            label: reading.words(lane.label.as_ref(), scope),
            from,
            to,
            tone: reading.tone(lane.tone.as_ref(), scope),
            note: reading.words(lane.note.as_ref(), scope),
            legend: lane.legend.clone().unwrap_or_default(),
        });
    }
}

/// The windows of a statutory time limit, each from its event to the day that counts.
fn deadlines(reading: &mut Reading<'_>, lane: &LaneTemplate, id: &str, intervals: &mut Vec<Interval>) {
    let facts = reading.facts;
    let Some(deadline) = facts.procedure.deadlines.iter().find(|deadline| deadline.id == id) else { return };
    let scope = reading.scope();
    if !reading.holds(lane.when.as_ref(), &scope) {
        return;
    }
    let mut before: Option<NaiveDate> = None;
    for report in deadline_reports(facts, deadline) {
        let Some((event, due)) = report.from.on.zip(report.due) else {
            reading.missing.extend(report.missing);
            continue;
        };
        // Each end of a repeated limit begins the next stretch.
        let start = match deadline.period {
            PeriodSpec::Every(_) => before.replace(due).unwrap_or(event),
            _ => event,
        };
        let (tone, legend) = match report.state {
            DeadlineState::Done => (Tone::Good, "已完成"),
            DeadlineState::Overdue => (Tone::Bad, "已逾期"),
            DeadlineState::Pending | DeadlineState::Unknown => (Tone::Warn, "期限内"),
        };
        let note = reading.words(lane.note.as_ref(), &scope);
        let provisional = if report.provisional && note.is_empty() { "暂定".to_owned() } else { note };
        intervals.push(Interval {
            label: match &lane.label {
                Some(label) => label.render(&scope),
                None => report.label,
            },
            from: start.min(due),
            to: start.max(due),
            tone: reading.tone_or_none(lane.tone.as_ref(), &scope).unwrap_or(tone),
            note: provisional,
            legend: lane.legend.clone().unwrap_or_else(|| legend.to_owned()),
        });
    }
}

/// Marked days; one whose day is not known is left out.
fn markers(reading: &mut Reading<'_>, template: &ChartTemplate) -> Vec<Marker> {
    let mut aside = Reading::new(reading.facts);
    let mut markers: Vec<Marker> =
        template.markers.iter().flat_map(|marker| self::marker(&mut aside, marker)).collect();
    reading.fault = reading.fault.take().or(aside.fault);
    if template.today {
        let on = reading.facts.today;
        let day = plain(&Jinja::from_object(DateObject(on)));
        markers.push(Marker { on, label: format!("截至{day}"), tone: Tone::Neutral });
    }
    markers
}

fn marker(reading: &mut Reading<'_>, template: &MarkerTemplate) -> Vec<Marker> {
    let mut markers = Vec::new();
    for scope in reading.rows(template.rows.as_ref()).unwrap_or_default().iter().take(MOST_ROWS) {
        let Some(on) = reading.day(&template.on, scope) else { continue };
        let label = reading.words(Some(&template.label), scope);
        markers.push(Marker { on, label, tone: reading.tone(template.tone.as_ref(), scope) });
    }
    markers
}
