// The funding page of the mock: the least first deposit, what was paid, and a picture of both.
import type { CardView, ChartView, ChecklistView, Json, PageView } from '../bindings';

type Answers = Record<string, Json>;

/** Amounts in 分: the mock adds too, but never in floating point. */
const fen = (amount: Json | undefined): number => Number(String(amount ?? '0').replace('.', ''));
const printed = (amount: number): string =>
  `${Math.trunc(amount / 100).toLocaleString('en-US')}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;

function deposits(answers: Answers): { paid_on: string; amount: string }[] {
  return (answers.escrow_deposits ?? []) as { paid_on: string; amount: string }[];
}

export function fundingChart(answers: Answers): ChartView {
  const paid = deposits(answers);
  const base = { id: 'funding', title: '累计到位资金', articles: [15] };
  if (paid.length === 0) {
    return { ...base, summary: '', missing: [{ path: 'escrow_deposits', label: '首笔资金缴存记录' }] };
  }
  const total = printed(paid.reduce((sum, row) => sum + fen(row.amount), 0));
  const summary = `已到账${paid.length}笔，合计${total}元。`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="442.2pt" height="60pt" viewBox="0 0 442.2 60" role="img" ` +
    `aria-label="累计到位资金。${summary}" font-family="sans-serif" fill="none">` +
    `<polyline points="20,50 200,50 200,20 440,20" stroke="#1d4e89" stroke-width="1.8"/>` +
    `<text x="20" y="14" font-size="10.5" fill="#1f2329">单位：元</text></svg>`;
  return {
    ...base,
    summary,
    svg,
    grid: {
      header: ['日期', '累计到位（元）'],
      figures: [false, true],
      rows: paid.map((row) => [row.paid_on, printed(fen(row.amount))]),
    },
    missing: [],
  };
}

/** One point asked of every deposit: whether a voucher is kept. */
function depositChecklist(answers: Answers): ChecklistView {
  const cards = deposits(answers).map((row, index): CardView => {
    const good = fen(row.amount) > 0;
    return {
      row_number: index + 1,
      name: row.paid_on,
      label: good ? '合格' : '不合格',
      tone: good ? 'good' : 'bad',
      advice: good ? '' : '请补记金额。',
      passed: good ? 1 : 0,
      failed: good ? 0 : 1,
      pending: 0,
      troubles: [],
      points: [
        {
          number: 1,
          id: 'amount',
          title: '金额',
          basis: '实务要求',
          required: '大于零',
          found: `${printed(fen(row.amount))}元`,
          result: good ? 'pass' : 'fail',
          result_label: good ? '通过' : '不符',
          reason: good ? '' : '金额是零。',
          fields: [`escrow_deposits.${index}.amount`],
        },
      ],
    };
  });
  return { id: 'deposit', title: '缴存核验', table: 'escrow_deposits', cards };
}

export function fundingPage(answers: Answers, id: string): PageView {
  if (id !== 'funding') throw { code: 'views.unknown', detail: `本案没有“${id}”这一页测算` };
  const total = fen(answers.filed_total);
  const least = Math.ceil(total / 10);
  const paid = deposits(answers).reduce((sum, row) => sum + fen(row.amount), 0);
  const missing = total > 0 ? [] : [{ path: 'filed_total', label: '备案（核准）总投资' }];
  return {
    id: 'funding',
    title: '资金测算',
    intro: '改动左边的数，看首笔资金够不够。',
    articles: [15],
    change: ['filed_total', 'escrow_deposits'],
    figures: [
      {
        label: '首笔资金最少金额',
        text: total > 0 ? printed(least) : '',
        unit: '元',
        tone: 'neutral',
        note: '总投资的10%',
        missing,
      },
      { label: '已缴存', text: printed(paid), unit: '元', tone: paid < least ? 'bad' : 'good', note: '', missing: [] },
    ],
    charts: [fundingChart(answers)],
    checklists: [depositChecklist(answers)],
    tables: [
      {
        title: '缴存记录',
        header: ['到账日期', '金额（元）'],
        figures: [false, true],
        rows: deposits(answers).map((row) => [
          { text: row.paid_on, tone: 'neutral' },
          { text: printed(fen(row.amount)), tone: 'neutral' },
        ]),
        totals: deposits(answers).length > 0 ? ['', printed(paid)] : [],
        folded: false,
        all: deposits(answers).length,
        further: 0,
        missing: [],
      },
    ],
  };
}
