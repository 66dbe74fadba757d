/** Small distinctions that every typed control makes: what is prose, which keys belong to the input method. */
import type { KeyboardEvent } from 'react';
import type { FieldView } from './contract';

/** Prose is stored as it was typed; the engine is not asked to read it. */
export function isProse(field: FieldView): boolean {
  return field.kind === 'long_text' || (field.kind === 'text' && !field.identifier);
}

/** Prose without the blank around it (a single line) or as it stands (several lines); null where nothing is left. */
export function proseValue(field: FieldView, typed: string): string | null {
  if (typed.trim() === '') return null;
  return field.kind === 'long_text' ? typed : typed.trim();
}

/** An Enter or Escape that belongs to the input method, not to the form. */
export function belongsToComposition(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** What a refused call says; the bridge rejects with `detail` in Chinese. */
export function failureText(error: unknown): string {
  if (error && typeof error === 'object' && 'detail' in error) return String(error.detail);
  return error instanceof Error ? error.message : String(error);
}
