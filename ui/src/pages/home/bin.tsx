// 回收站: deleted cases for thirty days; brought back, or erased for good after a word on what remains.
import { Button } from 'antd';
import { t } from '../../i18n';
import { type DeletedView, ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { printDate, printStamp } from '../../shared/print';
import { Tag } from '../../shared/status';

export function Bin({ rows, onChanged }: { rows: DeletedView[]; onChanged: () => void }) {
  const { ask, attempt, told } = useDialog();
  const back = async (row: DeletedView) => {
    await attempt(() => ipc.undeleteCase(row.id));
    onChanged();
  };
  const erase = async (row: DeletedView) => {
    const text = t('bin.erase-text', { title: row.title });
    if (!(await ask(t('bin.erase'), text, t('bin.erase'), true))) return;
    const done = await attempt(() => ipc.eraseCase(row.id).then(() => null));
    if (done === null) told(t('bin.erased'));
    onChanged();
  };
  if (rows.length === 0) return <p className="empty">{t('bin.empty')}</p>;
  return (
    <ul className="bin-rows">
      {rows.map((row) => (
        <li key={row.id} data-deleted={row.id}>
          <span className="bin-name">
            <Tag>{row.procedure_short}</Tag> {row.title}
            <span className="muted small">
              {t('bin.until', { at: printStamp(row.deleted_at), until: printDate(row.until) })}
            </span>
          </span>
          <Button size="small" onClick={() => void back(row)}>
            {t('bin.back')}
          </Button>
          <Button size="small" danger onClick={() => void erase(row)}>
            {t('bin.erase')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
