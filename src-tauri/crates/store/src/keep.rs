//! Which backups are kept (备份保留规则), as a pure function of what there is and of the day.
//!
//! * Made by hand (手动): always.
//! * Of today, or of a day to come (a clock that was wrong): all.
//! * Before an upgrade or a restore: for 30 days.
//! * Else the latest of each of the 30 days before today, and the latest of each of the 12 months before this one.
//!
//! A backup without a single case, or with damaged rows, never stands for a day or month while there is a better one
//! of any day: it must not push out what one would want back.

use chrono::{Datelike, NaiveDate};

use crate::backup::{Backup, Kind};

const DAYS: i64 = 30;
const MONTHS: i32 = 12;

/// The backups that are kept, in the order given.
#[must_use]
pub fn keep(backups: &[Backup], today: NaiveDate) -> Vec<&Backup> {
    let useful = |backup: &Backup| backup.cases != Some(0) && backup.damaged == 0;
    let better = backups.iter().any(useful);
    let counts = |backup: &&Backup| !better || useful(backup);
    let day = |backup: &Backup| backup.made_at.date();
    let kept = |backup: &&Backup| {
        let made = day(backup);
        let age = (today - made).num_days();
        let months = (today.year() - made.year()) * 12 + today.month0() as i32 - made.month0() as i32;
        if backup.kind == Kind::Manual || age <= 0 {
            return true;
        }
        if matches!(backup.kind, Kind::Upgrade | Kind::Restore) && age <= DAYS {
            return true;
        }
        if !counts(backup) {
            return false;
        }
        let latest_of = |same: &dyn Fn(NaiveDate) -> bool| {
            let others = backups.iter().filter(counts).filter(|other| other.kind == Kind::Automatic);
            others.filter(|other| same(day(other))).map(|other| other.made_at).max() == Some(backup.made_at)
        };
        let of_day = age <= DAYS && latest_of(&|other| other == made);
        let of_month = (1..=MONTHS).contains(&months)
            && latest_of(&|other| (other.year(), other.month()) == (made.year(), made.month()));
        backup.kind == Kind::Automatic && (of_day || of_month)
    };
    backups.iter().filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::keep;
    use crate::backup::{Backup, Kind};

    fn backup(stamp: &str, kind: Kind, cases: u64) -> Backup {
        let made_at = chrono::NaiveDateTime::parse_from_str(stamp, "%Y-%m-%d %H:%M").expect("a moment");
        Backup { path: stamp.into(), made_at, bytes: 1, kind, cases: Some(cases), damaged: 0 }
    }

    fn kept(all: &[Backup]) -> Vec<String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        keep(all, today).iter().map(|one| one.path.display().to_string()).collect()
    }

    fn automatic(stamps: &[&str]) -> Vec<Backup> {
        stamps.iter().map(|stamp| backup(stamp, Kind::Automatic, 3)).collect()
    }

    #[test]
    fn all_of_today_one_a_day_for_thirty_days_one_a_month_for_twelve_months() {
        let all = automatic(&[
            "2026-11-23 14:00",
            "2026-11-23 13:00",
            "2026-11-22 18:00",
            "2026-11-22 09:00", // not the latest of its day
            "2026-10-24 09:00", // 30 days ago
            "2026-10-23 09:00", // 31 days ago, and not the latest of October
            "2026-09-30 09:00",
            "2026-09-29 09:00", // not the latest of September
            "2025-11-30 09:00", // the twelfth month before this one
            "2025-10-31 09:00", // the thirteenth
        ]);
        assert_eq!(
            kept(&all),
            [
                "2026-11-23 14:00",
                "2026-11-23 13:00",
                "2026-11-22 18:00",
                "2026-10-24 09:00",
                "2026-09-30 09:00",
                "2025-11-30 09:00",
            ]
        );
    }

    #[test]
    fn what_was_made_by_hand_stays_and_stands_for_no_day() {
        let mut all = automatic(&["2026-11-20 09:00"]);
        all.push(backup("2026-11-20 17:00", Kind::Manual, 3));
        all.push(backup("2019-01-01 08:00", Kind::Manual, 3));
        assert_eq!(kept(&all), ["2026-11-20 09:00", "2026-11-20 17:00", "2019-01-01 08:00"]);
    }

    #[test]
    fn before_an_upgrade_or_a_restore_is_kept_for_thirty_days() {
        let all = [
            backup("2026-10-24 08:00", Kind::Upgrade, 3),
            backup("2026-10-24 08:01", Kind::Restore, 3),
            backup("2026-10-23 08:00", Kind::Upgrade, 3),
        ];
        assert_eq!(kept(&all), ["2026-10-24 08:00", "2026-10-24 08:01"]);
    }

    #[test]
    fn a_date_to_come_stays_and_pushes_nothing_out() {
        let all = automatic(&["2031-01-01 09:00", "2026-11-22 09:00", "2026-10-31 09:00"]);
        assert_eq!(kept(&all), ["2031-01-01 09:00", "2026-11-22 09:00", "2026-10-31 09:00"]);
    }

    #[test]
    fn an_empty_or_damaged_one_never_takes_the_place_of_a_good_one() {
        let empty = |stamp| backup(stamp, Kind::Automatic, 0);
        let mut all = automatic(&["2026-11-22 09:00"]);
        all.push(empty("2026-11-22 18:00"));
        all.push(Backup { damaged: 2, ..backup("2026-11-22 19:00", Kind::Automatic, 3) });
        all.push(empty("2026-11-21 18:00"));
        assert_eq!(kept(&all), ["2026-11-22 09:00"]);
        // Where there is nothing better, they are backups as any other.
        assert_eq!(kept(&[empty("2026-11-21 09:00"), empty("2026-11-21 18:00")]), ["2026-11-21 18:00"]);
    }
}
