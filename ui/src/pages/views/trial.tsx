// The form of a trial: the normal fields, whose values go no further than this page.
import { type RefObject, useCallback, useMemo } from 'react';
import { FieldControl, type FieldProblem } from '../../form';
import { currentLanguage } from '../../i18n';
import { type Failure, ipc, type Json } from '../../ipc';
import { calendarYear } from '../../shared/calendar';
import { useCase } from '../../shared/case-context';

interface Props {
  keys: string[];
  trial: Record<string, Json>;
  latest: RefObject<Record<string, Json>>;
  /** Rises when the trial was put aside: the fields show the case again. */
  turn: number;
  failure?: Failure;
  onChange: (trial: Record<string, Json>) => void;
}

export function Trial({ keys, trial, latest, turn, failure, onChange }: Props) {
  const { view, procedure, epoch } = useCase();
  const fields = useMemo(() => {
    const all = procedure.sections.flatMap((section) => section.fields);
    return keys.flatMap((key) => all.filter((field) => field.key === key && view.visible.includes(key)));
  }, [procedure, keys, view.visible]);
  const problems = useMemo<FieldProblem[]>(
    () => (failure?.where ? [{ path: failure.where, message: failure.detail, severity: 'error' }] : []),
    [failure],
  );
  const commit = useCallback(
    (path: string, value: Json) => {
      const { [path]: _, ...rest } = latest.current ?? {};
      const same = JSON.stringify(value) === JSON.stringify(view.answers[path] ?? null);
      onChange(same ? rest : { ...rest, [path]: value });
    },
    [latest, onChange, view.answers],
  );
  const read = useCallback((path: string, text: string) => ipc.readEntry(procedure.slug, path, text), [procedure.slug]);

  return (
    <div className="cj-form">
      {fields.map((field) => (
        <FieldControl
          key={field.key}
          field={field}
          path={field.key}
          value={field.key in trial ? trial[field.key] : view.answers[field.key]}
          problems={problems}
          onCommit={commit}
          readEntry={read}
          epoch={epoch + turn}
          calendarYear={calendarYear}
          today={view.assessment.today}
          language={currentLanguage()}
        />
      ))}
    </div>
  );
}
