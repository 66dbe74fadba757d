//! Working days and days off (工作日、法定休假日) by the yearly notices of the State Council.
//!
//! The days come from one file a year (`templates/shared/calendar/<year>.toml`), read in [`year`]. A year without a
//! file is counted by its weekends alone and everything resting on it is provisional (暂定). Counting of periods is
//! in [`crate::period`].

mod year;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

pub use year::{CalendarEntry, CalendarYear, DayOff, OffEntry};

/// How far the days of a year are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// By the notice of the General Office of the State Council (国务院办公厅通知).
    Official,
    /// No notice seen yet: statutory days only, or weekends only (暂定).
    Provisional,
}

/// What is known of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day<'a> {
    /// A working day (工作日), including a weekend day made up for (调休上班).
    pub working: bool,
    /// No official table says so yet (暂定).
    pub provisional: bool,
    /// Name of the holiday (节日) if the day is off by a notice.
    pub name: Option<&'a str>,
}

/// All years known, later ones first asked.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i32, CalendarYear>,
    /// Days that differ from the rule of the week. A name means off, none means a working weekend day.
    exceptions: HashMap<NaiveDate, (Option<String>, YearStatus)>,
}

impl Calendar {
    /// A calendar of these years; of two for the same year the later in the list counts (an imported year
    /// replaces a shipped one).
    #[must_use]
    pub fn new(years: Vec<CalendarYear>) -> Self {
        let years: BTreeMap<i32, CalendarYear> = years.into_iter().map(|year| (year.year, year)).collect();
        let mut exceptions = HashMap::new();
        // In ascending order, because the notice for a year may move days of the December before (2022-12-31).
        for year in years.values() {
            for off in &year.off {
                for date in off.from.iter_days().take_while(|date| *date <= off.to) {
                    exceptions.insert(date, (Some(off.name.clone()), year.status));
                }
            }
            for date in &year.working {
                exceptions.insert(*date, (None, year.status));
            }
        }
        Self { years, exceptions }
    }

    /// What is known of a day. Total: any day has an answer.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        let provisional = self.year_status(date.year()) != Some(YearStatus::Official);
        match self.exceptions.get(&date) {
            Some((name, status)) => Day {
                working: name.is_none(),
                provisional: provisional || *status == YearStatus::Provisional,
                name: name.as_deref(),
            },
            None => Day { working: !weekend(date), provisional, name: None },
        }
    }

    /// How far a year is settled; `None` if there is no file for it.
    #[must_use]
    pub fn year_status(&self, year: i32) -> Option<YearStatus> {
        self.years.get(&year).map(|year| year.status)
    }

    /// The years known, ascending.
    pub fn years(&self) -> impl Iterator<Item = &CalendarYear> {
        self.years.values()
    }
}

/// Saturday or Sunday.
pub(crate) fn weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
