// What is kept: the start that could not open, notices, the bin, backups and the check of everything.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { BackupView, StartView } from '../ipc';
import { mockBackend } from '../ipc/mock';
import { open, violations } from './open';

const backup = (id: string, changes: Partial<BackupView> = {}): BackupView => ({
  id,
  made: '2026-11-29T09:00:00',
  bytes: 1_224_704,
  kind: 'automatic',
  cases: 19,
  soundness: 'sound',
  second: false,
  ...changes,
});

const row = (id: string) => document.querySelector<HTMLElement>(`[data-backup="${id}"]`) as HTMLElement;

describe('a start that could not open', () => {
  const damaged: StartView = {
    ready: false,
    fewer: null,
    failure: { code: 'store.corrupt', detail: '数据文件已损坏' },
    backups: [
      backup('0/new.db', { soundness: 'damaged', cases: null }),
      backup('0/old.db', { made: '2026-11-01T09:00:00' }),
    ],
  };

  test('offers every backup with its check, and puts back only what is whole', async () => {
    const asked: string[] = [];
    const { user } = await open('#/', {
      backend: {
        startState: async () => damaged,
        startRestore: async (id) => {
          asked.push(id);
          throw { code: 'store.backup', detail: '备份不能用来恢复' };
        },
      },
    });
    expect(screen.getByRole('heading', { name: '筹建通无法打开数据' })).toBeTruthy();
    expect(within(row('0/new.db')).getByText('已损坏，不能用')).toBeTruthy();
    expect(within(row('0/new.db')).queryByRole('button')).toBeNull();
    expect(row('0/old.db').textContent).toContain('2026-11-01 09:00');
    expect(row('0/old.db').textContent).toContain('19');
    await user.click(within(row('0/old.db')).getByRole('button', { name: '恢复到这一份' }));
    // Refused: one is still here, with the others and the reason.
    expect(await screen.findByText('备份不能用来恢复')).toBeTruthy();
    expect(asked).toEqual(['0/old.db']);
    expect(screen.getByText('导出能读出的内容').closest('button')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  test('asks before it goes on with fewer cases than the backup has', async () => {
    let anyway = 0;
    const { user } = await open('#/', {
      backend: {
        startState: async () => ({ ready: false, fewer: [2, 19], backups: [backup('0/a.db')] }),
        startAnyway: async () => {
          anyway += 1;
          throw { code: 'store.in-use', detail: '已被打开' };
        },
      },
    });
    expect(screen.getByRole('heading', { name: '数据比备份少，请先确认' })).toBeTruthy();
    expect(screen.getByText(/数据文件里有2个事项，最近一份完好的备份里有19个/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '就用现在的2份继续' }));
    await waitFor(() => expect(anyway).toBe(1));
  });
});

test('what was found at opening is said on the first page until it is read', async () => {
  const { user } = await open('#/', {
    samples: 1,
    backend: { notices: async () => [{ kind: 'lost', count: 3, detail: '' }] },
  });
  expect(await screen.findByText(/最后3次保存的内容不在了/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '知道了' }));
  await waitFor(() => expect(screen.queryByText(/最后3次保存的内容不在了/)).toBeNull());
});

test('a deleted case lies in the bin, and is erased after a word on what remains', async () => {
  const backend = mockBackend({ samples: 2 });
  await backend.deleteCase(1);
  const { user } = await open('#/', { backend });
  await user.click(await screen.findByRole('button', { name: '回收站（1）' }));
  await user.click(await screen.findByRole('button', { name: '彻底删除' }));
  expect(await screen.findByText(/以前的备份/)).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('the settings take the name of who makes revisions', async () => {
  const { user, backend } = await open('#/settings');
  await user.type(screen.getByRole('textbox', { name: '姓名' }), '王工');
  await user.tab();
  await waitFor(async () => expect((await backend.settings()).person).toBe('王工'));
});

test('the settings hold the second place for backups and the check of everything', async () => {
  const { user } = await open('#/settings', { samples: 1 });
  expect(screen.getByText(/同一块磁盘上/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '选择U盘或共享文件夹' }));
  expect(await screen.findByText('U盘/筹建通备份')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '检查数据' }));
  expect(await screen.findByText('已检查1个事项、12条修改记录；备份2份，其中1份完好。')).toBeTruthy();
});

test('when the store is gone, what is on screen can be saved elsewhere', async () => {
  const rescued: unknown[] = [];
  const { user } = await open('#/case/1/section/project', {
    samples: 1,
    backend: {
      save: async () => {
        throw { code: 'store.gone', detail: '数据文件在程序运行时被移走或删除，这次没有保存。' };
      },
      rescueCase: async (rescue) => {
        rescued.push(rescue.answers.project_name);
        return '桌面/另存.json';
      },
    },
  });
  const name = document.querySelector<HTMLInputElement>('input[data-path="project_name"]') as HTMLInputElement;
  await user.clear(name);
  await user.type(name, '新校名');
  await user.tab();
  await user.click(await screen.findByRole('button', { name: '另存这个事项' }));
  await waitFor(() => expect(rescued).toEqual(['新校名']));
});
