// Puts what differs from a view on the view (src-tauri/src/view/patch.rs tells it). Every part that did not change stays
// the same object, so that only what changed is drawn again.
import type { Json, Patch } from '../ipc';

export function patched(old: Json | undefined, patch: Patch): Json {
  if ('set' in patch) return patch.set;
  if ('fields' in patch) {
    const before = old !== null && typeof old === 'object' && !Array.isArray(old) ? old : {};
    const after = { ...before };
    for (const name of patch.fields.gone) delete after[name];
    for (const [name, change] of patch.fields.change) after[name] = patched(before[name], change);
    return after;
  }
  const before = Array.isArray(old) ? old : [];
  const after: Json[] = [];
  let at = 0;
  for (const piece of patch.list) {
    if ('keep' in piece) {
      after.push(...before.slice(at, at + piece.keep));
      at += piece.keep;
    } else if ('skip' in piece) {
      at += piece.skip;
    } else if ('add' in piece) {
      after.push(piece.add);
    } else {
      after.push(patched(before[at], piece.change));
      at += 1;
    }
  }
  return after;
}
