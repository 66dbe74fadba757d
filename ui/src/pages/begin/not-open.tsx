// The answer to the eligibility questions, as a page of its own: open (and by which way), not open (with the article
// and the other route), or what is still to be answered.
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n';
import type { FindingView, ProcedureView } from '../../ipc';
import { articleName, Citations } from '../../shared/article';
import { useCase } from '../../shared/case-context';
import { go, printRoute } from '../../shared/route';
import { eligibilityOf, type Verdict } from './verdict';
import './begin.css';

export function NotOpen() {
  const { view, procedure } = useCase();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const verdict = eligibilityOf(view, procedure);
  const back = printRoute({ page: 'case', id: view.id, view: 'eligibility' });

  if (verdict.against.length > 0) {
    return (
      <main className="page eligibility not-open" data-panel>
        <header>
          <p className="eyebrow">{procedure.title}</p>
          <h1 ref={heading} tabIndex={-1}>
            {t('eligibility.closed')}
          </h1>
          <p className="quoted">{t('eligibility.closed-text', { short: procedure.short })}</p>
        </header>
        <Reasons findings={[...verdict.against, ...verdict.doubts]} procedure={procedure} />
        <p className="row begin-actions">
          <Button type="primary" href={back}>
            {t('eligibility.change')}
          </Button>
          <a href="#/">{t('broken.home')}</a>
          <span className="muted small">{t('eligibility.kept')}</span>
        </p>
      </main>
    );
  }

  if (verdict.missing.length > 0) {
    return (
      <main className="page eligibility" data-panel>
        <h1 ref={heading} tabIndex={-1}>
          {t('eligibility.open-questions')}
        </h1>
        <ul className="ticks verdict">
          {verdict.missing.map((field) => (
            <li key={field.key}>
              <a href={printRoute({ page: 'case', id: view.id, view: 'eligibility', field: field.key })}>
                {field.label}
              </a>
            </li>
          ))}
        </ul>
        <Reasons findings={verdict.doubts} procedure={procedure} />
        <p className="row begin-actions">
          <Button type="primary" href={back}>
            {t('eligibility.back')}
          </Button>
          <Button onClick={() => goOn(view.id, procedure)}>{t('eligibility.later')}</Button>
        </p>
      </main>
    );
  }

  if (verdict.doubts.length > 0) {
    return (
      <main className="page eligibility not-open" data-panel>
        <header>
          <p className="eyebrow">{procedure.title}</p>
          <h1 ref={heading} tabIndex={-1}>
            {t('eligibility.doubtful')}
          </h1>
          <p className="quoted">{t('eligibility.doubtful-text')}</p>
        </header>
        <Reasons findings={verdict.doubts} procedure={procedure} />
        <Follows verdict={verdict} />
        <p className="row begin-actions">
          <Button type="primary" href={back}>
            {t('eligibility.change')}
          </Button>
          <Button onClick={() => goOn(view.id, procedure)}>{t('eligibility.go-on')}</Button>
        </p>
      </main>
    );
  }

  return (
    <main className="page eligibility" data-panel>
      <header>
        <p className="eyebrow">{procedure.title}</p>
        <h1 ref={heading} tabIndex={-1}>
          {t('eligibility.open', { short: procedure.short })}
        </h1>
      </header>
      <div className="verdict good">
        <p>{t('eligibility.open-text')}</p>
        <Follows verdict={verdict} />
        <p className="row">
          <Button type="primary" size="large" onClick={() => goOn(view.id, procedure)}>
            {t('eligibility.go-on')}
          </Button>
          <a href={back}>{t('eligibility.change')}</a>
        </p>
      </div>
    </main>
  );
}

function goOn(id: number, procedure: ProcedureView) {
  const stage = procedure.stages.find((candidate) => !candidate.eligibility && candidate.sections.length > 0);
  go({ page: 'case', id, view: 'section', section: stage?.sections[0] });
}

/** Every reason, each with its articles in our own words. */
function Reasons({ findings, procedure }: { findings: FindingView[]; procedure: ProcedureView }) {
  return findings.map((finding) => (
    <section key={finding.rule} className="reason" data-finding={finding.rule}>
      <h2>{finding.message}</h2>
      <p className="quoted">
        {t('finding.rule')}
        {finding.title}　<Citations basis={finding.basis} procedure={procedure} />
      </p>
      <Digest articles={finding.basis.map((citation) => Number(citation.article))} procedure={procedure} />
    </section>
  ));
}

function Follows({ verdict }: { verdict: Verdict }) {
  if (verdict.follows.length === 0) return null;
  return (
    <dl>
      {verdict.follows.map((value) => (
        <div key={value.label} style={{ display: 'contents' }}>
          <dt>{value.label}</dt>
          <dd>{value.text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Digest({ articles, procedure }: { articles: number[]; procedure: ProcedureView }) {
  return procedure.digest
    .filter((article) => articles.includes(article.number))
    .map((article) => (
      <p key={article.number} className="quoted small">
        {articleName(article.number)} {article.title}：{article.text}
      </p>
    ));
}
