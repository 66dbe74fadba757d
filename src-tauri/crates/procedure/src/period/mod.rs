//! Statutory periods (期间): 民法典 第二百零一条至第二百零四条, 第一千二百五十九条.
//!
//! The day of the event does not count (201); a month ends on the same day of the month, or on its last day (202);
//! a period whose last day is a day off ends on the next working day (203). 日 are calendar days. Every result names
//! its steps in Chinese, so that a person can follow them with a calendar in hand, and is provisional (暂定) if a day
//! it had to look at lies in a year without an official table. Which deadline counts from which event is said in the
//! template folders, not here.

mod coverage;
mod quarter;
mod step;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use crate::calendar::Calendar;
pub use coverage::{Gap, gaps};
pub use quarter::{Quarter, quarters_between};
use step::{Steps, full, plain};

/// A computed period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The day counted out, before any day off is taken into account.
    pub nominal: NaiveDate,
    /// The day that counts in the end: effective last day, or the advised day for [`ahead_of`].
    pub due: NaiveDate,
    /// For [`at_least`]: the first day on which the next step may be taken.
    pub earliest_next: Option<NaiveDate>,
    /// A day looked at lies in a year without an official table (暂定).
    pub provisional: bool,
    /// How it was counted, one sentence a step.
    pub steps: Vec<Step>,
}

/// One step of a computation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// One Chinese sentence.
    pub text: String,
    /// The day reached with it, if it reaches one.
    pub on: Option<NaiveDate>,
}

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 日, calendar days.
    Days,
    /// 月.
    Months,
    /// 年.
    Years,
}

/// The last day of a period of `n` units after the event on `from` (自…之日起N日内), moved on over days off.
#[must_use]
pub fn within(calendar: &Calendar, from: NaiveDate, n: u32, unit: Unit) -> Period {
    let mut steps = Steps::new(calendar);
    let from = steps.bounded(from);
    steps.say(Some(from), format!("自{}起算，当日不计入（民法典第二百零一条）", plain(from)));
    let nominal = steps.later(from, n, unit);
    steps.say(Some(nominal), format!("{}届满日为{}", length(n, unit), full(nominal)));
    let due = steps.roll_on(nominal);
    if due == nominal {
        steps.say(Some(due), format!("期限至{}止", full(due)));
    } else {
        steps.say(Some(due), format!("顺延至{}止（民法典第二百零三条）", full(due)));
    }
    steps.finish(nominal, due, None)
}

/// A period that must have run in full (不少于N日): its last day as [`within`], and the earliest day for the next step.
#[must_use]
pub fn at_least(calendar: &Calendar, from: NaiveDate, n: u32) -> Period {
    let mut steps = Steps::new(calendar);
    let from = steps.bounded(from);
    steps.say(Some(from), format!("自{}起算，当日不计入（民法典第二百零一条）", plain(from)));
    let nominal = steps.later(from, n, Unit::Days);
    steps.say(Some(nominal), format!("满{}之日为{}", length(n, Unit::Days), full(nominal)));
    let due = steps.roll_on(nominal);
    if due != nominal {
        steps.say(Some(due), format!("期间顺延至{}届满（民法典第二百零三条）", full(due)));
    }
    let next = steps.later(due, 1, Unit::Days);
    steps.say(Some(next), format!("期间届满后，下一步最早自{}起", plain(next)));
    steps.finish(nominal, due, Some(next))
}

/// A day at least `n` units before `target` (提前N日): counted back, and then the last working day on or before it is
/// advised, because going forward would be too late.
#[must_use]
pub fn ahead_of(calendar: &Calendar, target: NaiveDate, n: u32, unit: Unit) -> Period {
    let mut steps = Steps::new(calendar);
    let target = steps.bounded(target);
    steps.say(Some(target), format!("自{}起倒推{}", plain(target), length(n, unit)));
    let nominal = steps.earlier(target, n, unit);
    steps.say(Some(nominal), format!("最晚应在{}", full(nominal)));
    let due = steps.roll_back(nominal);
    if due == nominal {
        steps.say(Some(due), format!("{}是工作日，应在当日或之前办理", plain(due)));
    } else {
        steps.say(Some(due), format!("不向后顺延，建议在此前最后一个工作日{}或之前办理", full(due)));
    }
    steps.finish(nominal, due, None)
}

/// The last day of what lasts `n` years and begins on `from` itself (有效期、租期N年): no working day is looked for.
#[must_use]
pub fn lasting(from: NaiveDate, n: u32) -> Period {
    let calendar = Calendar::default();
    let mut steps = Steps::new(&calendar);
    let from = steps.bounded(from);
    steps.say(Some(from), format!("自{}起，当日计入", plain(from)));
    let anniversary = steps.later(from, n, Unit::Years);
    // Without a same day the last day of the month is already the last day of the period (202).
    let last =
        if anniversary.day() == from.day() { steps.earlier(anniversary, 1, Unit::Days) } else { anniversary };
    steps.say(Some(last), format!("满{}，最后一日为{}", length(n, Unit::Years), full(last)));
    steps.finish(last, last, None)
}

/// 30日, 3个月, 1年.
fn length(n: u32, unit: Unit) -> String {
    match unit {
        Unit::Days => format!("{n}日"),
        Unit::Months => format!("{n}个月"),
        Unit::Years => format!("{n}年"),
    }
}

/// `n` units after (or before) a day; `None` beyond what a calendar can hold.
fn moved(from: NaiveDate, n: u32, unit: Unit, back: bool) -> Option<NaiveDate> {
    let months = match unit {
        Unit::Days => {
            let days = Days::new(u64::from(n));
            return if back { from.checked_sub_days(days) } else { from.checked_add_days(days) };
        }
        Unit::Months => Months::new(n),
        Unit::Years => Months::new(n.checked_mul(12)?),
    };
    if back { from.checked_sub_months(months) } else { from.checked_add_months(months) }
}
