// All proposals of a section at once: whole answers, parts of parties, cells of rows; what is given stays.
import { expect, test } from 'vitest';
import type { FieldView, Json } from '../../ipc';
import { proposedIn, withProposals } from './proposals';

const field = (key: string, kind: FieldView['kind']): FieldView => ({
  key,
  kind,
  label: key,
  articles: [],
  optional: false,
  options: [],
  columns: [],
  totalled: false,
});
const offer = (value: Json) => ({ value, text: String(value) });
const proposals = {
  copies: offer(8),
  'owner.name': offer('区教育局'),
  'owner.account_name': offer('区教育局'),
  'rows.1.sent_on': offer('2026-04-13'),
  other: offer('x'),
};

test('what is proposed for the fields of a section', () => {
  expect(proposedIn([field('copies', 'integer'), field('owner', 'party')], proposals)).toEqual([
    'copies',
    'owner.name',
    'owner.account_name',
  ]);
});

test('parts and cells join what is given, and nothing is made of nothing', () => {
  expect(withProposals(field('copies', 'integer'), null, proposals)).toBe(8);
  expect(withProposals(field('owner', 'party'), { phone: '1' }, proposals)).toEqual({
    phone: '1',
    name: '区教育局',
    account_name: '区教育局',
  });
  const rows = [{ unit: '甲' }, { unit: '乙' }];
  expect(withProposals(field('rows', 'table'), rows, proposals)).toEqual([
    { unit: '甲' },
    { unit: '乙', sent_on: '2026-04-13' },
  ]);
  expect(rows[1]).toEqual({ unit: '乙' });
  expect(withProposals(field('none', 'text'), null, proposals)).toBeUndefined();
});
