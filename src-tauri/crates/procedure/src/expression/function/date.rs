//! Days and statutory periods; see [`crate::period`] for the definitions.

use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate};
use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error, State};

use super::super::object::{DateObject, PeriodObject};
use super::{any_undefined, fault, of_answers, scope, wrong_type};
use crate::calendar::Calendar;
use crate::period::{self, Period, Unit};

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("date", |text: &str| {
        text.parse::<NaiveDate>()
            .map(day_value)
            .map_err(|_| fault(format!("“{text}”不是日期，应写成 2026-11-23")))
    });
    environment.add_function("add_days", |date: Jinja, days: i64| {
        with_day("add_days", &date, |day| {
            let by = Days::new(days.unsigned_abs());
            if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) }
        })
    });
    environment.add_function("add_months", |date: Jinja, months: i64| {
        with_day("add_months", &date, |day| {
            let by = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
            if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) }
        })
    });
    environment.add_function("days_between", |from: Jinja, to: Jinja| {
        if any_undefined(&[&from, &to]) {
            return Ok(Jinja::UNDEFINED);
        }
        let days = (day("days_between", &to)? - day("days_between", &from)?).num_days();
        Ok::<_, Error>(Jinja::from(days))
    });
    environment.add_function("year", |date: Jinja| {
        if any_undefined(&[&date]) {
            Ok(Jinja::UNDEFINED)
        } else {
            Ok::<_, Error>(day("year", &date)?.year().into())
        }
    });
    environment.add_function("is_working_day", |state: &State<'_, '_>, date: Jinja| {
        if any_undefined(&[&date]) {
            return Ok(Jinja::UNDEFINED);
        }
        let working = calendar(state)?.day(day("is_working_day", &date)?).working;
        Ok::<_, Error>(Jinja::from(working))
    });
    environment.add_function("within", |state: &State<'_, '_>, from: Jinja, n: Jinja, unit: &str| {
        counted(state, "within", &from, &n, unit, period::within)
    });
    environment.add_function("ahead_of", |state: &State<'_, '_>, to: Jinja, n: Jinja, unit: &str| {
        counted(state, "ahead_of", &to, &n, unit, period::ahead_of)
    });
    environment.add_function("at_least", |state: &State<'_, '_>, from: Jinja, n: Jinja| {
        counted(state, "at_least", &from, &n, "days", |calendar, from, n, _| {
            period::at_least(calendar, from, n)
        })
    });
    environment.add_function(
        "lasting",
        |state: &State<'_, '_>, from: Jinja, n: Jinja, unit: Option<&str>| {
            counted(state, "lasting", &from, &n, unit.unwrap_or("years"), |_, from, n, _| {
                period::lasting(from, n)
            })
        },
    );
}

/// A day as a value.
pub(super) fn day_value(date: NaiveDate) -> Jinja {
    Jinja::from_object(DateObject(date))
}

/// The day in a value: a date, or the due day of a period.
pub(super) fn day(function: &str, value: &Jinja) -> Result<NaiveDate, Error> {
    if let Some(date) = value.downcast_object_ref::<DateObject>() {
        return Ok(date.0);
    }
    value
        .downcast_object_ref::<PeriodObject>()
        .map(|period| period.0.due)
        .ok_or_else(|| wrong_type(function, "日期", value))
}

fn with_day(
    function: &str,
    value: &Jinja,
    apply: impl FnOnce(NaiveDate) -> Option<NaiveDate>,
) -> Result<Jinja, Error> {
    if any_undefined(&[value]) {
        return Ok(Jinja::UNDEFINED);
    }
    apply(day(function, value)?)
        .map(day_value)
        .ok_or_else(|| of_answers(format!("{function}() 的日期超出范围")))
}

pub(super) fn calendar(state: &State<'_, '_>) -> Result<Arc<Calendar>, Error> {
    Ok(Arc::clone(&scope(state)?.facts.calendar))
}

fn counted(
    state: &State<'_, '_>,
    function: &str,
    from: &Jinja,
    count: &Jinja,
    unit: &str,
    compute: impl FnOnce(&Calendar, NaiveDate, u32, Unit) -> Period,
) -> Result<Jinja, Error> {
    if any_undefined(&[from, count]) {
        return Ok(Jinja::UNDEFINED);
    }
    let unit = match unit {
        "day" | "days" => Unit::Days,
        "month" | "months" => Unit::Months,
        "year" | "years" => Unit::Years,
        other => {
            return Err(fault(format!("{function}() 不认识的单位“{other}”，应为 days、months 或 years")));
        }
    };
    let count = count
        .as_i64()
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| wrong_type(function, "非负整数", count))?;
    let period = compute(calendar(state)?.as_ref(), day(function, from)?, count, unit);
    Ok(Jinja::from_object(PeriodObject(period)))
}
