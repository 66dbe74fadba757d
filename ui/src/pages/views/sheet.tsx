// A table of a page, with its totals.
import { t } from '../../i18n';
import type { PageTableView } from '../../ipc';
import { Scroll } from '../../shared/scroll';
import { Mark } from './figures';
import { Lacking } from './lacking';

export function Sheet({ sheet }: { sheet: PageTableView }) {
  const side = (column: number) => (sheet.figures[column] ? 'right' : undefined);
  return (
    <section className="card views-sheet">
      <h2>{sheet.title}</h2>
      <Lacking missing={sheet.missing} fault={sheet.fault} />
      {sheet.rows.length > 0 && (
        <Scroll className="views-scroll" label={sheet.title}>
          <table className="views-table">
            <caption className="visually-hidden">{sheet.title}</caption>
            <thead>
              <tr>
                {sheet.header.map((name, column) => (
                  <th key={name} scope="col" className={side(column)}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sheet.rows.map((row, number) => (
                <tr key={number}>
                  {row.map((cell, column) => (
                    <td key={sheet.header[column]} className={[side(column), cell.tone].filter(Boolean).join(' ')}>
                      <Mark tone={cell.tone} />
                      {cell.text || '—'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            {sheet.totals.length > 0 && (
              <tfoot>
                <tr>
                  {sheet.totals.map((total, column) =>
                    column === 0 && !total ? (
                      <th key={sheet.header[column]} scope="row">
                        {t('views.total')}
                      </th>
                    ) : (
                      <td key={sheet.header[column]} className={side(column)}>
                        {total}
                      </td>
                    ),
                  )}
                </tr>
              </tfoot>
            )}
          </table>
        </Scroll>
      )}
      {sheet.further > 0 && <p className="muted small">{t('views.further', { count: sheet.further })}</p>}
    </section>
  );
}
