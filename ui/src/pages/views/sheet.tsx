// A table of a page, with its totals. A long one is searched, and the steps behind the figures stand folded.
import { useMemo, useState } from 'react';
import { t } from '../../i18n';
import type { PageTableView } from '../../ipc';
import { Scroll } from '../../shared/scroll';
import { useLoaded } from '../../shared/use-loaded';
import { Mark } from './figures';
import { Lacking } from './lacking';

/** Rows at first, as the program sends them, and further ones each time more are asked for. */
const FIRST = 400;
const FURTHER = 1000;
/** Rows from which on one looks for them by their content. */
const FOUND_ABOVE = 30;

interface Props {
  sheet: PageTableView;
  /** The same table with the first `most` rows in which the words stand. */
  find: (words: string, most: number) => Promise<PageTableView>;
}

export function Sheet({ sheet, find }: Props) {
  if (!sheet.folded) {
    return (
      <section className="card views-sheet">
        <h2>{sheet.title}</h2>
        <Rows sheet={sheet} find={find} />
      </section>
    );
  }
  return (
    <details className="card views-sheet">
      <summary>
        <h2>{sheet.title}</h2>
        <span className="muted">{t('views.rows', { count: sheet.all })}</span>
      </summary>
      <Rows sheet={sheet} find={find} />
    </details>
  );
}

function Rows({ sheet, find }: Props) {
  const [words, setWords] = useState('');
  const [most, setMost] = useState(FIRST);
  // A new page brings a new table: what was searched for is searched for in that one.
  const asked = useMemo(() => ({ words, most, sheet }), [words, most, sheet]);
  const whole = words === '' && most === FIRST;
  const searched = useLoaded(async () => (whole ? asked.sheet : find(asked.words, asked.most)), asked);
  const found = whole ? sheet : (searched.value ?? sheet);
  return (
    <>
      <Lacking missing={sheet.missing} fault={sheet.fault} />
      {sheet.all > FOUND_ABOVE && (
        <p className="views-find row">
          <label>
            {t('views.find')}
            <input
              type="search"
              autoComplete="off"
              onChange={(event) => {
                setWords(event.target.value.trim());
                setMost(FIRST);
              }}
            />
          </label>
          <span role="status">{words && t('views.found-rows', { count: found.rows.length + found.further })}</span>
        </p>
      )}
      <Grid sheet={found} />
      {found.further > 0 && (
        <button type="button" className="plain-link" onClick={() => setMost(most + FURTHER)}>
          {t('views.further', { count: found.further, next: Math.min(found.further, FURTHER) })}
        </button>
      )}
    </>
  );
}

function Grid({ sheet }: { sheet: PageTableView }) {
  const side = (column: number) => (sheet.figures[column] ? 'right' : undefined);
  return (
    <>
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
                        {sheet.rows.length + sheet.further < sheet.all ? t('views.total-all') : t('views.total')}
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
    </>
  );
}
