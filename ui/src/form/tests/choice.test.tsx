/** Choices, parties, the calendar; and no accessibility violations in any kind of control. */
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FieldView, Json, PartyRow } from '../contract';
import { focusPath } from '../registry';
import { field, open, rest, violations } from './bench';

const option = (key: string, label: string, hint?: string) => ({ key, label, hint });
const school = field({
  key: 'facility',
  kind: 'choice',
  label: '设施类型',
  options: [option('school', '学校'), option('park', '公园')],
});
const many = { ...school, options: [...'甲乙丙丁戊己庚辛'].map((label) => option(label, label)) };
const handed = field({
  key: 'handover_items',
  kind: 'checklist',
  label: '移交资料',
  options: [option('drawings', '竣工图'), option('keys', '钥匙', '含备用钥匙'), option('manuals', '说明书')],
});
const donor = field({
  key: 'donor',
  kind: 'party',
  label: '捐建人',
  columns: [
    field({ key: 'name', kind: 'text', label: '名称' }),
    field({ key: 'uscc', kind: 'text', label: '统一社会信用代码', identifier: 'uscc' }),
    field({ key: 'phone', kind: 'text', label: '联系电话', optional: true }),
  ],
});
const saved: PartyRow[] = [
  { id: 1, kind: 'donor', value: { name: '深圳某某集团有限公司', uscc: '91440300708461136T', phone: '0755-12345678' } },
  { id: 2, kind: 'owner', value: { name: '深圳市罗湖区教育局', uscc: '11440303MB2C00013W' } },
];

test('建议的选项标出来，经过即采用，点选或数字键以所选为准', async () => {
  const proposals = { facility: { value: 'park', text: '公园' } };
  const page = open({ field: school, proposals });
  const park = screen.getByLabelText<HTMLInputElement>('公园');
  expect(park.checked).toBe(true);
  expect(screen.getByText('建议')).toBeTruthy();
  expect(page.commits).toEqual([]);
  act(() => park.focus());
  act(() => park.blur());
  expect(page.commits).toEqual([{ path: 'facility', value: 'park' }]);
  page.unmount();

  const other = open({ field: school, proposals });
  const again = screen.getByLabelText<HTMLInputElement>('公园');
  act(() => again.focus());
  fireEvent.keyDown(again, { key: '1' });
  await rest();
  expect(other.commits).toEqual([{ path: 'facility', value: 'school' }]);
  other.unmount();

  // A proposed option is marked already; clicking it is an answer all the same.
  const third = open({ field: school, proposals });
  fireEvent.click(screen.getByLabelText('公园'));
  expect(third.commits).toEqual([{ path: 'facility', value: 'park' }]);
});

test('全选；从建议里去掉一项，其余留下', () => {
  const page = open({ field: handed });
  fireEvent.click(screen.getByText(/^全选/));
  expect(page.commits.at(-1)?.value).toEqual(['drawings', 'keys', 'manuals']);
  page.unmount();
  const proposals = { handover_items: { value: ['drawings', 'keys'], text: '竣工图、钥匙' } };
  const other = open({ field: handed, proposals });
  fireEvent.click(screen.getByLabelText(/钥匙/));
  expect(other.commits.at(-1)?.value).toEqual(['drawings']);
});

test('是/否', () => {
  const page = open({ field: field({ key: 'planned', kind: 'boolean', label: '已列入计划' }) });
  fireEvent.click(screen.getByLabelText('否'));
  fireEvent.click(screen.getByLabelText('是'));
  fireEvent.click(screen.getByText('取消选择'));
  expect(page.commits.map((commit) => commit.value)).toEqual([false, true, null]);
});

test('七个以内用单选按钮，更多用列表；迟到的旧值不改已选', () => {
  const page = open({ field: school });
  fireEvent.click(screen.getByLabelText('公园'));
  page.arrive('school');
  expect(screen.getByLabelText<HTMLInputElement>('公园').checked).toBe(true);
  page.unmount();
  const list = open({ field: many });
  fireEvent.change(screen.getByRole('combobox'), { target: { value: '辛' } });
  expect(list.commits).toEqual([{ path: 'facility', value: '辛' }]);
});

test('多选按选项的顺序保存，一项不选为空', () => {
  const page = open({ field: handed });
  fireEvent.click(screen.getByLabelText(/说明书/));
  fireEvent.click(screen.getByLabelText(/竣工图/));
  fireEvent.click(screen.getByLabelText(/说明书/));
  fireEvent.click(screen.getByLabelText(/竣工图/));
  expect(page.commits.map((commit) => commit.value)).toEqual([
    ['manuals'],
    ['drawings', 'manuals'],
    ['drawings'],
    null,
  ]);
});

test('选项已从模板去掉的旧答案仍然看得见', () => {
  open({ field: school, value: 'library' });
  expect(screen.getByLabelText<HTMLInputElement>('library（已不在选项中）').checked).toBe(true);
});

test('单位的各项合成一个值提交；代码规范化；有问题的代码照存并说明', async () => {
  const page = open({ field: donor });
  fireEvent.input(screen.getByLabelText('名称'), { target: { value: '某公司' } });
  fireEvent.blur(screen.getByLabelText('名称'));
  fireEvent.input(screen.getByLabelText('统一社会信用代码'), { target: { value: '91440300708461136t' } });
  fireEvent.blur(screen.getByLabelText('统一社会信用代码'));
  await rest();
  expect(page.commits.at(-1)).toEqual({ path: 'donor', value: { name: '某公司', uscc: '91440300708461136T' } });
  fireEvent.input(screen.getByLabelText('统一社会信用代码'), { target: { value: '123' } });
  fireEvent.blur(screen.getByLabelText('统一社会信用代码'));
  await rest();
  expect(page.commits.at(-1)?.value).toEqual({ name: '某公司', uscc: '123' });
  expect(screen.getByText('统一社会信用代码应为18位')).toBeTruthy();
  expect(focusPath('donor.uscc')).toBe(true);
  expect(document.activeElement).toBe(screen.getByLabelText('统一社会信用代码'));
});

test('从单位库选用：一次填入各项', async () => {
  const page = open({ field: donor, value: { name: '旧名' }, partySuggestions: saved });
  fireEvent.click(screen.getByRole('button', { name: /从单位库选用/ }));
  fireEvent.input(screen.getByRole('combobox'), { target: { value: '集团' } });
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
  await rest();
  expect(page.commits).toEqual([{ path: 'donor', value: saved[0]?.value }]);
  expect(screen.getByLabelText<HTMLInputElement>('名称').value).toBe('深圳某某集团有限公司');
  expect(screen.getByLabelText<HTMLInputElement>('联系电话（选填）').value).toBe('0755-12345678');
});

test('日历：键盘选日，节假日与调休有文字', async () => {
  const page = open({
    field: field({ key: 'signed_on', kind: 'date', label: '签订日期' }),
    value: '2026-10-09',
    calendarYear: async () => [
      { date: '2026-10-07', working: false, name: '国庆节' },
      { date: '2026-10-10', working: true },
    ],
  });
  await rest();
  fireEvent.click(screen.getByRole('button', { name: '打开日历，选择签订日期' }));
  await rest();
  expect(screen.getByLabelText('2026年10月7日 星期三 国庆节 休')).toBeTruthy();
  expect(screen.getByLabelText('2026年10月10日 星期六 班')).toBeTruthy();
  expect(await violations(page.container)).toEqual([]);
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowRight' });
  fireEvent.click(document.activeElement ?? document.body);
  await rest();
  expect(page.commits).toEqual([{ path: 'signed_on', value: '2026-10-10' }]);
  expect(screen.getByLabelText<HTMLInputElement>('签订日期').value).toBe('2026年10月10日');
});

const kinds: [string, FieldView, Json][] = [
  ['text', field({ key: 'a', kind: 'text', label: '名称', hint: '按营业执照', articles: [8] }), '甲'],
  ['long_text', field({ key: 'a', kind: 'long_text', label: '概况', max_length: 10 }), '九个字的项目概况啊'],
  ['money', field({ key: 'filed_total', kind: 'money', label: '总投资' }), '10.00'],
  ['area', field({ key: 'a', kind: 'area', label: '面积' }), '12.50'],
  ['percent', field({ key: 'a', kind: 'percent', label: '比例' }), '5.5'],
  ['integer', field({ key: 'a', kind: 'integer', label: '层数', unit: '层' }), 3],
  ['date', field({ key: 'signed_on', kind: 'date', label: '日期' }), '2026-11-23'],
  ['boolean', field({ key: 'a', kind: 'boolean', label: '是否列入' }), true],
  ['choice', { ...school, optional: true }, 'school'],
  ['choice（列表）', many, '甲'],
  ['checklist', handed, ['keys']],
  ['party', donor, { name: '深圳市罗湖区教育局' }],
  ['bank_account', { ...donor, kind: 'bank_account' }, { name: '某公司' }],
  [
    'table',
    field({
      key: 't',
      kind: 'table',
      label: '明细',
      columns: [school, field({ key: 'cost', kind: 'money', label: '费用' })],
    }),
    [{ cost: '1.00' }, { cost: '2.00', facility: 'park' }],
  ],
  ['table（空）', field({ key: 't', kind: 'table', label: '明细', columns: [school] }), null],
];

test.each(kinds)('无障碍检查：%s', async (_, definition, value) => {
  const path = definition.key;
  const page = open({
    field: definition,
    value,
    partySuggestions: saved,
    problems: [
      { path, severity: 'error', message: '请填写' },
      { path, severity: 'warning', message: '请核对' },
      { path: `${path}.1.cost`, severity: 'error', message: '费用不得为零' },
    ],
  });
  await rest();
  expect(await violations(page.container)).toEqual([]);
});
