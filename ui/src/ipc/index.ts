// The only door between the page and the program: no other folder imports @tauri-apps.
import type { Backend } from './backend';
import { tauri } from './tauri';

export type { Backend } from './backend';
export type * from './bindings';
export { asFailure } from './failure';

let current: Backend = tauri;

/** The commands. In the window they go to the shell; tests and the browser put the mock in its place. */
export const ipc: Backend = new Proxy({} as Backend, {
  get: (_, name) => current[name as keyof Backend],
});

export function answerWith(backend: Backend): void {
  current = backend;
}

export function inWindow(): boolean {
  return '__TAURI_INTERNALS__' in window;
}
