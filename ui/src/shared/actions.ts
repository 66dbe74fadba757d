// What the page in sight can do, for those who look for it by name (Ctrl+K).
export interface Action {
  id: string;
  text: string;
  detail?: string;
  run: () => void;
}

const providers = new Set<() => Action[]>();

/** Offers actions as long as a page is there; returns the function that takes them off again. */
export function provide(actions: () => Action[]): () => void {
  providers.add(actions);
  return () => {
    providers.delete(actions);
  };
}

export function provided(): Action[] {
  return [...providers].flatMap((actions) => actions());
}
