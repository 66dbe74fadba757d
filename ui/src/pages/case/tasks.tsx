// The task list: every stage with its state, the sections of the one being worked on, and why one cannot start yet.
import { useEffect, useRef } from 'react';
import { t } from '../../i18n';
import type { SectionView, StageState } from '../../ipc';
import { useStoredCase } from '../../shared/case-context';
import { printRoute } from '../../shared/route';
import { StageMark } from '../../shared/status';

interface Props {
  current: SectionView;
  sections: SectionView[];
  onOpen: () => void;
}

export function Tasks({ current, sections, onOpen }: Props) {
  const { view, procedure } = useStoredCase();
  const done = view.assessment.stages.filter((stage) => stage.state === 'done').length;
  const list = useRef<HTMLElement>(null);

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current.id]);

  return (
    <nav className="tasks" aria-label={t('tasks.title')} data-panel ref={list}>
      <p className="tasks-head">
        <span>{t('tasks.title')}</span>
        <span className="muted">{t('tasks.done', { done, total: view.assessment.stages.length })}</span>
      </p>
      <ol>
        {procedure.stages.map((stage, index) => {
          const state = view.assessment.stages.find((candidate) => candidate.id === stage.id);
          if (!state) return null;
          const own = sections.filter((section) => section.stage === stage.id);
          const open = stage.id === current.stage;
          const href = own[0] && printRoute({ page: 'case', id: view.id, view: 'section', section: own[0].id });
          return (
            <li key={stage.id} className={`task ${state.state}${open ? ' open' : ''}`} data-stage={stage.id}>
              {href ? (
                <a
                  className="task-head"
                  href={href}
                  aria-current={own.length === 1 && own[0]?.id === current.id ? 'step' : undefined}
                  onClick={onOpen}
                >
                  <StageLine state={state} number={index + 1} />
                </a>
              ) : (
                <span className="task-head">
                  <StageLine state={state} number={index + 1} />
                </span>
              )}
              {state.state === 'blocked' && state.reason && (
                <p className="task-reason" title={state.reason}>
                  {state.reason}
                </p>
              )}
              {open && own.length > 1 && (
                <ul className="task-sections">
                  {own.map((section) => (
                    <SectionLine
                      key={section.id}
                      section={section}
                      current={section.id === current.id}
                      onOpen={onOpen}
                    />
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function StageLine({ state, number }: { state: StageState; number: number }) {
  return (
    <>
      <StageMark state={state.state} />
      <span className="task-title">
        <span className="task-number">{number}</span>
        {state.title}
      </span>
      {state.total > 0 && state.state !== 'done' && state.state !== 'blocked' && (
        <span className="task-count" title={t('tasks.count', { done: state.done, total: state.total })}>
          {state.done}/{state.total}
        </span>
      )}
    </>
  );
}

function SectionLine({ section, current, onOpen }: { section: SectionView; current: boolean; onOpen: () => void }) {
  const { view } = useStoredCase();
  const visible = new Set(view.visible);
  const asked = section.fields.filter((field) => visible.has(field.key) && !field.optional);
  const given = asked.filter((field) => view.assessment.values[field.key]?.state === 'given').length;
  return (
    <li>
      <a
        href={printRoute({ page: 'case', id: view.id, view: 'section', section: section.id })}
        aria-current={current ? 'step' : undefined}
        onClick={onOpen}
      >
        <span>{section.title}</span>
        {asked.length > 0 && (
          <span className="task-count">
            {given}/{asked.length}
          </span>
        )}
      </a>
    </li>
  );
}
