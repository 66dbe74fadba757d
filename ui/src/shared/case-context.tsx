// Gives the open case to everything below, and keeps it open while one moves between its pages.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { openDrafts } from '../form';
import { asFailure, type CaseView, type Failure, ipc, type Json, type ProcedureView } from '../ipc';
import { type CaseSnapshot, type CaseStore, createCaseStore } from './case-store';
import { useProcedures } from './library';

interface Open {
  store: CaseStore;
  procedure: ProcedureView;
}

let current: Open | undefined;
const onlookers = new Set<() => void>();

function setCurrent(open: Open | undefined) {
  current = open;
  for (const look of onlookers) look();
}

const Context = createContext<Open | undefined>(undefined);

interface Props {
  id: number;
  waiting: ReactNode;
  refused: (failure: Failure) => ReactNode;
  children: ReactNode;
}

export function CaseProvider({ id, waiting, refused, children }: Props) {
  const procedures = useProcedures();
  const [open, setOpen] = useState<Open>();
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    let wanted = true;
    let store: CaseStore | undefined;
    setOpen(undefined);
    setFailure(undefined);
    Promise.all([ipc.openCase(id), ipc.drafts(id)])
      .then(([view, drafts]) => {
        if (!wanted) return;
        const procedure = procedures.find((candidate) => candidate.slug === view.slug);
        if (!procedure) throw { code: 'page.no-procedure', detail: `程序“${view.slug}”不在模板文件夹中。` };
        const paths = drafts.map((draft) => draft.path);
        store = createCaseStore(ipc, view, paths);
        const bases = (base: Json) => (Array.isArray(base) ? base : [base]);
        openDrafts(
          id,
          drafts.map(({ path, text, base }) => [path, { text, bases: bases(base) }]),
          store.draft,
        );
        const opened = { store, procedure };
        setCurrent(opened);
        setOpen(opened);
      })
      .catch((cause) => wanted && setFailure(asFailure(cause)));
    return () => {
      wanted = false;
      if (current?.store === store) setCurrent(undefined);
      void store?.flush();
    };
  }, [id, procedures]);

  if (failure) return refused(failure);
  if (!open) return waiting;
  return <Context value={open}>{children}</Context>;
}

/** The open case as it is on screen, for what stands outside it (Ctrl+K), also while it is still being opened. */
export function useCurrentCase(id: number | undefined) {
  const open = useSyncExternalStore(watchCurrent, () => current);
  const snapshot = useSyncExternalStore(open?.store.subscribe ?? watchCurrent, () => open?.store.snapshot());
  return useMemo(() => {
    if (!open || !snapshot || snapshot.view.id !== id) return undefined;
    const { view, pending } = snapshot;
    return { view, procedure: open.procedure, answers: { ...view.answers, ...pending } };
  }, [open, snapshot, id]);
}

function watchCurrent(look: () => void) {
  onlookers.add(look);
  return () => void onlookers.delete(look);
}

export function useCase(): CaseSnapshot & Open {
  const open = useContext(Context);
  if (!open) throw new Error('useCase outside CaseProvider');
  const snapshot = useSyncExternalStore(open.store.subscribe, open.store.snapshot);
  return { ...snapshot, ...open };
}

/** The open case as it is stored: for what has nothing to do with edits on their way, and is not drawn again for them. */
export function useStoredCase(): Open & { view: CaseView } {
  const open = useContext(Context);
  if (!open) throw new Error('useStoredCase outside CaseProvider');
  const view = useSyncExternalStore(open.store.subscribe, () => open.store.snapshot().view);
  return { view, ...open };
}
