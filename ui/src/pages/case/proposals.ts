// What is proposed in a section, and how all of it becomes answers at once.
import type { FieldView, Json, OfferView } from '../../ipc';

type Proposals = Record<string, OfferView>;
type Parts = { [key: string]: Json };

/** Paths of the proposals for these fields, their parts and cells. */
export function proposedIn(fields: FieldView[], proposals: Proposals): string[] {
  const keys = new Set(fields.map((field) => field.key));
  return Object.keys(proposals).filter((path) => keys.has(path.split('.')[0] ?? ''));
}

/** The value of a field with what is proposed for it; undefined if nothing is. */
export function withProposals(field: FieldView, value: Json | undefined, proposals: Proposals): Json | undefined {
  const whole = proposals[field.key];
  if (whole) return whole.value;
  const below = Object.entries(proposals).filter(([path]) => path.startsWith(`${field.key}.`));
  if (below.length === 0) return undefined;
  const rows = Array.isArray(value) ? value.map((row) => ({ ...asParts(row) })) : null;
  const parts = { ...asParts(value) };
  for (const [path, { value: proposed }] of below) {
    const [first = '', column] = path.slice(field.key.length + 1).split('.');
    if (column === undefined) parts[first] = proposed;
    else if (rows?.[Number(first)]) (rows[Number(first)] as Parts)[column] = proposed;
  }
  return rows ?? parts;
}

function asParts(value: Json | undefined): Parts {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
