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
  const lanes = place(rows.map((row) => at(row.due ?? today)));
  const depth = Math.max(...lanes) + 1;
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
          const y = axis - 16 - (lanes[index] ?? 0) * 20;
          const end = x > width * 0.6;
          return (
            <g key={row.id} className={`mark ${row.state}`}>
              <line x1={x} x2={x} y1={axis} y2={y} />
              {row.state === 'done' ? (
                <circle cx={x} cy={axis} r="5" />
              ) : (
                <rect x={x - 4.5} y={axis - 4.5} width="9" height="9" transform={`rotate(45 ${x} ${axis})`} />
              )}
              <text x={end ? x - 5 : x + 5} y={y + 4} textAnchor={end ? 'end' : 'start'}>
                {row.label}
              </text>
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

/** Which line of text each label stands on, so that neighbours do not cover each other. */
function place(positions: number[]): number[] {
  const room = 190;
  const ends: number[] = [];
  return positions.map((x) => {
    const free = ends.findIndex((end) => end <= x);
    const lane = free >= 0 ? free : ends.length < 6 ? ends.length : ends.indexOf(Math.min(...ends));
    ends[lane] = x + room;
    return lane;
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
