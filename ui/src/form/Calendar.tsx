/**
 * The calendar popover: one month, days off and made-up working days marked with 休 and 班 as far as the page can
 * name them. It only offers days; whether a day is allowed is said by the findings.
 */
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CalendarDay, Language } from './contract';
import { Icon, type IconName } from './Icon';
import { words } from './words';

interface CalendarProps {
  chosen: string | null;
  today: string | null;
  label: string;
  language: Language;
  calendarYear?: (year: number) => Promise<CalendarDay[]>;
  onChoose: (iso: string) => void;
  onClose: (focus: boolean) => void;
}

const DAY_MS = 86_400_000;

const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const timeOf = (date: string) => Date.parse(`${date}T00:00:00Z`);
/** Monday is 0. */
const weekday = (time: number) => (new Date(time).getUTCDay() + 6) % 7;

function shiftMonths(time: number, months: number): number {
  const date = new Date(time);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), last) - 1) * DAY_MS;
}

const MOVES: Record<string, (time: number) => number> = {
  ArrowLeft: (time) => time - DAY_MS,
  ArrowRight: (time) => time + DAY_MS,
  ArrowUp: (time) => time - 7 * DAY_MS,
  ArrowDown: (time) => time + 7 * DAY_MS,
  Home: (time) => time - weekday(time) * DAY_MS,
  End: (time) => time + (6 - weekday(time)) * DAY_MS,
};

export function Calendar({ chosen, today, label, language, calendarYear, onChoose, onClose }: CalendarProps) {
  const w = words(language);
  const start = [chosen, today].find((date) => date && !Number.isNaN(timeOf(date)));
  const [cursor, setCursor] = useState(() => (start ? timeOf(start) : Math.floor(Date.now() / DAY_MS) * DAY_MS));
  const panel = useRef<HTMLDivElement>(null);
  const moved = useRef(true);

  useLayoutEffect(() => {
    if (moved.current) panel.current?.querySelector<HTMLElement>(`[data-date="${iso(cursor)}"]`)?.focus();
  }, [cursor]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const anchor = panel.current?.parentElement;
      if (anchor && !anchor.contains(event.target as Node)) onClose(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [onClose]);

  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return onClose(true);
    }
    if (!(event.target instanceof HTMLElement) || !event.target.dataset.date) return;
    const pages = { PageUp: -1, PageDown: 1 }[event.key];
    const move = MOVES[event.key];
    if (!move && !pages) return;
    event.preventDefault();
    moved.current = true;
    setCursor(pages ? shiftMonths(cursor, event.shiftKey ? pages * 12 : pages) : (move?.(cursor) ?? cursor));
  };
  const page = (months: number) => {
    moved.current = false; // the focus stays on the button
    setCursor(shiftMonths(cursor, months));
  };

  const shownMonth = new Date(cursor);
  const year = shownMonth.getUTCFullYear();
  const month = shownMonth.getUTCMonth();
  const first = Date.UTC(year, month, 1);
  const gridStart = first - weekday(first) * DAY_MS;
  const weeks = Math.ceil((weekday(first) + new Date(Date.UTC(year, month + 1, 0)).getUTCDate()) / 7);
  const days = useDays(
    new Date(gridStart).getUTCFullYear(),
    new Date(gridStart + (weeks * 7 - 1) * DAY_MS).getUTCFullYear(),
    calendarYear,
  );
  const button = (icon: IconName, name: string, months: number) => (
    <button type="button" className="cj-button cj-button--icon" aria-label={name} onClick={() => page(months)}>
      <Icon name={icon} />
    </button>
  );
  return (
    <div ref={panel} className="cj-calendar" role="dialog" aria-label={`${w.calendar}：${label}`} onKeyDown={onKeyDown}>
      <div className="cj-calendar-head">
        {button('first', w.previousYear, -12)}
        {button('left', w.previousMonth, -1)}
        <span aria-live="polite">{w.month(year, month + 1)}</span>
        {button('right', w.nextMonth, 1)}
        {button('last', w.nextYear, 12)}
      </div>
      <table className="cj-calendar-days">
        <thead>
          <tr>
            {w.weekdays.map((name, index) => (
              <th key={name} scope="col" aria-label={w.weekday(index)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: weeks }, (_, week) => (
            <tr key={iso(gridStart + week * 7 * DAY_MS)}>
              {Array.from({ length: 7 }, (_, index) => {
                const time = gridStart + (week * 7 + index) * DAY_MS;
                const day = days.get(iso(time));
                return (
                  <td key={iso(time)}>
                    <DayButton
                      {...{ time, day, language }}
                      other={new Date(time).getUTCMonth() !== month}
                      current={time === cursor}
                      chosen={iso(time) === chosen}
                      today={iso(time) === today}
                      onChoose={onChoose}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {[...days.values()].some((day) => day.provisional && day.date.startsWith(`${year}-`)) && (
        <p className="cj-hint">{w.provisional}</p>
      )}
    </div>
  );
}

interface DayProps {
  time: number;
  day: CalendarDay | undefined;
  language: Language;
  other: boolean;
  current: boolean;
  chosen: boolean;
  today: boolean;
  onChoose: (iso: string) => void;
}

function DayButton({ time, day, language, other, current, chosen, today, onChoose }: DayProps) {
  const w = words(language);
  const date = new Date(time);
  const weekend = weekday(time) > 4;
  const off = day ? !day.working : weekend;
  const mark =
    day && off && !weekend ? w.dayOff : day?.working && weekend ? w.dayWork : day?.name && off ? w.dayOff : '';
  const names = [
    w.day(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()),
    w.weekday(weekday(time)),
    day?.name ?? '',
    mark,
    today ? w.today : '',
  ];
  const state = `${other ? ' is-other' : ''}${off ? ' is-off' : ''}${chosen ? ' is-chosen' : ''}${today ? ' is-today' : ''}`;
  return (
    <button
      type="button"
      className={`cj-day${state}`}
      data-date={iso(time)}
      data-mark={mark || undefined}
      tabIndex={current ? 0 : -1}
      aria-label={names.filter(Boolean).join(' ')}
      aria-pressed={chosen}
      title={day?.name}
      onClick={() => onChoose(iso(time))}
    >
      {date.getUTCDate()}
    </button>
  );
}

/** The days of the years shown; empty until they arrive and where the page can't name them. */
function useDays(first: number, last: number, calendarYear: CalendarProps['calendarYear']): Map<string, CalendarDay> {
  const [days, setDays] = useState<Map<string, CalendarDay>>(new Map());
  useEffect(() => {
    if (!calendarYear) return;
    let wanted = true;
    const years = first === last ? [first] : [first, last];
    Promise.all(years.map((year) => calendarYear(year))).then(
      (lists) => wanted && setDays(new Map(lists.flat().map((day) => [day.date, day]))),
      () => wanted && setDays(new Map()), // the calendar serves without marks
    );
    return () => {
      wanted = false;
    };
  }, [calendarYear, first, last]);
  return days;
}
