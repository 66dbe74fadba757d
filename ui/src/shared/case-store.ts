// One open case: what the program last answered, and the edits on their way to it.
//
// An edit is shown at once and sent in order, each with the revision of the answer before it. Nothing typed is ever
// dropped: a value the program refuses stays on screen with the reason; if saving itself fails (disk, lock), the
// queue waits and `retry` sends it again.
import type { Backend, CaseChange, CaseView, Change, Failure, Json, UnreadView } from '../ipc';
import { asFailure } from '../ipc';
import { patched } from './patch';
import { changeOf } from './rows';

export interface Refused {
  value: Json;
  failure: Failure;
}

/** Text on screen that could not be read: nothing is stored for its path. */
export interface Unread {
  path: string;
  text: string;
  message: string;
}

export interface CaseSnapshot {
  view: CaseView;
  /** Edits not yet acknowledged, by key; null: emptied. */
  pending: Record<string, Json>;
  /** Values refused, by key. */
  refused: Record<string, Refused>;
  /** What was typed and could not be read, by path. */
  unread: Record<string, Unread>;
  saving: boolean;
  /** Saving itself failed; the queue waits. */
  failure?: Failure;
  /** Rises whenever answers were replaced from elsewhere (undo, redo, reload): fields take over the new value. */
  epoch: number;
}

export interface CaseStore {
  subscribe(listener: () => void): () => void;
  snapshot(): CaseSnapshot;
  commit(key: string, value: Json): void;
  /** A field says what on it could not be read; null: settled. */
  setUnread(path: string, unread: Unread | null): void;
  /** Resolves when the queue is empty or has stopped on a failure; true if everything is stored. */
  flush(): Promise<boolean>;
  retry(): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Takes the rows of the spreadsheet that is being looked at; rejects with the reason if they are refused. */
  importTable(all: boolean, unread: (cells: UnreadView[]) => void): Promise<void>;
  overrideFinding(rule: string, reason: string | null): Promise<void>;
  rename(title: string): Promise<void>;
}

/** What is on screen for a key: a refused value before a pending one before the stored one. */
export function shownValue(state: CaseSnapshot, key: string): Json | undefined {
  if (key in state.refused) return state.refused[key]?.value;
  if (key in state.pending) return state.pending[key];
  return state.view.answers[key];
}

/** The view after a change was stored: what was sent stands there, but where the program says otherwise. */
function changed(view: CaseView, { key, value }: Change, { patch, answers, rows }: CaseChange): CaseView {
  const after = { ...view.answers, [key]: value, ...answers };
  for (const stored of rows) {
    const table = after[stored.key];
    if (!Array.isArray(table)) continue;
    const own = [...table];
    own.splice(stored.at, stored.rows.length, ...stored.rows);
    after[stored.key] = own;
  }
  for (const name of [key, ...Object.keys(answers)]) if (after[name] === null) delete after[name];
  const rest = patch ? (patched(view as unknown as Json, patch) as unknown as CaseView) : view;
  return { ...rest, answers: after };
}

export function createCaseStore(backend: Backend, opened: CaseView): CaseStore {
  let state: CaseSnapshot = { view: opened, pending: {}, refused: {}, unread: {}, saving: false, epoch: 0 };
  const queue: Change[] = [];
  const listeners = new Set<() => void>();
  let running: Promise<void> | undefined;

  const set = (changes: Partial<CaseSnapshot>) => {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  };

  const reload = async () => {
    const view = await backend.openCase(state.view.id);
    set({ view, epoch: state.epoch + 1 });
  };

  const settle = (key: string) => {
    if (queue.some((later) => later.key === key)) return state.pending;
    const { [key]: _, ...rest } = state.pending;
    return rest;
  };

  const send = async (change: Change, again = false): Promise<void> => {
    try {
      const before = state.view;
      const sent = changeOf(change, before.answers[change.key]);
      const saved = await backend.save(before.id, before.revision, [sent], before.version);
      queue.shift();
      const view = 'whole' in saved ? saved.whole : changed(before, change, saved.change);
      // The last one ends the saving too: a drawing for each would make the finding wait.
      set({ view, pending: settle(change.key), failure: undefined, saving: queue.length > 0 });
    } catch (cause) {
      const failure = asFailure(cause);
      if (failure.code.endsWith('revision-conflict') && !again) {
        await reload();
        await send(change, true);
      } else if (failure.code.startsWith('answer.')) {
        queue.shift();
        set({
          pending: settle(change.key),
          refused: { ...state.refused, [change.key]: { value: change.value, failure } },
        });
      } else throw failure;
    }
  };

  const drain = async () => {
    if (!state.saving) set({ saving: true });
    try {
      for (let next = queue[0]; next; next = queue[0]) await send(next);
      if (state.saving) set({ saving: false });
    } catch (cause) {
      set({ saving: false, failure: asFailure(cause) });
    } finally {
      running = undefined;
    }
  };

  const start = () => {
    running ??= drain();
    return running;
  };

  const flush = async () => {
    while (queue.length > 0 && !state.failure) await start();
    await running;
    return queue.length === 0;
  };

  const replace = async (command: () => Promise<CaseView>) => {
    if (!(await flush())) return;
    try {
      const view = await command();
      set({ view, refused: {}, epoch: state.epoch + 1 });
    } catch (cause) {
      set({ failure: asFailure(cause) });
    }
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => state,
    commit(key, value) {
      const { [key]: _, ...refused } = state.refused;
      // Edits of the same field still waiting (not yet on their way) are one edit.
      const waiting = queue.findIndex((change, index) => change.key === key && (index > 0 || !running));
      if (waiting >= 0) queue.splice(waiting, 1);
      queue.push({ key, value });
      set({ pending: { ...state.pending, [key]: value }, refused, saving: !state.failure });
      if (!state.failure) void start();
    },
    setUnread(path, unread) {
      const { [path]: before, ...rest } = state.unread;
      if (!before && !unread) return;
      set({ unread: unread ? { ...rest, [path]: unread } : rest });
    },
    flush,
    retry() {
      set({ failure: undefined });
      if (queue.length > 0) void start();
    },
    undo: () => replace(() => backend.undo(state.view.id)),
    redo: () => replace(() => backend.redo(state.view.id)),
    async importTable(all, tell) {
      if (!(await flush())) throw state.failure;
      const { view, unread } = await backend.importTable(state.view.id, state.view.revision, all);
      tell(unread);
      set({ view, refused: {}, epoch: state.epoch + 1 });
    },
    async overrideFinding(rule, reason) {
      if (!(await flush())) return;
      set({ view: await backend.overrideFinding(state.view.id, rule, reason) });
    },
    async rename(title) {
      await flush();
      await backend.renameCase(state.view.id, title);
      set({ view: { ...state.view, title } });
    },
  };
}
