// Gives the open case to everything below, and keeps it open while one moves between its pages.
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { asFailure, type CaseView, type Failure, ipc, type ProcedureView } from '../ipc';
import { type CaseSnapshot, type CaseStore, createCaseStore } from './case-store';
import { useProcedures } from './library';

interface Open {
  store: CaseStore;
  procedure: ProcedureView;
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
    let current = true;
    let store: CaseStore | undefined;
    setOpen(undefined);
    setFailure(undefined);
    ipc
      .openCase(id)
      .then((view) => {
        if (!current) return;
        const procedure = procedures.find((candidate) => candidate.slug === view.slug);
        if (!procedure) throw { code: 'page.no-procedure', detail: `程序“${view.slug}”不在模板文件夹中。` };
        store = createCaseStore(ipc, view);
        setOpen({ store, procedure });
      })
      .catch((cause) => current && setFailure(asFailure(cause)));
    return () => {
      current = false;
      void store?.flush();
    };
  }, [id, procedures]);

  if (failure) return refused(failure);
  if (!open) return waiting;
  return <Context value={open}>{children}</Context>;
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

/** The open case, if one is open: for the parts of the frame that are always there. */
export function useOpenCase(): Open | undefined {
  return useContext(Context);
}
