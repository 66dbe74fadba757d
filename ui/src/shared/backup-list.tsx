// Backups as a table: when, why, how large, how many cases, whether whole; and the way back to each that can be used.
import { Button } from 'antd';
import { t } from '../i18n';
import type { BackupView } from '../ipc';
import { Tag, type Tone } from './status';
import './backup-list.css';

const tones: Record<BackupView['soundness'], Tone> = {
  sound: 'good',
  rows: 'warn',
  damaged: 'bad',
  foreign: 'bad',
  newer: 'warn',
};

interface Props {
  backups: BackupView[];
  working: boolean;
  onRestore: (id: string, made: string) => void;
}

export function BackupList({ backups, working, onRestore }: Props) {
  return (
    <div className="backup-scroll">
      <table className="backup-list">
        <thead>
          <tr>
            <th scope="col">{t('backup.made')}</th>
            <th scope="col">{t('backup.kind')}</th>
            <th scope="col">{t('backup.cases')}</th>
            <th scope="col">{t('backup.size')}</th>
            <th scope="col">{t('backup.check')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('history.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map(({ id, made, kind, cases, bytes, soundness, second }) => (
            <tr key={id} data-backup={id}>
              <td className="nowrap">{moment(made)}</td>
              <td className="nowrap">
                {t(`backup.${kind}`)}
                {second && <span className="muted small"> {t('backup.second')}</span>}
              </td>
              <td className="nowrap">{cases ?? '—'}</td>
              <td className="nowrap">{t('settings.size', { size: Math.ceil(bytes / 1024) })}</td>
              <td className="nowrap">
                <Tag tone={tones[soundness]}>{t(`backup.${soundness}`)}</Tag>
              </td>
              <td className="nowrap">
                {(soundness === 'sound' || soundness === 'rows') && (
                  <Button size="small" loading={working} onClick={() => onRestore(id, made)}>
                    {t('settings.restore-this')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** 2026-11-23T14:02:00 → 2026-11-23 14:02 */
export function moment(made: string): string {
  return made.slice(0, 16).replace('T', ' ');
}
