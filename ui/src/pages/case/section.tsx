// The section being filled: its heading, what stands in its way, its fields, and the ways on.
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import type { SectionView } from '../../ipc';
import { articleName } from '../../shared/article';
import { useStoredCase } from '../../shared/case-context';
import { FieldLink } from '../../shared/field-link';
import { Icon } from '../../shared/icon';
import { go } from '../../shared/route';
import type { CaseRoute } from '.';
import { Fields, useFocusField } from './fields';

interface Props {
  section: SectionView;
  route: CaseRoute;
  previous?: SectionView;
  next?: SectionView;
  onOpen: (id: string) => void;
  onFocus: (path: string) => void;
  onArticle: (article: number) => void;
}

export function Section({ section, route, previous, next, onOpen, onFocus, onArticle }: Props) {
  const { view, procedure, store } = useStoredCase();
  const heading = useRef<HTMLHeadingElement>(null);
  const number = procedure.stages.findIndex((stage) => stage.id === section.stage) + 1;
  const stage = procedure.stages[number - 1];
  const state = view.assessment.stages.find((candidate) => candidate.id === section.stage);
  const [ahead, setAhead] = useState(Boolean(route.field));
  const closed = state?.state === 'blocked' && !ahead;

  useFocusField(route.field, route);
  useEffect(() => {
    if (!route.field) heading.current?.focus({ preventScroll: true });
  }, []);

  const back = async () => {
    await commitPending();
    await store.flush();
    if (route.back) go({ page: 'case', id: view.id, view: route.back });
  };

  return (
    <main className="section" data-panel data-section={section.id}>
      {route.back && (
        <p className="back-strip">
          <span>{t(route.back === 'review' ? 'section.from-review' : 'section.from-documents')}</span>
          <Button size="small" type="primary" onClick={() => void back()}>
            {t(route.back === 'review' ? 'section.back-review' : 'section.back-documents')}
          </Button>
        </p>
      )}
      <div className="section-body">
        <header className="section-head">
          <p className="eyebrow">
            {t('section.stage', { number, title: stage?.title ?? '' })}
            {stage && stage.articles.length > 0 && (
              <span className="section-articles">
                {stage.articles.map((article) => (
                  <button type="button" key={article} className="plain-link" onClick={() => onArticle(article)}>
                    {articleName(article)}
                  </button>
                ))}
              </span>
            )}
          </p>
          <h1 ref={heading} tabIndex={-1}>
            {section.title}
          </h1>
          {section.intro && <p className="quoted">{section.intro}</p>}
        </header>
        {state?.state === 'blocked' && (
          <div className="closed">
            <Icon name="lock" />
            <div>
              <h2>{t('section.closed')}</h2>
              <p>{state.reason}</p>
              {state.opens_with.length > 0 && (
                <p className="row">
                  {t('section.opens-with')}
                  {state.opens_with.map((key) => (
                    <FieldLink key={key} path={key} />
                  ))}
                </p>
              )}
              {closed && (
                <button type="button" className="plain-link" onClick={() => setAhead(true)}>
                  {t('section.ahead')}
                </button>
              )}
            </div>
          </div>
        )}
        {!closed && <Fields fields={section.fields} onFocus={onFocus} />}
        <nav className="section-ways" aria-label={t('section.ways')}>
          {previous ? (
            <Button icon={<Icon name="left" />} onClick={() => onOpen(previous.id)}>
              {previous.title}
            </Button>
          ) : (
            <span />
          )}
          {next ? (
            <Button type="primary" onClick={() => onOpen(next.id)}>
              {t('section.next', { title: next.title })} <Icon name="right" />
            </Button>
          ) : (
            <Button type="primary" onClick={() => go({ page: 'case', id: view.id, view: 'review' })}>
              {t('section.to-review')}
            </Button>
          )}
        </nav>
      </div>
    </main>
  );
}
