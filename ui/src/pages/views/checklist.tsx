// A checklist: one card a row with what its points come to; what fails or waits stands open, with the way to mend it.
import { t } from '../../i18n';
import type { CardView, ChecklistView, CheckResult, PointView } from '../../ipc';
import { useCase } from '../../shared/case-context';
import { FieldLink } from '../../shared/field-link';
import { Scroll } from '../../shared/scroll';
import { Tag, type Tone as TagTone } from '../../shared/status';
import { Mark } from './figures';

const tones: Record<CheckResult, TagTone> = { pass: 'good', fail: 'bad', pending: 'warn', not_applicable: 'plain' };

export function Checklist({ checklist }: { checklist: ChecklistView }) {
  return (
    <section className="views-checklist" aria-labelledby={`checklist-${checklist.id}`} data-checklist={checklist.id}>
      <h2 id={`checklist-${checklist.id}`}>{checklist.title}</h2>
      {checklist.cards.length === 0 && (
        <p className="card empty row">
          {t('views.no-rows')}
          <FieldLink path={checklist.table} />
        </p>
      )}
      {checklist.cards.map((card) => (
        <Card key={card.row_number} card={card} table={checklist.table} />
      ))}
    </section>
  );
}

function Card({ card, table }: { card: CardView; table: string }) {
  const { unread } = useCase();
  const unsettled = card.points.filter((point) => point.result === 'fail' || point.result === 'pending');
  const own = `${table}.${card.row_number - 1}.`;
  // Text on screen that could not be read is stored nowhere: only the page knows of it.
  const typed = Object.values(unread).filter(({ path }) => path.startsWith(own));
  const troubles = [...typed.map(({ path, message }) => ({ path, message })), ...card.troubles];
  // What a point below says already is not said twice.
  const told = troubles.filter(({ path }) => !unsettled.some((point) => point.fields.includes(path)));
  const tone = card.tone === 'good' && troubles.length > 0 ? 'bad' : card.tone;
  const asked = card.points.filter((point) => point.result !== 'not_applicable');
  return (
    <article className={`card views-card ${tone}`} data-card={card.row_number} data-tone={tone}>
      <header>
        <h3>{card.name}</h3>
        <p className="views-verdict">
          <Mark tone={tone} />
          {card.label}
        </p>
        <p className="views-note">
          {t('views.counts', { passed: card.passed, failed: card.failed, pending: card.pending })}
        </p>
      </header>
      {card.advice && <p className="views-advice">{card.advice}</p>}
      {told.length > 0 && (
        <div className="views-troubles">
          <p>{t('views.troubles', { count: told.length })}</p>
          <ul>
            {told.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {message} <FieldLink path={path} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {unsettled.length > 0 && (
        <ul className="views-points">
          {unsettled.map((point) => (
            <Unsettled key={point.id} point={point} />
          ))}
        </ul>
      )}
      <details>
        <summary>{t('views.points', { count: asked.length })}</summary>
        <Scroll className="views-scroll" label={t('views.points', { count: asked.length })}>
          <table className="views-table">
            <caption className="visually-hidden">{card.name}</caption>
            <thead>
              <tr>
                <th scope="col">{t('views.point')}</th>
                <th scope="col">{t('views.basis')}</th>
                <th scope="col">{t('views.required')}</th>
                <th scope="col">{t('views.found')}</th>
                <th scope="col">{t('views.result')}</th>
              </tr>
            </thead>
            <tbody>
              {asked.map((point) => (
                <tr key={point.id}>
                  <td>
                    {point.number}. {point.title}
                  </td>
                  <td>{point.basis}</td>
                  <td>{point.required}</td>
                  <td>{point.found || '—'}</td>
                  <td>
                    <Tag tone={tones[point.result]}>{point.result_label}</Tag>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </article>
  );
}

function Unsettled({ point }: { point: PointView }) {
  return (
    <li data-point={point.id}>
      <p>
        <Tag tone={tones[point.result]}>{point.result_label}</Tag>{' '}
        <strong>
          {point.number}. {point.title}
        </strong>{' '}
        {point.reason}
      </p>
      {point.fields.length > 0 && (
        <p className="views-mend">
          {t('views.mend')}
          {point.fields.map((path) => (
            <FieldLink key={path} path={path} />
          ))}
        </p>
      )}
    </li>
  );
}
