// 期限: what is ahead or missed, most urgent first, then what cannot be said yet, then what is done; each with the steps by which it was worked out; and a file for the calendar.
import { Button } from 'antd';
import { t } from '../../i18n';
import { type DeadlineView, ipc } from '../../ipc';
import { Citations } from '../../shared/article';
import { useCase } from '../../shared/case-context';
import { daysLeft } from '../../shared/days';
import { useDialog } from '../../shared/dialog';
import { FieldLink } from '../../shared/field-link';
import { Icon } from '../../shared/icon';
import { printDate } from '../../shared/print';
import { Tag, type Tone } from '../../shared/status';
import { Timeline } from './timeline';
import './deadlines.css';

const tones: Record<DeadlineView['state'], Tone> = {
  overdue: 'bad',
  pending: 'primary',
  done: 'good',
  unknown: 'plain',
};

export function Deadlines() {
  const { view } = useCase();
  const { write } = useDialog();
  const all = view.assessment.deadlines;
  const dated = byDate(all.filter((deadline) => deadline.due));
  const done = byDate(all.filter((deadline) => deadline.state === 'done'));
  const unknown = all.filter(
    (deadline) => deadline.state === 'unknown' || (!deadline.due && deadline.state !== 'done'),
  );
  const open = byDate(
    all.filter((deadline) => deadline.due && !done.includes(deadline) && !unknown.includes(deadline)),
  );

  return (
    <main className="page deadlines" data-panel>
      <div className="page-head">
        <h1 className="grow">{t('case.deadlines')}</h1>
        <Button icon={<Icon name="calendar" />} onClick={() => void write(() => ipc.exportIcs(view.id))}>
          {t('deadline.export')}
        </Button>
      </div>
      <p className="quoted deadlines-intro">{t('deadline.intro', { today: printDate(view.assessment.today) })}</p>
      {dated.length > 1 && <Timeline rows={dated} today={view.assessment.today} />}
      {all.length === 0 && <p className="card empty">{t('deadline.none')}</p>}
      {open.length > 0 && <Rows of={open} />}
      {open.length === 0 && all.length > 0 && <p className="card empty">{t('deadline.none-open')}</p>}
      {unknown.length > 0 && (
        <section>
          <h2 className="deadline-unknown">{t('deadline.unknown')}</h2>
          <Rows of={unknown} />
        </section>
      )}
      {done.length > 0 && (
        <details className="deadline-done">
          <summary>{t('deadline.done', { count: done.length })}</summary>
          <Rows of={done} />
        </details>
      )}
    </main>
  );
}

/** What is overdue has the earliest dates, so the order of dates is that of urgency. */
function byDate(deadlines: DeadlineView[]): DeadlineView[] {
  return [...deadlines].sort((a, b) => String(a.due ?? '').localeCompare(String(b.due ?? '')));
}

function Rows({ of }: { of: DeadlineView[] }) {
  return (
    <ol className="deadline-rows">
      {of.map((deadline) => (
        <Row key={deadline.id} deadline={deadline} />
      ))}
    </ol>
  );
}

function Row({ deadline }: { deadline: DeadlineView }) {
  const { procedure } = useCase();
  return (
    <li className={`card deadline ${deadline.state}`} data-deadline={deadline.id} data-due={deadline.due}>
      <div className="deadline-date">
        {deadline.due ? (
          <>
            <strong>{printDate(deadline.due)}</strong>
            <Tag tone={tones[deadline.state]}>{daysLeft(deadline)}</Tag>
          </>
        ) : (
          <span className="muted">{t('days.unknown')}</span>
        )}
      </div>
      <div className="deadline-what">
        <h2>
          {deadline.label}{' '}
          {deadline.provisional && (
            <span title={t('deadline.provisional-text')}>
              <Tag tone="warn">{t('deadline.provisional')}</Tag>
            </span>
          )}
        </h2>
        <p className="deadline-from">
          {deadline.missing.length > 0 ? (
            <span className="links">
              {t('deadline.missing')}{' '}
              {deadline.missing.map((key) => (
                <FieldLink key={key} path={key} />
              ))}
            </span>
          ) : (
            <span>
              {t('deadline.from')} <FieldLink path={deadline.from.field}>{deadline.from.label}</FieldLink>
              {deadline.from.on && ` ${printDate(deadline.from.on)}`}
            </span>
          )}
          <span>
            {t('eligibility.basis')} <Citations basis={deadline.basis} procedure={procedure} />
          </span>
        </p>
        {deadline.provisional && <p className="quoted small">{t('deadline.provisional-text')}</p>}
        {deadline.steps.length > 0 && (
          <details>
            <summary>{t('deadline.steps')}</summary>
            <ol className="steps">
              {deadline.steps.map((step) => (
                <li key={step.text}>{step.text}</li>
              ))}
            </ol>
            {deadline.earliest_next && (
              <p className="small">{t('deadline.earliest', { date: printDate(deadline.earliest_next) })}</p>
            )}
            {deadline.note && <p className="quoted small">{deadline.note}</p>}
          </details>
        )}
      </div>
    </li>
  );
}
