// 测算: figures, charts and tables of a procedure beside a form in which one may try other answers. The answers of
// the case stay as they are until one says so.
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import { type Change, ipc, type Json, type ViewLink, type WhatIfView } from '../../ipc';
import { articleName } from '../../shared/article';
import { useCase } from '../../shared/case-context';
import { useDialog } from '../../shared/dialog';
import { Finding } from '../../shared/finding';
import { Refused } from '../../shared/refused';
import { printRoute } from '../../shared/route';
import { useLoaded } from '../../shared/use-loaded';
import { Chart } from './chart';
import { Checklist } from './checklist';
import { Figures } from './figures';
import { Sheet } from './sheet';
import { Trial } from './trial';
import './views.css';

export function Views({ selected }: { selected?: string }) {
  const { procedure } = useCase();
  const link = procedure.views.find((candidate) => candidate.id === selected) ?? procedure.views[0];
  if (!link) {
    return (
      <main className="page" data-panel>
        <h1>{t('case.views')}</h1>
        <p className="card empty">{t('views.none')}</p>
      </main>
    );
  }
  return <Page key={link.id} link={link} />;
}

function Page({ link }: { link: ViewLink }) {
  const { view, procedure, store } = useCase();
  const { told, attempt } = useDialog();
  const [trial, setTrial] = useState<Record<string, Json>>({});
  const [turn, setTurn] = useState(0);
  // What is still being typed is committed just before one applies: the newest state counts, not the one drawn.
  const latest = useRef(trial);
  const tried = Object.keys(trial);

  const change = useCallback((next: Record<string, Json>) => {
    latest.current = next;
    setTrial(next);
  }, []);
  const { value, failure, reload } = useLoaded<WhatIfView>(
    async () =>
      tried.length > 0
        ? ipc.whatIf(view.id, link.id, asChanges(trial))
        : { page: await ipc.view(view.id, link.id), arising: [], settled: [] },
    JSON.stringify([view.id, view.revision, link.id, trial]),
  );

  const find = (index: number, words: string, most: number) =>
    ipc.viewTable(view.id, link.id, index, words, most, asChanges(trial));

  const reset = () => {
    change({});
    setTurn((before) => before + 1);
  };
  const apply = async () => {
    await commitPending();
    const changes = Object.entries(latest.current);
    if (changes.length === 0) return;
    for (const [key, value] of changes) store.commit(key, value);
    const stored = await attempt(() => store.flush());
    const refused = changes.filter(([key]) => key in store.snapshot().refused);
    if (stored && refused.length === 0) {
      reset();
      told(t('views.applied', { count: changes.length }));
    }
  };

  const page = value?.page;
  return (
    <main className="page views" data-panel data-view={link.id} data-trial={tried.length > 0}>
      <Head link={link} intro={page?.intro} articles={page?.articles ?? []} others={procedure.views} />
      <div className="views-columns">
        {page && page.change.length > 0 && (
          <section className="card views-form" aria-labelledby="views-form" data-panel>
            <h2 id="views-form">{t('views.form')}</h2>
            <State tried={tried.length} onApply={() => void apply()} onReset={reset} />
            <Trial keys={page.change} trial={trial} turn={turn} failure={failure} onChange={change} latest={latest} />
          </section>
        )}
        <div className="views-body">
          {failure && <Refused failure={failure} onRetry={reload} />}
          {page && <Figures figures={page.figures} />}
          {value && (value.arising.length > 0 || value.settled.length > 0) && (
            <section className="card views-findings" aria-labelledby="views-findings">
              <h2 id="views-findings">{t('views.findings')}</h2>
              {value.arising.length > 0 && <h3>{t('views.arising', { count: value.arising.length })}</h3>}
              <ul>
                {value.arising.map((finding) => (
                  <Finding key={finding.rule} finding={finding} />
                ))}
              </ul>
              {value.settled.length > 0 && <h3>{t('views.settled', { count: value.settled.length })}</h3>}
              <ul className="views-settled">
                {value.settled.map((finding) => (
                  <li key={finding.rule}>{finding.title}</li>
                ))}
              </ul>
            </section>
          )}
          {page?.charts.map((chart) => (
            <Chart key={chart.id} chart={chart} />
          ))}
          {page?.checklists.map((checklist) => (
            <Checklist key={checklist.id} checklist={checklist} />
          ))}
          {page?.tables.map((table, index) => (
            <Sheet key={table.title} sheet={table} find={(words, most) => find(index, words, most)} />
          ))}
        </div>
      </div>
    </main>
  );
}

function asChanges(trial: Record<string, Json>): Change[] {
  return Object.entries(trial).map(([key, value]) => ({ key, value }));
}

interface HeadProps {
  link: ViewLink;
  intro?: string;
  articles: number[];
  others: ViewLink[];
}

function Head({ link, intro, articles, others }: HeadProps) {
  const { view } = useCase();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header className="views-head">
      {articles.length > 0 && <p className="eyebrow">{articles.map(articleName).join('、')}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {link.title}
      </h1>
      {intro && <p className="quoted">{intro}</p>}
      {others.length > 1 && (
        <nav className="views-others" aria-label={t('views.others')}>
          {others.map((other) => (
            <a
              key={other.id}
              href={printRoute({ page: 'case', id: view.id, view: 'views', section: other.id })}
              aria-current={other.id === link.id ? 'page' : undefined}
            >
              {other.title}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

interface StateProps {
  tried: number;
  onApply: () => void;
  onReset: () => void;
}

/** Whether one looks at the case or at a trial, and the two ways out of a trial. */
function State({ tried, onApply, onReset }: StateProps) {
  return (
    <div className={`views-state${tried > 0 ? ' on' : ''}`}>
      <p role="status">{tried > 0 ? t('views.trial', { count: tried }) : t('views.as-is')}</p>
      {tried > 0 && (
        <p className="row">
          <Button type="primary" onClick={onApply}>
            {t('views.apply')}
          </Button>
          <Button onClick={onReset}>{t('views.reset')}</Button>
        </p>
      )}
    </div>
  );
}
