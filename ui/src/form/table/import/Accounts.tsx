/** What became of each row of the file, in a line that adds up; and sheets that were not read. */
import { t } from '../../../i18n';
import type { ImportView } from '../../../ipc';

export function Accounts({ view }: { view: ImportView }) {
  return (
    <div className="cj-import-accounts" role="status">
      {view.accounts.map((account) => {
        const parts = account.fates.map(({ fate, count }) => t(`import.fate.${fate}`, { count })).join('，');
        return (
          <p key={account.sheet}>
            {view.accounts.length > 1
              ? t('import.account-of', { sheet: account.sheet, rows: account.rows, parts })
              : t('import.account', { rows: account.rows, parts })}
          </p>
        );
      })}
      {view.unread_sheets.map((sheet) => (
        <p key={sheet.name} className="cj-import-doubt">
          {t('import.unread-sheet', { name: sheet.name, why: sheet.why })}
        </p>
      ))}
    </div>
  );
}
