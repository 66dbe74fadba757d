// The summary of what is found: errors, then warnings (to be mended or overridden with a reason), then what was
// typed and could not be read; what holds is counted and can be looked at.
import { useState } from 'react';
import { t } from '../../i18n';
import { type FindingView, ipc } from '../../ipc';
import { Citations } from '../../shared/article';
import { useCase } from '../../shared/case-context';
import { FieldLink } from '../../shared/field-link';
import { Finding } from '../../shared/finding';
import { Icon } from '../../shared/icon';
import { useLoaded } from '../../shared/use-loaded';

export function Summary({ findings }: { findings: FindingView[] }) {
  const { procedure, unread, view } = useCase();
  const of = (severity: FindingView['severity']) => findings.filter((finding) => finding.severity === severity);
  const errors = of('error');
  const warnings = of('warning');
  const notices = of('notice');
  const unreadable = Object.values(unread);
  const open = warnings.filter((finding) => !finding.override_reason).length;
  const undecided = view.assessment.findings.filter((finding) => finding.outcome === 'undecided');
  // Where a typed text waits in the cell, its own message is enough.
  const lacks = view.assessment.lacks.filter((lack) => !unread[lack.path]);
  const lacking = view.assessment.lacks_count - (view.assessment.lacks.length - lacks.length);
  const wrong = errors.length + unreadable.length + lacking;
  const bad = wrong > 0;
  const visible = new Set(view.visible);
  const unanswered = procedure.sections
    .flatMap((section) => section.fields)
    .filter(({ key, optional }) => !optional && visible.has(key) && view.assessment.values[key]?.state === 'missing');

  return (
    <div className={`summary ${bad ? 'bad' : open > 0 ? 'warn' : 'good'}`}>
      <h2>
        <Icon name={bad ? 'error' : open > 0 ? 'warning' : 'check'} size={18} />
        {bad
          ? t('review.errors', { count: wrong })
          : open > 0
            ? t('review.warnings', { count: open })
            : t('review.clean')}
      </h2>
      <p className="quoted">
        {bad ? t('review.errors-text') : open > 0 ? t('review.warnings-text') : t('review.clean-text')}
      </p>
      {unreadable.length > 0 && (
        <ul className="summary-unread">
          {unreadable.map((entry) => (
            <li key={entry.path}>
              <FieldLink path={entry.path} back="review" />：{entry.message}
            </li>
          ))}
        </ul>
      )}
      <FindingGroup rows={errors} />
      {lacks.length > 0 && (
        <div className="summary-lacks">
          <p>{t('review.lacks')}</p>
          <ul className="summary-unread">
            {lacks.map((lack) => (
              <li key={lack.path} data-lack={lack.path}>
                <FieldLink path={lack.path} back="review" />
                {!lack.empty && `：${lack.message}`}
              </li>
            ))}
          </ul>
          {lacking > lacks.length && (
            <p className="muted">{t('review.lacks-more', { count: lacking - lacks.length })}</p>
          )}
        </div>
      )}
      <FindingGroup rows={warnings} />
      <FindingGroup rows={notices} />
      <More title={t('review.undecided', { count: undecided.length })} shown={undecided.length > 0}>
        <FindingGroup rows={undecided} />
      </More>
      <More title={t('review.unanswered', { count: unanswered.length })} shown={unanswered.length > 0}>
        <ul className="summary-unread">
          {unanswered.map((field) => (
            <li key={field.key}>
              <FieldLink path={field.key} back="review" />
            </li>
          ))}
        </ul>
      </More>
      <Holding />
    </div>
  );
}

function FindingGroup({ rows }: { rows: FindingView[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="summary-rows">
      {rows.map((finding) => (
        <Finding key={finding.rule} finding={finding} back="review" withOverride />
      ))}
    </ul>
  );
}

function More({ title, shown, children }: { title: string; shown: boolean; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  if (!shown) return null;
  return (
    <div>
      <button type="button" className="plain-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
      </button>
      {open && children}
    </div>
  );
}

/** The rules that hold, each with its article: so that one sees what was looked at. */
function Holding() {
  const { view, procedure } = useCase();
  const { value } = useLoaded(() => ipc.findingDetails(view.id), `${view.id} ${view.revision}`);
  const holding = (value ?? []).filter((finding) => finding.outcome === 'holds');
  return (
    <More title={t('review.holds', { count: holding.length })} shown={holding.length > 0}>
      <ul className="summary-holds">
        {holding.map((finding) => (
          <li key={finding.rule}>
            <Icon name="check" />
            <span>{finding.title}</span>
            <span className="muted">
              <Citations basis={finding.basis} procedure={procedure} />
            </span>
          </li>
        ))}
      </ul>
    </More>
  );
}
