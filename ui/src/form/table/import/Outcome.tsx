/** What the file comes to: how many rows, what is wrong by kind with examples, what was left out, the totals. */
import { t } from '../../../i18n';
import type { ImportView, ProblemGroupView } from '../../../ipc';
import { chineseNumber } from '../../../shared/number';
import { Icon } from '../../Icon';
import { grouped } from '../../print';
import { Differences } from './Differences';

export function Outcome({ view }: { view: ImportView }) {
  if (view.obstacle) {
    return (
      <p className="cj-import-refused" role="alert">
        {view.obstacle}
      </p>
    );
  }
  const result = view.refused > 0 ? 'import.result-refused' : 'import.result';
  return (
    <section className="cj-import-outcome">
      <h3 className="cj-import-heading">
        <span role="status">{t(result, { read: view.read, good: view.good, refused: view.refused })}</span>
      </h3>
      {view.groups.map((group) => (
        <Group key={`${group.severity} ${group.label} ${group.examples[0]?.reason}`} group={group} />
      ))}
      {view.more_problems > 0 && <p className="cj-hint">{t('import.more-problems', { count: view.more_problems })}</p>}
      <Differences view={view} />
      <ul className="cj-import-notes">
        {view.filled > 0 && <li>{t('import.filled', { count: view.filled })}</li>}
        {view.skipped.map((skipped) => (
          <li key={`${skipped.reason} ${skipped.rows[0]}`}>
            {t(skipped.count > skipped.rows.length ? 'import.skipped-more' : 'import.skipped', {
              rows: skipped.rows.join('、'),
              count: skipped.count,
              reason: skipped.reason,
            })}
          </li>
        ))}
      </ul>
      {view.totals.length > 0 && (
        <dl className="cj-import-totals" aria-label={t('import.totals')}>
          {view.totals.map((total) => (
            <div key={total.label}>
              <dt>
                {total.label}
                {t('import.totals')}
              </dt>
              <dd>
                {grouped(total.sum)}
                {total.stated !== undefined && (
                  <span className={total.explanation === undefined ? '' : 'cj-import-doubt'}>
                    {total.explanation === undefined
                      ? t('import.total-agrees')
                      : `${t('import.total-differs', { stated: grouped(total.stated) })}：${total.explanation}`}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Group({ group }: { group: ProblemGroupView }) {
  const more = group.count - group.examples.length;
  return (
    <details className={`cj-import-group cj-import-group--${group.severity}`} open={group.severity === 'error'}>
      <summary>
        <Icon name={group.severity} />
        <b>{group.label}</b>
        <span>{group.examples[0]?.reason}</span>
        <span className="cj-import-count">{t('import.problem-count', { count: group.count })}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('import.cell')}</th>
            <th scope="col">{t('import.value')}</th>
            <th scope="col">{t('import.reason')}</th>
            <th scope="col">{t('import.basis')}</th>
          </tr>
        </thead>
        <tbody>
          {group.examples.map((problem) => (
            <tr key={`${problem.column}${problem.row}`}>
              <td className="cj-import-cell">
                {problem.column}
                {problem.row}
              </td>
              <td>{problem.value}</td>
              <td>{problem.reason}</td>
              <td className="cj-import-cell">
                {problem.articles.map((number) => t('article.name', { number: chineseNumber(number) })).join('、')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="cj-hint">{t('import.more', { count: more })}</p>}
    </details>
  );
}
