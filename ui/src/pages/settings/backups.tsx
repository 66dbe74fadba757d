// The dated copies of the data: made by themselves and by hand, in one folder or two, put back after a question; and
// the check of everything.
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc, type ReportView } from '../../ipc';
import { BackupList } from '../../shared/backup-list';
import { useDialog } from '../../shared/dialog';
import { useLibrary } from '../../shared/library';
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
  const restore = async (id: string, made: string) => {
    const when = printStamp(made);
    if (!(await ask(t('settings.restore-title', { when }), t('settings.restore-text'), t('settings.restore'), true)))
      return;
    setWorking(true);
    // A command without an answer: null tells it apart from a refusal.
    const done = await attempt(() => ipc.restoreBackup(id).then(() => null));
    setWorking(false);
    // Every page holds something of the data that are gone now.
    if (done === null) window.location.reload();
  };

  return (
    <div className="settings-wide">
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
          <BackupList backups={copies} working={working} onRestore={(id, made) => void restore(id, made)} />
        </details>
      )}
    </div>
  );
}

/** A second folder for backups, with the reason for one. */
export function SecondFolder() {
  const { settings, setSettings } = useLibrary();
  const { attempt } = useDialog();
  const choose = async () => {
    const next = await attempt(() => ipc.chooseSecondFolder());
    if (next) setSettings(next);
  };
  const forget = async () => {
    const next = await attempt(() => ipc.forgetSecondFolder());
    if (next) setSettings(next);
  };
  return (
    <div className="settings-wide">
      <div className="row">
        {settings.second_folder && <span className="settings-path">{settings.second_folder}</span>}
        <Button size="small" onClick={() => void choose()}>
          {settings.second_folder ? t('documents.change-folder') : t('settings.second-choose')}
        </Button>
        {settings.second_folder && (
          <Button size="small" onClick={() => void forget()}>
            {t('settings.second-forget')}
          </Button>
        )}
      </div>
      {!settings.second_folder && <p className="muted small">{t('settings.second-why')}</p>}
      {settings.second_trouble && (
        <p className="bad-text small" role="alert">
          {t('settings.second-trouble', { reason: settings.second_trouble })}
        </p>
      )}
    </div>
  );
}

/** 检查数据: what was looked at and what was found. */
export function CheckData() {
  const { attempt, told } = useDialog();
  const [working, setWorking] = useState(false);
  const [report, setReport] = useState<ReportView>();
  const check = async () => {
    setWorking(true);
    const found = await attempt(() => ipc.checkData());
    setWorking(false);
    if (found) setReport(found);
  };
  const salvage = async () => {
    const place = await attempt(() => ipc.salvage());
    if (place) told(t('start.salvaged', { place }));
  };
  return (
    <div className="settings-wide">
      <div className="row">
        <Button size="small" loading={working} onClick={() => void check()}>
          {t('settings.check')}
        </Button>
        <span className="muted small">{t('settings.check-text')}</span>
      </div>
      {report && (
        <div role="status" className="settings-report">
          <p>
            {t('settings.checked', {
              cases: report.cases,
              revisions: report.revisions,
              sound: report.sound_backups,
              backups: report.backups,
            })}
          </p>
          {report.rebuilt && <p>{t('notice.rebuilt')}</p>}
          {report.damaged === '' ? (
            <p>{t('settings.check-good')}</p>
          ) : (
            <p className="bad-text">
              {t('settings.check-bad', { rows: report.damaged })}{' '}
              <button type="button" className="plain-link" onClick={() => void salvage()}>
                {t('start.salvage')}
              </button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
