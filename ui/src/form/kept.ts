/**
 * Keeps what was typed but could not be stored yet, so that leaving a section or losing power loses nothing.
 * Kept in the window's local storage; where there is none, in memory for this session.
 */
import type { Json } from './contract';

interface Kept {
  text: string;
  /** The stored value the text was typed over; the text is offered again only while that still stands. */
  base: Json;
}

const memory = new Map<string, string>();

function key(scope: string | number | undefined, path: string): string | null {
  return scope === undefined ? null : `choujian.typed.${scope}.${path}`;
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // blocked by the engine's settings: memory has to do
  }
}

export function keepTyped(scope: string | number | undefined, path: string, text: string, base: Json): void {
  const name = key(scope, path);
  if (name === null) return;
  const entry = JSON.stringify({ text, base } satisfies Kept);
  memory.set(name, entry);
  try {
    storage()?.setItem(name, entry);
  } catch {
    // full: the copy in memory still serves this session
  }
}

export function forgetTyped(scope: string | number | undefined, path: string): void {
  const name = key(scope, path);
  if (name === null) return;
  memory.delete(name);
  storage()?.removeItem(name);
}

export function typedBefore(scope: string | number | undefined, path: string): Kept | null {
  const name = key(scope, path);
  if (name === null) return null;
  const entry = memory.get(name) ?? storage()?.getItem(name);
  if (!entry) return null;
  try {
    const kept = JSON.parse(entry) as Partial<Kept>;
    return typeof kept.text === 'string' ? { text: kept.text, base: kept.base ?? null } : null;
  } catch {
    return null; // not ours or cut off: nothing to offer
  }
}
