// Everything by keyboard.
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { at, open } from './open';

const panel = () => document.activeElement?.closest('[data-panel]')?.className.split(' ')[0];

describe('keys', () => {
  test('Alt and arrows move between sections', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await at('#/case/1/section/parties');
    await screen.findByRole('heading', { name: '捐建人与业主单位', level: 1 });
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await at('#/case/1/section/project');
  });

  test('F6 goes round the panels and back', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await waitFor(() => expect(panel()).toBe('section'));
    const seen: (string | undefined)[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await user.keyboard('{F6}');
      seen.push(panel());
    }
    expect(seen).toEqual(['side', 'top-bar', 'case-bar', 'tasks', 'section']);
    await user.keyboard('{Shift>}{F6}{/Shift}');
    expect(panel()).toBe('tasks');
  });

  test('Ctrl+K goes to a field by part of its name', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), '争议');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{Enter}');
    await at('#/case/1/section/agreement?field=dispute_resolution');
  });

  test('Ctrl+K finds an article by its Chinese number', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), '第十五条');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('tabpanel').textContent).toContain('资金监管'));
  });

  test('arrows move between the tabs of the panel', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    screen.getByRole('tab', { name: /依据/ }).focus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(screen.getByRole('tab', { name: /预览/ }).getAttribute('aria-selected')).toBe('true');
  });
});
