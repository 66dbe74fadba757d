// The answers as something to be found: every value as it reads on screen and as it is stored, tables cell by cell.
import type { FieldView, Json, ProcedureView } from '../../ipc';
import { fieldName } from '../field-link';
import { isRecord, printValue } from '../print';
import { MOST } from './target';

export interface FoundAnswer {
  path: string;
  /** 房源清单 第3行 面积 */
  name: string;
  text: string;
}

interface Entry {
  path: string;
  text: string;
  /** What is looked in: the value, and behind it the name of the field, in small letters. */
  value: string;
  name: string;
}

/** Prepared once: three thousand rows are some thirty thousand short texts. */
export function prepareAnswers(procedure: ProcedureView, visible: string[], answers: Record<string, Json>): Entry[] {
  const entries: Entry[] = [];
  const add = (path: string, field: FieldView, owner: string, value: Json | undefined) => {
    if (value === undefined || value === null || value === '') return;
    const text = printValue(field, value);
    if (text === '') return;
    const raw = typeof value === 'string' || typeof value === 'number' ? ` ${value}` : '';
    entries.push({ path, text, value: `${text}${raw}`.toLowerCase(), name: `${owner} ${field.label}`.toLowerCase() });
  };
  const asked = new Set(visible);
  for (const field of procedure.sections.flatMap((section) => section.fields)) {
    const value = answers[field.key];
    if (value === undefined || !asked.has(field.key)) continue;
    if (field.kind === 'table' && Array.isArray(value)) {
      for (const [row, cells] of value.entries()) {
        if (!isRecord(cells)) continue;
        for (const column of field.columns) {
          add(`${field.key}.${row}.${column.key}`, column, field.label, cells[column.key]);
        }
      }
    } else if (isRecord(value) && field.columns.length > 0) {
      for (const part of field.columns) add(`${field.key}.${part.key}`, part, field.label, value[part.key]);
    } else add(field.key, field, '', value);
  }
  return entries;
}

/** Those in whose value a word stands and the other words in value or name; no more than are ever shown. */
export function searchAnswers(procedure: ProcedureView, entries: Entry[], words: string[]): FoundAnswer[] {
  const found: FoundAnswer[] = [];
  if (words.length === 0) return found;
  for (const { path, text, value, name } of entries) {
    if (!words.some((word) => value.includes(word))) continue;
    if (!words.every((word) => value.includes(word) || name.includes(word))) continue;
    found.push({ path, text, name: fieldName(procedure, path) ?? path });
    if (found.length >= MOST) break;
  }
  return found;
}
