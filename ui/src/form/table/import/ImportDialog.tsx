/** From choosing a file to taking its rows: the dialog over the form. */
import { Button, Modal, Spin } from 'antd';
import { t } from '../../../i18n';
import type { UnreadView } from '../../../ipc';
import type { FieldView, Spreadsheets } from '../../contract';
import { Accounts } from './Accounts';
import { Columns } from './Columns';
import { Outcome } from './Outcome';
import { open, Questions } from './Questions';
import { Reading } from './Reading';
import type { Import } from './useImport';
import './import.css';

interface Props {
  field: FieldView;
  work: Import;
  spreadsheets: Spreadsheets;
  /** Text that could not be read; it comes just before the rows. */
  onUnread(cells: UnreadView[]): void;
  /** The rows are in the table. */
  onTaken(count: number, faulty: number): void;
  /** Something was saved. */
  onSaved(file: string): void;
}

export function ImportDialog({ field, work, spreadsheets, onUnread, onTaken, onSaved }: Props) {
  const { step } = work;
  if (step.at === 'idle') return null;
  if (step.at === 'choosing') {
    return (
      <Modal open title={t('import.choosing')} width={440} closable={false} footer={null} onCancel={work.cancel}>
        <div className="cj-import-waiting">
          <Spin />
          <p role="status">{work.rows > 0 ? t('import.rows-read', { rows: work.rows }) : t('import.choosing')}</p>
          <Button onClick={work.cancel}>{t('import.stop')}</Button>
        </div>
      </Modal>
    );
  }
  if (step.at === 'refused') {
    return (
      <Modal
        open
        title={t('failed.title')}
        width={520}
        onCancel={work.cancel}
        footer={<Button onClick={work.cancel}>{t('close')}</Button>}
      >
        <p className="cj-import-refused">{step.failure}</p>
      </Modal>
    );
  }
  const { view, busy } = step;
  const take = async (all: boolean) => {
    const count = await work.take(all, onUnread);
    if (count !== null) onTaken(count, all ? view.refused : 0);
  };
  const report = async () => {
    const file = await spreadsheets.report();
    if (file) onSaved(file);
  };
  const nothing = view.good === 0;
  const undecided = open(view);
  return (
    <Modal
      open
      width={1080}
      style={{ top: 24 }}
      className="cj-import"
      title={t('import.title', { file: view.file, table: field.label })}
      onCancel={work.cancel}
      mask={{ closable: false }}
      footer={
        <div className="cj-import-foot">
          {(view.groups.length > 0 || view.differences.length > 0) && (
            <Button onClick={() => void report()}>{t('import.report')}</Button>
          )}
          <span className="cj-import-gap" role="status">
            {busy && (work.rows > 0 ? t('import.rows-read', { rows: work.rows }) : t('import.choosing'))}
            {!busy && undecided > 0 && t('import.undecided', { count: undecided })}
            {!busy && undecided === 0 && nothing && t('import.nothing')}
          </span>
          <Button onClick={work.cancel}>{t('cancel')}</Button>
          {view.refused > 0 && undecided === 0 && (
            <Button loading={busy} onClick={() => void take(true)}>
              {t('import.take-mend', { count: view.read })}
            </Button>
          )}
          {!nothing && undecided === 0 && (
            <Button type="primary" loading={busy} onClick={() => void take(false)}>
              {t(view.refused > 0 ? 'import.take-good' : 'import.take-all', { count: view.good })}
            </Button>
          )}
        </div>
      }
    >
      {step.failure && (
        <p className="cj-import-refused" role="alert">
          {step.failure}
        </p>
      )}
      <Reading view={view} busy={busy} replan={(change) => void work.replan(change)} />
      <Questions view={view} busy={busy} replan={(change) => void work.replan(change)} />
      <Accounts view={view} />
      <Columns field={field} view={view} busy={busy} replan={(change) => void work.replan(change)} />
      <Outcome view={view} />
    </Modal>
  );
}
