// The way back is near: undo that says what it did, copies, help, the search over everything, reasons of 已过期.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Backend, CaseSummary, GeneratedView } from '../ipc';
import { months } from '../pages/deadlines/timeline';
import { mayClose } from '../shared/closing';
import { prepareAnswers, searchAnswers } from '../shared/palette/answers';
import { search } from '../shared/palette/target';
import { nextSize } from '../shared/zoom';
import { at, open } from './open';

describe('undo', () => {
  test('says what it did and goes there, from whatever page', async () => {
    const { backend, user } = await open('#/case/1/review', { samples: 1 });
    const { revision } = await backend.openCase(1);
    await backend.save(1, revision, [{ key: 'project_name', value: '甲' }]);
    window.location.hash = '#/case/1/documents';
    await user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByText(/已撤销：项目名称 由 甲 改回 示例小学改扩建工程/)).toBeTruthy();
    await at('#/case/1/section/project?field=project_name');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-path')).toBe('project_name'));
    await user.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    expect(await screen.findByText(/已重做：项目名称 由 示例小学改扩建工程 改为 甲/)).toBeTruthy();
  });

  test('with nothing to take back it says so', async () => {
    const { user } = await open('#/case/1/review', { samples: 1 });
    await user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByText('没有可以撤销的修改')).toBeTruthy();
  });

  test('several changes unfold', async () => {
    const change = (label: string) => ({ path: 'project_name', label, from: '', to: label });
    const { user } = await open('#/case/1/review', {
      samples: 1,
      backend: {},
    });
    void user;
    const { Stepped } = await import('../shared/changes');
    const { render } = await import('@testing-library/react');
    const view = render(<Stepped back changes={['一', '二', '三'].map(change)} />);
    expect(view.container.textContent).toBe('已撤销：一 由 未填 改回 一另有2处');
    await user.click(within(view.container).getByRole('button', { name: '另有2处' }));
    expect(
      within(view.container)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['二：由 未填 改为 二', '三：由 未填 改为 三']);
  });
});

describe('copy', () => {
  test('from the list: under a new name, said and opened', async () => {
    const { backend, user } = await open('#/', { samples: 1 });
    await user.click(screen.getByRole('button', { name: /的更多操作/ }));
    await user.click(await screen.findByText('复制事项'));
    const name = await screen.findByLabelText('事项名称');
    expect((name as HTMLInputElement).value).toBe('示例小学改扩建工程（示例）（副本）');
    await user.clear(name);
    await user.type(name, '第二所');
    await user.click(screen.getByRole('button', { name: '复制并打开' }));
    await at('#/case/2/section');
    expect(await screen.findByText('已复制为“第二所”，现在打开的就是它')).toBeTruthy();
    const [one, two] = [await backend.openCase(1), await backend.openCase(2)];
    expect(two.answers).toEqual(one.answers);
    expect(two.can_undo).toBe(false);
  });
});

describe('export', () => {
  test('says what was written where and leads to it', async () => {
    let shown = 0;
    const { user } = await open('#/', {
      samples: 1,
      backend: {
        showWritten: async () => {
          shown += 1;
        },
      },
    });
    await user.click(screen.getByRole('button', { name: /的更多操作/ }));
    await user.click(await screen.findByText('导出事项文件'));
    expect(await screen.findByText(/已写到 文档\/筹建通\/示例小学改扩建工程（示例）.json/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '打开所在文件夹' }));
    expect(shown).toBe(1);
  });
});

describe('a folder that refuses', () => {
  test('offers another one and tries again there', async () => {
    const asked: string[] = [];
    let chosen = 0;
    const refusing = (backend: Backend): Partial<Backend> => ({
      chooseFolder: async () => {
        chosen += 1;
        return '桌面/成果';
      },
      generate: (request) => {
        asked.push(request.documents.join());
        return chosen === 0
          ? Promise.reject({ code: 'store.read-only', detail: '“文档/筹建通”是只读的，无法保存。' })
          : backend.generate(request);
      },
    });
    const { mockBackend } = await import('../ipc/mock');
    const mock = mockBackend({ samples: 1 });
    const { user } = await open('#/case/1/documents', { backend: { ...mock, ...refusing(mock) } });
    await user.click(screen.getByRole('button', { name: /生成全部/ }));
    expect(await screen.findByText('“文档/筹建通”是只读的，无法保存。')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '更改文件夹并重试' }));
    expect(await screen.findByText(/已写出\d+个文件/)).toBeTruthy();
    expect([chosen, asked.length]).toEqual([1, 2]);
  });
});

describe('已过期', () => {
  test('says which answers changed, and what is cut short unfolds', async () => {
    const { mockBackend } = await import('../ipc/mock');
    const mock = mockBackend({ samples: 1 });
    const file: GeneratedView = {
      id: 1,
      document: 'donation-agreement',
      title: '捐建协议',
      format: 'pdf',
      revision: 1,
      draft: true,
      made_at: '2026-11-23T14:02:00+08:00',
      file_name: '11-捐建协议（草稿）.pdf',
      folder: '文档',
      stale: true,
      changed: Array.from({ length: 30 }, (_, index) => ({
        path: 'project_name',
        label: `第${index + 1}处`,
        from: '甲',
        to: index === 0 ? '' : '乙',
      })),
      exists: true,
      disk: 'as_made',
    };
    const { user } = await open('#/case/1/documents', { backend: { ...mock, generated: async () => [file] } });
    const summary = (await screen.findAllByText('生成以后改动了30处'))[0] as HTMLElement;
    const box = summary.closest('details') as HTMLElement;
    await user.click(summary);
    expect(within(box).getAllByRole('listitem')[0]?.textContent).toBe('第1处：由 甲 改为 未填');
    expect(within(box).getByRole('link', { name: '第1处' }).getAttribute('href')).toContain('field=project_name');
    await user.click(within(box).getByRole('button', { name: '另有24处' }));
    expect(within(box).getAllByRole('listitem')).toHaveLength(30);
  });
});

describe('help', () => {
  test('F1 opens it, with what the page is for, the keys, the words and where the data lie', async () => {
    const { user } = await open('#/case/1/documents', { samples: 1 });
    await user.keyboard('{F1}');
    const dialog = await screen.findByRole('dialog');
    for (const words of [
      '每份文件注明能否出正式稿',
      'Ctrl',
      '草稿',
      '正式稿',
      '已过期',
      '暂定',
      '待核',
      '应用数据/筹建通',
    ]) {
      expect(dialog.textContent).toContain(words);
    }
  });

  test('a question mark opens it, but not while one is typing', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    const field = document.querySelector('input[data-path="project_name"]') as HTMLInputElement;
    await user.click(field);
    await user.keyboard('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(field.value).toContain('?');
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('?');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });
});

describe('the search over everything', () => {
  const options = () => screen.getAllByRole('option').map((option) => option.getAttribute('data-target'));

  test('finds columns, answers, pages and actions, in groups', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.keyboard('{Control>}k{/Control}');
    const entry = await screen.findByRole('combobox');
    await user.type(entry, '存入日期');
    await waitFor(() => expect(options()).toContain('column-escrow_deposits.paid_on'));
    await user.clear(entry);
    await user.type(entry, '示例小学改扩建');
    await waitFor(() => expect(options()).toContain('answer-project_name'));
    expect(screen.getByRole('group', { name: '填写的内容' })).toBeTruthy();
    await user.clear(entry);
    await user.type(entry, '期限');
    await waitFor(() => expect(options()).toContain('page-deadlines'));
    await user.clear(entry);
    await user.type(entry, '立即备份');
    await waitFor(() => expect(options()).toEqual(['action-backup']));
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/已备份到/)).toBeTruthy();
  });

  test('finds what a case holds that is still being opened', async () => {
    let arrive: (drafts: []) => void = () => {};
    const late = new Promise<[]>((resolve) => {
      arrive = resolve;
    });
    const { user } = await open('#/', { samples: 1, backend: { drafts: () => late } });
    window.location.hash = '#/case/1/section/project';
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), '存入日期');
    expect(screen.queryAllByRole('option')).toEqual([]);
    arrive([]);
    await waitFor(() => expect(options()).toContain('column-escrow_deposits.paid_on'));
  });

  test('what a group leaves out unfolds by keyboard', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ id: index + 10, title: `河畔${index}`, usable: true }));
    const { user } = await open('#/parties', { backend: { cases: async () => rows as CaseSummary[] } });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), '河畔');
    await waitFor(() => expect(options()).toHaveLength(7));
    expect(screen.getByText('另有24项')).toBeTruthy();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => expect(options()).toHaveLength(30));
  });

  test('looks at no more than it shows, over three thousand rows', async () => {
    const { backend } = await open('#/', { samples: 1 });
    const [procedure] = await backend.procedures();
    if (!procedure) throw new Error('no procedure');
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      paid_on: '2026-11-01',
      amount: `${index}.00`,
      receipt: `凭${index}`,
    }));
    const entries = prepareAnswers(procedure, ['escrow_deposits'], { escrow_deposits: rows });
    const found = searchAnswers(procedure, entries, ['2026']);
    expect(found).toHaveLength(200);
    expect(found[0]?.path).toBe('escrow_deposits.0.paid_on');
    expect(searchAnswers(procedure, entries, ['2999.00']).map(({ path }) => path)).toEqual([
      'escrow_deposits.2999.amount',
    ]);
    // The name of the field alone finds the column, not every cell of it.
    expect(searchAnswers(procedure, entries, ['存入日期'])).toEqual([]);
    const many = Array.from({ length: 500 }, (_, index) => ({
      id: `${index}`,
      group: 'case' as const,
      text: '甲',
      open: () => {},
    }));
    expect(search(many, ['甲']).get('case')).toHaveLength(200);
  });
});

test('sizes step up and down and stop at the ends', () => {
  const sizes = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200];
  expect([nextSize(sizes, 100, 'in'), nextSize(sizes, 100, 'out'), nextSize(sizes, 200, 'in')]).toEqual([110, 90, 200]);
  expect([nextSize(sizes, 50, 'out'), nextSize(sizes, 150, 'reset'), nextSize(sizes, 150, 75)]).toEqual([50, 100, 75]);
});

test('Ctrl and plus, minus, nought change the size and remember it', async () => {
  const { backend, user } = await open('#/settings');
  await user.keyboard('{Control>}+{/Control}');
  expect(await screen.findByText('显示比例 110%')).toBeTruthy();
  expect((await backend.settings()).zoom).toBe(110);
  await user.keyboard('{Control>}-{/Control}');
  await waitFor(async () => expect((await backend.settings()).zoom).toBe(100));
});

test('a timeline has no more ticks than there is room for', () => {
  const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
  const of = (from: string, to: string, most: number) => months(day(from), day(to), day(to) - day(from), most);
  expect(of('2026-01-01', '2026-06-30', 14)).toEqual([
    '2026-01-01',
    '2026-02-01',
    '2026-03-01',
    '2026-04-01',
    '2026-05-01',
    '2026-06-01',
  ]);
  expect(of('2026-02-01', '2028-01-31', 9)).toEqual([
    '2026-04-01',
    '2026-07-01',
    '2026-10-01',
    '2027-01-01',
    '2027-04-01',
    '2027-07-01',
    '2027-10-01',
    '2028-01-01',
  ]);
  expect(of('2026-02-01', '2066-01-31', 9)).toHaveLength(8);
});

test('the window closes at once where nothing is open, and a question is asked once', async () => {
  expect(await mayClose()).toBe(true);
  const { guardClosing } = await import('../shared/closing');
  let asked = 0;
  let answer: (leave: boolean) => void = () => {};
  const stop = guardClosing(() => {
    asked += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const both = [mayClose(), mayClose()];
  answer(false);
  expect([await both[0], await both[1], asked]).toEqual([false, false, 1]);
  stop();
  expect(await mayClose()).toBe(true);
});

test('procedures that cannot be used are named on the first page, with file and line', async () => {
  const mistakes = [{ place: 'leasing/deadlines.toml:12', message: '没有阶段“x”', code: 'template.unknown-stage' }];
  await open('#/', { backend: { unusable: async () => [{ slug: 'leasing', short: '规模化租赁', mistakes }] } });
  const box = await waitFor(() => {
    const found = document.querySelector('[data-unusable="leasing"]');
    if (!found) throw new Error('not there yet');
    return found;
  });
  expect(box.textContent).toContain('规模化租赁：1处错误');
  expect(box.textContent).toContain('leasing/deadlines.toml:12 没有阶段“x”');
});
