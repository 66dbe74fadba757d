// The dates on one line, to scale, with today. The list below says the same in words.
import { t } from '../../i18n';
import type { DeadlineView } from '../../ipc';
import { printDate } from '../../shared/print';

const width = 1000;
const margin = 36;

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

export function Timeline({ rows, today }: { rows: DeadlineView[]; today: string }) {
  const days = [...rows.map((row) => day(row.due ?? today)), day(today)];
  const first = Math.min(...days);
  const span = Math.max(Math.max(...days) - first, 1);
  const at = (iso: string) => margin + ((day(iso) - first) / span) * (width - 2 * margin);
  const labels = place(rows, at);
  const depth = Math.max(0, ...labels.map((label) => label?.lane ?? 0)) + 1;
  const axis = 18 + depth * 20;

  return (
    <figure className="card timeline">
      <svg
        viewBox={`0 0 ${width} ${axis + 44}`}
        role="img"
        aria-label={t('deadline.chart', {
          count: rows.length,
          first: printDate(rows[0]?.due ?? ''),
          last: printDate(rows.at(-1)?.due ?? ''),
        })}
      >
        <line className="axis" x1={margin / 2} x2={width - margin / 2} y1={axis} y2={axis} />
        {months(first, first + span, span).map((iso) => (
          <g key={iso}>
            <line className="tick" x1={at(iso)} x2={at(iso)} y1={axis} y2={axis + 5} />
            <text className="month" x={at(iso)} y={axis + 18} textAnchor="middle">
              {iso.slice(5, 7) === '01' ? `${iso.slice(0, 4)}年` : `${Number(iso.slice(5, 7))}月`}
            </text>
          </g>
        ))}
        {rows.map((row, index) => {
          const x = at(row.due ?? today);
          const label = labels[index];
          const y = axis - 16 - (label?.lane ?? 0) * 20;
          return (
            <g key={row.id} className={`mark ${row.state}`}>
              <title>{`${row.label} ${printDate(row.due ?? '')}`}</title>
              {label && <line x1={x} x2={x} y1={axis} y2={y} />}
              {row.state === 'done' ? (
                <circle cx={x} cy={axis} r="5" />
              ) : (
                <rect x={x - 4.5} y={axis - 4.5} width="9" height="9" transform={`rotate(45 ${x} ${axis})`} />
              )}
              {label && (
                <text x={label.end ? x - 5 : x + 5} y={y + 4} textAnchor={label.end ? 'end' : 'start'}>
                  {label.text}
                </text>
              )}
            </g>
          );
        })}
        <g className="today">
          <line x1={at(today)} x2={at(today)} y1="8" y2={axis + 26} />
          <text x={at(today)} y={axis + 38} textAnchor="middle">
            {t('deadline.today')}
          </text>
        </g>
      </svg>
    </figure>
  );
}

interface Label {
  text: string;
  /** Towards the right edge labels run to the left of their mark. */
  end: boolean;
  lane: number;
}

const letter = 12.4;
const mostLanes = 7;

/**
 * A line of text for each label, so that none covers another. What recurs is named once, at the next one to come;
 * what finds no room is named by its tooltip and in the list.
 */
function place(rows: DeadlineView[], at: (iso: string) => number): (Label | undefined)[] {
  const named = new Map<string, string>();
  for (const row of rows) {
    const before = rows.find((other) => other.id === named.get(row.label));
    if (!before || (before.state === 'done' && row.state !== 'done')) named.set(row.label, row.id);
  }
  const lanes: [number, number][][] = [];
  return rows.map((row) => {
    if (!row.due || named.get(row.label) !== row.id) return undefined;
    const x = at(row.due);
    const length = row.label.length * letter + 14;
    const end = x + length > width - 8;
    const taken: [number, number] = end ? [x - length, x + 6] : [x - 6, x + length];
    let lane = lanes.findIndex((spans) => spans.every(([from, to]) => taken[1] < from || taken[0] > to));
    if (lane < 0) lane = lanes.push([]) - 1;
    if (lane >= mostLanes) return undefined;
    lanes[lane]?.push(taken);
    return { text: row.label, end, lane };
  });
}

/** First days of months (or every third, sixth, twelfth for long spans) between two days. */
function months(from: number, to: number, span: number): string[] {
  const step = span < 400 ? 1 : span < 1100 ? 3 : span < 2400 ? 6 : 12;
  const start = new Date(from * 86_400_000);
  const result: string[] = [];
  for (let index = 0; result.length < 40; index += 1) {
    const month = new Date(Date.UTC(start.getUTCFullYear(), index, 1));
    if (month.getTime() / 86_400_000 > to) break;
    if (index % step === 0 && month.getTime() / 86_400_000 >= from) result.push(month.toISOString().slice(0, 10));
  }
  return result;
}
