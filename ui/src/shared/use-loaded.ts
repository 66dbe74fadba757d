// One command's answer, asked again when `key` changes; the last answer stays while the next is on its way.
import { useCallback, useEffect, useRef, useState } from 'react';
import { asFailure, type Failure } from '../ipc';

export interface Loaded<T> {
  value?: T;
  failure?: Failure;
  reload: () => void;
}

export function useLoaded<T>(command: () => Promise<T>, key: unknown): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<Failure>();
  const [turn, setTurn] = useState(0);
  const latest = useRef(command);
  latest.current = command;

  useEffect(() => {
    let current = true;
    latest
      .current()
      .then((answer) => {
        if (!current) return;
        setValue(answer);
        setFailure(undefined);
      })
      .catch((cause) => current && setFailure(asFailure(cause)));
    return () => {
      current = false;
    };
  }, [key, turn]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { value, failure, reload };
}
