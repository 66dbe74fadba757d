/**
 * From the text of a cell to its value. Prose stands as typed, options are found by their label or key, and
 * everything else is read by the engine, many cells at a time.
 */
import type { FieldControlProps, FieldView, Json, Language, Reading } from '../contract';
import { failureText, isProse, proseValue } from '../typing';
import { words } from '../words';

export type Outcome = { value: Json; message: string | null };

/** Readings under way at once where the page offers no common call. */
const AT_ONCE = 16;

/** What needs no engine; undefined where it is the engine's to read. */
export function readHere(column: FieldView, text: string, language: Language): Outcome | undefined {
  const typed = text.trim();
  if (typed === '') return { value: null, message: null };
  switch (column.kind) {
    case 'choice': {
      const key = optionKey(column, typed);
      return key === undefined ? notAnOption(column, typed, language) : { value: key, message: null };
    }
    case 'choices':
    case 'checklist': {
      const parts = typed.split(/[、,，;；\n]/).filter((part) => part.trim() !== '');
      const keys = parts.map((part) => optionKey(column, part.trim()));
      const lost = parts.find((_, index) => keys[index] === undefined);
      if (lost !== undefined) return notAnOption(column, lost.trim(), language);
      return { value: keys.filter((key) => key !== undefined), message: null };
    }
    case 'boolean': {
      const known = YES.has(typed.toLowerCase()) ? true : NO.has(typed.toLowerCase()) ? false : undefined;
      return known === undefined ? notAnOption(column, typed, language) : { value: known, message: null };
    }
    default:
      return isProse(column) ? { value: proseValue(column, text), message: null } : undefined;
  }
}

const YES = new Set(['是', 'yes', 'y', 'true', '√', '✓', '☑']);
const NO = new Set(['否', 'no', 'n', 'false', '×', '✗', '□']);

function optionKey(column: FieldView, text: string): string | undefined {
  return column.options.find((option) => option.label === text || option.key === text)?.key;
}

function notAnOption(column: FieldView, text: string, language: Language): Outcome {
  return { value: null, message: words(language).notAnOption(text, column.label) };
}

export interface CellRequest {
  column: FieldView;
  text: string;
}

/** The engine's outcomes in the order of the requests; the same text in the same column is asked once. */
export async function readCells(
  requests: CellRequest[],
  props: Pick<FieldControlProps, 'path' | 'readEntry' | 'readEntries' | 'language'>,
): Promise<Outcome[]> {
  const { path, readEntry, readEntries, language } = props;
  const distinct = new Map<string, CellRequest>();
  const nameOf = (request: CellRequest) => `${request.column.key}\t${request.text}`;
  for (const request of requests) distinct.set(nameOf(request), request);
  const asked = [...distinct.values()];
  const entries = asked.map(({ column, text }) => ({ path: `${path}.${column.key}`, text }));
  const outcomes = new Map<string, Outcome>();
  const keep = (index: number, outcome: Outcome) => {
    const request = asked[index];
    if (request) outcomes.set(nameOf(request), outcome);
  };
  const failed = (error: unknown): Outcome => ({ value: null, message: words(language).notRead(failureText(error)) });

  if (readEntries && entries.length > 1) {
    try {
      const readings = await readEntries(entries);
      readings.forEach((reading, index) => {
        const request = asked[index];
        if (request) keep(index, outcomeOf(request, reading));
      });
    } catch (error) {
      asked.forEach((_, index) => {
        keep(index, failed(error));
      });
    }
  } else {
    let next = 0;
    const work = async () => {
      while (next < asked.length) {
        const index = next;
        next += 1;
        const request = asked[index];
        const entry = entries[index];
        if (!request || !entry) return;
        try {
          keep(index, outcomeOf(request, await readEntry(entry.path, entry.text)));
        } catch (error) {
          keep(index, failed(error));
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, asked.length) }, work));
  }
  return requests.map((request) => outcomes.get(nameOf(request)) ?? failed('—'));
}

function outcomeOf({ column, text }: CellRequest, reading: Reading): Outcome {
  if (reading.ok) return { value: reading.value ?? null, message: null };
  // A code is text: stored as typed, with what is wrong beside it.
  return { value: column.kind === 'text' ? text.trim() : null, message: reading.problem?.message ?? '' };
}
