//! Parties, settings and facts about the program, for the page.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use procedure::calendar::{Calendar, YearStatus};
use serde::{Deserialize, Serialize};
use store::Party;
use ts_rs::TS;

#[derive(Debug, Serialize, TS)]
pub struct SettingsView {
    pub output_folder: String,
    #[ts(type = "'zh' | 'en'")]
    pub language: String,
    #[ts(type = "'system' | 'light' | 'dark'")]
    pub theme: String,
    /// How large the page is shown, in percent.
    pub zoom: u16,
    /// The sizes that there are, from the smallest.
    pub zooms: Vec<u16>,
    pub version: String,
    pub holidays: Vec<HolidayYear>,
    /// Files beside the imported years that were left out, each with the reason.
    pub calendars_left_out: Vec<String>,
    pub data_folder: String,
    /// Who makes revisions, and at which machine, as the log of a case tells.
    pub person: String,
    pub machine: String,
    /// Where backups go besides; empty: nowhere.
    pub second_folder: String,
    /// What went wrong there last; empty: nothing.
    pub second_trouble: String,
    pub licences: Vec<Licence>,
}

#[derive(Debug, Serialize, TS)]
pub struct HolidayYear {
    pub year: i32,
    #[ts(type = "'official' | 'provisional'")]
    pub status: String,
    pub notice: String,
}

/// The days of one year that differ from the rule of the week, as the date fields mark them.
#[derive(Debug, PartialEq, Serialize, TS)]
pub struct CalendarYearView {
    pub year: i32,
    /// By a published notice; otherwise all of it is provisional (暂定).
    pub official: bool,
    /// Within the year, days of the next year's notice that fall in its December included.
    pub off: Vec<DaysOffView>,
    /// Weekend days on which work is done (调休上班).
    pub working: Vec<String>,
}

/// One holiday; both days included.
#[derive(Debug, PartialEq, Serialize, TS)]
pub struct DaysOffView {
    pub from: String,
    pub to: String,
    pub name: String,
}

impl CalendarYearView {
    /// Asks day by day, so that a day reads here as it does in every calculation.
    pub fn of(calendar: &Calendar, year: i32) -> Self {
        let mut off: Vec<DaysOffView> = Vec::new();
        let mut working = Vec::new();
        for date in (1..=366).filter_map(|ordinal| NaiveDate::from_yo_opt(year, ordinal)) {
            let day = calendar.day(date);
            if let Some(name) = day.name {
                let before = date.pred_opt().map(|day| day.to_string());
                match off.last_mut() {
                    Some(last) if last.name == name && Some(&last.to) == before.as_ref() => {
                        last.to = date.to_string();
                    }
                    _ => off.push(DaysOffView {
                        from: date.to_string(),
                        to: date.to_string(),
                        name: name.to_owned(),
                    }),
                }
            } else if day.working && matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
                working.push(date.to_string());
            }
        }
        Self { year, official: calendar.year_status(year) == Some(YearStatus::Official), off, working }
    }
}

#[derive(Debug, Serialize, TS)]
pub struct Licence {
    pub name: String,
    pub licence: String,
}

/// A party of the 单位库; number 0 is one not yet kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PartyRow {
    #[ts(type = "number")]
    pub id: i64,
    #[ts(type = "'donor' | 'owner' | 'other'")]
    pub kind: String,
    #[ts(type = "Record<string, string>")]
    pub value: BTreeMap<String, String>,
}

impl From<Party> for PartyRow {
    fn from(party: Party) -> Self {
        Self { id: party.id, kind: party.kind, value: party.value }
    }
}

#[cfg(test)]
mod tests {
    use procedure::calendar::CalendarYear;

    use super::*;

    #[test]
    fn a_year_takes_the_december_days_of_the_next_notice_and_leaves_its_own_to_the_year_before() {
        let year = |text: &str| CalendarYear::parse(text).expect("a year as its file writes it");
        let calendar = Calendar::new(vec![
            year(
                "year = 2022\nstatus = \"official\"\nnotice = \"甲\"\noff_days = 7\nmade_up_days = 1\nworking = [2022-01-29]\n\
                 off = [{ name = \"春节\", from = 2022-01-31, to = 2022-02-06 }]\n",
            ),
            year(
                "year = 2023\nstatus = \"provisional\"\noff_days = 3\nmade_up_days = 0\n\
                 off = [{ name = \"元旦\", from = 2022-12-31, to = 2023-01-02 }]\n",
            ),
        ]);
        let off = |name: &str, from: &str, to: &str| DaysOffView {
            name: name.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        assert_eq!(
            CalendarYearView::of(&calendar, 2022),
            CalendarYearView {
                year: 2022,
                official: true,
                off: vec![off("春节", "2022-01-31", "2022-02-06"), off("元旦", "2022-12-31", "2022-12-31")],
                working: vec!["2022-01-29".to_owned()],
            }
        );
        assert_eq!(
            CalendarYearView::of(&calendar, 2023),
            CalendarYearView {
                year: 2023,
                official: false,
                off: vec![off("元旦", "2023-01-01", "2023-01-02")],
                working: vec![],
            }
        );
        assert_eq!(
            CalendarYearView::of(&calendar, 2031),
            CalendarYearView { year: 2031, official: false, off: vec![], working: vec![] }
        );
    }
}
