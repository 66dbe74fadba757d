// The answers of one section as a list of label, answer and the way to change it.
import { useState } from 'react';
import { t } from '../../i18n';
import type { FieldView, Json, SectionView } from '../../ipc';
import { useCase } from '../../shared/case-context';
import { FieldLink } from '../../shared/field-link';
import { isRecord, printValue } from '../../shared/print';
import { Scroll } from '../../shared/scroll';

export function AnswerList({ section }: { section: SectionView }) {
  const { view } = useCase();
  const visible = new Set(view.visible);
  return (
    <div className="answers">
      <h3>{section.title}</h3>
      <dl>
        {section.fields
          .filter((field) => visible.has(field.key))
          .map((field) => (
            <div key={field.key} className={`answer ${field.kind}`} data-answer={field.key}>
              <dt>{field.label}</dt>
              <dd>
                <Answer field={field} />
              </dd>
              <dd className="answer-change">
                <FieldLink path={field.key} back="review">
                  {t('review.change')}
                  <span className="visually-hidden">{field.label}</span>
                </FieldLink>
              </dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

function Answer({ field }: { field: FieldView }) {
  const { view } = useCase();
  const value = view.answers[field.key];
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) {
    return field.optional ? (
      <span className="muted">{t('review.optional-empty')}</span>
    ) : (
      <span className="answer-missing">{t('review.missing')}</span>
    );
  }
  if (field.kind === 'table' && Array.isArray(value)) return <Rows field={field} rows={value} />;
  if ((field.kind === 'party' || field.kind === 'bank_account') && isRecord(value)) {
    return <Parts field={field} value={value} />;
  }
  return <span className="answer-text">{view.assessment.values[field.key]?.text || printValue(field, value)}</span>;
}

function Parts({ field, value }: { field: FieldView; value: Record<string, Json> }) {
  const given = field.columns.filter((column) => value[column.key]);
  return (
    <ul className="answer-parts">
      {given.map((column) => (
        <li key={column.key}>
          <span className="muted">{column.label}</span> {printValue(column, value[column.key] ?? null)}
        </li>
      ))}
    </ul>
  );
}

/** Rows at first, and further ones each time more are asked for. */
const firstRows = 30;
const furtherRows = 500;
const figures = new Set(['money', 'area', 'decimal', 'percent', 'integer']);

function Rows({ field, rows }: { field: FieldView; rows: Json[] }) {
  const [most, setMost] = useState(firstRows);
  return (
    <Scroll className="answer-rows" label={field.label}>
      <table>
        <thead>
          <tr>
            {field.columns.map((column) => (
              <th key={column.key} scope="col" className={figures.has(column.kind) ? 'right' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row, index) => (
            <tr key={index}>
              {field.columns.map((column) => (
                <td key={column.key} className={figures.has(column.kind) ? 'right' : undefined}>
                  {isRecord(row) ? printValue(column, row[column.key] ?? null).replace(/ 元$/, '') : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" className="plain-link" onClick={() => setMost(most + furtherRows)}>
          {t('review.rows', { count: rows.length - most })}
        </button>
      )}
    </Scroll>
  );
}
