/** Finds a row by what stands in it, or by its number: Enter goes to the next one, from the top again after the last. */
import { type KeyboardEvent, useId, useRef } from 'react';
import type { FieldView, Language } from '../contract';
import { belongsToComposition } from '../typing';
import { words } from '../words';
import { cellText, type Rows } from './rows';
import type { Place } from './selection';

interface Props {
  field: FieldView;
  language: Language;
  rows: Rows;
  announce(text: string): void;
  go(to: Place): void;
}

export function FindRow({ field, language, rows, announce, go }: Props) {
  const w = words(language);
  const id = useId();
  const last = useRef<{ text: string; row: number }>({ text: '', row: -1 });

  const find = (typed: string) => {
    const text = typed.trim();
    if (text === '') return;
    const places = matches(field, language, rows, text);
    if (places.length === 0) {
      announce(w.foundNone(text));
      return;
    }
    const after = last.current.text === text ? last.current.row : -1;
    const next = places.find((place) => place.row > after) ?? places[0];
    if (!next) return;
    last.current = { text, row: next.row };
    go(next);
    announce(w.foundRow(next.row + 1, places.length));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || belongsToComposition(event)) return;
    event.preventDefault();
    find(event.currentTarget.value);
  };

  return (
    <span className="cj-find">
      <label htmlFor={id}>{w.findRow}</label>
      <input id={id} type="search" className="cj-find-input" title={w.findRowHint} onKeyDown={onKeyDown} />
    </span>
  );
}

/** The first cell of each row that holds the text; whole cells before parts, a number of a row if nothing holds it. */
export function matches(field: FieldView, language: Language, rows: Rows, text: string): Place[] {
  const wanted = text.toLowerCase();
  const whole: Place[] = [];
  const part: Place[] = [];
  rows.forEach((row, index) => {
    const texts = field.columns.map((column) => cellText(row, column, language).toLowerCase());
    const same = texts.indexOf(wanted);
    if (same >= 0) whole.push({ row: index, column: same });
    else {
      const within = texts.findIndex((cell) => cell.includes(wanted));
      if (within >= 0) part.push({ row: index, column: within });
    }
  });
  if (whole.length > 0) return whole;
  if (part.length > 0) return part;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= rows.length ? [{ row: number - 1, column: 0 }] : [];
}
