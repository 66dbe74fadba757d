//! The file of one year of the calendar, read and checked.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::value::Datetime;

use super::{YearStatus, weekend};

/// The days off and made-up working days of one year, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarYear {
    /// Year of the notice. Its days may begin in the December before.
    pub year: i32,
    /// Whether a notice says so.
    pub status: YearStatus,
    /// Document number or title of the notice (文号); empty only while provisional.
    pub notice: String,
    /// Days off, in order.
    pub off: Vec<DayOff>,
    /// Weekend days on which work is done (调休上班), in order.
    pub working: Vec<NaiveDate>,
}

/// One holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayOff {
    /// 元旦, 春节, …
    pub name: String,
    /// First day off.
    pub from: NaiveDate,
    /// Last day off, included.
    pub to: NaiveDate,
}

/// The file as written; its form is also the JSON schema for editors.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarEntry {
    /// Year of the notice.
    #[schemars(with = "i32")]
    year: Spanned<i32>,
    /// `official` only with a notice.
    #[schemars(with = "YearStatus")]
    status: Spanned<YearStatus>,
    /// Document number or title of the notice.
    #[serde(default)]
    notice: String,
    /// Where the days were taken from, if not from the notice itself.
    #[serde(default)]
    #[expect(dead_code, reason = "said for the reader of the file")]
    source: String,
    /// How many days the notice gives off (放假天数), so that a file that was cut off is no year without holidays.
    #[schemars(with = "u32", required)]
    off_days: Option<Spanned<u32>>,
    /// On how many weekend days it has people work (调休上班天数).
    #[schemars(with = "u32", required)]
    made_up_days: Option<Spanned<u32>>,
    /// Weekend days on which work is done.
    #[serde(default)]
    #[schemars(with = "Vec<NaiveDate>")]
    working: Vec<Spanned<Datetime>>,
    /// Days off.
    #[serde(default)]
    #[schemars(with = "Vec<OffEntry>")]
    off: Vec<Spanned<OffEntry>>,
}

/// One holiday as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OffEntry {
    /// Name of the holiday.
    name: String,
    /// First day off.
    #[schemars(with = "NaiveDate")]
    from: Datetime,
    /// Last day off; the first, if left out.
    #[schemars(with = "Option<NaiveDate>")]
    to: Option<Datetime>,
}

/// Most bytes of a year file; the longest that is shipped has 1,000.
const MOST_BYTES: usize = 64 * 1024;

/// No holiday is longer; a slip in a month would be.
const LONGEST: i64 = 16;

impl CalendarYear {
    /// Reads a year file.
    ///
    /// # Errors
    /// All mistakes in one Chinese text, each with its line: syntax, unknown names, days that do not exist or lie
    /// outside the year (the December before is allowed), `to` before `from`, a day named twice, a working day
    /// that is no weekend day, an official year without its notice, lists that have not as many days as the file states,
    /// a text of more than [`MOST_BYTES`].
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MOST_BYTES {
            return Err(format!("文件长{}字节，超过{MOST_BYTES}字节，不是一年的放假安排", text.len()));
        }
        let entry: CalendarEntry = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, &span));
            format!("第{line}行：格式有误（{}）", error.message())
        })?;
        let mut mistakes = Mistakes { text, found: Vec::new() };
        let year = *entry.year.get_ref();
        if !(1949..=2199).contains(&year) {
            mistakes.push(&entry.year.span(), format!("年份 {year} 应在1949至2199之间"));
        }
        let status = *entry.status.get_ref();
        if status == YearStatus::Official && entry.notice.trim().is_empty() {
            mistakes.push(&entry.status.span(), "status 为 official 时须写明通知文号 notice".to_owned());
        }
        let mut taken: Vec<NaiveDate> = Vec::new();
        let mut off = Vec::new();
        for item in &entry.off {
            let (span, item) = (item.span(), item.get_ref());
            let from = mistakes.date(&span, &item.from, year);
            let to = item.to.as_ref().map_or(from, |to| mistakes.date(&span, to, year));
            let (Some(from), Some(to)) = (from, to) else { continue };
            if to < from {
                mistakes.push(&span, format!("“{}”的止日 {to} 早于起日 {from}", item.name));
            } else if (to - from).num_days() >= LONGEST {
                mistakes.push(
                    &span,
                    format!("“{}”长达{}天，请核对起止日", item.name, (to - from).num_days() + 1),
                );
            } else {
                for date in from.iter_days().take_while(|date| *date <= to) {
                    mistakes.once(&span, date, &mut taken);
                }
                off.push(DayOff { name: item.name.clone(), from, to });
            }
        }
        let mut working = Vec::new();
        for item in &entry.working {
            let Some(date) = mistakes.date(&item.span(), item.get_ref(), year) else { continue };
            mistakes.once(&item.span(), date, &mut taken);
            if !weekend(date) {
                mistakes.push(&item.span(), format!("{date} 不是周六或周日，不能列为调休上班日"));
            }
            working.push(date);
        }
        // What a list lacks can be said once everything in it is in order.
        if mistakes.found.is_empty() {
            let days_off = taken.len() - working.len();
            mistakes.counted(&entry.year.span(), "off_days", entry.off_days.as_ref(), days_off);
            mistakes.counted(&entry.year.span(), "made_up_days", entry.made_up_days.as_ref(), working.len());
        }
        if !mistakes.found.is_empty() {
            mistakes.found.sort_by_key(|(line, _)| *line);
            let found: Vec<_> =
                mistakes.found.iter().map(|(line, message)| format!("第{line}行：{message}")).collect();
            return Err(found.join("；"));
        }
        off.sort_by_key(|off| off.from);
        working.sort_unstable();
        Ok(Self { year, status, notice: entry.notice, off, working })
    }
}

/// What is wrong so far, each with its line.
struct Mistakes<'a> {
    text: &'a str,
    found: Vec<(usize, String)>,
}

impl Mistakes<'_> {
    fn push(&mut self, span: &Range<usize>, message: String) {
        self.found.push((line_of(self.text, span), message));
    }

    /// A number of days that the file states and its list has.
    fn counted(&mut self, year: &Range<usize>, key: &str, stated: Option<&Spanned<u32>>, listed: usize) {
        let what = if key == "off_days" { "放假" } else { "调休上班" };
        match stated {
            None => self
                .push(year, format!("缺少 {key}（{what}共几天；清单里是{listed}天），无法核对文件是否完整")),
            Some(stated) if usize::try_from(*stated.get_ref()) != Ok(listed) => {
                let message =
                    format!("{key} 写的是{what}{}天，清单里是{listed}天，文件可能不完整", stated.get_ref());
                self.push(&stated.span(), message);
            }
            Some(_) => {}
        }
    }

    /// A day of the year or of the December before it.
    fn date(&mut self, span: &Range<usize>, written: &Datetime, year: i32) -> Option<NaiveDate> {
        let date = written.date.filter(|_| written.time.is_none()).and_then(|date| {
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        });
        let Some(date) = date else {
            self.push(span, format!("{written} 不是日期，应写成如 {year}-10-01"));
            return None;
        };
        if date.year() != year && !(date.year() == year - 1 && date.month() == 12) {
            self.push(span, format!("{date} 不属于{year}年（上一年12月除外）"));
            return None;
        }
        Some(date)
    }

    fn once(&mut self, span: &Range<usize>, date: NaiveDate, taken: &mut Vec<NaiveDate>) {
        if taken.contains(&date) {
            self.push(span, format!("{date} 重复出现"));
        } else {
            taken.push(date);
        }
    }
}

/// Line on which a span begins, from 1.
fn line_of(text: &str, span: &Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
}
