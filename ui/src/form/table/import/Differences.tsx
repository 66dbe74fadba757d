/** Cells that are read as something else than they show, by column: to be looked at before the rows are taken. */
import { t } from '../../../i18n';
import type { ImportView } from '../../../ipc';
import { Icon } from '../../Icon';

export function Differences({ view }: { view: ImportView }) {
  return view.differences.map((column) => (
    <details key={`${column.sheet} ${column.column}`} className="cj-import-group cj-import-group--warning" open>
      <summary>
        <Icon name="warning" />
        <b>{column.label}</b>
        <span>{t('import.differences', { count: column.count })}</span>
      </summary>
      <div className="cj-import-examples">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.cell')}</th>
              <th scope="col">{t('import.shown')}</th>
              <th scope="col">{t('import.read-as')}</th>
            </tr>
          </thead>
          <tbody>
            {column.examples.map((one) => (
              <tr key={one.row}>
                <td className="cj-import-cell">
                  {column.column}
                  {one.row}
                </td>
                <td>{one.shown}</td>
                <td>{one.read}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {column.count > column.examples.length && (
        <p className="cj-hint">{t('import.more', { count: column.count - column.examples.length })}</p>
      )}
    </details>
  ));
}
