//! Calendar and periods: the cases of the specification, and what holds of every period.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

mod calendar_files;

use std::sync::LazyLock;

use calendar_files::{calendar, date};
use chrono::{Datelike, Days, NaiveDate};
use procedure::calendar::{Calendar, CalendarYear, YearStatus};
use procedure::period::{Period, Unit, ahead_of, at_least, lasting, within};
use proptest::prelude::*;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(calendar);

fn texts(period: &Period) -> Vec<&str> {
    period.steps.iter().map(|step| step.text.as_str()).collect()
}

#[test]
fn within_so_many() {
    for (from, n, unit, nominal, due, provisional) in [
        ("2026-09-07", 30, Unit::Days, "2026-10-07", "2026-10-08", false),
        // Saturday, 调休上班.
        ("2026-09-10", 30, Unit::Days, "2026-10-10", "2026-10-10", false),
        // Sunday, 调休上班.
        ("2026-08-21", 30, Unit::Days, "2026-09-20", "2026-09-20", false),
        ("2026-01-16", 30, Unit::Days, "2026-02-15", "2026-02-24", false),
        ("2026-11-24", 30, Unit::Days, "2026-12-24", "2026-12-24", false),
        ("2026-12-03", 30, Unit::Days, "2027-01-02", "2027-01-04", true),
        ("2024-02-29", 1, Unit::Years, "2025-02-28", "2025-02-28", false),
        ("2024-10-01", 2, Unit::Years, "2026-10-01", "2026-10-08", false),
        // No 31st of June: month end (202).
        ("2026-03-31", 3, Unit::Months, "2026-06-30", "2026-06-30", false),
        // The notice for 2023 makes 2022-12-31 a day off.
        ("2022-12-01", 30, Unit::Days, "2022-12-31", "2023-01-03", false),
    ] {
        let period = within(&CALENDAR, date(from), n, unit);
        assert_eq!(
            (period.nominal, period.due, period.provisional, period.earliest_next),
            (date(nominal), date(due), provisional, None),
            "{from} + {n}"
        );
    }
}

#[test]
fn at_least_so_many() {
    let period = at_least(&CALENDAR, date("2026-11-24"), 10);
    assert_eq!((period.nominal, period.due), (date("2026-12-04"), date("2026-12-04")));
    assert_eq!((period.earliest_next, period.provisional), (Some(date("2026-12-05")), false));
    let period = at_least(&CALENDAR, date("2026-09-21"), 10);
    assert_eq!((period.nominal, period.due), (date("2026-10-01"), date("2026-10-08")));
    assert_eq!((period.earliest_next, period.provisional), (Some(date("2026-10-09")), false));
}

#[test]
fn ahead_of_a_day() {
    for (target, n, unit, raw, advised, provisional) in [
        ("2027-05-31", 3, Unit::Months, "2027-02-28", "2027-02-26", true),
        ("2027-01-07", 3, Unit::Months, "2026-10-07", "2026-09-30", false),
        ("2026-12-31", 3, Unit::Months, "2026-09-30", "2026-09-30", false),
        ("2027-03-01", 30, Unit::Days, "2027-01-30", "2027-01-29", true),
        // Back over New Year into an official year: the days of 2027 it passed are not settled.
        ("2027-02-01", 30, Unit::Days, "2027-01-02", "2026-12-31", true),
    ] {
        let period = ahead_of(&CALENDAR, date(target), n, unit);
        assert_eq!(
            (period.nominal, period.due, period.provisional),
            (date(raw), date(advised), provisional),
            "{n} ahead of {target}"
        );
    }
}

#[test]
fn lasting_so_many_years() {
    for (from, n, last) in [
        ("2026-12-01", 6, "2032-11-30"),
        ("2022-10-08", 5, "2027-10-07"),
        ("2022-10-28", 5, "2027-10-27"),
        ("2022-11-03", 5, "2027-11-02"),
        ("2024-03-01", 1, "2025-02-28"),
        ("2023-03-01", 1, "2024-02-29"),
        // No 29 February to come the day before of: the month end itself (202).
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-28"),
    ] {
        let period = lasting(date(from), n);
        assert_eq!((period.nominal, period.due), (date(last), date(last)), "{from} for {n} years");
        assert!(!period.provisional);
    }
}

#[test]
fn steps_are_sentences() {
    let period = within(&CALENDAR, date("2026-09-07"), 30, Unit::Days);
    assert_eq!(
        texts(&period),
        [
            "自2026年9月7日起算，当日不计入（民法典第二百零一条）。",
            "30日届满日为2026年10月7日（星期三）。",
            "2026年10月7日（星期三）是国庆节放假，不是工作日。",
            "顺延至2026年10月8日（星期四）止（民法典第二百零三条）。",
        ]
    );
    let days: Vec<_> = period.steps.iter().map(|step| step.on).collect();
    let expected = ["2026-09-07", "2026-10-07", "2026-10-07", "2026-10-08"].map(|day| Some(date(day)));
    assert_eq!(days, expected);

    assert_eq!(
        texts(&within(&CALENDAR, date("2026-09-10"), 30, Unit::Days)),
        [
            "自2026年9月10日起算，当日不计入（民法典第二百零一条）。",
            "30日届满日为2026年10月10日（星期六）。",
            "2026年10月10日（星期六）是调休上班日，按工作日计。",
            "期限至2026年10月10日（星期六）止。",
        ]
    );
    assert_eq!(
        texts(&within(&CALENDAR, date("2026-12-03"), 30, Unit::Days)),
        [
            "自2026年12月3日起算，当日不计入（民法典第二百零一条）。",
            "30日届满日为2027年1月2日（星期六）。",
            "2027年1月2日（星期六）至2027年1月3日（星期日）是周末，不是工作日。",
            "顺延至2027年1月4日（星期一）止（民法典第二百零三条）。",
            "暂定：2027年放假安排尚未正式公布，按法定节假日和周末推算，待国务院办公厅通知发布后应重新核对。",
        ]
    );
    assert_eq!(
        texts(&at_least(&CALENDAR, date("2026-09-21"), 10)),
        [
            "自2026年9月21日起算，当日不计入（民法典第二百零一条）。",
            "满10日之日为2026年10月1日（星期四）。",
            "2026年10月1日（星期四）至2026年10月7日（星期三）是国庆节放假，不是工作日。",
            "期间顺延至2026年10月8日（星期四）届满（民法典第二百零三条）。",
            "期间届满后，下一步最早自2026年10月9日起。",
        ]
    );
    assert_eq!(
        texts(&ahead_of(&CALENDAR, date("2027-05-31"), 3, Unit::Months)),
        [
            "自2027年5月31日起倒推3个月。",
            "2027年2月没有31日，以月末日为准（民法典第二百零二条）。",
            "最晚应在2027年2月28日（星期日）。",
            "2027年2月27日（星期六）至2027年2月28日（星期日）是周末，不是工作日。",
            "不向后顺延，建议在此前最后一个工作日2027年2月26日（星期五）或之前办理。",
            "暂定：2027年放假安排尚未正式公布，按法定节假日和周末推算，待国务院办公厅通知发布后应重新核对。",
        ]
    );
    // Days off for two reasons, one after the other.
    let texts_of_2028 = within(&CALENDAR, date("2028-01-01"), 0, Unit::Days);
    assert!(texts(&texts_of_2028).last().unwrap().starts_with("暂定：2028年没有放假安排数据，只按周末推算"));
    assert_eq!(
        texts(&lasting(date("2026-12-01"), 6)),
        ["自2026年12月1日起，当日计入。", "满6年，最后一日为2032年11月30日（星期二）。"]
    );
}

#[test]
fn beyond_the_years_that_mean_anything() {
    for period in [
        within(&CALENDAR, date("2026-01-01"), u32::MAX, Unit::Days),
        within(&CALENDAR, date("2026-01-01"), u32::MAX, Unit::Months),
        within(&CALENDAR, date("2026-01-01"), u32::MAX, Unit::Years),
        within(&CALENDAR, NaiveDate::MAX, 1, Unit::Days),
        at_least(&CALENDAR, NaiveDate::MAX, u32::MAX),
        ahead_of(&CALENDAR, date("2026-01-01"), u32::MAX, Unit::Years),
        ahead_of(&CALENDAR, NaiveDate::MIN, 1, Unit::Days),
        lasting(NaiveDate::MAX, u32::MAX),
        lasting(NaiveDate::MIN, 0),
    ] {
        assert!(period.provisional);
        assert!((1..=9999).contains(&period.due.year()));
        assert!(texts(&period).last().unwrap().contains("超出可计算的年份"));
    }
}

#[test]
fn a_day() {
    let day = CALENDAR.day(date("2026-10-07"));
    assert_eq!((day.working, day.provisional, day.name), (false, false, Some("国庆节")));
    let day = CALENDAR.day(date("2026-10-10"));
    assert_eq!((day.working, day.provisional, day.name), (true, false, None));
    let day = CALENDAR.day(date("2026-10-11"));
    assert_eq!((day.working, day.provisional, day.name), (false, false, None));
    let day = CALENDAR.day(date("2022-12-31"));
    assert_eq!((day.working, day.provisional, day.name), (false, false, Some("元旦")));
    let day = CALENDAR.day(date("2027-02-08"));
    assert_eq!((day.working, day.provisional, day.name), (false, true, Some("春节")));
    let day = CALENDAR.day(date("2040-10-01"));
    assert_eq!((day.working, day.provisional, day.name), (true, true, None));
    assert_eq!(CALENDAR.year_status(2026), Some(YearStatus::Official));
    assert_eq!(CALENDAR.year_status(2027), Some(YearStatus::Provisional));
    assert_eq!(CALENDAR.year_status(2028), None);
    assert_eq!(CALENDAR.years().count(), 24);
}

#[test]
fn an_imported_year_replaces_the_shipped_one() {
    let shipped =
        CalendarYear::parse("year = 2027\nstatus = \"provisional\"\noff_days = 0\nmade_up_days = 0\n")
            .unwrap();
    let imported = "year = 2027\nstatus = \"official\"\nnotice = \"国办发明电〔2026〕1号\"\noff_days = 3\nmade_up_days = 1\n\
                    working = [2026-12-27]\n[[off]]\nname = \"元旦\"\nfrom = 2026-12-31\nto = 2027-01-02\n";
    let calendar = Calendar::new(vec![shipped, CalendarYear::parse(imported).unwrap()]);
    assert_eq!(calendar.year_status(2027), Some(YearStatus::Official));
    assert!(!calendar.day(date("2026-12-31")).working);
    assert!(calendar.day(date("2026-12-27")).working);
    // 2026 itself has no file here.
    assert!(calendar.day(date("2026-12-31")).provisional);
    assert!(!calendar.day(date("2027-01-02")).provisional);
}

#[test]
fn mistakes_in_a_year_file_name_their_line() {
    let head = "year = 2028\nstatus = \"official\"\nnotice = \"国办发明电〔2027〕1号\"\n";
    for (text, message) in [
        ("year = ", "第1行：格式有误"),
        ("year = 2028\nstatus = \"sure\"\n", "第2行：格式有误"),
        ("year = 2028\nstatus = \"official\"\n", "第2行：status 为 official 时须写明通知文号 notice"),
        ("year = 20280\nstatus = \"provisional\"\n", "第1行：年份 20280 应在1949至2199之间"),
        (&format!("{head}holiday = 1\n"), "第4行：格式有误"),
        (&format!("{head}working = [2028-01-03]\n"), "第4行：2028-01-03 不是周六或周日，不能列为调休上班日"),
        (&format!("{head}working = [2028-02-30]\n"), "第4行："),
        (&format!("{head}working = [\n  2028-01-08,\n  2028-01-08,\n]\n"), "第6行：2028-01-08 重复出现"),
        (
            &format!("{head}[[off]]\nname = \"元旦\"\nfrom = 2028-01-03\nto = 2028-01-01\n"),
            "第4行：“元旦”的止日 2028-01-01 早于起日 2028-01-03",
        ),
        (
            &format!("{head}[[off]]\nname = \"元旦\"\nfrom = 2028-01-01\nto = 2028-11-03\n"),
            "第4行：“元旦”长达308天，请核对起止日",
        ),
        (
            &format!("{head}[[off]]\nname = \"元旦\"\nfrom = 2029-01-01\n"),
            "第4行：2029-01-01 不属于2028年（上一年12月除外）",
        ),
        (
            &format!("{head}[[off]]\nname = \"元旦\"\nfrom = 08:00:00\n"),
            "第4行：08:00:00 不是日期，应写成如 2028-10-01",
        ),
    ] {
        let error = CalendarYear::parse(text).unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
    // All mistakes at once.
    let both = format!("{head}working = [2028-01-03, 2028-01-04]\n");
    assert_eq!(CalendarYear::parse(&both).unwrap_err().matches("第4行").count(), 2);
}

#[test]
fn a_year_that_was_cut_off_is_refused() {
    let whole = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../templates/shared/calendar/2026.toml"
    ))
    .unwrap();
    CalendarYear::parse(&whole).unwrap();
    // At the border of its tables everything that is left is in order; 9 days of 春节 and so on are missing.
    let borders: Vec<usize> = whole.match_indices("\n[[off]]").map(|(at, _)| at).collect();
    assert_eq!(borders.len(), 7);
    for (index, off) in [0, 3, 12, 15, 20, 23, 26].into_iter().enumerate() {
        let error = CalendarYear::parse(&whole[..borders[index]]).unwrap_err();
        let expected = format!("off_days 写的是放假33天，清单里是{off}天，文件可能不完整");
        assert!(error.contains(&expected), "{error}");
    }
    let fewer = whole.replace("2026-09-20, ", "");
    assert!(CalendarYear::parse(&fewer).unwrap_err().contains("made_up_days 写的是调休上班6天，清单里是5天"));
    // As an earlier program wrote it, and as the file of the case `calendar_cut_off` has it.
    let without: String =
        whole.lines().filter(|line| !line.contains("_days =")).map(|line| format!("{line}\n")).collect();
    let error = CalendarYear::parse(&without).unwrap_err();
    assert!(error.contains("缺少 off_days") && error.contains("缺少 made_up_days"), "{error}");
    assert!(CalendarYear::parse(&"#".repeat(64 * 1024 + 1)).is_err());
}

#[test]
fn the_shipped_years_have_as_many_days_as_was_counted_by_hand() {
    // 2025: 1 + 8 + 3 + 5 + 8 + 3 (国庆节、中秋节 together 8); 2026: 3 + 9 + 3 + 5 + 3 + 3 + 7.
    for (year, off, made_up) in [(2025, 28, 5), (2026, 33, 6)] {
        let path = format!("{}/../../../templates/shared/calendar/{year}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(&format!("off_days = {off}\nmade_up_days = {made_up}\n")), "{year}");
    }
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Days), Just(Unit::Months), Just(Unit::Years)]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    // 2003 to 2030: before, in and after the years known.
    (0_u64..10_000).prop_map(|days| date("2003-01-01") + Days::new(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn within_ends_on_the_first_working_day(from in any_day(), n in 0_u32..200, unit in unit()) {
        let n = if unit == Unit::Days { n } else { n / 20 };
        let period = within(&CALENDAR, from, n, unit);
        prop_assert!(period.nominal >= from && period.due >= period.nominal);
        prop_assert!(CALENDAR.day(period.due).working);
        for day in period.nominal.iter_days().take_while(|day| *day < period.due) {
            prop_assert!(!CALENDAR.day(day).working);
        }
        let touched = period.nominal.iter_days().take_while(|day| *day <= period.due);
        prop_assert_eq!(period.provisional, touched.into_iter().any(|day| CALENDAR.day(day).provisional));
        prop_assert_eq!(period.provisional, period.steps.iter().any(|step| step.text.starts_with("暂定")));
        prop_assert!(period.steps.iter().all(|step| step.text.ends_with('。')));
        prop_assert_eq!(period.steps.iter().filter_map(|step| step.on).next_back(), Some(period.due));
    }

    #[test]
    fn ahead_of_is_never_late(target in any_day(), n in 0_u32..200, unit in unit()) {
        let n = if unit == Unit::Days { n } else { n / 20 };
        let period = ahead_of(&CALENDAR, target, n, unit);
        prop_assert!(period.nominal <= target && period.due <= period.nominal);
        prop_assert!(CALENDAR.day(period.due).working);
        for day in period.due.iter_days().skip(1).take_while(|day| *day <= period.nominal) {
            prop_assert!(!CALENDAR.day(day).working);
        }
        if unit == Unit::Days {
            prop_assert_eq!((target - period.nominal).num_days(), i64::from(n));
        }
    }

    #[test]
    fn at_least_runs_in_full(from in any_day(), n in 0_u32..200) {
        let period = at_least(&CALENDAR, from, n);
        let same = within(&CALENDAR, from, n, Unit::Days);
        prop_assert_eq!((period.nominal, period.due, period.provisional), (same.nominal, same.due, same.provisional));
        let next = period.earliest_next.unwrap();
        prop_assert_eq!(next, period.due + Days::new(1));
        // So many whole days lie between the event and the next step.
        prop_assert!((next - from).num_days() > i64::from(n));
    }

    #[test]
    fn lasting_covers_its_years(from in any_day(), n in 1_u32..30) {
        let last = lasting(from, n).due;
        let leap = from.month() == 2 && from.day() == 29;
        let next = last + Days::new(1);
        prop_assert_eq!(next.year() - from.year(), i32::try_from(n).unwrap());
        prop_assert!(leap || (next.month(), next.day()) == (from.month(), from.day()));
    }
}
