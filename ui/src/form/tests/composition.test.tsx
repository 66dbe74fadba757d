/** Typing with an input method: the composed text arrives whole and exactly once, whatever arrives meanwhile. */
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { openDrafts } from '../kept';
import { field, open, rest } from './bench';

const name = field({ key: 'project_name', kind: 'text', label: '项目名称' });
const overview = field({ key: 'overview', kind: 'long_text', label: '项目概况' });

/** Pinyin as Chromium reports it: letters while composing, the characters at the end. */
function compose(input: HTMLInputElement | HTMLTextAreaElement, before: string, steps: string[], result: string) {
  fireEvent.compositionStart(input);
  for (const step of steps) {
    fireEvent.keyDown(input, { key: 'Process', keyCode: 229, isComposing: true });
    fireEvent.compositionUpdate(input, { data: step });
    fireEvent.input(input, { target: { value: before + step }, isComposing: true });
  }
  return () => {
    fireEvent.input(input, { target: { value: before + result }, isComposing: true });
    fireEvent.compositionEnd(input, { data: result });
  };
}

describe.each([
  ['一行', name],
  ['多行', overview],
])('拼音输入，%s', (_, definition) => {
  test('旧值在组字中途到达，文字完整且只有一份', async () => {
    const page = open({ field: definition, value: '罗湖' });
    const input = screen.getByLabelText<HTMLInputElement>(definition.label);
    input.focus();
    const finish = compose(input, '罗湖', ['x', 'xu', 'xue', 'xue x', 'xue xiao'], '学校');
    page.arrive('罗');
    expect(input.value).toBe('罗湖xue xiao');
    page.arrive('罗湖');
    expect(input.value).toBe('罗湖xue xiao');
    finish();
    expect(input.value).toBe('罗湖学校');
    page.arrive('罗');
    expect(input.value).toBe('罗湖学校');
    fireEvent.blur(input);
    await rest();
    expect(input.value).toBe('罗湖学校');
    expect(page.commits).toEqual([{ path: definition.key, value: '罗湖学校' }]);
  });

  test('组字期间不提交，失去焦点也等到组字结束', async () => {
    const page = open({ field: definition });
    const input = screen.getByLabelText<HTMLInputElement>(definition.label);
    const finish = compose(input, '', ['d', 'dong'], '东');
    fireEvent.blur(input); // WebKitGTK: blur first, then the end of the composition
    expect(page.commits).toEqual([]);
    finish();
    await rest();
    expect(page.commits).toEqual([{ path: definition.key, value: '东' }]);
    expect(input.value).toBe('东');
  });
});

test('输入法的回车（keyCode 229 或 isComposing）不提交，真正的回车提交', async () => {
  const page = open({ field: name });
  const input = screen.getByLabelText<HTMLInputElement>('项目名称');
  fireEvent.input(input, { target: { value: '小学' } });
  fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 });
  fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
  await rest();
  expect(page.commits).toEqual([]);
  fireEvent.keyDown(input, { key: 'Enter', keyCode: 13 });
  await rest();
  expect(page.commits).toEqual([{ path: 'project_name', value: '小学' }]);
});

test('文字里的㎡、①和全角括号原样保留，不问引擎', async () => {
  const page = open({ field: name });
  const input = screen.getByLabelText<HTMLInputElement>('项目名称');
  fireEvent.input(input, { target: { value: '①号楼（１００㎡）' } });
  fireEvent.blur(input);
  await rest();
  expect(page.commits).toEqual([{ path: 'project_name', value: '①号楼（１００㎡）' }]);
  expect(page.readEntry).not.toHaveBeenCalled();
});

test('多行文字里的回车是换行，不提交', async () => {
  const page = open({ field: overview });
  const input = screen.getByLabelText<HTMLTextAreaElement>('项目概况');
  fireEvent.input(input, { target: { value: '第一段' } });
  fireEvent.keyDown(input, { key: 'Enter', keyCode: 13 });
  await rest();
  expect(page.commits).toEqual([]);
});

test('组字期间草稿是已经上屏的文字，组字结束后是全部', () => {
  const kept: (string | undefined)[] = [];
  openDrafts('组字', [], (_, draft) => kept.push(draft?.text));
  open({ field: overview, scope: '组字' });
  const input = screen.getByLabelText<HTMLTextAreaElement>(overview.label);
  input.focus();
  fireEvent.input(input, { target: { value: '罗湖' } });
  const finish = compose(input, '罗湖', ['x', 'xu', 'xue'], '学');
  expect(kept).toEqual(['罗湖']);
  finish();
  expect(kept.at(-1)).toBe('罗湖学');
});
