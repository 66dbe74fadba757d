/**
 * What was typed and is no answer yet, by case and path. Held here for the session and handed to the store with each
 * keystroke (`openDrafts` names its way there), so that leaving a section, a crash or a power cut loses nothing.
 *
 * A text is offered again only over one of the stored values that it was typed over (`bases`): the one before and,
 * where leaving the field takes that value away, the one after.
 */
import type { Json } from './contract';

export interface Kept {
  text: string;
  bases: Json[];
}

type Scope = string | number | undefined;
/** Takes a draft to the store; null: forgotten. */
export type DraftSink = (path: string, kept: Kept | null) => void;

const kept = new Map<string, Map<string, Kept>>();
const sinks = new Map<string, DraftSink>();

function of(scope: Scope): Map<string, Kept> | undefined {
  if (scope === undefined) return undefined;
  const name = String(scope);
  const known = kept.get(name) ?? new Map<string, Kept>();
  kept.set(name, known);
  return known;
}

/** A case is opened: what the store kept of it, and the way there. What this session typed later stands. */
export function openDrafts(scope: string | number, stored: [path: string, draft: Kept][], sink: DraftSink): void {
  const name = String(scope);
  if (!sinks.has(name)) kept.set(name, new Map([...stored, ...(kept.get(name) ?? [])]));
  sinks.set(name, sink);
}

export function keepTyped(scope: Scope, path: string, text: string, ...bases: Json[]): void {
  const entry = { text, bases };
  of(scope)?.set(path, entry);
  sinks.get(String(scope))?.(path, entry);
}

export function forgetTyped(scope: Scope, path: string): void {
  if (!of(scope)?.delete(path)) return;
  sinks.get(String(scope))?.(path, null);
}

export function typedBefore(scope: Scope, path: string): Kept | null {
  return of(scope)?.get(path) ?? null;
}

/** Earlier versions kept such text in the window's local storage; nothing of it stays there. */
export function dropOldDrafts(): void {
  try {
    for (const name of Object.keys(window.localStorage)) {
      if (name.startsWith('choujian.typed.')) window.localStorage.removeItem(name);
    }
  } catch {
    // no local storage, so nothing in it
  }
}
