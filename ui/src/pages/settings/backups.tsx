// The dated copies of the data: made every day, made by hand, put back after a question.
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { printStamp } from '../../shared/print';
import { useLoaded } from '../../shared/use-loaded';

export function Backups() {
  const { ask, attempt, told } = useDialog();
  const [working, setWorking] = useState(false);
  const { value: copies, failure, reload } = useLoaded(() => ipc.backups(), 'backups');

  const copy = async () => {
    setWorking(true);
    const file = await attempt(() => ipc.backupNow());
    setWorking(false);
    if (file) told(t('settings.backed-up', { file }));
    reload();
  };
  const restore = async (made: string) => {
    const when = printStamp(made);
    if (!(await ask(t('settings.restore-title', { when }), t('settings.restore-text'), t('settings.restore'), true)))
      return;
    setWorking(true);
    // A command without an answer: null tells it apart from a refusal.
    const done = await attempt(() => ipc.restoreBackup(made).then(() => null));
    setWorking(false);
    // Every page holds something of the data that are gone now.
    if (done === null) window.location.reload();
  };

  return (
    <div>
      <div className="row">
        <Button size="small" loading={working} onClick={() => void copy()}>
          {t('settings.backup-now')}
        </Button>
        <span className="muted small">{t('settings.backup-text')}</span>
      </div>
      {failure && <p className="muted small">{failure.detail}</p>}
      {copies !== undefined && copies.length > 0 && (
        <details className="settings-backups">
          <summary>{t('settings.backups', { count: copies.length, when: printStamp(copies[0]?.made ?? '') })}</summary>
          <ul>
            {copies.map(({ made, bytes }) => (
              <li key={made}>
                <span>{printStamp(made)}</span>
                <span className="muted small">{t('settings.size', { size: Math.ceil(bytes / 1024) })}</span>
                <Button size="small" loading={working} onClick={() => void restore(made)}>
                  {t('settings.restore-this')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
