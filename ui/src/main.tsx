// Where the page begins. Outside the window (development only) the mock answers.
// The ground before the pages, so that a page's own style wins.
import './shared/tokens.css';
import './shared/base.css';
import './shared/frame.css';
import './shared/print.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { dropOldDrafts } from './form';
import { answerWith, inWindow } from './ipc';

async function start() {
  dropOldDrafts();
  if (import.meta.env.MODE !== 'production' && !inWindow()) {
    const { mockBackend } = await import('./ipc/mock');
    const asked = new URLSearchParams(window.location.search);
    answerWith(mockBackend({ samples: Number(asked.get('samples') ?? 0), delay: Number(asked.get('delay') ?? 250) }));
  }
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
}

void start();
