// The days of a year for the date fields. A year is asked for once; an imported one makes all be asked for anew.
import type { CalendarDay } from '../form';
import { type CalendarYearView, ipc } from '../ipc';

const asked = new Map<number, Promise<CalendarDay[]>>();
const day = 86_400_000;

export function calendarYear(year: number): Promise<CalendarDay[]> {
  const before = asked.get(year);
  if (before) return before;
  const days = ipc.calendarYear(year).then(daysOf);
  asked.set(year, days);
  days.catch(() => asked.delete(year));
  return days;
}

export function forgetCalendar(): void {
  asked.clear();
}

/** Every day that differs from the rule of the week. A year without a notice is marked by its first day at least. */
export function daysOf({ year, official, off, working }: CalendarYearView): CalendarDay[] {
  const days: CalendarDay[] = working.map((date) => ({ date, working: true }));
  for (const { from, to, name } of off) {
    for (let time = Date.parse(`${from}T00:00:00Z`); time <= Date.parse(`${to}T00:00:00Z`); time += day) {
      days.push({ date: new Date(time).toISOString().slice(0, 10), working: false, name });
    }
  }
  if (official) return days;
  if (days.length === 0) {
    const first = new Date(Date.UTC(year, 0, 1));
    days.push({
      date: first.toISOString().slice(0, 10),
      working: first.getUTCDay() % 6 !== 0,
    });
  }
  return days.map((each) => ({ ...each, provisional: true }));
}
