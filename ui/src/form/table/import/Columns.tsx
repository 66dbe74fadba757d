/** The columns of the file over those of the table, with the first rows below: to be looked at, to be changed. */
import { t } from '../../../i18n';
import type { FieldView, ImportView, PlannedColumnView, PlanRequest } from '../../../ipc';
import { Icon } from '../../Icon';

interface Props {
  field: FieldView;
  view: ImportView;
  busy: boolean;
  replan(change: Partial<PlanRequest>): void;
}

/** Columns that a cell of a spreadsheet can hold. */
const importable = (column: FieldView) => !['party', 'bank_account', 'table'].includes(column.kind);

export function Columns({ field, view, busy, replan }: Props) {
  const missing = view.missing.map((key) => field.columns.find((column) => column.key === key)?.label ?? key);
  return (
    <div>
      <h3 className="cj-import-heading">{t('import.columns')}</h3>
      <p className="cj-hint">{t(view.remembered ? 'import.remembered-note' : 'import.columns-hint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="cj-import-scroll" tabIndex={0} aria-label={t('import.columns')}>
        <table className="cj-import-columns">
          <thead>
            <tr>
              <td />
              {view.columns.map((column) => (
                <th key={column.index} scope="col">
                  <span className="cj-import-letters">{column.letters}</span> {column.header}
                </th>
              ))}
            </tr>
            <tr>
              <td />
              {view.columns.map((column) => (
                <td key={column.index} className={column.key ? '' : 'is-left-out'}>
                  <select
                    className="cj-import-select"
                    aria-label={t('import.column-of', { letters: column.letters, header: column.header })}
                    value={column.key ?? ''}
                    disabled={busy}
                    onChange={(event) => replan({ assign: [{ index: column.index, key: event.target.value || null }] })}
                  >
                    <option value="">{t('import.not')}</option>
                    {field.columns.filter(importable).map((one) => (
                      <option key={one.key} value={one.key}>
                        {one.label}
                      </option>
                    ))}
                  </select>
                  <Doubt column={column} />
                </td>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.preview.map((row) => (
              <tr key={row.number} className={row.hidden ? 'is-hidden-row' : ''}>
                <th scope="row">{row.number}</th>
                {view.columns.map((column, at) => (
                  <td key={column.index} className={column.key ? '' : 'is-left-out'}>
                    {row.cells[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {missing.length > 0 && <p className="cj-hint">{t('import.missing', { names: missing.join('、') })}</p>}
    </div>
  );
}

function Doubt({ column }: { column: PlannedColumnView }) {
  const said = column.note ?? (column.confidence === 'near' ? t('import.near') : null);
  if (said) {
    return (
      <span className="cj-import-doubt">
        <Icon name="warning" /> {said}
      </span>
    );
  }
  if (column.confidence === 'remembered') {
    return <span className="cj-import-letters">{t('import.remembered')}</span>;
  }
  return column.confidence === 'chosen' ? <span className="cj-import-letters">{t('import.chosen')}</span> : null;
}
