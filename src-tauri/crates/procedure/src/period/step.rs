//! Counting with every step put into words.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Period, Step, Unit, moved};
use crate::calendar::{Calendar, YearStatus, weekend};

/// A computation under way.
pub(super) struct Steps<'a> {
    calendar: &'a Calendar,
    steps: Vec<Step>,
    /// Years of the days looked at that have no official table.
    unsettled: BTreeSet<i32>,
    clamped: bool,
}

impl<'a> Steps<'a> {
    pub(super) fn new(calendar: &'a Calendar) -> Self {
        Self { calendar, steps: Vec::new(), unsettled: BTreeSet::new(), clamped: false }
    }

    /// Adds a sentence (without its full stop).
    pub(super) fn say(&mut self, on: Option<NaiveDate>, text: String) {
        self.steps.push(Step { text: text + "。", on });
    }

    /// The day itself, or the nearest one of the years 1 to 9999: beyond them the answers would mean nothing.
    pub(super) fn bounded(&mut self, date: NaiveDate) -> NaiveDate {
        self.nearest(Some(date), date.year() > 0)
    }

    pub(super) fn later(&mut self, from: NaiveDate, n: u32, unit: Unit) -> NaiveDate {
        self.counted(from, n, unit, false)
    }

    pub(super) fn earlier(&mut self, from: NaiveDate, n: u32, unit: Unit) -> NaiveDate {
        self.counted(from, n, unit, true)
    }

    fn counted(&mut self, from: NaiveDate, n: u32, unit: Unit, back: bool) -> NaiveDate {
        let to = self.nearest(moved(from, n, unit, back), !back);
        if unit != Unit::Days && to.day() != from.day() && !self.clamped {
            let text = format!("{}没有{}日，以月末日为准（民法典第二百零二条）", month(to), from.day());
            self.say(Some(to), text);
        }
        to
    }

    fn nearest(&mut self, date: Option<NaiveDate>, late: bool) -> NaiveDate {
        let inside = date.filter(|date| (1..=9999).contains(&date.year()));
        inside.unwrap_or_else(|| {
            self.clamped = true;
            let (year, month, day) = if late { (9999, 12, 31) } else { (1, 1, 1) };
            NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
        })
    }

    /// The first working day on or after a day (203).
    pub(super) fn roll_on(&mut self, from: NaiveDate) -> NaiveDate {
        self.roll(from, NaiveDate::succ_opt)
    }

    /// The last working day on or before a day.
    pub(super) fn roll_back(&mut self, from: NaiveDate) -> NaiveDate {
        self.roll(from, NaiveDate::pred_opt)
    }

    fn roll(&mut self, from: NaiveDate, next: impl Fn(&NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
        let mut date = from;
        let mut run: Option<(String, NaiveDate)> = None;
        loop {
            let day = self.calendar.day(date);
            if day.provisional {
                self.unsettled.insert(date.year());
            }
            let reason = day.name.map_or_else(|| "周末".to_owned(), |name| format!("{name}放假"));
            // Days off for the same reason make one sentence.
            run = match run {
                Some((same, first)) if !day.working && same == reason => Some((same, first)),
                ended => {
                    self.say_off(ended, date, &next);
                    (!day.working).then_some((reason, date))
                }
            };
            if day.working {
                if weekend(date) {
                    self.say(Some(date), format!("{}是调休上班日，按工作日计", full(date)));
                }
                return date;
            }
            match next(&date) {
                Some(following) => date = following,
                None => return date,
            }
        }
    }

    /// The days from `first` up to, not including, `until` (in the direction of `next`).
    fn say_off(
        &mut self,
        run: Option<(String, NaiveDate)>,
        until: NaiveDate,
        next: &impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) {
        let Some((reason, first)) = run else { return };
        let mut last = first;
        while let Some(following) = next(&last).filter(|date| *date != until) {
            last = following;
        }
        let (early, late) = (first.min(last), first.max(last));
        let text = if early == late {
            format!("{}是{reason}，不是工作日", full(early))
        } else {
            format!("{}至{}是{reason}，不是工作日", full(early), full(late))
        };
        self.say(Some(last), text);
    }

    pub(super) fn finish(
        mut self,
        nominal: NaiveDate,
        due: NaiveDate,
        earliest_next: Option<NaiveDate>,
    ) -> Period {
        let provisional = self.clamped || !self.unsettled.is_empty();
        for year in std::mem::take(&mut self.unsettled) {
            let known = match self.calendar.year_status(year) {
                Some(YearStatus::Official) => "有一日的放假安排尚未正式公布",
                Some(YearStatus::Provisional) => "放假安排尚未正式公布，按法定节假日和周末推算",
                None => "没有放假安排数据，只按周末推算",
            };
            self.say(None, format!("暂定：{year}年{known}，待国务院办公厅通知发布后应重新核对"));
        }
        if self.clamped {
            self.say(None, "结果超出可计算的年份（公元1年至9999年），请核对起算日和期限".to_owned());
        }
        Period { nominal, due, earliest_next, provisional, steps: self.steps }
    }
}

/// 2026年10月7日.
pub(super) fn plain(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 2026年10月7日（星期三）.
pub(super) fn full(date: NaiveDate) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => '一',
        Weekday::Tue => '二',
        Weekday::Wed => '三',
        Weekday::Thu => '四',
        Weekday::Fri => '五',
        Weekday::Sat => '六',
        Weekday::Sun => '日',
    };
    format!("{}（星期{weekday}）", plain(date))
}

fn month(date: NaiveDate) -> String {
    format!("{}年{}月", date.year(), date.month())
}
