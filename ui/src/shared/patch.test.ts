// What differs, put on what one has. The first text is the one that the program's own test expects of it.
import { expect, test } from 'vitest';
import type { Patch } from '../ipc';
import { patched } from './patch';

test('只换变了的部分，其余仍是原来的对象', () => {
  const old = {
    title: '甲',
    note: '旧',
    findings: [
      { rule: 'a', fields: ['u.0'] },
      { rule: 'b', fields: [] },
      { rule: 'c', fields: [] },
    ],
  };
  const patch: Patch = {
    fields: {
      change: [
        ['late', { set: true }],
        [
          'findings',
          {
            list: [
              {
                change: { fields: { change: [['fields', { list: [{ keep: 1 }, { add: 'u.7' }] }]], gone: [] } },
              },
              { add: { rule: 'x', fields: [] } },
              { skip: 1 },
              { keep: 1 },
            ],
          },
        ],
      ],
      gone: ['note'],
    },
  };
  const after = patched(old, patch) as { findings: unknown[] };
  expect(after).toEqual({
    title: '甲',
    late: true,
    findings: [
      { rule: 'a', fields: ['u.0', 'u.7'] },
      { rule: 'x', fields: [] },
      { rule: 'c', fields: [] },
    ],
  });
  expect(after.findings[2]).toBe(old.findings[2]);
  expect(old.note).toBe('旧');
});
