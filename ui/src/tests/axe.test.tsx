// Every page, empty and full, without a single violation.
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { open, violations } from './open';

const pages: [name: string, hash: string, samples: number][] = [
  ['first start', '#/', 0],
  ['home', '#/', 2],
  ['begin', '#/begin/donation', 0],
  ['parties', '#/parties', 0],
  ['settings', '#/settings', 0],
  ['eligibility', '#/case/1/eligibility', 1],
  ['eligibility result', '#/case/1/eligibility/result', 1],
  ['section', '#/case/1/section/project', 1],
  ['section with a table', '#/case/1/section/escrow', 1],
  ['section with parties', '#/case/1/section/parties', 1],
  ['review', '#/case/1/review', 1],
  ['documents', '#/case/1/documents', 1],
  ['deadlines', '#/case/1/deadlines', 1],
  ['views', '#/case/1/views/funding', 1],
  ['no such case', '#/case/99/review', 1],
];

describe('axe', () => {
  test.each(pages)('%s', async (_, hash, samples) => {
    await open(hash, { samples });
    expect(await violations()).toEqual([]);
  });

  test.each(['问题', '预览'])('panel %s', async (tab) => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.click(screen.getByRole('tab', { name: new RegExp(tab) }));
    await waitFor(() => expect(screen.getByRole('tab', { name: new RegExp(tab) }).ariaSelected ?? 'true').toBeTruthy());
    expect(await violations()).toEqual([]);
  });

  test('the search over everything', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('combobox');
    expect(await violations()).toEqual([]);
  });
});
