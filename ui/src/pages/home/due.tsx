// Dates that are still ahead or already missed, most urgent first, in bands of urgency.
import { type TextKey, t } from '../../i18n';
import type { CaseDeadline } from '../../ipc';
import { daysLeft } from '../../shared/days';
import { printDate } from '../../shared/print';
import { printRoute } from '../../shared/route';
import { Tag } from '../../shared/status';

type Band = 'overdue' | 'week' | 'month' | 'later';

function bandOf(days: number): Band {
  return days < 0 ? 'overdue' : days <= 7 ? 'week' : days <= 30 ? 'month' : 'later';
}

export function DueList({ rows }: { rows: CaseDeadline[] }) {
  const open = rows
    .filter(({ deadline }) => deadline.due && (deadline.state === 'pending' || deadline.state === 'overdue'))
    .sort((a, b) => String(a.deadline.due).localeCompare(String(b.deadline.due)));
  if (open.length === 0) return <p className="empty">{t('home.nothing-due')}</p>;
  const bands: Band[] = ['overdue', 'week', 'month', 'later'];
  return (
    <div className="due">
      {bands.map((band) => {
        const here = open.filter(({ deadline }) => bandOf(deadline.days_left ?? 0) === band);
        if (here.length === 0) return null;
        return (
          <section key={band} aria-label={t(`due.${band}` as TextKey)}>
            <h3 className={`due-band ${band}`}>{t(`due.${band}` as TextKey)}</h3>
            <ul>
              {here.map(({ case: id, title, deadline }) => (
                <li key={`${id}-${deadline.id}`} className="due-row">
                  <span>
                    <a href={printRoute({ page: 'case', id, view: 'deadlines' })}>{deadline.label}</a>{' '}
                    {deadline.provisional && <Tag tone="warn">{t('deadline.provisional')}</Tag>}
                  </span>
                  <span className={`due-left ${band}`}>{daysLeft(deadline)}</span>
                  <span className="due-case">{title}</span>
                  <span className="due-date">{printDate(deadline.due ?? '')}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
