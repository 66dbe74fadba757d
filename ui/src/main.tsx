// Where the page begins. Outside the window (development only) the mock answers.
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { answerWith, inWindow } from './ipc';

async function start() {
  if (import.meta.env.MODE !== 'production' && !inWindow()) {
    const { mockBackend } = await import('./ipc/mock');
    const asked = new URLSearchParams(window.location.search);
    answerWith(mockBackend({ samples: Number(asked.get('samples') ?? 0), delay: Number(asked.get('delay') ?? 250) }));
  }
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
}

void start();
