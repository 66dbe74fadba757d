// A chart as the program drew it, what one sees in words, and the figures behind it.
import { useEffect, useRef } from 'react';
import { t } from '../../i18n';
import type { ChartView } from '../../ipc';
import { sanitize } from '../../shared/sanitize';
import { Scroll } from '../../shared/scroll';
import { Lacking } from './lacking';
import './chart.css';

export function Chart({ chart }: { chart: ChartView }) {
  return (
    <figure className="card views-chart" data-chart={chart.id}>
      <figcaption>
        <h2>{chart.title}</h2>
      </figcaption>
      {chart.svg && <Picture svg={chart.svg} />}
      {chart.summary && <p className="views-summary">{chart.summary}</p>}
      <Lacking missing={chart.missing} fault={chart.fault} />
      {chart.grid && (
        <details>
          <summary>{t('views.data')}</summary>
          <Scroll className="views-scroll" label={t('views.data-of', { title: chart.title })}>
            <table className="views-table">
              <caption className="visually-hidden">{chart.title}</caption>
              <thead>
                <tr>
                  {chart.grid.header.map((name, column) => (
                    <th key={name} scope="col" className={chart.grid?.figures[column] ? 'right' : undefined}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {chart.grid.rows.map((row, number) => (
                  <tr key={number}>
                    {row.map((cell, column) => (
                      <td
                        key={chart.grid?.header[column]}
                        className={chart.grid?.figures[column] ? 'right' : undefined}
                      >
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </details>
      )}
    </figure>
  );
}

/** The picture carries words that people typed: it passes the same sieve as a paper. */
function Picture({ svg }: { svg: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => host.current?.replaceChildren(sanitize(svg)), [svg]);
  return <div className="views-picture" ref={host} />;
}
