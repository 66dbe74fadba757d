// Marks of state. Each differs in shape as well as in colour, and says its word to a screen reader.
import { type TextKey, t } from '../i18n';
import type { DocumentState, Severity, StageState } from '../ipc';
import { Icon } from './icon';
import './status.css';

export function StageMark({ state }: { state: StageState['state'] }) {
  return (
    <span className={`stage-mark ${state}`} title={t(`stage.${state}`)}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {state === 'not_started' && <circle className="ring" cx="8" cy="8" r="5.6" />}
        {state === 'in_progress' && (
          <>
            <circle className="ring" cx="8" cy="8" r="5.6" />
            <path className="fill" d="M8 4.6a3.4 3.4 0 0 1 0 6.8Z" />
          </>
        )}
        {state === 'done' && (
          <>
            <circle className="fill" cx="8" cy="8" r="6.3" />
            <path className="cut" d="m5.2 8.3 2 2 3.7-4.2" />
          </>
        )}
        {state === 'blocked' && <path className="line" d="M4.5 7.5h7V12.5h-7ZM6 7.5V5.7a2 2 0 0 1 4 0v1.8" />}
        {state === 'problem' && (
          <>
            <path className="fill" d="M8 1.8 15 13.8H1Z" />
            <path className="cut" d="M8 6v3.6M8 11.7v.1" />
          </>
        )}
      </svg>
      <span className="visually-hidden">{t(`stage.${state}`)}</span>
    </span>
  );
}

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span className={`severity ${severity}`}>
      <Icon name={severity} />
      <span className="visually-hidden">{t(`severity.${severity}`)}</span>
    </span>
  );
}

export type Tone = 'bad' | 'warn' | 'good' | 'plain' | 'primary';

export function Tag({ tone = 'plain', children }: { tone?: Tone; children: React.ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>;
}

const documentTone: Record<DocumentState['state'], Tone> = { ready: 'good', draft: 'warn', not_applicable: 'plain' };

export function DocumentTag({ state }: { state: DocumentState['state'] }) {
  return <Tag tone={documentTone[state]}>{t(`document.${state}` as TextKey)}</Tag>;
}

/** How far one is: a bar and the figures. */
export function Progress({ done, total }: { done: number; total: number }) {
  const share = total > 0 ? Math.round((done / total) * 100) : 0;
  return (
    <span className="progress">
      <span className="track" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      <span className="figures">{t('progress', { done, total })}</span>
    </span>
  );
}
