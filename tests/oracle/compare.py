"""Asks chinesecalendar and cn2an, then has the procedure crate answer the same questions.

usage: compare.py [number of questions] [seed]
"""

import calendar
import datetime
import os
import pathlib
import random
import subprocess
import sys

import chinese_calendar
import cn2an

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "target/oracle/questions.tsv"
FIRST, LAST = datetime.date(2004, 1, 1), datetime.date(2026, 12, 31)
ONE = datetime.timedelta(days=1)


def months_later(day, months):
    """Same day so many months on, else the last day of the month (民法典 202), written apart from chrono."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def roll(day, step):
    """The nearest working day in one direction, None if it leaves the years of the package."""
    while FIRST <= day <= LAST:
        if chinese_calendar.is_workday(day):
            return day
        day += step
    return None


def random_day(random_source):
    return FIRST + datetime.timedelta(days=random_source.randrange((LAST - FIRST).days + 1))


def period(random_source):
    """within, at_least or ahead_of with their nominal day and their due day."""
    kind = random_source.choice(["within", "at_least", "ahead_of"])
    unit = "days" if kind == "at_least" else random_source.choice(["days", "months", "years"])
    n = random_source.randrange({"days": 400, "months": 36, "years": 6}[unit])
    day = random_day(random_source)
    sign = -1 if kind == "ahead_of" else 1
    if unit == "days":
        nominal = day + datetime.timedelta(days=sign * n)
    else:
        nominal = months_later(day, sign * n * (12 if unit == "years" else 1))
    due = roll(nominal, sign * ONE)
    if due is None:
        return None
    return [kind, str(day), str(n), unit, str(nominal), str(due)]


def amount(random_source):
    """An amount of 分 with digits of every length, many of them 0, and cn2an's words for it."""
    digits = random_source.randrange(1, 17)
    figures = "".join(random_source.choice("00001234567890") for _ in range(digits))
    fen = int(figures)
    words = cn2an.an2cn(f"{fen // 100}.{fen % 100:02d}" if fen % 100 else str(fen // 100), "rmb")
    return ["words", str(fen), words]


def working_day(random_source):
    day = random_day(random_source)
    return ["working", str(day), str(chinese_calendar.is_workday(day)).lower()]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    random_source = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20261123)
    QUESTIONS.parent.mkdir(parents=True, exist_ok=True)
    asked = 0
    with QUESTIONS.open("w", encoding="utf-8") as file:
        while asked < count:
            question = random_source.choice([period, amount, working_day])(random_source)
            if question:
                file.write("\t".join(question) + "\n")
                asked += 1
    print(f"{asked} questions")
    command = ["cargo", "test", "--release", "-p", "procedure", "--test", "calculation_oracle"]
    environment = dict(os.environ, CHOUJIAN_ORACLE=str(QUESTIONS))
    return subprocess.run([*command, "--", "--ignored", "--nocapture"], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
