// The section being filled: its heading, what stands in its way, its fields, and the ways on.
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { commitPending, focusFirst } from '../../form';
import { t } from '../../i18n';
import type { SectionView } from '../../ipc';
import { articleName } from '../../shared/article';
import { useStoredCase } from '../../shared/case-context';
import { shownValue } from '../../shared/case-store';
import { FieldLink } from '../../shared/field-link';
import { Icon } from '../../shared/icon';
import { go } from '../../shared/route';
import type { CaseRoute } from '.';
import { Fields, useFocusField } from './fields';
import { proposedIn, withProposals } from './proposals';

interface Props {
  section: SectionView;
  route: CaseRoute;
  previous?: SectionView;
  next?: SectionView;
  /** Opened on the way through the sections: the focus begins in the first field. */
  onTheWay: boolean;
  onOpen: (id: string) => void;
  onFocus: (path: string) => void;
  onArticle: (article: number) => void;
}

export function Section({ section, route, previous, next, onTheWay, onOpen, onFocus, onArticle }: Props) {
  const { view, procedure, store } = useStoredCase();
  const body = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const number = procedure.stages.findIndex((stage) => stage.id === section.stage) + 1;
  const stage = procedure.stages[number - 1];
  const state = view.assessment.stages.find((candidate) => candidate.id === section.stage);
  const [ahead, setAhead] = useState(false);
  // Who is led to a field here fills it in before its time.
  const closed = state?.state === 'blocked' && !ahead && !route.field;

  useFocusField(route.field, route);
  useEffect(() => {
    if (route.field) return;
    const begun = onTheWay && body.current !== null && focusFirst(body.current);
    if (!begun) heading.current?.focus({ preventScroll: true });
  }, []);

  const asked = new Set(view.visible);
  const fields = section.fields.filter((field) => asked.has(field.key));
  const proposed = proposedIn(fields, view.assessment.proposals);
  const takeAll = async () => {
    await commitPending();
    for (const field of fields) {
      const value = withProposals(field, shownValue(store.snapshot(), field.key), view.assessment.proposals);
      if (value !== undefined) store.commit(field.key, value);
    }
  };

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
      <div className="section-body" ref={body}>
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
          {proposed.length > 0 && !closed && (
            <p>
              <Button size="small" data-take-all onClick={() => void takeAll()}>
                {t('section.take-all', { count: proposed.length })}
              </Button>
            </p>
          )}
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
            <Button type="primary" data-next onClick={() => onOpen(next.id)}>
              {t('section.next', { title: next.title })} <Icon name="right" />
            </Button>
          ) : (
            <Button
              type="primary"
              data-next
              onClick={() => void commitPending().then(() => go({ page: 'case', id: view.id, view: 'review' }))}
            >
              {t('section.to-review')}
            </Button>
          )}
        </nav>
      </div>
    </main>
  );
}
