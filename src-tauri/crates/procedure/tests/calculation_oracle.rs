//! The calendar and the words against independent packages; how the answers are made: `tests/oracle/README.md`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

mod calendar_files;

use std::collections::HashMap;

use calendar_files::{calendar, date};
use chrono::{Datelike, Weekday};
use procedure::calendar::YearStatus;
use procedure::money::Money;
use procedure::period::{Unit, ahead_of, at_least, within};
use procedure::words::{read_words, to_words};

/// Every day on which chinesecalendar departs from the week.
const FIXTURE: &str = include_str!("data/calendar-oracle.txt");

#[test]
fn every_day_of_the_official_years() {
    let calendar = calendar();
    let mut years = None;
    let mut exceptions = HashMap::new();
    for line in FIXTURE.lines().filter(|line| !line.starts_with('#')) {
        match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["years", first, last] => {
                years = Some((first.parse::<i32>().unwrap(), last.parse::<i32>().unwrap()));
            }
            [kind @ ("off" | "work"), day] => {
                exceptions.insert(date(day), *kind == "work");
            }
            _ => panic!("not understood: {line}"),
        }
    }
    let (first, last) = years.unwrap();
    assert_eq!((first, last), (2004, 2026));
    let mut compared = 0;
    for day in date("2004-01-01").iter_days().take_while(|day| day.year() <= last) {
        let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let ours = calendar.day(day);
        assert_eq!(ours.working, *exceptions.get(&day).unwrap_or(&weekday), "{day}");
        assert!(!ours.provisional, "{day}");
        compared += 1;
    }
    assert_eq!(compared, 8401);
    for year in first..=last {
        assert_eq!(calendar.year_status(year), Some(YearStatus::Official));
    }
}

/// Run by `tests/oracle/compare.py`, which names the file of questions and answers.
#[test]
#[ignore = "needs the answers of other packages: tests/oracle/compare.py"]
fn agrees_with_the_oracle() {
    let calendar = calendar();
    let path = std::env::var("CHOUJIAN_ORACLE").expect("CHOUJIAN_ORACLE names the file of questions");
    let text = std::fs::read_to_string(path).unwrap();
    let mut asked = 0_usize;
    for line in text.lines() {
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            ["working", day, answer] => {
                assert_eq!(calendar.day(date(day)).working.to_string(), *answer, "{line}");
            }
            ["words", fen, words] => {
                let money = Money::from_fen(fen.parse().unwrap());
                assert_eq!(to_words(money), *words, "{line}");
                assert_eq!(read_words(words), Ok(money), "{line}");
            }
            [kind, day, n, unit, nominal, due] => {
                let n = n.parse().unwrap();
                let unit = match *unit {
                    "days" => Unit::Days,
                    "months" => Unit::Months,
                    "years" => Unit::Years,
                    other => panic!("unknown unit {other}"),
                };
                let period = match *kind {
                    "within" => within(&calendar, date(day), n, unit),
                    "at_least" => at_least(&calendar, date(day), n),
                    "ahead_of" => ahead_of(&calendar, date(day), n, unit),
                    other => panic!("unknown question {other}"),
                };
                assert_eq!((period.nominal, period.due), (date(nominal), date(due)), "{line}");
            }
            _ => panic!("not understood: {line}"),
        }
        asked += 1;
    }
    println!("{asked} answers agree");
}
