// Before the window closes: whoever holds something not yet stored is asked, one after another.
type Guard = () => Promise<boolean>;

const guards = new Set<Guard>();
let asking: Promise<boolean> | undefined;

/** Adds someone to be asked; false keeps the window open. Returns the function that takes it off again. */
export function guardClosing(guard: Guard): () => void {
  guards.add(guard);
  return () => {
    guards.delete(guard);
  };
}

/** Whether the window may close. Asked again while a question is open, it is the same question. */
export function mayClose(): Promise<boolean> {
  asking ??= askAll().finally(() => {
    asking = undefined;
  });
  return asking;
}

async function askAll(): Promise<boolean> {
  for (const guard of [...guards]) if (!(await guard())) return false;
  return true;
}
