// What Ctrl+K finds, by group; and the search in it, which stops where enough is found.
import { type TextKey, t } from '../../i18n';

/** In the order in which they are shown. */
export const groups = [
  'field',
  'column',
  'section',
  'document',
  'answer',
  'article',
  'case',
  'page',
  'action',
] as const;

export type Group = (typeof groups)[number];

export interface Target {
  id: string;
  group: Group;
  text: string;
  detail?: string;
  /** Found by this too, though not shown. */
  also?: string;
  open: () => void;
}

/** Of a group so many are shown at first. */
export const FEW = 6;
/** Of a group so many are looked for at most. */
export const MOST = 200;

export function groupName(group: Group): string {
  return t(`find.${group}` as TextKey);
}

export function wordsOf(query: string): string[] {
  return query.trim().toLowerCase().split(/\s+/).filter(Boolean);
}

/** Those in which each word stands, at most `MOST` of each group. */
export function search(targets: Target[], words: string[]): Map<Group, Target[]> {
  const found = new Map<Group, Target[]>();
  for (const target of targets) {
    const here = found.get(target.group) ?? [];
    if (here.length >= MOST) continue;
    const text = `${target.text} ${target.detail ?? ''} ${target.also ?? ''} ${target.id}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    here.push(target);
    found.set(target.group, here);
  }
  return found;
}
