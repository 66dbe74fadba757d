/** A table from a spreadsheet: chosen, looked at, changed, taken or put away; and finding a row. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImportView } from '../../ipc';
import { importView } from '../../ipc/mock/import';
import type { Spreadsheets } from '../contract';
import { matches } from '../table/FindRow';
import { rowsFrom } from '../table/rows';
import { field, open, rest, violations } from './bench';

const funding = field({
  key: 'funding_sources',
  kind: 'table',
  label: '建设资金来源',
  columns: [
    field({ key: 'source', kind: 'text', label: '来源' }),
    field({ key: 'amount', kind: 'money', label: '金额' }),
    field({ key: 'available_on', kind: 'date', label: '可到位日期' }),
    field({ key: 'proof', kind: 'text', label: '证明材料' }),
  ],
});

function sheets(changes: Partial<ImportView> = {}) {
  const view = { ...importView('funding_sources', 0), ...changes };
  return {
    choose: vi.fn<Spreadsheets['choose']>(async () => view),
    plan: vi.fn<Spreadsheets['plan']>(async (request) => ({ ...view, append: request.append })),
    take: vi.fn<Spreadsheets['take']>(async () => {}),
    cancel: vi.fn<Spreadsheets['cancel']>(async () => {}),
    report: vi.fn<Spreadsheets['report']>(async () => '桌面/导入问题.xlsx'),
    save: vi.fn<Spreadsheets['save']>(async () => '桌面/来源.xlsx'),
    blank: vi.fn<Spreadsheets['blank']>(async () => null),
    onProgress: vi.fn<Spreadsheets['onProgress']>(async () => () => {}),
  };
}

beforeEach(() => localStorage.clear());

const press = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await rest();
};
const dialog = () => screen.getByRole('dialog');

describe('从文件导入', () => {
  test('先核对再导入：各列、问题、合计都写明，确认之前什么也不存', async () => {
    const spreadsheets = sheets();
    const page = open({ field: funding, spreadsheets });
    await press('从文件导入');
    const shown = within(dialog());
    expect(dialog().textContent).toContain('读到 4 行，可以导入 3 行，1 行不能导入');
    expect(dialog().textContent).toContain('C6');
    expect(dialog().textContent).toContain('第三条、第八条');
    expect(dialog().textContent).toContain('表格里的合计写的是 15,700,000.00，不一致');
    expect(dialog().textContent).toContain('表格里没有这些栏目，导入后为空：证明材料');
    expect(shown.getByText(/名称相近，请核对/)).toBeTruthy();
    expect(spreadsheets.take).not.toHaveBeenCalled();
    expect(page.commits).toEqual([]);
    await press('只导入可以读取的 3 行');
    expect(spreadsheets.take).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('已导入 3 行，可撤销')).toBeTruthy();
  });

  test('不能读的行也可以一起导入：原文留在格里，说明原因，改了就好', async () => {
    const spreadsheets = sheets();
    const page = open({ field: funding, spreadsheets });
    spreadsheets.take.mockImplementation(async (all, unread) => {
      expect(all).toBe(true);
      unread([{ row: 1, key: 'amount', text: '面议' }]);
      page.arrive(
        [
          { source: '自有资金', amount: '10000000.00', available_on: '2026-09-01', proof: '存款证明' },
          { source: '捐赠', available_on: '2026-11-02', proof: '捐赠协议' },
        ],
        1,
      );
    });
    await press('从文件导入');
    await press('全部导入 4 行，到表里改');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('已导入 4 行，其中 1 行有问题，已在表里标出；可撤销')).toBeTruthy();
    const cell = await screen.findByRole('gridcell', { name: '面议' });
    await waitFor(() => expect(cell.getAttribute('aria-invalid')).toBe('true'));
  });

  test('改一列的对应，按新的对应重新读', async () => {
    const spreadsheets = sheets();
    open({ field: funding, spreadsheets });
    await press('从文件导入');
    fireEvent.change(within(dialog()).getByLabelText('A 列“序号”对应'), { target: { value: 'proof' } });
    await rest();
    expect(spreadsheets.plan).toHaveBeenCalledWith({
      assign: [{ index: 0, key: 'proof' }],
      answers: [],
      hidden_rows: true,
      append: false,
    });
  });

  test('隐藏的行和已有的行由人决定', async () => {
    const spreadsheets = sheets({ existing: 2 });
    open({ field: funding, spreadsheets });
    await press('从文件导入');
    fireEvent.click(within(dialog()).getByLabelText('接在现有的 2 行之后'));
    await rest();
    expect(spreadsheets.plan).toHaveBeenLastCalledWith({ assign: [], answers: [], hidden_rows: true, append: true });
    fireEvent.click(within(dialog()).getByLabelText('连同隐藏的 1 行一起导入'));
    await rest();
    expect(spreadsheets.plan).toHaveBeenLastCalledWith({ assign: [], answers: [], hidden_rows: false, append: true });
  });

  test('每一行都有交代，读入的与格里的不同先让人看到', async () => {
    open({ field: funding, spreadsheets: sheets() });
    await press('从文件导入');
    expect(dialog().textContent).toContain('共 7 行：表头以上 1，表头 1，导入 3，不能导入 1，合计行 1');
    expect(within(dialog()).getByRole('row', { name: 'C3 1000万 10000000.00元' })).toBeTruthy();
    expect(dialog().textContent).toContain('与表里写的相差 20000.00');
  });

  test('没有回答的问题挡住导入，回答了按回答重新读', async () => {
    const question = {
      id: 'unit:C',
      text: 'C 列：表里写了不止一种单位（元、万元），这一列的数是哪一种？',
      choices: [
        { key: '元', label: '是元' },
        { key: '万元', label: '是万元' },
      ],
    };
    const spreadsheets = sheets({ questions: [question] });
    spreadsheets.plan.mockImplementation(async () => ({
      ...importView('funding_sources', 0),
      questions: [{ ...question, answer: '万元' }],
    }));
    open({ field: funding, spreadsheets });
    await press('从文件导入');
    expect(dialog().textContent).toContain('先回答 1 个问题，才能导入');
    expect(screen.queryByRole('button', { name: '只导入可以读取的 3 行' })).toBeNull();
    expect(screen.queryByRole('button', { name: /到表里改/ })).toBeNull();
    fireEvent.click(within(dialog()).getByLabelText('是万元'));
    await rest();
    expect(spreadsheets.plan).toHaveBeenLastCalledWith({
      assign: [],
      answers: [{ id: 'unit:C', key: '万元' }],
      hidden_rows: true,
      append: false,
    });
    expect(screen.getByRole('button', { name: '只导入可以读取的 3 行' })).toBeTruthy();
  });

  test('取消以后什么也没有变', async () => {
    const spreadsheets = sheets();
    const page = open({ field: funding, spreadsheets });
    await press('从文件导入');
    fireEvent.click(within(dialog()).getByRole('button', { name: /取\s*消/ }));
    await rest();
    expect(spreadsheets.cancel).toHaveBeenCalledOnce();
    expect(spreadsheets.take).not.toHaveBeenCalled();
    expect(page.commits).toEqual([]);
  });

  test('读不了的文件说明原因；一行也没有时没有导入的按钮', async () => {
    const spreadsheets = sheets({ good: 0, read: 0, refused: 0, groups: [], obstacle: '没有认出任何一列' });
    open({ field: funding, spreadsheets });
    spreadsheets.choose.mockRejectedValueOnce({ code: 'workbook.password', detail: '表格设了打开密码' });
    await press('从文件导入');
    expect(dialog().textContent).toContain('表格设了打开密码');
    fireEvent.click(within(dialog()).getByText(/关\s*闭/));
    await rest();
    await press('从文件导入');
    await waitFor(() => expect(screen.getByText('没有认出任何一列')).toBeTruthy());
    expect(screen.queryByRole('button', { name: /导入 0 行|可以读取的 0 行/ })).toBeNull();
  });

  test('导出和空白表格说明存到了哪里', async () => {
    const spreadsheets = sheets();
    open({ field: funding, spreadsheets, value: [{ source: '自有资金' }] });
    await press('导出表格');
    expect(spreadsheets.save).toHaveBeenCalledWith('funding_sources');
    expect(screen.getByText('已保存到 桌面/来源.xlsx')).toBeTruthy();
    await press('保存空白表格');
    expect(spreadsheets.blank).toHaveBeenCalledWith('funding_sources');
  });

  test('对话框没有无障碍问题', async () => {
    open({ field: funding, spreadsheets: sheets({ existing: 2 }) });
    await press('从文件导入');
    expect(await violations(document.body)).toEqual([]);
  });
});

describe('查找行', () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    source: `第${index + 1}项`,
    amount: `${index}.00`,
    ...(index === 36 && { proof: '授信函' }),
  }));

  test('按内容找到一行，没有时说明', async () => {
    open({ field: funding, value: rows });
    const input = screen.getByLabelText('查找行');
    fireEvent.change(input, { target: { value: '授信函' } });
    act(() => input.focus());
    fireEvent.keyDown(input, { key: 'Enter' });
    await rest();
    expect((document.activeElement as HTMLElement).dataset.path).toBe('funding_sources.36.proof');
    expect(screen.getByText('第37行，共 1 行相符')).toBeTruthy();
    fireEvent.change(input, { target: { value: '没有的' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(screen.getByText('没有哪一行含有“没有的”')).toBeTruthy();
  });

  test('整格相同先于一部分相同，都没有时数字是行号', () => {
    const few = rowsFrom([{ source: '房12' }, { source: '12' }, { source: '乙' }], []);
    expect(matches(funding, 'zh', few, '12')).toEqual([{ row: 1, column: 0 }]);
    expect(matches(funding, 'zh', few, '房')).toEqual([{ row: 0, column: 0 }]);
    expect(matches(funding, 'zh', few, '3')).toEqual([{ row: 2, column: 0 }]);
    expect(matches(funding, 'zh', few, '4')).toEqual([]);
  });
});
