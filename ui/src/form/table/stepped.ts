/** What undo and redo changed in a table, in words, and where to go to see it. */
import type { FieldView, Language } from '../contract';
import { words } from '../words';
import { cellText, type Rows } from './rows';

export interface Stepped {
  row: number;
  column: number;
  text: string;
}

/** The first difference between two states of the rows, and how many there are; none if they are equal. */
export function stepped(
  before: Rows,
  after: Rows,
  columns: readonly FieldView[],
  language: Language,
  back: boolean,
): Stepped | undefined {
  const w = words(language);
  if (before.length !== after.length) {
    const least = Math.min(before.length, after.length);
    let row = 0;
    while (row < least && before[row]?.id === after[row]?.id) row += 1;
    const text = w.steppedRows(back, before.length, after.length);
    return { row: Math.max(0, Math.min(row, after.length - 1)), column: 0, text };
  }
  let first: Stepped | undefined;
  let count = 0;
  for (const [row, now] of after.entries()) {
    const was = before[row];
    // Rows that were not touched are the same objects.
    if (!was || was === now) continue;
    for (const [index, column] of columns.entries()) {
      const [from, to] = [cellText(was, column, language), cellText(now, column, language)];
      if (from === to) continue;
      count += 1;
      first ??= { row, column: index, text: w.steppedCell(back, row + 1, column.label, from, to) };
    }
  }
  return first && count > 1 ? { ...first, text: `${first.text}${w.steppedMore(count - 1)}` } : first;
}
