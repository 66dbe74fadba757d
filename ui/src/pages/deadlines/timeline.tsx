// The dates on one line, to scale, with today. The list below says the same in words. Drawn to the width there is, so
// that words keep their size in a narrow window.
import { t } from '../../i18n';
import type { DeadlineView } from '../../ipc';
import { printDate } from '../../shared/print';
import { useWidthOf } from '../../shared/use-width';

const margin = 36;
/** Room that the name of a month or a year takes, with the blank beside it. */
const tick = 46;

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

export function Timeline({ rows, today }: { rows: DeadlineView[]; today: string }) {
  const [box, width] = useWidthOf<HTMLElement>(1000);
  const days = [...rows.map((row) => day(row.due ?? today)), day(today)];
  const first = Math.min(...days);
  const span = Math.max(Math.max(...days) - first, 1);
  const at = (iso: string) => margin + ((day(iso) - first) / span) * (width - 2 * margin);
  const labels = place(rows, at, width);
  const depth = Math.max(0, ...labels.map((label) => label?.lane ?? 0)) + 1;
  const axis = 18 + depth * 20;

  return (
    <figure className="card timeline" ref={box}>
      <svg
        width={width}
        height={axis + 44}
        viewBox={`0 0 ${width} ${axis + 44}`}
        role="img"
        aria-label={t('deadline.chart', {
          count: rows.length,
          first: printDate(rows[0]?.due ?? ''),
          last: printDate(rows.at(-1)?.due ?? ''),
        })}
      >
        <line className="axis" x1={margin / 2} x2={width - margin / 2} y1={axis} y2={axis} />
        {months(first, first + span, span, (width - 2 * margin) / tick).map((iso) => (
          <g key={iso}>
            <line className="tick" x1={at(iso)} x2={at(iso)} y1={axis} y2={axis + 5} />
            <text className="month" x={at(iso)} y={axis + 18} textAnchor="middle">
              {iso.slice(5, 7) === '01'
                ? t('deadline.year', { year: iso.slice(0, 4) })
                : t('deadline.month', { month: Number(iso.slice(5, 7)) })}
            </text>
          </g>
        ))}
        <g className="today">
          <line x1={at(today)} x2={at(today)} y1="8" y2={axis + 26} />
          <text x={at(today)} y={axis + 38} textAnchor="middle">
            {t('deadline.today')}
          </text>
        </g>
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
const mostLanes = 12;

/**
 * A line of text for each label, so that none covers another. What recurs is named once, at the next one to come;
 * what finds no room is named by its tooltip and in the list.
 */
function place(rows: DeadlineView[], at: (iso: string) => number, width: number): (Label | undefined)[] {
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
    // To the left where there is no room to the right; where there is none on either side the list names it.
    const end = x + length > width - 8;
    if (end && x - length < 0) return undefined;
    const taken: [number, number] = end ? [x - length, x + 6] : [x - 6, x + length];
    let lane = lanes.findIndex((spans) => spans.every(([from, to]) => taken[1] < from || taken[0] > to));
    if (lane < 0) lane = lanes.push([]) - 1;
    if (lane >= mostLanes) return undefined;
    lanes[lane]?.push(taken);
    return { text: row.label, end, lane };
  });
}

const steps = [1, 2, 3, 6, 12, 24, 60, 120];

/** First days of months between two days, at most so many: every one, or every second, third, … tenth year. */
export function months(from: number, to: number, span: number, most: number): string[] {
  const step = steps.find((each) => span / (each * 30.4) <= most) ?? 120;
  const start = new Date(from * 86_400_000);
  const result: string[] = [];
  for (let index = 0; ; index += 1) {
    const month = new Date(Date.UTC(start.getUTCFullYear(), index, 1));
    if (month.getTime() / 86_400_000 > to) break;
    const since = month.getUTCFullYear() * 12 + month.getUTCMonth();
    if (since % step === 0 && month.getTime() / 86_400_000 >= from) result.push(month.toISOString().slice(0, 10));
  }
  return result;
}
