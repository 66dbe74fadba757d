/** Sums kept up while rows come and go are those that one would add up anew. */
import { expect, test } from 'vitest';
import { newRow, type Rows, withCell } from '../table/rows';
import { Totals } from '../table/totals';
import { field } from './bench';

const columns = [
  field({ key: 'cost', kind: 'money', label: '费用' }),
  field({ key: 'year', kind: 'integer', label: '年度', totalled: false }),
];

test('改一格、加一行、删一行、整表换掉，合计都对；位数随最长的小数', () => {
  const totals = new Totals(columns);
  const rows: Rows = [
    newRow({ cost: '0.10', year: 2026 }),
    newRow({ cost: '-0.3' }),
    newRow({ cost: '90071992547409.93' }),
  ];
  expect(totals.of(rows)).toEqual(['90071992547409.73', null]);
  const first = rows[0];
  if (!first) throw new Error('no row');
  const changed = [withCell(first, 'cost', '0.1234', null), ...rows.slice(1)];
  expect(totals.of(changed)).toEqual(['90071992547409.7534', null]);
  const longer = [...changed, newRow({ cost: 'abc' }), newRow({})];
  expect(totals.of(longer)).toEqual(['90071992547409.7534', null]);
  expect(totals.of(longer.slice(1))).toEqual(['90071992547409.63', null]);
  expect(totals.of([newRow({ cost: '1' }), newRow({ cost: '2' })])).toEqual(['3', null]);
  // One row is its own sum.
  expect(totals.of([newRow({ cost: '1' })])).toEqual([null, null]);
  expect(totals.of([])).toEqual([null, null]);
});
