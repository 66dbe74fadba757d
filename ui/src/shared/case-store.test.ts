// The queue: order, refusals, failures. Nothing typed may be lost.
import { describe, expect, test, vi } from 'vitest';
import type { Backend, Change } from '../ipc';
import { mockBackend } from '../ipc/mock';
import { createCaseStore, shownValue } from './case-store';

async function opened(changes: (backend: Backend) => Partial<Backend> = () => ({})) {
  const mock = mockBackend({ samples: 1 });
  const backend = { ...mock, ...changes(mock) };
  return { backend, store: createCaseStore(backend, await backend.openCase(1)) };
}

describe('case store', () => {
  test('edits are shown at once and sent one after another, each with the last revision', async () => {
    const sent: [number, Change[]][] = [];
    const { store } = await opened((mock) => ({
      save: (id, revision, changes) => {
        sent.push([revision, changes]);
        return mock.save(id, revision, changes);
      },
    }));
    store.commit('project_name', '甲');
    store.commit('project_location', '乙');
    expect(shownValue(store.snapshot(), 'project_location')).toBe('乙');
    expect(await store.flush()).toBe(true);
    expect(sent).toEqual([
      [1, [{ key: 'project_name', value: '甲' }]],
      [2, [{ key: 'project_location', value: '乙' }]],
    ]);
    expect(store.snapshot().pending).toEqual({});
  });

  test('edits of one field still waiting become one', async () => {
    const { backend, store } = await opened();
    store.commit('project_name', '甲');
    store.commit('necessity', '一');
    store.commit('necessity', '一二');
    store.commit('necessity', '一二三');
    await store.flush();
    const { revision, answers } = await backend.openCase(1);
    expect(answers.necessity).toBe('一二三');
    expect(revision).toBe(3);
  });

  test('a refused value stays on screen with the reason; the next ones are saved', async () => {
    const { backend, store } = await opened();
    const long = '长'.repeat(101);
    store.commit('project_name', long);
    store.commit('project_location', '乙');
    expect(await store.flush()).toBe(true);
    expect(shownValue(store.snapshot(), 'project_name')).toBe(long);
    expect(store.snapshot().refused.project_name?.failure.detail).toBe('项目名称不超过100字');
    expect((await backend.openCase(1)).answers).toMatchObject({
      project_name: '示例小学改扩建工程',
      project_location: '乙',
    });
    store.commit('project_name', '短');
    await store.flush();
    expect(store.snapshot().refused).toEqual({});
  });

  test('if saving fails the edits wait, and are sent again on request', async () => {
    let full = true;
    const { backend, store } = await opened((mock) => ({
      save: (id, revision, changes) =>
        full ? Promise.reject({ code: 'store.disk-full', detail: '磁盘已满' }) : mock.save(id, revision, changes),
    }));
    store.commit('project_name', '甲');
    store.commit('necessity', '一');
    expect(await store.flush()).toBe(false);
    expect(store.snapshot().failure?.detail).toBe('磁盘已满');
    store.commit('copies_total', 4);
    expect(shownValue(store.snapshot(), 'project_name')).toBe('甲');
    full = false;
    store.retry();
    expect(await store.flush()).toBe(true);
    expect((await backend.openCase(1)).answers).toMatchObject({ project_name: '甲', necessity: '一', copies_total: 4 });
    expect(store.snapshot().failure).toBeUndefined();
  });

  test('a case changed elsewhere is read again before the edit is sent', async () => {
    const { backend, store } = await opened();
    await backend.save(1, 1, [{ key: 'copies_total', value: 6 }]);
    store.commit('project_name', '甲');
    expect(await store.flush()).toBe(true);
    expect(store.snapshot().view.answers).toMatchObject({ project_name: '甲', copies_total: 6 });
  });

  test('undo waits for what is on its way and tells the fields to take over', async () => {
    const { store } = await opened();
    store.commit('project_name', '甲');
    expect(await store.undo()).toEqual([
      { path: 'project_name', label: '项目名称', from: '甲', to: '示例小学改扩建工程' },
    ]);
    expect(store.snapshot().view.answers.project_name).toBe('示例小学改扩建工程');
    expect(store.snapshot().epoch).toBe(1);
    await store.redo();
    expect(store.snapshot().view.answers.project_name).toBe('甲');
  });

  describe('text that is typed', () => {
    const text = (words: string) => ({ text: words, bases: [null] });

    test('is stored while one goes on typing, and saved is said only then', async () => {
      vi.useFakeTimers();
      const { backend, store } = await opened();
      for (let key = 1; key <= 20; key += 1) {
        store.draft('budget', text('1'.repeat(key)));
        expect(store.snapshot().drafting).toBe(true);
        await vi.advanceTimersByTimeAsync(50); // no pause in a whole second
      }
      const [kept] = await backend.drafts(1);
      // At most what was typed within the last 200 ms is missing.
      expect(kept?.text.length).toBeGreaterThanOrEqual(16);
      await vi.advanceTimersByTimeAsync(200);
      expect((await backend.drafts(1))[0]?.text).toBe('1'.repeat(20));
      expect(store.snapshot().drafting).toBe(false);
      vi.useRealTimers();
    });

    test('is forgotten only when the answer in its place is stored', async () => {
      const { backend, store } = await opened();
      store.draft('project_name', text('甲'));
      await store.flush();
      const calls: string[] = [];
      const { save, keepDrafts } = backend;
      backend.save = async (...given) => {
        const view = await save(...given);
        calls.push('save');
        return view;
      };
      backend.keepDrafts = async (...given) => {
        calls.push('drafts');
        return keepDrafts(...given);
      };
      store.draft('project_name', null);
      store.commit('project_name', '甲');
      expect(await store.flush()).toBe(true);
      expect(calls).toEqual(['save', 'drafts']);
      expect(await backend.drafts(1)).toEqual([]);
    });

    test('that is never stored needs no forgetting', async () => {
      const { backend, store } = await opened();
      let calls = 0;
      backend.keepDrafts = async () => {
        calls += 1;
      };
      store.draft('budget', text('1'));
      store.draft('budget', null);
      expect(store.snapshot().drafting).toBe(false);
      expect(await store.flush()).toBe(true);
      expect(calls).toBe(0);
    });

    test('waits and is sent again when storing failed', async () => {
      const { backend, store } = await opened();
      const { keepDrafts } = backend;
      backend.keepDrafts = async () => {
        throw { code: 'store.disk-full', detail: '磁盘已满' };
      };
      store.draft('budget', text('1500万'));
      expect(await store.flush()).toBe(false);
      expect(store.snapshot().failure?.code).toBe('store.disk-full');
      backend.keepDrafts = keepDrafts;
      store.retry();
      expect(await store.flush()).toBe(true);
      expect((await backend.drafts(1))[0]?.text).toBe('1500万');
    });
  });
});
