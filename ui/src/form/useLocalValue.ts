/**
 * The value a control believes in: what it committed last, until the store has caught up.
 *
 * Saving goes through a bridge that answers late and in any number of steps. A value that comes down while a
 * commit of our own is still on its way is older than what the user sees, and is therefore not taken over. Once
 * our commits have come back, any other value (undo, a change elsewhere) is.
 */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Json } from './contract';
import { sameValue } from './json';

export interface LocalValue {
  value: Json;
  /** The same, readable inside handlers before the next render. */
  latest(): Json;
  /** Takes the new value at once and tells the page, unless it is what stands already. */
  put(value: Json): void;
}

export function useLocalValue(
  incoming: Json | undefined,
  epoch: number | undefined,
  onCommit: (value: Json) => void,
): LocalValue {
  const given = incoming ?? null;
  const [value, setValue] = useState<Json>(given);
  const latest = useRef<Json>(given);
  const seen = useRef<Json>(given);
  const seenEpoch = useRef(epoch);
  const awaited = useRef<Json[]>([]);
  const commit = useRef(onCommit);
  commit.current = onCommit;

  useLayoutEffect(() => {
    const replaced = epoch !== seenEpoch.current;
    if (!replaced && sameValue(given, seen.current)) return;
    seen.current = given;
    seenEpoch.current = epoch;
    if (replaced) {
      awaited.current = [];
    } else {
      const arrived = awaited.current.findIndex((own) => sameValue(own, given));
      if (arrived >= 0) {
        awaited.current.splice(0, arrived + 1);
        return;
      }
      if (awaited.current.length > 0) return;
    }
    if (sameValue(latest.current, given)) return;
    latest.current = given;
    setValue(given);
  }, [given, epoch]);

  const put = useCallback((next: Json) => {
    if (sameValue(next, latest.current)) return;
    latest.current = next;
    awaited.current.push(next);
    setValue(next);
    commit.current(next);
  }, []);
  const read = useCallback(() => latest.current, []);
  return { value, latest: read, put };
}
