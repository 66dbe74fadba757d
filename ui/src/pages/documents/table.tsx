// The list of documents: state, what is missing as links, preview and generate.
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import type { DocumentState, GeneratedView } from '../../ipc';
import { articleName } from '../../shared/article';
import { useCase } from '../../shared/case-context';
import { asAsked, FieldLink } from '../../shared/field-link';
import { DocumentTag, Tag } from '../../shared/status';
import { Stale } from './stale';

interface Props {
  history: GeneratedView[];
  final: boolean;
  selected?: string;
  onPreview: (id: string) => void;
  onWrite: (id: string) => void;
}

export function DocumentTable(props: Props) {
  const { view } = useCase();
  const applicable = view.assessment.documents.filter((row) => row.state !== 'not_applicable');
  const others = view.assessment.documents.filter((row) => row.state === 'not_applicable');
  return (
    <div className="card document-rows">
      <ul>
        {[...applicable, ...others].map((row) => (
          <Row key={row.id} row={row} {...props} />
        ))}
      </ul>
    </div>
  );
}

function Row({ row, history, final, selected, onPreview, onWrite }: Props & { row: DocumentState }) {
  const { procedure } = useCase();
  const kind = procedure.documents.find((candidate) => candidate.id === row.id);
  const number = procedure.documents.findIndex((candidate) => candidate.id === row.id) + 1;
  const last = history.find((file) => file.document === row.id);
  const refused = final && row.state === 'draft';
  return (
    <li
      className={`document-row${selected === row.id ? ' selected' : ''}`}
      data-document={row.id}
      data-state={row.state}
    >
      <span className="document-number">{String(number).padStart(2, '0')}</span>
      <div className="document-what">
        <p className="document-title">
          <span>{row.title}</span>
          <DocumentTag state={row.state} />
          {last?.stale && <Tag tone="bad">{t('documents.stale')}</Tag>}
          {row.rows.length > 1 && (
            <span className="muted small">{t('documents.rows', { count: row.rows.length })}</span>
          )}
        </p>
        {kind && (
          <p className="muted small">
            {t(kind.kind === 'contract' ? 'documents.contract' : 'documents.official')}
            {kind.articles.length > 0 && `　${kind.articles.map(articleName).join('、')}`}
          </p>
        )}
        {last && <Stale file={last} />}
        {row.state === 'draft' && <Why row={row} />}
      </div>
      {row.state !== 'not_applicable' && (
        <div className="document-actions">
          <Button size="small" onClick={() => onPreview(row.id)}>
            {t('documents.preview')}
            <span className="visually-hidden">{row.title}</span>
          </Button>
          <Button size="small" onClick={() => onWrite(row.id)}>
            {t(refused ? 'documents.try-final' : final ? 'documents.write-final' : 'documents.write-draft')}
            <span className="visually-hidden">{row.title}</span>
          </Button>
        </div>
      )}
    </li>
  );
}

/** At first so many links; the rest on demand. */
const firstLinks = 6;

function Why({ row }: { row: DocumentState }) {
  const { view, procedure } = useCase();
  const [all, setAll] = useState(false);
  const ordered = asAsked(procedure, row.missing);
  const missing = all ? ordered : ordered.slice(0, firstLinks);
  return (
    <div className="document-why">
      {row.missing.length > 0 && (
        <p className="links">
          <span className="quoted">{t('documents.missing')}</span>
          {missing.map((path) => (
            <FieldLink key={path} path={path} back="documents" />
          ))}
          {row.missing.length > missing.length && (
            <button type="button" className="plain-link" onClick={() => setAll(true)}>
              {t('documents.more', { count: row.missing_count - missing.length })}
            </button>
          )}
          {all && row.missing_count > missing.length && (
            <span className="muted">{t('documents.more', { count: row.missing_count - missing.length })}</span>
          )}
        </p>
      )}
      {row.undecided.map((rule) => {
        const finding = view.assessment.findings.find((candidate) => candidate.rule === rule);
        return (
          <p key={rule} className="document-blocked" data-undecided={rule}>
            {finding?.title ?? rule}：{t('documents.undecided')}
            {finding && finding.missing.length > 0 && (
              <>
                {'，'}
                {t('documents.missing')}
                {asAsked(procedure, finding.missing).map((path) => (
                  <FieldLink key={path} path={path} back="documents" />
                ))}
              </>
            )}
          </p>
        );
      })}
      {row.blocked_by.map((rule) => {
        const finding = view.assessment.findings.find(
          (candidate) => candidate.rule === rule || candidate.rule.endsWith(`/${rule}`),
        );
        return (
          <p key={rule} className="document-blocked">
            {finding?.fields[0] ? (
              <FieldLink path={finding.fields[0]} back="documents">
                {finding.title}
              </FieldLink>
            ) : (
              (finding?.title ?? rule)
            )}
            ：{t('documents.blocked')}
          </p>
        );
      })}
    </div>
  );
}
