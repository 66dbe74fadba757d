/**
 * The state of a table: its rows, the changes to them, undo and redo. Every finished change is committed as one
 * whole value; text that has to be read by the engine is committed once it has been read.
 */
import { useEffect, useRef, useState } from 'react';
import type { UnreadView } from '../../ipc';
import type { FieldControlProps, FieldView, Json } from '../contract';
import { asObject, sameValue } from '../json';
import { forgetTyped, keepTyped, typedBefore } from '../kept';
import { useLocalValue } from '../useLocalValue';
import { readCells, readHere } from './readCells';
import { cellText, isRead, newRow, type Rows, rowsFrom, storedValue, unreadCells, withCell } from './rows';

export interface CellChange {
  /** From 0; beyond the last row, rows are added. */
  row: number;
  column: FieldView;
  text: string;
}

const MOST_STEPS = 200;

export interface Table {
  rows: Rows;
  canUndo: boolean;
  canRedo: boolean;
  /** Puts text into cells; resolves to the number of cells that could not be read. */
  write(changes: CellChange[]): Promise<number>;
  /** A value that a control of the row's own form has read; the row is known by its id, for its place may change. */
  setCell(id: number, key: string, value: Json): void;
  /** What such a control could not read; null: settled. */
  setUnread(id: number, key: string, unread: { text: string; message: string } | null): void;
  insert(at: number, count?: number): void;
  duplicate(first: number, last: number): void;
  remove(first: number, last: number): void;
  /** Resolves when no reading is under way any more. */
  settled(): Promise<void>;
  undo(): void;
  redo(): void;
  /** Text being typed into a cell, by the row's place and the column's key; null: no longer. */
  onTyping(row: number, key: string, text: string | null): void;
  /** Text that could not be read and belongs into cells of the value that arrives next. */
  expect(cells: UnreadView[]): void;
}

export function useTable(props: FieldControlProps): Table {
  const now = useRef(props);
  now.current = props;
  const { path, scope, onUnread } = props;
  const local = useLocalValue(props.value, props.epoch, (value) => now.current.onCommit(now.current.path, value));
  const [model] = useState(() => new TableModel(now, local.latest, local.put));
  const [, redraw] = useState(0);

  useEffect(() => model.attach(() => redraw((n) => n + 1)), [model]);
  useEffect(() => model.valueArrived(local.value), [model, local.value]);

  // Unread text is kept for the next visit and told to the page, by its place at this moment.
  const told = useRef(new Map<string, string>());
  const rows = model.rows;
  useEffect(() => {
    const unread = unreadCells(rows);
    if (unread.size > 0) {
      keepCells(scope, path, rows);
    } else if (told.current.size > 0) {
      forgetTyped(scope, path);
    }
    for (const place of told.current.keys()) if (!unread.has(place)) onUnread?.(`${path}.${place}`, null);
    const said = new Map<string, string>();
    for (const [place, { text, message }] of unread) {
      said.set(place, `${text}\n${message}`);
      if (message === null || told.current.get(place) === said.get(place)) continue;
      onUnread?.(`${path}.${place}`, { path: `${path}.${place}`, text, message });
    }
    told.current = said;
  }, [rows, path, scope, onUnread]);

  model.onTyping = (row, key, text) => {
    if (text !== null) keepCells(scope, path, model.rows, [`${row}.${key}`, text]);
    else if (unreadCells(model.rows).size > 0) keepCells(scope, path, model.rows);
    else forgetTyped(scope, path);
  };
  return model;
}

/** Puts unread text aside, and the text in the cell being typed in, with the rows that it belongs to. */
function keepCells(
  scope: FieldControlProps['scope'],
  path: string,
  rows: Rows,
  typing?: [place: string, text: string],
): void {
  const texts: Record<string, string> = {};
  for (const [place, raw] of unreadCells(rows)) texts[place] = raw.text;
  if (typing) texts[typing[0]] = typing[1];
  const of: Record<string, Json> = {};
  for (const place of Object.keys(texts)) {
    const index = place.split('.')[0] ?? '';
    of[index] = rows[Number(index)]?.cells ?? {};
  }
  keepTyped(scope, path, JSON.stringify(texts), { rows: rows.length, of });
}

/** `2.amount` → text, as it was put aside; empty for anything else. */
function textsByPlace(kept: string): Record<string, string> {
  try {
    const texts: unknown = JSON.parse(kept);
    return texts !== null && typeof texts === 'object' ? (texts as Record<string, string>) : {};
  } catch {
    return {};
  }
}

/** The rows with text in cells that have no value. */
function withUnread(rows: Rows, cells: UnreadView[]): Rows {
  const filled = [...rows];
  for (const { row: index, key, text } of cells) {
    const row = filled[index];
    if (row) filled[index] = withCell(row, key, null, { text, message: null });
  }
  return filled;
}

class TableModel implements Table {
  rows: Rows;
  private standing: Json;
  private past: Rows[] = [];
  private future: Rows[] = [];
  private underWay = new Set<Promise<number>>();
  private redraw: (() => void) | null = null;
  private coming: UnreadView[] = [];
  onTyping: Table['onTyping'] = () => {};

  constructor(
    private readonly props: { current: FieldControlProps },
    private readonly stored: () => Json,
    private readonly put: (value: Json) => void,
  ) {
    this.standing = stored();
    this.rows = this.withKept(rowsFrom(stored(), []));
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  attach(redraw: () => void): () => void {
    this.redraw = redraw;
    if ([...unreadCells(this.rows).values()].some((raw) => raw.message === null)) void this.readPending();
    return () => {
      this.redraw = null;
    };
  }

  /** A value of our own comes back as the same object; anything else replaces the rows. */
  valueArrived(value: Json): void {
    if (value === this.standing) return;
    this.standing = value;
    this.past = [];
    this.future = [];
    const { coming } = this;
    this.coming = [];
    // Rows from elsewhere have nothing to do with those that stood here.
    this.rows = coming.length > 0 ? withUnread(rowsFrom(value, []), coming) : rowsFrom(value, this.rows);
    this.redraw?.();
    if (coming.length > 0) void this.readPending();
  }

  readonly expect = (cells: UnreadView[]): void => {
    this.coming = cells;
  };

  /** Text of an earlier visit that had not become a value, put back into its cells. */
  private withKept(rows: Rows): Rows {
    const { path, scope, field } = this.props.current;
    const kept = typedBefore(scope, path);
    const base = asObject(kept?.bases[0]);
    const of = asObject(base.of);
    if (!kept || typeof base.rows !== 'number') return rows;
    const texts = textsByPlace(kept.text);
    const padded = [...rows];
    while (padded.length < base.rows) padded.push(newRow());
    for (const [place, text] of Object.entries(texts)) {
      const [index, key = ''] = place.split('.');
      const row = padded[Number(index)];
      if (!row || !field.columns.some((column) => column.key === key)) continue;
      // Another row stands there now, or this one was changed elsewhere.
      if (!sameValue(row.cells, of[index ?? ''] ?? null)) continue;
      padded[Number(index)] = withCell(row, key, null, { text, message: null });
    }
    return padded;
  }

  private show(rows: Rows): void {
    this.rows = rows;
    this.redraw?.();
  }

  private commit(): void {
    this.put(storedValue(this.rows));
    this.standing = this.stored();
  }

  private change(rows: Rows): void {
    this.past = [...this.past.slice(-MOST_STEPS), this.rows];
    this.future = [];
    this.show(rows);
  }

  async write(changes: CellChange[]): Promise<number> {
    const { language } = this.props.current;
    const rows = [...this.rows];
    let changed = false;
    let refused = 0;
    for (const { row: index, column, text } of changes) {
      while (rows.length <= index) rows.push(newRow());
      const row = rows[index];
      if (!row || cellText(row, column, language) === text) continue;
      changed = true;
      const here = readHere(column, text);
      if (here?.message) refused += 1;
      const raw = here ? (here.message ? { text, message: here.message } : null) : { text, message: null };
      rows[index] = withCell(row, column.key, here ? here.value : (row.cells[column.key] ?? null), raw);
    }
    if (!changed && rows.length === this.rows.length) return 0;
    this.change(rows);
    return refused + (await this.readPending());
  }

  private readPending(): Promise<number> {
    const reading = this.read();
    this.underWay.add(reading);
    void reading.finally(() => this.underWay.delete(reading));
    return reading;
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Has the engine read every text that waits for it, then commits; the number of those it refused. */
  private async read(): Promise<number> {
    const { field } = this.props.current;
    const unread = this.rows.filter((row) => !isRead(row));
    const waiting = unread.flatMap((row) =>
      Object.entries(row.raw)
        .filter(([, raw]) => raw.message === null)
        .map(([key, raw]) => ({ id: row.id, raw, column: field.columns.find((column) => column.key === key) })),
    );
    const known = waiting.flatMap(({ id, raw, column }) => (column ? [{ id, raw, column, text: raw.text }] : []));
    if (known.length === 0) {
      this.commit();
      return 0;
    }
    const outcomes = await readCells(known, this.props.current);
    let refused = 0;
    const byRow = new Map<number, { key: string; index: number }[]>();
    known.forEach(({ id, column }, index) => {
      byRow.set(id, [...(byRow.get(id) ?? []), { key: column.key, index }]);
    });
    const rows = this.rows.map((row) => {
      let next = row;
      if (isRead(row)) return row;
      for (const { key, index } of byRow.get(row.id) ?? []) {
        const outcome = outcomes[index];
        // Typed over in the meantime: the newer text has its own reading.
        if (!outcome || row.raw[key] !== known[index]?.raw) continue;
        if (outcome.message !== null) refused += 1;
        const raw = outcome.message === null ? null : { text: row.raw[key]?.text ?? '', message: outcome.message };
        next = withCell(next, key, outcome.value, raw);
      }
      return next;
    });
    this.show(rows);
    this.commit();
    return refused;
  }

  setCell(id: number, key: string, value: Json): void {
    const row = this.rows.find((one) => one.id === id);
    if (!row) return;
    const next = withCell(row, key, value, null);
    const rows = this.rows.map((one) => (one === row ? next : one));
    // What was read anew and is as it was is no step to take back.
    if (sameValue(row.cells[key] ?? null, value)) this.show(rows);
    else this.change(rows);
    this.commit();
  }

  setUnread(id: number, key: string, unread: { text: string; message: string } | null): void {
    const row = this.rows.find((one) => one.id === id);
    if (!row || (!unread && !row.raw[key])) return;
    const next = withCell(row, key, row.cells[key] ?? null, unread);
    this.show(this.rows.map((one) => (one === row ? next : one)));
  }

  insert(at: number, count = 1): void {
    const added = Array.from({ length: count }, () => newRow());
    this.change([...this.rows.slice(0, at), ...added, ...this.rows.slice(at)]);
    this.commit();
  }

  duplicate(first: number, last: number): void {
    const copies = this.rows.slice(first, last + 1).map((row) => ({ ...newRow(row.cells), raw: row.raw }));
    this.change([...this.rows.slice(0, last + 1), ...copies, ...this.rows.slice(last + 1)]);
    void this.readPending();
  }

  remove(first: number, last: number): void {
    this.change([...this.rows.slice(0, first), ...this.rows.slice(last + 1)]);
    this.commit();
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.future.push(this.rows);
    this.show(before);
    void this.readPending();
  }

  redo(): void {
    const after = this.future.pop();
    if (!after) return;
    this.past.push(this.rows);
    this.show(after);
    void this.readPending();
  }
}
