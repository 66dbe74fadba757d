/** Comparing and trimming stored values. Says nothing about whether a value is right. */
import type { Json } from './contract';

/** Deep equality; a missing value and null are the same thing. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameValue(item, right[index]));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => key in right && sameValue(left[key], right[key]));
}

export type JsonObject = { [key: string]: Json };

/** The parts of a party or a table row; an empty object for anything else. */
export function asObject(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** The object without the parts that hold nothing; null where nothing is left. */
export function withoutBlanks(object: JsonObject): JsonObject | null {
  const kept = Object.entries(object).filter(([, value]) => value !== null && value !== '');
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

/** `injections.2.amount` → `injections.amount`: the engine reads an entry by column, not by row. */
export function entryPath(path: string): string {
  return path
    .split('.')
    .filter((part) => !/^\d+$/.test(part))
    .join('.');
}
