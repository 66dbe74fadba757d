// Opens the program on the mock at an address, as a person would find it.
import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { App } from '../app';
import { answerWith, type Backend } from '../ipc';
import { mockBackend } from '../ipc/mock';

// Asking of every element whether it is hidden takes most of a test's time in jsdom.
// A busy machine may take long; no test asserts how long.
configure({ defaultHidden: true, asyncUtilTimeout: 15_000 });

export async function open(hash: string, options: { samples?: number; backend?: Partial<Backend> } = {}) {
  const backend: Backend = { ...mockBackend({ samples: options.samples ?? 0 }), ...options.backend };
  answerWith(backend);
  window.localStorage.clear();
  window.location.hash = hash;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  const page = render(<App />);
  await waitFor(() => {
    const main = screen.getByRole('main');
    if (main.getAttribute('aria-busy') === 'true') throw new Error('still opening');
  });
  return { backend, user: userEvent.setup(), ...page };
}

export async function at(hash: string): Promise<void> {
  await waitFor(() => {
    if (!window.location.hash.startsWith(hash)) throw new Error(`at ${window.location.hash}, not ${hash}`);
  });
}

/** What axe finds, as "rule: element"; contrast needs a real engine and is measured in the window. */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: false } },
  });
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
}
