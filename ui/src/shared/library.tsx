// The procedures and the settings, read once at start and given to every page.
import { createContext, type ReactNode, useContext } from 'react';
import type { ProcedureView, SettingsView } from '../ipc';

interface Library {
  procedures: ProcedureView[];
  settings: SettingsView;
  setSettings: (settings: SettingsView) => void;
}

const Context = createContext<Library | undefined>(undefined);

export function LibraryProvider({ value, children }: { value: Library; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useLibrary(): Library {
  const library = useContext(Context);
  if (!library) throw new Error('useLibrary outside LibraryProvider');
  return library;
}

export function useProcedures(): ProcedureView[] {
  return useLibrary().procedures;
}
