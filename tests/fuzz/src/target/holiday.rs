//! Years of holidays, as a user may have laid them into the data folder.

use anyhow::Result;
use procedure::calendar::{Calendar, CalendarYear};

pub(super) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(year) = CalendarYear::parse(text) else { return };
    let days: i64 = year.off.iter().map(|off| (off.to - off.from).num_days() + 1).sum();
    let table: Option<i64> =
        text.lines().find_map(|line| line.strip_prefix("off_days = ")?.trim().parse().ok());
    // The stated number is that of the list, where it stands on a line of its own and not within a text.
    let texts = ["\"\"\"", "'''"].iter().any(|quotes| text.contains(quotes));
    assert!(texts || table.is_none_or(|stated| stated == days), "{table:?} stated, {days} listed");
    let first = chrono::NaiveDate::from_ymd_opt(year.year, 1, 1);
    let calendar = Calendar::new(vec![year]);
    for date in first.into_iter().flat_map(|first| first.iter_days().take(366)) {
        let _ = calendar.day(date);
    }
}

pub(super) fn seeds() -> Result<Vec<Vec<u8>>> {
    let folder = xtask::place::root().join("templates/shared/calendar");
    ["2022.toml", "2026.toml", "2027.toml"].iter().map(|name| Ok(std::fs::read(folder.join(name))?)).collect()
}
