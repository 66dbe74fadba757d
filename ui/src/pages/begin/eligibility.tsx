// 适用性自查: a few questions; below them what they say so far.
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import { useCase } from '../../shared/case-context';
import { go } from '../../shared/route';
import { Fields, useFocusField } from '../case/fields';
import { eligibilityOf } from './verdict';
import './begin.css';

export function Eligibility({ field }: { field?: string }) {
  const { view, procedure, store } = useCase();
  const heading = useRef<HTMLHeadingElement>(null);
  const { stage, sections, missing } = eligibilityOf(view, procedure);
  useFocusField(field, field);
  useEffect(() => {
    if (!field) heading.current?.focus();
  }, [field]);

  const conclude = async () => {
    await commitPending();
    await store.flush();
    go({ page: 'case', id: view.id, view: 'eligibility', section: 'result' });
  };

  return (
    <main className="page eligibility" data-panel>
      <header>
        <p className="eyebrow">{procedure.title}</p>
        <h1 ref={heading} tabIndex={-1}>
          {stage?.title ?? t('eligibility.title')}
        </h1>
        <p className="quoted">{t('eligibility.intro')}</p>
      </header>
      {sections.map((section) => (
        <section key={section.id} className="card questions" aria-labelledby={`section-${section.id}`}>
          <header>
            <h2 id={`section-${section.id}`}>{section.title}</h2>
            {section.intro && <p className="quoted">{section.intro}</p>}
          </header>
          <Fields fields={section.fields} withFindings={false} />
        </section>
      ))}
      <div className="verdict row">
        <Button type="primary" size="large" data-next onClick={() => void conclude()}>
          {t('eligibility.conclude')}
        </Button>
        <span className="quoted" role="status">
          {missing.length > 0 ? t('eligibility.missing', { count: missing.length }) : t('eligibility.complete')}
        </span>
      </div>
    </main>
  );
}
