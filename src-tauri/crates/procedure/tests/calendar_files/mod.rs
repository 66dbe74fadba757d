//! The shipped calendar, read from the template folder.

use chrono::NaiveDate;
use procedure::calendar::{Calendar, CalendarYear};

/// All shipped years.
pub fn calendar() -> Calendar {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../templates/shared/calendar");
    let years = std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let year = CalendarYear::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(year.year.to_string().as_str()));
        year
    });
    Calendar::new(years.collect())
}

/// A day written as 2026-11-23.
pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
