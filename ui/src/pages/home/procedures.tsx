// One card a procedure: what it is for, what to have at hand, how long it takes, and a complete sample to look at.
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { useProcedures } from '../../shared/library';
import { printDate } from '../../shared/print';
import { go } from '../../shared/route';

export function ProcedureCards() {
  const procedures = useProcedures();
  const { attempt } = useDialog();
  const [opening, setOpening] = useState<string>();

  const openSample = async (slug: string) => {
    setOpening(slug);
    const opened = await attempt(() => ipc.createCase(slug, true));
    setOpening(undefined);
    if (opened) go({ page: 'case', id: opened.id, view: 'section' });
  };

  return (
    <ul className="procedure-cards" data-count={procedures.length}>
      {procedures.map((procedure) => (
        <li key={procedure.slug} className="card procedure-card" data-procedure={procedure.slug}>
          <p className="procedure-short">{procedure.short}</p>
          <h2>{procedure.title}</h2>
          <p className="procedure-basis">
            {procedure.number}
            <span className="muted">{t('first.until', { date: printDate(procedure.in_force_until) })}</span>
          </p>
          <p>{procedure.summary}</p>
          <h3>{t('begin.at-hand')}</h3>
          <ul className="ticks">
            {procedure.at_hand.map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
          <p className="procedure-time">
            {t('begin.minutes', { minutes: procedure.minutes })} {t('begin.interrupt')}
          </p>
          <div className="row procedure-actions">
            <Button type="primary" onClick={() => go({ page: 'begin', slug: procedure.slug })}>
              {t('first.begin')}
            </Button>
            {procedure.has_sample && (
              <Button loading={opening === procedure.slug} onClick={() => openSample(procedure.slug)}>
                {t('first.sample')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
