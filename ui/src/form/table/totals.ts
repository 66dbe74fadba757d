/**
 * The exact sums of a table's columns, kept up while rows come and go: adding up ten thousand rows after each cell
 * would take longer than a key may. Whole numbers of the last place; nothing is rounded.
 */
import type { FieldView, Json } from '../contract';
import type { Row, Rows } from './rows';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** The sum of decimals, with as many places as the longest of them has. */
class Sum {
  private readonly parts = new Map<number, { sum: bigint; count: number }>();

  add(value: Json | undefined, times: 1 | -1): void {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const text = String(value);
    if (!DECIMAL.test(text)) return;
    const [whole = '0', fraction = ''] = text.split('.');
    const part = this.parts.get(fraction.length) ?? { sum: 0n, count: 0 };
    part.sum += BigInt(whole + fraction) * BigInt(times);
    part.count += times;
    if (part.count === 0) this.parts.delete(fraction.length);
    else this.parts.set(fraction.length, part);
  }

  text(): string | null {
    if (this.parts.size === 0) return null;
    const places = Math.max(...this.parts.keys());
    let sum = 0n;
    for (const [own, part] of this.parts) sum += part.sum * 10n ** BigInt(places - own);
    const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
    const sign = sum < 0n ? '-' : '';
    return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
}

/** Sums of the columns that are added up, for one table after another state of it. */
export class Totals {
  private rows: Rows = [];
  private readonly sums: (Sum | null)[];

  constructor(private readonly columns: FieldView[]) {
    this.sums = columns.map((column) => (column.totalled ? new Sum() : null));
  }

  /** By column; null where nothing is added up. */
  of(rows: Rows): (string | null)[] {
    const before = this.rows;
    const most = Math.min(before.length, rows.length);
    let start = 0;
    while (start < most && before[start]?.cells === rows[start]?.cells) start += 1;
    let end = 0;
    while (end < most - start && before[before.length - 1 - end]?.cells === rows[rows.length - 1 - end]?.cells)
      end += 1;
    this.take(before.slice(start, before.length - end), -1);
    this.take(rows.slice(start, rows.length - end), 1);
    this.rows = rows;
    return this.sums.map((sum) => (sum && rows.length > 1 ? sum.text() : null));
  }

  private take(rows: readonly Row[], times: 1 | -1): void {
    this.sums.forEach((sum, index) => {
      const key = this.columns[index]?.key;
      if (sum && key) for (const row of rows) sum.add(row.cells[key], times);
    });
  }
}
