// One open case: what the program last answered, and the edits on their way to it.
//
// An edit is shown at once and sent in order, each with the revision of the answer before it. Nothing typed is ever
// dropped: a value the program refuses stays on screen with the reason; if saving itself fails (disk, lock), the
// queue waits and `retry` sends it again.
//
// What is typed and is no answer yet goes the same way on a lane of its own: from the first unsaved keystroke on it is
// "being saved", and it is sent after at most `DRAFT_MS`, however one goes on typing.
import type {
  Backend,
  CaseChange,
  CaseView,
  Change,
  ChangedView,
  DraftKept,
  Failure,
  Json,
  SteppedView,
  UnreadView,
} from '../ipc';
import { asFailure } from '../ipc';
import { patched } from './patch';
import { changeOf } from './rows';

/** The longest wait from an unsaved keystroke to its sending; the specification leaves half a second until it is stored. */
const DRAFT_MS = 200;

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
  /** Typed text is not stored yet. */
  drafting: boolean;
  /** Saving itself failed; the queue waits. */
  failure?: Failure;
  /** Rises whenever answers were replaced from elsewhere (undo, redo, reload): fields take over the new value. */
  epoch: number;
}

export interface CaseStore {
  subscribe(listener: () => void): () => void;
  snapshot(): CaseSnapshot;
  commit(key: string, value: Json): void;
  /** Text typed at a path, with the stored values it was typed over; null: it is an answer now, or was taken back. */
  draft(path: string, kept: { text: string; bases: Json[] } | null): void;
  /** A field says what on it could not be read; null: settled. */
  setUnread(path: string, unread: Unread | null): void;
  /** Resolves when the queue is empty or has stopped on a failure; true if everything is stored. */
  flush(): Promise<boolean>;
  retry(): void;
  /** What it changed; undefined: nothing was done, because saving failed. */
  undo(): Promise<ChangedView[] | undefined>;
  redo(): Promise<ChangedView[] | undefined>;
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

/** `drafted`: the paths of which the store keeps a draft already. */
export function createCaseStore(backend: Backend, opened: CaseView, drafted: string[] = []): CaseStore {
  let state: CaseSnapshot = {
    view: opened,
    pending: {},
    refused: {},
    unread: {},
    saving: false,
    drafting: false,
    epoch: 0,
  };
  const drafts = new Map<string, DraftKept>();
  const stored = new Set(drafted);
  let draftTimer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
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
      awaitDrafts();
    }
  };

  /** Drafts that can go now: one is forgotten only when the answer that takes its place is stored. */
  const ready = () => [...drafts.values()].filter((draft) => draft.text !== null || queue.length === 0);

  const sendDrafts = async () => {
    clearTimeout(draftTimer);
    draftTimer = undefined;
    const changes = ready();
    try {
      if (changes.length > 0) await backend.keepDrafts(state.view.id, changes);
      for (const change of changes) {
        if (drafts.get(change.path) === change) drafts.delete(change.path);
        if (change.text === null) stored.delete(change.path);
        else stored.add(change.path);
      }
      set({ drafting: drafts.size > 0 });
    } catch (cause) {
      set({ failure: asFailure(cause) });
    } finally {
      sending = undefined;
      if (!state.failure) awaitDrafts();
    }
  };

  const startDrafts = () => {
    // Not before this assignment: with nothing to send it would end at once, and `sending` would hold for ever.
    sending ??= Promise.resolve().then(sendDrafts);
    return sending;
  };

  /** Never begins the wait anew: typing on does not put saving off. */
  const awaitDrafts = () => {
    if (draftTimer !== undefined || sending || ready().length === 0) return;
    draftTimer = setTimeout(() => void startDrafts(), DRAFT_MS);
  };

  const start = () => {
    running ??= drain();
    return running;
  };

  const flush = async () => {
    while (queue.length > 0 && !state.failure) await start();
    await running;
    while (ready().length > 0 && !state.failure) await startDrafts();
    return queue.length === 0 && drafts.size === 0;
  };

  const step = async (command: () => Promise<SteppedView>) => {
    if (!(await flush())) return undefined;
    try {
      const { view, changes } = await command();
      set({ view, refused: {}, epoch: state.epoch + 1 });
      return changes;
    } catch (cause) {
      set({ failure: asFailure(cause) });
      return undefined;
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
    draft(path, kept) {
      if (kept === null && !stored.has(path) && !sending) drafts.delete(path);
      else drafts.set(path, { path, text: kept?.text ?? null, base: kept?.bases ?? [] });
      if (state.drafting !== drafts.size > 0) set({ drafting: drafts.size > 0 });
      if (!state.failure) awaitDrafts();
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
      awaitDrafts();
    },
    undo: () => step(() => backend.undo(state.view.id)),
    redo: () => step(() => backend.redo(state.view.id)),
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
