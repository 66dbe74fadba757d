/** The table: keys, pasting from a spreadsheet, totals, undo, and cells that can't be read. */
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '../contract';
import { type Kept, openDrafts } from '../kept';
import { commitPending, focusPath } from '../registry';
import { formatCells, parseCells } from '../table/clipboard';
import { field, open, rest } from './bench';

const injections = field({
  key: 'injections',
  kind: 'table',
  label: '注资计划',
  columns: [
    field({ key: 'milestone', kind: 'text', label: '节点' }),
    field({ key: 'inject_on', kind: 'date', label: '注资日期' }),
    field({ key: 'amount', kind: 'money', label: '金额' }),
    field({
      key: 'source',
      kind: 'choice',
      label: '来源',
      options: [
        { key: 'own', label: '自有资金' },
        { key: 'group', label: '集团拨款' },
      ],
    }),
  ],
});

const TWO: Json[] = [
  { milestone: '开工', inject_on: '2026-11-23', amount: '2000.50', source: 'own' },
  { milestone: '封顶', amount: '7.00' },
];

beforeEach(() => localStorage.clear());

const seek = (path: string) => act(() => void focusPath(path));
const active = () => document.activeElement as HTMLInputElement;
const where = () => active().dataset.path;
const key = (name: string, more: object = {}) => fireEvent.keyDown(active(), { key: name, ...more });
const type = (text: string) => fireEvent.input(active(), { target: { value: text } });
const paste = (text: string) => fireEvent.paste(active(), { clipboardData: { getData: () => text } });
const cells = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).queryAllByRole('gridcell').map(textOf));
const textOf = (cell: HTMLElement) => {
  const input = cell.querySelector<HTMLInputElement>('input, textarea, select');
  return input ? input.value : (cell.querySelector('.cj-cell-text')?.textContent ?? cell.textContent ?? '');
};

describe('键盘', () => {
  test('方向键、Tab、Enter、Home、End 在单元格之间移动', () => {
    open({ field: injections, value: TWO });
    seek('injections.0.milestone');
    expect(where()).toBe('injections.0.milestone');
    key('ArrowRight');
    expect(where()).toBe('injections.0.inject_on');
    key('ArrowDown');
    expect(where()).toBe('injections.1.inject_on');
    key('Home');
    expect(where()).toBe('injections.1.milestone');
    key('Tab', { shiftKey: true });
    expect(where()).toBe('injections.0.source');
    key('Enter');
    expect(where()).toBe('injections.1.source');
    key('Home', { ctrlKey: true });
    expect(where()).toBe('injections.0.milestone');
  });

  // To the buttons before the table one would have to come back through all of it.
  test('最后一格之后的 Tab 离开表格，Escape 向后离开，“跳过表格”也是', () => {
    open({ field: injections, value: TWO });
    seek('injections.1.source');
    expect(key('Tab')).toBe(true); // not prevented: the browser moves on
    expect(key('Escape')).toBe(false);
    expect(active().textContent).toBe('别处');
    fireEvent.click(screen.getByRole('button', { name: '跳过表格' }));
    expect(active().textContent).toBe('别处');
  });

  test('直接输入即改写，Enter 提交并下移，Escape 还原', async () => {
    const page = open({ field: injections, value: TWO });
    seek('injections.0.milestone');
    type('进场');
    key('Enter');
    await rest();
    expect(where()).toBe('injections.1.milestone');
    expect(page.commits).toEqual([
      {
        path: 'injections',
        value: [{ milestone: '进场', inject_on: '2026-11-23', amount: '2000.50', source: 'own' }, TWO[1]],
      },
    ]);
    type('误');
    key('Escape');
    expect(active().value).toBe('封顶');
    expect(page.commits).toHaveLength(1);
  });

  test('组字期间的键都归输入法，组字结束后文字完整', async () => {
    const page = open({ field: injections, value: TWO });
    seek('injections.0.milestone');
    const input = active();
    fireEvent.compositionStart(input);
    fireEvent.input(input, { target: { value: 'jun gong' } });
    key('ArrowDown', { keyCode: 229 });
    key('Enter', { keyCode: 229 });
    page.arrive([{ milestone: '旧' }, TWO[1] ?? null]);
    expect(active()).toBe(input);
    expect(input.value).toBe('jun gong');
    fireEvent.input(input, { target: { value: '竣工' } });
    fireEvent.compositionEnd(input, { data: '竣工' });
    key('Enter', { keyCode: 13 });
    await rest();
    expect(page.commits.at(-1)?.value).toEqual([{ milestone: '竣工' }, TWO[1]]);
  });

  test('Delete 清空选中的单元格，Ctrl+Z 撤销，Ctrl+Y 重做', async () => {
    const page = open({ field: injections, value: TWO });
    seek('injections.0.milestone');
    key('ArrowDown', { shiftKey: true });
    key('Delete');
    await rest();
    expect(page.commits.at(-1)?.value).toEqual([
      { inject_on: '2026-11-23', amount: '2000.50', source: 'own' },
      { amount: '7.00' },
    ]);
    // Wherever one is by then: undo says what it did and goes there.
    key('End');
    key('z', { ctrlKey: true });
    await rest();
    expect(page.commits.at(-1)?.value).toEqual(TWO);
    expect(where()).toBe('injections.0.milestone');
    expect(screen.getByText('已撤销：第1行“节点” 由 空 改回 开工（共改动 2 格）')).toBeTruthy();
    key('y', { ctrlKey: true });
    await rest();
    expect(page.commits).toHaveLength(3);
  });

  test('编辑中的 Ctrl+Z 属于单元格文字，不传给整个事项', () => {
    let heard = 0;
    const listen = () => {
      heard += 1;
    };
    document.addEventListener('keydown', listen);
    open({ field: injections, value: TWO });
    seek('injections.0.milestone');
    type('进');
    key('z', { ctrlKey: true });
    document.removeEventListener('keydown', listen);
    expect(heard).toBe(0);
  });
});

describe('从 Excel 粘贴', () => {
  test('每格按栏目读取，读不了的格保留原文并说明，一次提交', async () => {
    const page = open({ field: injections, value: TWO });
    seek('injections.1.milestone');
    paste('封顶\t2026/12/1\t1500万\t集团拨款\r\n验收\t2026.11.23\t一千\t别的\r\n');
    await rest();
    await rest();
    expect(page.commits).toEqual([
      {
        path: 'injections',
        value: [
          TWO[0],
          { milestone: '封顶', inject_on: '2026-12-01', amount: '15000000.00', source: 'group' },
          { milestone: '验收', inject_on: '2026-11-23' },
        ],
      },
    ]);
    expect(cells()[2]).toEqual(['验收', '2026-11-23', '一千', '别的']);
    expect(screen.getByRole('status').textContent).toBe('已粘贴 2 行 4 列，其中 2 个单元格没有读成，原文保留在格内');
    expect(screen.getByText('金额必须是数字，例如30')).toBeTruthy();
    fireEvent.click(screen.getByText('第3行 · 金额'));
    expect(where()).toBe('injections.2.amount');
    expect(active().value).toBe('一千');
    page.arrive(page.commits[0]?.value ?? null);
    expect(active().value).toBe('一千');
  });

  test('粘贴可撤销', async () => {
    const page = open({ field: injections, value: TWO });
    seek('injections.0.amount');
    paste('7\n7\n7');
    await rest();
    await rest();
    expect(page.commits.at(-1)?.value).toHaveLength(3);
    key('z', { ctrlKey: true });
    await rest();
    expect(page.commits.at(-1)?.value).toEqual(TWO);
  });

  test('引号里的换行和制表符属于单元格，行尾换行不成一行', () => {
    expect(parseCells('甲\t"第一行\n第二行"\t"引""号"\r\n乙\t\t丙\r\n')).toEqual([
      ['甲', '第一行\n第二行', '引"号'],
      ['乙', '', '丙'],
    ]);
    expect(parseCells('"半个引号\t乙')).toEqual([['"半个引号', '乙']]);
    expect(
      formatCells([
        ['甲', '两\n行'],
        ['"', ''],
      ]),
    ).toBe('甲\t"两\n行"\r\n""""\t');
  });

  test('复制选区为制表符分隔的文字', () => {
    open({ field: injections, value: TWO });
    seek('injections.0.inject_on');
    key('ArrowRight', { shiftKey: true });
    let copied = '';
    const setData = (_: string, text: string) => {
      copied = text;
    };
    fireEvent.copy(active(), { clipboardData: { setData } });
    expect(copied).toBe('2026-11-23\t2,000.50');
  });
});

test('合计精确到分，年份之类不合计', () => {
  const columns = [
    field({ key: 'cost', kind: 'money', label: '费用' }),
    field({ key: 'year', kind: 'integer', label: '年度', unit: '年', totalled: false }),
  ];
  open({
    field: field({ key: 'costs', kind: 'table', label: '费用表', columns }),
    value: [
      { cost: '0.10', year: 2026 },
      { cost: '0.20', year: 2027 },
      { cost: '90071992547409.93', year: 2028 },
    ],
  });
  expect(cells().at(-1)).toEqual(['90,071,992,547,410.23', '']);
});

test('添加、插入、复制、删除一行；建议的行只供选用', async () => {
  const rows = ['开工', '封顶', '竣工'].map((milestone) => ({ milestone }));
  const page = open({ field: injections, proposals: { injections: { value: rows, text: '3 行' } } });
  expect(page.commits).toEqual([]);
  expect(screen.getByText('建议 3 行')).toBeTruthy();
  fireEvent.click(screen.getByText('采用 3 行'));
  await rest();
  expect(page.commits.at(-1)?.value).toEqual([{ milestone: '开工' }, { milestone: '封顶' }, { milestone: '竣工' }]);
  seek('injections.1.milestone');
  fireEvent.click(screen.getByText('复制本行'));
  await rest();
  expect(page.commits.at(-1)?.value).toHaveLength(4);
  seek('injections.0.milestone');
  fireEvent.click(screen.getByText('删除本行'));
  expect(page.commits.at(-1)?.value).toEqual([{ milestone: '封顶' }, { milestone: '封顶' }, { milestone: '竣工' }]);
  fireEvent.click(screen.getByText('添加一行'));
  expect(where()).toBe('injections.3.milestone');
  expect(page.commits.at(-1)?.value).toHaveLength(3); // an empty row at the end is not stored
});

test('commitPending 也提交正在编辑的单元格', async () => {
  const page = open({ field: injections, value: TWO });
  seek('injections.1.amount');
  type('1500万');
  await act(() => commitPending());
  expect(page.commits.at(-1)?.value).toEqual([TWO[0], { milestone: '封顶', amount: '15000000.00' }]);
});

test('单元格的问题：图标、文字、链接，并与输入框关联', () => {
  const page = open({ field: injections, value: TWO });
  page.show([{ path: 'injections.1.inject_on', severity: 'error', message: '请填写注资日期' }]);
  seek('injections.1.inject_on');
  expect(active().getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(active().getAttribute('aria-describedby') ?? '')?.textContent).toContain(
    '请填写注资日期',
  );
  expect(screen.getByText('第2行 · 注资日期')).toBeTruthy();
});

test('读不了的单元格在离开后再回来时仍在', async () => {
  const first = open({ field: injections, value: TWO, scope: 3 });
  seek('injections.1.amount');
  type('一千');
  key('Enter');
  await rest();
  const stored = first.commits.at(-1)?.value ?? null;
  expect(stored).toEqual([TWO[0], { milestone: '封顶' }]);
  first.unmount();
  open({ field: injections, value: stored, scope: 3 });
  await rest();
  expect(cells()[1]?.[2]).toBe('一千');
  expect(screen.getByText('金额必须是数字，例如30')).toBeTruthy();
});

test('一万行只画看得见的，仍能走到最后一行', () => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 460 });
  const many = Array.from({ length: 10_000 }, (_, index) => ({ milestone: `第${index + 1}号`, amount: '1.00' }));
  open({ field: injections, value: many });
  const drawn = screen.getAllByRole('row').length;
  expect(drawn).toBeGreaterThan(14);
  expect(drawn).toBeLessThan(80);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('10002');
  seek('injections.9999.amount');
  expect(where()).toBe('injections.9999.amount');
  expect(screen.getByText('10,000.00')).toBeTruthy();
});

test('说整列的问题写在表下，不冒充某一行', () => {
  const message = '注资合计与总投资不一致。';
  open({ field: injections, value: TWO, problems: [{ path: 'injections.amount', message, severity: 'error' }] });
  expect(screen.getAllByText(message)).toHaveLength(1);
  expect(screen.queryByText(/NaN/)).toBeNull();
  expect(screen.queryByText(/表中有/)).toBeNull();
});

describe('栏目多的表：列表和表单', () => {
  const bonds = field({
    key: 'injections',
    kind: 'table',
    label: '保函',
    wide: true,
    columns: [
      field({ key: 'milestone', kind: 'text', label: '编号' }),
      field({ key: 'amount', kind: 'money', label: '金额' }),
      field({ key: 'note', kind: 'long_text', label: '备注' }),
    ],
  });
  const THREE: Json[] = [
    { milestone: '甲', amount: '1.00' },
    { milestone: '乙', amount: '2.00' },
    { milestone: '丙', amount: '3.00' },
  ];
  const listed = () => screen.getAllByRole('option').map((option) => option.textContent);
  const input = (path: string) => document.querySelector<HTMLInputElement>(`[data-path="${path}"]`);

  test('列表写出各条，点一条或用方向键选，Enter 到它的表单', async () => {
    open({ field: bonds, value: THREE });
    expect(listed()).toEqual(['1甲 · 1.00', '2乙 · 2.00', '3丙 · 3.00']);
    expect(screen.queryByRole('grid')).toBeNull();
    fireEvent.click(screen.getByRole('option', { name: /乙/ }));
    expect(input('injections.1.milestone')?.value).toBe('乙');
    act(() => screen.getByRole('option', { name: /乙/ }).focus());
    key('ArrowDown');
    expect(active().textContent).toBe('3丙 · 3.00');
    key('Enter');
    expect(where()).toBe('injections.2.milestone');
    await rest();
  });

  test('问题的链接打开那一条，焦点在那一栏；问题写在栏下', async () => {
    const message = '金额不得少于一万元';
    open({ field: bonds, value: THREE, problems: [{ path: 'injections.2.amount', message, severity: 'error' }] });
    expect(input('injections.2.amount')).toBeNull();
    seek('injections.2.amount');
    expect(where()).toBe('injections.2.amount');
    expect(active().getAttribute('aria-invalid')).toBe('true');
    const told = (active().getAttribute('aria-describedby') ?? '').split(' ');
    expect(told.map((id) => document.getElementById(id)?.textContent).join()).toContain(message);
    fireEvent.click(screen.getByRole('option', { name: /甲/ }));
    fireEvent.click(screen.getByText('第3行 · 金额'));
    expect(where()).toBe('injections.2.amount');
    await rest();
  });

  test('一栏提交整张表；读不了的文字留在它那一条，前面删去一条也还在', async () => {
    const page = open({ field: bonds, value: THREE });
    seek('injections.1.amount');
    type('1500万');
    fireEvent.blur(active());
    await rest();
    expect(page.commits.at(-1)?.value).toEqual([THREE[0], { milestone: '乙', amount: '15000000.00' }, THREE[2]]);
    seek('injections.2.amount');
    type('一千');
    fireEvent.blur(active());
    await rest();
    expect(page.commits.at(-1)?.value).toEqual([
      THREE[0],
      { milestone: '乙', amount: '15000000.00' },
      { milestone: '丙' },
    ]);
    fireEvent.click(screen.getByRole('option', { name: /甲/ }));
    fireEvent.click(screen.getByText('删除本行'));
    fireEvent.click(screen.getByRole('option', { name: /丙/ }));
    await rest();
    expect(input('injections.1.amount')?.value).toBe('一千');
    expect(screen.getAllByText('金额必须是数字，例如30').length).toBeGreaterThan(0);
    expect(page.commits.at(-1)?.value).toEqual([{ milestone: '乙', amount: '15000000.00' }, { milestone: '丙' }]);
  });

  test('正在输入的文字随时留底，断电后回来仍在它那一栏；提交以后不再留', async () => {
    const kept: (Kept | null)[] = [];
    openDrafts('断电前', [], (_, draft) => kept.push(draft));
    open({ field: bonds, value: THREE, scope: '断电前' });
    seek('injections.1.amount');
    type('1500');
    const last = kept.at(-1);
    expect(last?.text).toBe('{"1.amount":"1500"}');
    type('1500万');
    fireEvent.blur(active());
    await rest();
    expect(kept.at(-1)).toBeNull();
    cleanup();

    openDrafts('断电后', [['injections', last as Kept]], () => {});
    open({ field: bonds, value: THREE, scope: '断电后' });
    fireEvent.click(screen.getByRole('option', { name: /乙/ }));
    await rest();
    expect(input('injections.1.amount')?.value).toBe('1500');
  });

  test('撤销到它改的那一栏，建议的值也写在栏里', async () => {
    const proposals = { 'injections.2.note': { value: '见索即付', text: '见索即付' } };
    open({ field: bonds, value: THREE, proposals });
    seek('injections.1.amount');
    type('1500万');
    fireEvent.blur(active());
    await rest();
    fireEvent.click(screen.getByRole('option', { name: /丙/ }));
    expect(input('injections.2.note')?.value).toBe('见索即付');
    fireEvent.click(screen.getByText('撤销'));
    await rest();
    expect(where()).toBe('injections.1.amount');
    expect(active().value).toBe('2.00');
  });

  test('添加、上一条、下一条；Escape 向后离开', async () => {
    const page = open({ field: bonds, value: THREE });
    fireEvent.click(screen.getByText('下一条'));
    expect(input('injections.1.milestone')?.value).toBe('乙');
    fireEvent.click(screen.getByText('上一条'));
    expect(input('injections.0.milestone')?.value).toBe('甲');
    fireEvent.click(screen.getByText('添加一行'));
    expect(where()).toBe('injections.3.milestone');
    type('丁');
    key('Escape');
    expect(active().textContent).toBe('别处');
    fireEvent.blur(input('injections.3.milestone') as HTMLInputElement);
    await rest();
    expect(page.commits.at(-1)?.value).toEqual([...THREE, { milestone: '丁' }]);
  });
});
