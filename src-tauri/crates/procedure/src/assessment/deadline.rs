//! Deadlines: due day, days left, from which event, and how computed.

use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate};

use super::report::{DeadlineReport, DeadlineState, Origin};
use crate::expression::{DateObject, Evaluation, Facts, PeriodObject, Scope};
use crate::period::{self, Period, Step};
use crate::template::{Deadline, FieldKind, PeriodSpec};

/// Most repetitions worked out, so that a slip of the pen in a year cannot fill the memory.
const MOST_REPETITIONS: u32 = 240;

pub(super) fn all(facts: &Arc<Facts>) -> Vec<DeadlineReport> {
    facts.procedure.deadlines.iter().flat_map(|deadline| reports(facts, deadline)).collect()
}

/// One entry of the file: none, one, or one for each row and repetition.
pub(crate) fn reports(facts: &Arc<Facts>, deadline: &Deadline) -> Vec<DeadlineReport> {
    let mut reports = Vec::new();
    match &deadline.each {
        None if applies(deadline, &Scope::new(facts)) => {
            one(facts, deadline, &Scope::new(facts), "", &mut reports);
        }
        None => {}
        Some(table) => each(facts, deadline, table, &mut reports),
    }
    reports
}

/// Whether it applies, so far as is known.
fn applies(deadline: &Deadline, scope: &Scope) -> bool {
    deadline.when.as_ref().is_none_or(|when| when.evaluate(scope).truth() != Some(false))
}

/// One for each row to which it applies. A derived table that is not known yet gives one that waits for it.
fn each(facts: &Arc<Facts>, deadline: &Deadline, table: &str, reports: &mut Vec<DeadlineReport>) {
    if let Some(state) = facts.derived(table).filter(|state| state.value.is_undefined()) {
        let scope = Scope::new(facts);
        if applies(deadline, &scope) {
            let mut report = report(facts, deadline, &scope, "", None);
            let fault = state.fault.clone();
            let value = minijinja::Value::UNDEFINED;
            let (inputs, absent) = (Vec::new(), std::collections::BTreeSet::new());
            waits(&mut report, Evaluation { value, missing: state.missing, inputs, absent, fault });
            reports.push(report);
        }
        return;
    }
    for index in 0..facts.row_count(table) {
        let scope = Scope::new(facts).with_row(table, index);
        if applies(deadline, &scope) {
            let id = deadline.each_id.as_ref().map(|id| id.evaluate(&scope));
            let id = id.filter(|id| id.missing.is_empty() && !id.value.is_undefined());
            let id = id.map_or_else(|| (index + 1).to_string(), |id| id.value.to_string());
            one(facts, deadline, &scope, &format!("-{id}"), reports);
        }
    }
}

fn one(
    facts: &Arc<Facts>,
    deadline: &Deadline,
    scope: &Scope,
    suffix: &str,
    reports: &mut Vec<DeadlineReport>,
) {
    let from = deadline.from.evaluate(scope);
    let Some(on) = day(&from) else {
        let mut report = report(facts, deadline, scope, suffix, None);
        waits(&mut report, from);
        reports.push(report);
        return;
    };
    let calendar = &facts.calendar;
    let period = match &deadline.period {
        PeriodSpec::On => from_period(&from).unwrap_or_else(|| on_the_day(on)),
        PeriodSpec::Within(n, unit) => period::within(calendar, on, *n, *unit),
        PeriodSpec::AtLeast(n) => period::at_least(calendar, on, *n),
        PeriodSpec::AheadOf(n, unit) => period::ahead_of(calendar, on, *n, *unit),
        PeriodSpec::Lasting(n) => period::lasting(on, *n),
        PeriodSpec::Every(_) => return repeated(facts, deadline, scope, suffix, on, reports),
    };
    let mut report = report(facts, deadline, scope, suffix, Some(on));
    complete(&mut report, facts, deadline, scope, &period);
    reports.push(report);
}

/// The ends of every so many months after `start`: all that are over, and the next one.
///
/// Each is counted from `start` itself, so that a month of 28 days does not pull the later ends forward.
fn repeated(
    facts: &Arc<Facts>,
    deadline: &Deadline,
    scope: &Scope,
    suffix: &str,
    start: NaiveDate,
    reports: &mut Vec<DeadlineReport>,
) {
    let PeriodSpec::Every(months) = &deadline.period else { return };
    let evaluation = months.evaluate(scope);
    let months =
        evaluation.value.as_i64().and_then(|months| u32::try_from(months).ok()).filter(|months| *months > 0);
    let Some(months) = months.filter(|_| evaluation.missing.is_empty()) else {
        let mut report = report(facts, deadline, scope, suffix, Some(start));
        waits(&mut report, evaluation);
        reports.push(report);
        return;
    };
    let until = deadline.until.as_ref().and_then(|until| day(&until.evaluate(scope)));
    for n in 1..=MOST_REPETITIONS {
        let Some(end) = start.checked_add_months(Months::new(months.saturating_mul(n))) else { break };
        if until.is_some_and(|until| end > until) {
            break;
        }
        let number = i64::from(n);
        let scope = scope
            .clone()
            .with("n", number.into())
            .with("period_end", minijinja::Value::from_object(DateObject(end)));
        let mut report = report(facts, deadline, &scope, &format!("{suffix}-{end}"), Some(start));
        let mut period = period::within(&facts.calendar, end, 0, period::Unit::Days);
        // Of the steps of a period of no days only the rolling tells anything.
        period.steps.drain(..period.steps.len().min(2));
        let text = format!("自{}起每{months}个月一期，第{n}期至{}届满。", date(start), date(end));
        period.steps.insert(0, Step { text, on: Some(end) });
        complete(&mut report, facts, deadline, &scope, &period);
        let ahead = report.state == DeadlineState::Pending;
        reports.push(report);
        if ahead {
            break;
        }
    }
}

fn report(
    facts: &Arc<Facts>,
    deadline: &Deadline,
    scope: &Scope,
    suffix: &str,
    on: Option<NaiveDate>,
) -> DeadlineReport {
    let field = deadline.from.source.clone();
    let label = origin(facts, deadline).unwrap_or("有效期届满日").to_owned();
    DeadlineReport {
        id: format!("{}/{}{suffix}", facts.procedure.slug(), deadline.id),
        label: deadline.label.render(scope),
        from: Origin { label, field, on },
        nominal: None,
        due: None,
        earliest_next: None,
        provisional: false,
        days_left: None,
        state: DeadlineState::Unknown,
        basis: deadline.basis.clone(),
        steps: Vec::new(),
        note: deadline.note.clone(),
        missing: Vec::new(),
    }
}

/// Words for the event: those of the day that `from` names first, of the table where its rows are worked out.
fn origin<'f>(facts: &'f Facts, deadline: &Deadline) -> Option<&'f str> {
    let procedure = &facts.procedure;
    let names = deadline.from.names();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_by_key(|name| deadline.from.source.find(name));
    names.into_iter().find_map(|name| {
        let table = name.strip_prefix("row.").zip(deadline.each.as_deref());
        let field = match table {
            Some((column, table)) => procedure.field(table).and_then(|field| field.column(column)),
            None => procedure.field(name),
        };
        let derived = || procedure.derived(table.map_or(name, |(_, table)| table));
        let label = field.filter(|field| field.kind() == FieldKind::Date).map(crate::template::Field::label);
        let dates = [FieldKind::Date, FieldKind::Table];
        label.or_else(|| {
            derived().filter(|derived| dates.contains(&derived.kind)).map(|derived| derived.label.as_str())
        })
    })
}

/// Why a deadline is not known yet: answers it waits for, or a mistake of the template.
fn waits(report: &mut DeadlineReport, evaluation: Evaluation) {
    if let Some(fault) = evaluation.fault {
        report.steps.push(Step { text: fault.sentence(), on: None });
    }
    report.missing = evaluation.missing.into_iter().collect();
}

fn complete(
    report: &mut DeadlineReport,
    facts: &Arc<Facts>,
    deadline: &Deadline,
    scope: &Scope,
    period: &Period,
) {
    let days_left = (period.due - facts.today).num_days();
    let due = minijinja::Value::from_object(DateObject(period.due));
    let scope = scope.clone().with("due", due);
    let done = deadline.done.as_ref().is_some_and(|done| done.evaluate(&scope).truth() == Some(true));
    report.nominal = Some(period.nominal);
    report.due = Some(period.due);
    report.earliest_next = period.earliest_next;
    report.provisional = period.provisional;
    report.days_left = Some(days_left);
    report.steps.clone_from(&period.steps);
    report.state = match done {
        true => DeadlineState::Done,
        false if days_left < 0 => DeadlineState::Overdue,
        false => DeadlineState::Pending,
    };
}

fn day(evaluation: &Evaluation) -> Option<NaiveDate> {
    if !evaluation.missing.is_empty() || evaluation.fault.is_some() {
        return None;
    }
    let date = evaluation.value.downcast_object_ref::<DateObject>().map(|date| date.0);
    date.or_else(|| from_period(evaluation).map(|period| period.due))
}

fn from_period(evaluation: &Evaluation) -> Option<Period> {
    evaluation.value.downcast_object_ref::<PeriodObject>().map(|period| period.0.clone())
}

fn date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn on_the_day(on: NaiveDate) -> Period {
    let text = format!("{}当日到期，不因休息日顺延。", date(on));
    Period {
        nominal: on,
        due: on,
        earliest_next: None,
        provisional: false,
        steps: vec![Step { text, on: Some(on) }],
    }
}
