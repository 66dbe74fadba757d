// A spreadsheet of the mock: three good rows, one that cannot be read, a header to be looked at.
import type { ImportView, Json } from '../bindings';

export const importedRows: Json[] = [
  { source: '自有资金', amount: '10000000.00', available_on: '2026-09-01', proof: '存款证明' },
  { source: '股东借款', amount: '3000000.00', available_on: '2026-09-15', proof: '借款合同' },
  { source: '银行贷款', amount: '2680000.00', available_on: '2026-10-08', proof: '授信函' },
];

/** The row whose amount cannot be read, without it. */
export const faultyRow: Json = { source: '捐赠', available_on: '2026-11-02', proof: '捐赠协议' };

export function importView(field: string, existing: number): ImportView {
  const column = (index: number, header: string, key: string | null) => ({
    index,
    letters: 'ABCDE'.charAt(index),
    header,
    key,
    confidence: key ? ('exact' as const) : ('none' as const),
  });
  return {
    file: `${field}.xlsx`,
    sheets: [
      { name: '资金', hidden: false },
      { name: '旧表', hidden: true },
    ],
    sheet: '资金',
    header: [2, 2],
    columns: [
      column(0, '序号', null),
      column(1, '来源', 'source'),
      { ...column(2, '金额（元）', 'amount'), confidence: 'alike' },
      { ...column(3, '到位日期', 'available_on'), confidence: 'near' },
    ],
    missing: ['proof'],
    preview: [
      { number: 3, hidden: false, cells: ['1', '自有资金', '1000万', '2026-09-01'] },
      { number: 4, hidden: true, cells: ['2', '股东借款', '300万', '2026-09-15'] },
    ],
    hidden_rows: true,
    append: false,
    existing,
    read: 4,
    good: 3,
    refused: 1,
    groups: [
      {
        label: '金额',
        severity: 'error',
        count: 1,
        examples: [
          {
            row: 6,
            column: 'C',
            value: '面议',
            reason: '金额必须是数字，例如30、86.52，金额也可以写1500万，得到的是“面议”',
            articles: [3, 8],
          },
        ],
      },
    ],
    skipped: [{ count: 1, rows: [7], reason: '合计行，只用来核对，不导入' }],
    hidden: 1,
    filled: 0,
    totals: [
      {
        label: '金额',
        sum: '15680000.00',
        stated: '15700000.00',
        explanation: '全部行加起来是 15680000.00，与表里写的相差 20000.00；1 格读不出数',
      },
    ],
    accounts: [
      {
        sheet: '资金',
        rows: 7,
        fates: [
          { fate: 'above', count: 1 },
          { fate: 'header', count: 1 },
          { fate: 'taken', count: 3 },
          { fate: 'refused', count: 1 },
          { fate: 'total', count: 1 },
        ],
      },
    ],
    differences: [
      {
        sheet: '资金',
        column: 'C',
        label: '金额',
        count: 1,
        examples: [{ row: 3, shown: '1000万', read: '10000000.00元' }],
      },
    ],
    questions: [],
    unread_sheets: [],
    remembered: false,
    more_problems: 0,
  };
}
