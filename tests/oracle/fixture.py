"""Writes the days on which chinesecalendar departs from the week, for the day-by-day test of the calendar."""

import datetime
import pathlib

import chinese_calendar

FIRST, LAST = 2004, 2026
ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "src-tauri/crates/procedure/tests/data/calendar-oracle.txt"


def lines():
    yield f"# chinesecalendar {chinese_calendar.__version__}: days off on weekdays, work on weekend days"
    yield f"years {FIRST} {LAST}"
    day = datetime.date(FIRST, 1, 1)
    while day.year <= LAST:
        working = chinese_calendar.is_workday(day)
        if working != (day.weekday() < 5):
            yield f"{'work' if working else 'off'} {day}"
        day += datetime.timedelta(days=1)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines()) + "\n", encoding="utf-8")
