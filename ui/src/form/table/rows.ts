/**
 * The rows of a table as the screen holds them: stored cells, and text that has not become a value (yet).
 * Pure functions; every change gives new rows, so that undo only has to remember the old ones.
 */
import type { FieldView, Json, Language } from '../contract';
import { asObject, type JsonObject, sameValue, withoutBlanks } from '../json';
import { shown } from '../print';

/** Text as typed or pasted: still being read (`message` null) or not readable, with the reason. */
export interface RawText {
  text: string;
  message: string | null;
}

export interface Row {
  /** Stays with the row while rows are inserted and deleted around it. */
  id: number;
  cells: JsonObject;
  raw: Record<string, RawText>;
}

export type Rows = readonly Row[];

/** Of the many rows in which everything could be read, the same object: so that they are passed over at a glance. */
const ALL_READ: Row['raw'] = {};

let lastId = 0;

export function newRow(cells: JsonObject = {}): Row {
  lastId += 1;
  return { id: lastId, cells, raw: ALL_READ };
}

/** The rows of a stored value. A row that is as it was keeps its identity and its unread text. */
export function rowsFrom(value: Json | undefined, before: Rows): Rows {
  if (!Array.isArray(value)) return [];
  return value.map((item, index) => {
    const cells = cellsOf(item);
    const old = before[index];
    if (!old) return newRow(cells);
    if (old.raw === ALL_READ) {
      return sameValue(old.cells, cells) ? old : { id: old.id, cells, raw: ALL_READ };
    }
    const raw = Object.fromEntries(
      Object.entries(old.raw).filter(([key, text]) => cells[key] === undefined || cells[key] === text.text),
    );
    return { id: old.id, cells: sameValue(old.cells, cells) ? old.cells : cells, raw };
  });
}

/** The stored row itself where it has no blanks, so that it is known again without comparing. */
function cellsOf(item: Json): JsonObject {
  const cells = asObject(item);
  for (const key in cells) if (cells[key] === null || cells[key] === '') return withoutBlanks(cells) ?? {};
  return cells;
}

/** What is stored: cells without blanks; empty rows at the end are not there yet. */
export function storedValue(rows: Rows): Json {
  let length = rows.length;
  while (length > 0 && Object.keys(rows[length - 1]?.cells ?? {}).length === 0) length -= 1;
  return length === 0 ? null : rows.slice(0, length).map((row) => row.cells);
}

/** The cell with a value, or with text that has none. */
export function withCell(row: Row, key: string, value: Json, raw: RawText | null): Row {
  const { [key]: _value, ...cells } = row.cells;
  const { [key]: _raw, ...others } = row.raw;
  const rest = Object.keys(others).length === 0 ? ALL_READ : others;
  return {
    id: row.id,
    cells: value === null ? cells : { ...cells, [key]: value },
    raw: raw ? { ...rest, [key]: raw } : rest,
  };
}

/** What stands in the cell on the screen. */
export function cellText(row: Row, column: FieldView, language: Language): string {
  return row.raw[column.key]?.text ?? shown(column, row.cells[column.key], language, true);
}

/** Whether every cell of the row holds a value or nothing. */
export function isRead(row: Row): boolean {
  return row.raw === ALL_READ;
}

/** Unread text by place (`2.amount`), to be kept and told to the page. */
export function unreadCells(rows: Rows): Map<string, RawText> {
  const found = new Map<string, RawText>();
  rows.forEach((row, index) => {
    if (isRead(row)) return;
    for (const [key, raw] of Object.entries(row.raw)) found.set(`${index}.${key}`, raw);
  });
  return found;
}
