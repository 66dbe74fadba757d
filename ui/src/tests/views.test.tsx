// 测算: a trial shows what other answers would bring and leaves the case alone until one says so.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { ipc } from '../ipc';
import { open, violations } from './open';

const page = '#/case/1/views/funding';

/** A figure of the page by its name. */
function figure(name: string): string {
  const term = screen.getAllByRole('term').find((candidate) => candidate.textContent === name);
  return term?.nextElementSibling?.textContent ?? '';
}

describe('测算', () => {
  test('is reached from the bar and shows the figures of the case', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.click(screen.getByRole('link', { name: '测算' }));
    // 10% of 15,000,000.00.
    await waitFor(() => expect(figure('首笔资金最少金额')).toContain('1,500,000.00'));
    expect(screen.getByText(/现在显示的是事项的数/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '应用到事项' })).toBeNull();
  });

  test('a trial recomputes and stores nothing', async () => {
    const { user, backend } = await open(page, { samples: 1 });
    const save = vi.spyOn(backend, 'save');
    const total = await screen.findByLabelText(/备案.*总投资/);
    await user.clear(total);
    await user.type(total, '20000000');
    await user.tab();
    await waitFor(() => expect(figure('首笔资金最少金额')).toContain('2,000,000.00'));
    expect(screen.getByText(/这是试算，没有改动事项/)).toBeTruthy();
    expect(save).not.toHaveBeenCalled();
    expect((await ipc.openCase(1)).answers.filed_total).toBe('15000000.00');

    await user.click(screen.getByRole('button', { name: '还原' }));
    await waitFor(() => expect(figure('首笔资金最少金额')).toContain('1,500,000.00'));
    expect((total as HTMLInputElement).value).toContain('15,000,000.00');
    expect(await violations()).toEqual([]);
  });

  test('applying writes the trial into the case', async () => {
    const { user } = await open(page, { samples: 1 });
    const total = await screen.findByLabelText(/备案.*总投资/);
    await user.clear(total);
    await user.type(total, '20000000');
    await user.tab();
    await user.click(await screen.findByRole('button', { name: '应用到事项' }));
    await waitFor(async () => expect((await ipc.openCase(1)).answers.filed_total).toBe('20000000.00'));
    await screen.findByText(/现在显示的是事项的数/);
    expect(figure('首笔资金最少金额')).toContain('2,000,000.00');
  });

  test('what was typed last is applied even if it was not left yet', async () => {
    const { user } = await open(page, { samples: 1 });
    const total = await screen.findByLabelText(/备案.*总投资/);
    await user.clear(total);
    await user.type(total, '20000000');
    await user.tab();
    const apply = await screen.findByRole('button', { name: '应用到事项' });
    await user.clear(total);
    await user.type(total, '30000000');
    await user.click(apply);
    await waitFor(async () => expect((await ipc.openCase(1)).answers.filed_total).toBe('30000000.00'));
  });

  test('a chart has its words and its figures beside it', async () => {
    await open(page, { samples: 1 });
    const picture = await screen.findByRole('img', { name: /累计到位资金。已到账1笔/ });
    expect(picture.querySelectorAll('polyline')).toHaveLength(1);
    const data = screen.getByText('数据表').closest('details');
    expect(within(data as HTMLElement).getByText('1,000,000.00')).toBeTruthy();
  });

  test('what is missing is named and leads to its field', async () => {
    await open('#/', { samples: 0 });
    await ipc.createCase('donation', false);
    window.location.hash = page;
    await screen.findByRole('heading', { name: '资金测算' });
    const lacking = await screen.findAllByText('还缺：');
    expect(within(lacking[0] as HTMLElement).getByRole('link', { name: '备案（核准）总投资' })).toBeTruthy();
  });

  test('a checklist shows one card a row and leads to the cell that fails', async () => {
    await open('#/', { samples: 1 });
    await ipc.save(1, (await ipc.openCase(1)).revision, [
      {
        key: 'escrow_deposits',
        value: [
          { paid_on: '2026-09-01', amount: '1000000.00' },
          { paid_on: '2026-09-15', amount: '0.00' },
        ],
      },
    ]);
    window.location.hash = page;
    const card = (await screen.findByText('不合格')).closest('article') as HTMLElement;
    expect(within(card).getByText('金额是零。', { exact: false })).toBeTruthy();
    const link = within(card).getByRole('link', { name: /第2行/ });
    expect(link.getAttribute('href')).toContain('field=escrow_deposits.1.amount');
    expect(screen.getAllByRole('article')).toHaveLength(2);
    expect(await violations()).toEqual([]);
  });
});
