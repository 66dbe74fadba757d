// Before one starts: what to have at hand, how long it takes, what the program takes as read.
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { articleName } from '../../shared/article';
import { useDialog } from '../../shared/dialog';
import { useProcedures } from '../../shared/library';
import { printDate } from '../../shared/print';
import { go } from '../../shared/route';
import './begin.css';

export function Begin({ slug }: { slug: string }) {
  const procedure = useProcedures().find((candidate) => candidate.slug === slug);
  const { attempt } = useDialog();
  const [starting, setStarting] = useState(false);

  if (!procedure) {
    return (
      <main className="page narrow" data-panel>
        <h1>{t('begin.unknown')}</h1>
        <p>
          <a href="#/">{t('nav.home')}</a>
        </p>
      </main>
    );
  }

  const start = async (sample: boolean) => {
    setStarting(true);
    const opened = await attempt(() => ipc.createCase(slug, sample));
    setStarting(false);
    if (opened) go({ page: 'case', id: opened.id, view: sample ? 'section' : 'eligibility' });
  };

  return (
    <main className="page begin" data-panel>
      <header>
        <p className="eyebrow">{t('begin.eyebrow', { short: procedure.short })}</p>
        <h1>{procedure.title}</h1>
        <p className="begin-summary">{procedure.summary}</p>
      </header>
      <div className="begin-body">
        <div className="card begin-card stack">
          <h2>{t('begin.at-hand')}</h2>
          <ul className="ticks">
            {procedure.at_hand.map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
          <h2>{t('begin.how')}</h2>
          <p>
            {t('begin.minutes', { minutes: procedure.minutes })} {t('begin.interrupt')}
          </p>
          <p>{t('begin.first')}</p>
          <p className="row begin-actions">
            <Button type="primary" size="large" loading={starting} onClick={() => start(false)}>
              {t('begin.start')}
            </Button>
            {procedure.has_sample && (
              <Button size="large" onClick={() => start(true)}>
                {t('first.sample')}
              </Button>
            )}
          </p>
        </div>
        <aside className="begin-side stack" aria-label={t('begin.about')}>
          <h2>{t('begin.basis')}</h2>
          <p>
            {t('begin.regulation', { name: procedure.regulation })}
            <br />
            {procedure.number}
            <br />
            {t('begin.in-force', {
              from: printDate(procedure.in_force_from),
              until: printDate(procedure.in_force_until),
            })}
          </p>
          <h2>{t('begin.users')}</h2>
          <p>{procedure.users.join('、')}</p>
          {procedure.conventions.length > 0 && (
            <details>
              <summary>{t('begin.conventions', { count: procedure.conventions.length })}</summary>
              <dl className="conventions">
                {procedure.conventions.map((convention) => (
                  <div key={convention.id}>
                    <dt>
                      {convention.title}
                      <span className="muted small">　{convention.articles.map(articleName).join('、')}</span>
                    </dt>
                    <dd>{convention.text}</dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
        </aside>
      </div>
    </main>
  );
}
