// The fields of a section, each with its stored value and what is found wrong with it.
import { useCallback, useEffect, useMemo } from 'react';
import { FieldControl, type FieldProblem, focusPath, type Spreadsheets, useGrouped } from '../../form';
import { currentLanguage } from '../../i18n';
import { type FieldView, ipc } from '../../ipc';
import { calendarYear } from '../../shared/calendar';
import { useCase } from '../../shared/case-context';
import { type CaseStore, shownValue } from '../../shared/case-store';
import { useParties } from './parties';

interface Props {
  fields: FieldView[];
  /** Findings are shown at the fields; not so in the eligibility questions, whose answer is a page of its own. */
  withFindings?: boolean;
  onFocus?: (path: string) => void;
}

export function Fields({ fields, withFindings = true, onFocus }: Props) {
  const state = useCase();
  const { view, store, procedure, refused } = state;
  const { suggestions, save } = useParties();

  const problems = useMemo(() => {
    const all: FieldProblem[] = [];
    for (const [path, { failure }] of Object.entries(refused)) {
      all.push({ path: failure.where ?? path, message: failure.detail, severity: 'error' });
    }
    if (withFindings) {
      for (const { path, message } of view.repeated) all.push({ path, message, severity: 'error' });
      for (const { path, message, empty } of view.assessment.lacks) {
        // What is empty is seen; what stands there and cannot be used has to be told.
        if (!empty) all.push({ path, message, severity: 'error' });
      }
      const order = fields.map((field) => field.key);
      for (const finding of view.assessment.findings) {
        // A notice concerns the case as a whole; it stands in the panel and on the review page.
        if (finding.outcome !== 'violated' || finding.override_reason || finding.severity === 'notice') continue;
        // One sentence once on a page: at the first of its answers; cells are marked all the same.
        const here = finding.fields.filter((path) => order.includes(path.split('.')[0] ?? ''));
        const single = here.filter((path) => !/\.\d+\./.test(path));
        single.sort((a, b) => order.indexOf(a.split('.')[0] ?? '') - order.indexOf(b.split('.')[0] ?? ''));
        const places = [...here.filter((path) => !single.includes(path)), ...single.slice(0, 1)];
        for (const path of places) all.push({ path, message: finding.message, severity: finding.severity });
      }
    }
    return all;
  }, [fields, refused, view.assessment.findings, view.assessment.lacks, view.repeated, withFindings]);

  const commit = useCallback(
    (path: string, value: Parameters<typeof store.commit>[1]) => store.commit(path, value),
    [store],
  );
  const read = useCallback((path: string, text: string) => ipc.readEntry(procedure.slug, path, text), [procedure.slug]);
  const readAll = useCallback(
    (requests: { path: string; text: string }[]) => ipc.readEntries(procedure.slug, requests),
    [procedure.slug],
  );
  const own = useGrouped(problems, 0);
  const savers = useMemo(
    () => new Map(fields.map((field) => [field.key, (value: Record<string, string>) => save(field, value)])),
    [fields, save],
  );
  const spreadsheets = useSpreadsheets(store, view.id, procedure.slug);
  const visible = useMemo(() => new Set(view.visible), [view.visible]);

  return (
    <div className="cj-form">
      {fields
        .filter((field) => visible.has(field.key))
        .map((field) => (
          <FieldControl
            key={field.key}
            field={field}
            path={field.key}
            value={shownValue(state, field.key)}
            proposals={view.assessment.proposals}
            problems={own.get(field.key) ?? NONE}
            onCommit={commit}
            onFocus={onFocus}
            onUnread={store.setUnread}
            readEntry={read}
            readEntries={readAll}
            spreadsheets={spreadsheets}
            epoch={state.epoch}
            scope={view.id}
            partySuggestions={suggestions}
            onSaveParty={field.kind === 'party' ? savers.get(field.key) : undefined}
            calendarYear={calendarYear}
            today={view.assessment.today}
            language={currentLanguage()}
          />
        ))}
    </div>
  );
}

const NONE: FieldProblem[] = [];

function useSpreadsheets(store: CaseStore, id: number, slug: string): Spreadsheets {
  return useMemo(
    () => ({
      choose: async (key) => ((await store.flush()) ? ipc.chooseTable(id, key) : null),
      plan: (request) => ipc.planTable(id, request),
      take: (all, unread) => store.importTable(all, unread),
      cancel: () => ipc.cancelTable(),
      report: () => ipc.reportTable(id),
      save: async (key) => ((await store.flush()) ? ipc.exportTable(id, key) : null),
      blank: (key) => ipc.blankTable(slug, key),
      onProgress: (listener) => ipc.onTableProgress(listener),
    }),
    [store, id, slug],
  );
}

/** Moves to a field once it is in the page; `turn` changes when the same field is asked for again. */
export function useFocusField(path: string | undefined, turn: unknown): void {
  useEffect(() => {
    if (!path) return;
    const timer = window.setTimeout(() => focusPath(path), 0);
    return () => window.clearTimeout(timer);
  }, [path, turn]);
}
