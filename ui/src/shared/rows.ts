// Of a long table only the rows that changed are sent: ten thousand flats are two megabytes, and an edit is one cell.
import type { Change, Json } from '../ipc';

/** Rows from which on this is worth while; as in the program, which leaves such tables out of its answers. */
const LONG = 200;

/** The change as it is sent, given what the program has. */
export function changeOf(change: Change, before: Json | undefined): Change {
  const { key, value } = change;
  if (!Array.isArray(value) || !Array.isArray(before) || before.length <= LONG) return change;
  const most = Math.min(before.length, value.length);
  let at = 0;
  while (at < most && same(before[at], value[at])) at += 1;
  let tail = 0;
  while (tail < most - at && same(before[before.length - 1 - tail], value[value.length - 1 - tail])) tail += 1;
  const count = before.length - at - tail;
  const rows = value.slice(at, value.length - tail);
  return rows.length > value.length / 2 ? change : { key, value: rows, rows: { at, count } };
}

/** Rows that were not touched are the same objects; those just loaded are compared by what they hold. */
function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
