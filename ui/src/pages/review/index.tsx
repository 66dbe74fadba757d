// 核对: what is wrong on top, then every answer by section, each with 修改, which leads back here.
import { Button } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { t } from '../../i18n';
import type { StageView } from '../../ipc';
import { useCase } from '../../shared/case-context';
import { go } from '../../shared/route';
import { StageMark } from '../../shared/status';
import { AnswerList } from './answers';
import { Summary } from './summary';
import './review.css';

export function Review() {
  const { view, procedure } = useCase();
  const top = useRef<HTMLElement>(null);
  const violated = view.assessment.findings.filter((finding) => finding.outcome === 'violated');
  useEffect(() => top.current?.focus(), []);
  const visible = useMemo(() => new Set(view.visible), [view.visible]);
  const sectionsOf = (stage: StageView) =>
    procedure.sections.filter(
      (section) => section.stage === stage.id && section.fields.some((field) => visible.has(field.key)),
    );

  return (
    <main className="page review" data-panel>
      <div className="page-head">
        <h1 className="grow">{t('review.title')}</h1>
        <Button type="primary" onClick={() => go({ page: 'case', id: view.id, view: 'documents' })}>
          {t('review.to-documents')}
        </Button>
      </div>
      <section ref={top} tabIndex={-1} aria-label={t('review.summary')} className="review-summary">
        <Summary findings={violated} />
      </section>
      {procedure.stages.map((stage, index) => {
        const state = view.assessment.stages.find((candidate) => candidate.id === stage.id);
        const sections = sectionsOf(stage);
        if (sections.length === 0) return null;
        return (
          <section key={stage.id} className="card review-stage" aria-labelledby={`review-${stage.id}`}>
            <header className="card-head">
              {state && <StageMark state={state.state} />}
              <h2 id={`review-${stage.id}`}>
                <span className="task-number">{index + 1}</span>
                {stage.title}
              </h2>
              {state && state.total > 0 && (
                <span className="muted small">{t('progress', { done: state.done, total: state.total })}</span>
              )}
            </header>
            {sections.map((section) => (
              <AnswerList key={section.id} section={section} />
            ))}
          </section>
        );
      })}
    </main>
  );
}
