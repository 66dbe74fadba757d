// The figures on top, each with its name, its unit and what it rests on.
import { t } from '../../i18n';
import type { FigureView, Tone } from '../../ipc';
import { Icon, type IconName } from '../../shared/icon';
import { Lacking } from './lacking';

const marks: Partial<Record<Tone, IconName>> = { good: 'check', warn: 'warning', bad: 'error' };

export function Figures({ figures }: { figures: FigureView[] }) {
  if (figures.length === 0) return null;
  return (
    <dl className="views-figures">
      {figures.map((figure) => (
        <div key={figure.label} className={`card views-figure ${figure.tone}`}>
          <dt>{figure.label}</dt>
          <dd>
            {figure.text ? (
              <span className="views-value">
                <Mark tone={figure.tone} />
                {figure.text}
                {figure.unit && <span className="views-unit">{figure.unit}</span>}
              </span>
            ) : (
              <span className="views-value muted">—</span>
            )}
            {figure.text && figure.note && <span className="views-note">{figure.note}</span>}
            <Lacking missing={figure.missing} fault={figure.fault} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A tone in shape as well as in colour, and in a word for those who hear. */
export function Mark({ tone }: { tone: Tone }) {
  const icon = marks[tone];
  if (!icon || tone === 'neutral') return null;
  return (
    <span className={`views-mark ${tone}`}>
      <Icon name={icon} size={14} />
      <span className="visually-hidden">{t(`tone.${tone}`)}</span>
    </span>
  );
}
