/** Figures, dates and codes: read by the engine on leaving the field; nothing typed is ever lost or overwritten. */
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Reading } from '../contract';
import { commitPending, focusPath } from '../registry';
import { field, open, reading, rest } from './bench';

const total = field({ key: 'filed_total', kind: 'money', label: '备案总投资' });
const signed = field({ key: 'signed_on', kind: 'date', label: '签订日期' });

beforeEach(() => localStorage.clear());

function type(input: HTMLElement, text: string) {
  fireEvent.input(input, { target: { value: text } });
}

test.each([['1500万'], ['１５，０００，０００']])('金额 %s 读成 15000000.00，并显示人民币大写', async (text) => {
  const page = open({ field: total });
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  type(input, text);
  expect(input.value).toBe(text);
  fireEvent.blur(input);
  await rest();
  expect(page.commits).toEqual([{ path: 'filed_total', value: '15000000.00' }]);
  expect(input.value).toBe('15,000,000.00');
  expect(screen.getByText('人民币壹仟伍佰万元整')).toBeTruthy();
});

test.each([['20261123'], ['２０２６．１１．２３'], ['2026年11月23日']])('日期 %s', async (text) => {
  const page = open({ field: signed });
  const input = screen.getByLabelText<HTMLInputElement>('签订日期');
  type(input, text);
  fireEvent.blur(input);
  await rest();
  expect(page.commits).toEqual([{ path: 'signed_on', value: '2026-11-23' }]);
  expect(input.value).toBe('2026年11月23日');
});

test('读不了的内容保持原样，错误在旁边并与输入框关联，存的是空', async () => {
  const onUnread = vi.fn();
  const page = open({ field: total, value: '10.00', onUnread });
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  type(input, 'abc');
  fireEvent.blur(input);
  await rest();
  expect(input.value).toBe('abc');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  const described = (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id));
  expect(described.map((element) => element?.textContent).join('')).toContain('备案总投资必须是数字，例如30');
  expect(page.commits).toEqual([{ path: 'filed_total', value: null }]);
  expect(onUnread).toHaveBeenLastCalledWith('filed_total', {
    path: 'filed_total',
    text: 'abc',
    message: '备案总投资必须是数字，例如30',
  });
  page.arrive(null);
  expect(input.value).toBe('abc');
  type(input, '11');
  fireEvent.blur(input);
  await rest();
  expect(onUnread).toHaveBeenLastCalledWith('filed_total', null);
  expect(input.value).toBe('11.00');
});

test('迟到的旧值不覆盖已提交的新值；确认之后，撤销的值照常显示', async () => {
  const page = open({ field: total, value: '10.00' });
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  type(input, '1500万');
  fireEvent.blur(input);
  await rest();
  type(input, '11');
  fireEvent.blur(input);
  await rest();
  page.arrive('15000000.00'); // the reply to the first save
  expect(input.value).toBe('11.00');
  page.arrive('10.00'); // older still
  expect(input.value).toBe('11.00');
  page.arrive('11.00');
  page.arrive('15000000.00'); // undone
  expect(input.value).toBe('15,000,000.00');
});

test('撤销紧跟在保存之前时，epoch 让控件接受外来的值', async () => {
  const page = open({ field: total, value: '10.00' });
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  type(input, '11');
  fireEvent.blur(input);
  await rest();
  expect(input.value).toBe('11.00');
  page.arrive('10.00', 1);
  expect(input.value).toBe('10.00');
});

test('迟到的读数不改写新输入的文字', async () => {
  const answers: ((reading: Reading) => void)[] = [];
  const page = open({ field: total });
  page.readEntry.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  type(input, '1500万');
  fireEvent.blur(input);
  type(input, '11');
  answers[0]?.(reading('filed_total', '1500万'));
  await rest();
  expect(input.value).toBe('11');
  expect(page.commits).toEqual([]);
  fireEvent.blur(input);
  answers[1]?.(reading('filed_total', '11'));
  await rest();
  expect(page.commits).toEqual([{ path: 'filed_total', value: '11.00' }]);
});

test('读取调用失败时保留原文，离开时再试', async () => {
  const page = open({ field: total });
  page.readEntry.mockRejectedValueOnce({ code: 'shell', detail: '程序没有回应' });
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  type(input, '1500万');
  fireEvent.blur(input);
  await rest();
  expect(input.value).toBe('1500万');
  expect(screen.getByText(/程序没有回应/)).toBeTruthy();
  expect(page.commits).toEqual([]);
  fireEvent.blur(input);
  await rest();
  expect(page.commits).toEqual([{ path: 'filed_total', value: '15000000.00' }]);
});

test('离开这一节（控件卸下）时，正在输入的内容也提交', async () => {
  const page = open({ field: total });
  type(screen.getByLabelText('备案总投资'), '1500万');
  page.unmount();
  await rest();
  expect(page.commits).toEqual([{ path: 'filed_total', value: '15000000.00' }]);
});

test('读不了的文字在离开后再回来时仍在', async () => {
  const first = open({ field: signed, scope: 7 });
  const input = screen.getByLabelText<HTMLInputElement>('签订日期');
  type(input, '2026-2-30');
  fireEvent.blur(input);
  await rest();
  first.unmount();
  open({ field: signed, scope: 7 });
  await rest();
  expect(screen.getByLabelText<HTMLInputElement>('签订日期').value).toBe('2026-2-30');
  expect(screen.getByText('签订日期必须是真实存在的日期，例如2026年3月27日')).toBeTruthy();
});

test('commitPending 提交还在输入的内容；focusPath 找到控件', async () => {
  const page = open({ field: total });
  const input = screen.getByLabelText<HTMLInputElement>('备案总投资');
  expect(focusPath('filed_total')).toBe(true);
  expect(document.activeElement).toBe(input);
  expect(focusPath('nowhere')).toBe(false);
  type(input, '1500万');
  await commitPending();
  expect(page.commits).toEqual([{ path: 'filed_total', value: '15000000.00' }]);
});

test('清空就是清空：提交 null', async () => {
  const page = open({ field: total, value: '10.00' });
  const input = screen.getByLabelText('备案总投资');
  type(input, '  ');
  fireEvent.blur(input);
  await rest();
  expect(page.commits).toEqual([{ path: 'filed_total', value: null }]);
});

test('选填写在标签里，没有星号和占位文字；问题的措辞与汇总相同', () => {
  const page = open({ field: { ...total, optional: true, hint: '按备案证填写' } });
  page.show([{ path: 'filed_total', severity: 'error', message: '备案总投资不得低于1500万元（依据第二条）' }]);
  const input = screen.getByLabelText('备案总投资（选填）');
  expect(input.hasAttribute('placeholder')).toBe(false);
  expect(page.container.textContent).not.toContain('*');
  expect(screen.getByText('备案总投资不得低于1500万元（依据第二条）')).toBeTruthy();
  expect(screen.getByText('错误：')).toBeTruthy();
});

const months = field({ key: 'months', kind: 'integer', label: '工期', unit: '月' });
const usual = { months: { value: 12, text: '12 月' } };

test('建议显示在栏内并标明，没有经过就不是回答', async () => {
  const page = open({ field: months, proposals: usual });
  const input = screen.getByLabelText<HTMLInputElement>(/工期/);
  expect(input.value).toBe('12');
  expect(screen.getByText('建议')).toBeTruthy();
  await act(() => commitPending());
  page.unmount();
  await rest();
  expect(page.commits).toEqual([]);
});

test('焦点进入又离开，建议成为回答；Enter 也是', async () => {
  const page = open({ field: months, proposals: usual });
  const input = screen.getByLabelText<HTMLInputElement>(/工期/);
  act(() => input.focus());
  expect(page.commits).toEqual([]);
  act(() => input.blur());
  expect(page.commits).toEqual([{ path: 'months', value: 12 }]);
  await rest();
  expect(screen.queryByText('建议')).toBeNull();
  page.unmount();

  const other = open({ field: months, proposals: usual });
  const again = screen.getByLabelText<HTMLInputElement>(/工期/);
  act(() => again.focus());
  fireEvent.keyDown(again, { key: 'Enter' });
  await rest();
  expect(other.commits).toEqual([{ path: 'months', value: 12 }]);
});

test('Esc 不采用建议，改写则以所写的为准', async () => {
  const page = open({ field: signed, proposals: { signed_on: { value: '2026-12-01', text: '2026年12月1日' } } });
  const input = screen.getByLabelText<HTMLInputElement>(/^签订日期/);
  act(() => input.focus());
  fireEvent.keyDown(input, { key: 'Escape' });
  expect(input.value).toBe('');
  act(() => input.blur());
  await rest();
  expect(page.commits).toEqual([]);
  expect(screen.getByText('填入建议：2026年12月1日')).toBeTruthy();
  type(input, '20261123');
  fireEvent.blur(input);
  await rest();
  expect(page.commits).toEqual([{ path: 'signed_on', value: '2026-11-23' }]);
});

test('没有写年份的日期先问是哪一年，Enter 或者按钮才算回答', async () => {
  const page = open({ field: signed });
  const input = screen.getByLabelText<HTMLInputElement>('签订日期');
  type(input, '9月7日');
  fireEvent.keyDown(input, { key: 'Enter' });
  await rest();
  expect(page.commits).toEqual([]);
  expect(input.value).toBe('9月7日');
  expect(screen.getByText('“9月7日”没有写年份，是2026年9月7日吗？')).toBeTruthy();
  expect(screen.getByRole('button', { name: '2027年9月7日' })).toBeTruthy();
  fireEvent.keyDown(input, { key: 'Enter' });
  await rest();
  expect(page.commits).toEqual([{ path: 'signed_on', value: '2026-09-07' }]);
  expect(input.value).toBe('2026年9月7日');
});
