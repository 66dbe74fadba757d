/**
 * From the text of a cell to its value. Prose stands as typed, an option by its label, and everything else is read by
 * the engine, many cells at a time.
 */
import type { FieldControlProps, FieldView, Json, Reading } from '../contract';
import { failureText, isProse, proseValue } from '../typing';
import { words } from '../words';

export type Outcome = { value: Json; message: string | null };

/** Readings under way at once where the page offers no common call. */
const AT_ONCE = 16;

/** What needs no engine; undefined where it is the engine's to read. */
export function readHere(column: FieldView, text: string): Outcome | undefined {
  const typed = text.trim();
  if (typed === '') return { value: null, message: null };
  switch (column.kind) {
    // Options are known by their label here, so that a choice from the list needs no engine; other words are its to read.
    case 'choice': {
      const key = optionKey(column, typed);
      return key === undefined ? undefined : { value: key, message: null };
    }
    case 'boolean': {
      const known = YES.has(typed) ? true : NO.has(typed) ? false : undefined;
      return known === undefined ? undefined : { value: known, message: null };
    }
    case 'choices':
    case 'checklist':
      return undefined;
    default:
      return isProse(column) ? { value: proseValue(column, text), message: null } : undefined;
  }
}

const YES = new Set(['是', 'true']);
const NO = new Set(['否', 'false']);

function optionKey(column: FieldView, text: string): string | undefined {
  return column.options.find((option) => option.label === text || option.key === text)?.key;
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
