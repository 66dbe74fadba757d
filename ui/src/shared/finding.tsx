// One finding: what, why and what to do; where to mend it; how it was decided.
import { t } from '../i18n';
import type { CaseView, FindingView, ProcedureView } from '../ipc';
import { Citations } from './article';
import { useStoredCase } from './case-context';
import { asAsked, FieldLink, fieldName } from './field-link';
import { Override } from './override';
import { SeverityMark, Tag } from './status';
import './finding.css';

interface Props {
  finding: FindingView;
  back?: 'review' | 'documents';
  onArticle?: (article: number) => void;
  /** A warning may be overridden here. */
  withOverride?: boolean;
}

export function Finding({ finding, back, onArticle, withOverride = false }: Props) {
  const { procedure, view } = useStoredCase();
  const paths = finding.outcome === 'undecided' && finding.missing.length > 0 ? finding.missing : finding.fields;
  const tone = finding.outcome === 'undecided' ? 'undecided' : finding.severity;
  return (
    <li className={`finding ${tone}${finding.override_reason ? ' overridden' : ''}`} data-finding={finding.rule}>
      <SeverityMark severity={finding.outcome === 'undecided' ? 'notice' : finding.severity} />
      <div className="finding-body">
        <p className="finding-message">
          {finding.message} {finding.override_reason && <Tag tone="good">{t('override.done')}</Tag>}
        </p>
        {finding.override_reason && (
          <p className="quoted">{t('override.reason', { reason: finding.override_reason })}</p>
        )}
        {paths.length > 0 && (
          <p className="finding-links">
            {asAsked(procedure, paths).map((path) => (
              <FieldLink key={path} path={path} back={back} />
            ))}
          </p>
        )}
        <p className="finding-rule">
          {t('finding.rule')}
          {finding.title}　<Citations basis={finding.basis} procedure={procedure} onArticle={onArticle} />
        </p>
        <details>
          <summary>{t('finding.how')}</summary>
          <dl className="trace">
            {finding.trace.inputs.map((input) => (
              <div key={input.name}>
                <dt>{inputName(procedure, view, input.name)}</dt>
                <dd>{inputValue(procedure, input.name, input.value)}</dd>
              </div>
            ))}
            <div>
              <dt>{t('finding.result')}</dt>
              <dd>{truth(finding.trace.result)}</dd>
            </div>
          </dl>
          <p className="trace-expression">{finding.trace.expression}</p>
          {finding.note && <p className="quoted">{finding.note}</p>}
        </details>
        {withOverride && finding.overridable && finding.outcome === 'violated' && <Override finding={finding} />}
      </div>
    </li>
  );
}

/** The trace names keys; people know labels. */
function inputName(procedure: ProcedureView, view: CaseView, name: string): string {
  return fieldName(procedure, name) ?? view.assessment.values[name]?.label ?? name;
}

function inputValue(procedure: ProcedureView, name: string, value: string): string {
  const field = procedure.sections.flatMap((section) => section.fields).find((candidate) => candidate.key === name);
  return field?.options.find((option) => option.key === value)?.label ?? truth(value);
}

function truth(value: string): string {
  if (value === 'true') return t('finding.true');
  return value === 'false' ? t('finding.false') : value;
}
