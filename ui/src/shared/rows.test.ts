// Of a long table only what changed is sent, and what stands there afterwards is the same.
import { describe, expect, test } from 'vitest';
import type { CaseChange, Change, Json } from '../ipc';
import { mockBackend } from '../ipc/mock';
import { createCaseStore } from './case-store';
import { changeOf } from './rows';

const rows = (count: number): Json[] => Array.from({ length: count }, (_, index) => ({ source: `第${index}项` }));

describe('changes of long tables', () => {
  test('a cell, an added row and a removed row are sent as the rows they touch', () => {
    const before = rows(1000);
    const edited = before.map((row, index) => (index === 500 ? { source: '改' } : row));
    expect(changeOf({ key: 'k', value: edited }, before)).toEqual({
      key: 'k',
      value: [{ source: '改' }],
      rows: { at: 500, count: 1 },
    });
    const added = [...before, { source: '新' }];
    expect(changeOf({ key: 'k', value: added }, before)).toEqual({
      key: 'k',
      value: [{ source: '新' }],
      rows: { at: 1000, count: 0 },
    });
    const removed = before.filter((_, index) => index !== 3);
    expect(changeOf({ key: 'k', value: removed }, before)).toEqual({ key: 'k', value: [], rows: { at: 3, count: 1 } });
  });

  test('short tables, emptied ones and those changed all over go as a whole', () => {
    const short = { key: 'k', value: rows(3) };
    expect(changeOf(short, rows(2))).toBe(short);
    const emptied = { key: 'k', value: null };
    expect(changeOf(emptied, rows(1000))).toBe(emptied);
    const other = { key: 'k', value: rows(1000).map(() => ({ source: '全改' })) };
    expect(changeOf(other, rows(1000))).toBe(other);
  });

  test('a table does not come back: what was sent stands there, but where it was stored otherwise', async () => {
    const mock = mockBackend({ samples: 1 });
    const sent: [Change, number | undefined][] = [];
    const answers: CaseChange[] = [
      {
        patch: {
          fields: {
            change: [
              ['revision', { set: 2 }],
              ['version', { set: 8 }],
            ],
            gone: [],
          },
        },
        answers: {},
        rows: [],
      },
      {
        patch: { fields: { change: [['version', { set: 9 }]], gone: [] } },
        answers: {},
        rows: [{ key: 'funding_sources', at: 7, rows: [{ source: '改正' }] }],
      },
      { patch: null, answers: { necessity: null }, rows: [] },
    ];
    const backend = {
      ...mock,
      save: async (_: number, __: number, changes: Change[], base?: number) => {
        for (const change of changes) sent.push([change, base]);
        const change = answers[sent.length - 1];
        if (!change) throw new Error('one save too many');
        return { change };
      },
    };
    const opened = await backend.openCase(1);
    const store = createCaseStore(backend, opened);
    const first = rows(300);
    store.commit('funding_sources', first);
    await store.flush();
    expect(store.snapshot().view.revision).toBe(2);
    // What was not told to differ is the same object, so that it is not drawn again.
    expect(store.snapshot().view.assessment).toBe(opened.assessment);
    expect(store.snapshot().view.answers.funding_sources).toBe(first);
    const second = first.map((row, index) => (index === 7 ? { source: '改' } : row));
    store.commit('funding_sources', second);
    store.commit('necessity', '一');
    await store.flush();
    expect(sent.map(([change]) => change.rows)).toEqual([undefined, { at: 7, count: 1 }, undefined]);
    expect(sent.map(([, base]) => base)).toEqual([opened.version, 8, 9]);
    const stored = store.snapshot().view.answers.funding_sources as Json[];
    expect(stored[7]).toEqual({ source: '改正' });
    expect(stored[8]).toBe(first[8]);
    expect('necessity' in store.snapshot().view.answers).toBe(false);
  });
});
