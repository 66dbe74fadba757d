// 设置: folder, appearance, holidays, the data and its copies, keys, and what the program is made of.
import { Button, Input, Radio, Select } from 'antd';
import { t } from '../../i18n';
import { ipc, type SettingsView } from '../../ipc';
import { forgetCalendar } from '../../shared/calendar';
import { useDialog } from '../../shared/dialog';
import { Keys } from '../../shared/key-list';
import { useLibrary } from '../../shared/library';
import { Tag } from '../../shared/status';
import { useZoom } from '../../shared/zoom';
import { Backups, CheckData, SecondFolder } from './backups';
import { Crashes } from './crashes';
import './settings.css';

export function Settings() {
  const { settings, setSettings } = useLibrary();
  const { attempt, changeFolder } = useDialog();
  const zoom = useZoom();

  const years = [...settings.holidays].sort((a, b) => b.year - a.year);

  const change = async (changes: Partial<Pick<SettingsView, 'language' | 'theme' | 'person'>>) => {
    const next = await attempt(() => ipc.saveSettings(changes));
    if (next) setSettings(next);
  };
  const year = async () => {
    const next = await attempt(() => ipc.importCalendar());
    if (!next) return;
    forgetCalendar();
    setSettings(next);
  };

  return (
    <main className="page narrow settings" data-panel>
      <div className="page-head">
        <h1>{t('nav.settings')}</h1>
      </div>
      <section className="card" aria-labelledby="set-general">
        <h2 id="set-general">{t('settings.general')}</h2>
        <Line label={t('settings.output')}>
          <span className="settings-path">{settings.output_folder || t('documents.no-folder')}</span>
          <Button size="small" onClick={() => void changeFolder()}>
            {t('documents.change-folder')}
          </Button>
        </Line>
        <Line label={t('settings.person')}>
          <Input
            size="small"
            className="settings-person"
            aria-label={t('settings.person')}
            defaultValue={settings.person}
            maxLength={40}
            onBlur={(event) => {
              if (event.target.value.trim() !== settings.person) void change({ person: event.target.value.trim() });
            }}
          />
          <span className="muted small">{t('settings.person-text', { machine: settings.machine })}</span>
        </Line>
        <Line label={t('settings.language')}>
          <Radio.Group
            aria-label={t('settings.language')}
            value={settings.language}
            onChange={(event) => void change({ language: event.target.value })}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
          <span className="muted small">{t('settings.language-text')}</span>
        </Line>
        <Line label={t('settings.theme')}>
          <Radio.Group
            aria-label={t('settings.theme')}
            value={settings.theme}
            onChange={(event) => void change({ theme: event.target.value })}
            options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
          />
        </Line>
        <Line label={t('settings.zoom')}>
          <Select
            aria-label={t('settings.zoom')}
            value={settings.zoom}
            onChange={(percent) => void zoom(percent)}
            options={settings.zooms.map((value) => ({ value, label: `${value}%` }))}
          />
          <span className="muted small">{t('settings.zoom-text')}</span>
        </Line>
      </section>
      <section className="card" aria-labelledby="set-holidays">
        <h2 id="set-holidays">{t('settings.holidays')}</h2>
        <p className="quoted">{t('settings.holidays-text')}</p>
        <Years rows={years.slice(0, 3)} />
        {years.length > 3 && (
          <details>
            <summary>{t('settings.earlier-years', { count: years.length - 3 })}</summary>
            <Years rows={years.slice(3)} />
          </details>
        )}
        {settings.calendars_left_out.length > 0 && (
          <div className="warn-text" role="status">
            <p>{t('settings.left-out')}</p>
            <ul>
              {settings.calendars_left_out.map((told) => (
                <li key={told}>{told}</li>
              ))}
            </ul>
          </div>
        )}
        <Button size="small" onClick={() => void year()}>
          {t('settings.import-year')}
        </Button>
      </section>
      <section className="card" aria-labelledby="set-data">
        <h2 id="set-data">{t('settings.data')}</h2>
        <Line label={t('settings.data-folder')}>
          <span className="settings-path">{settings.data_folder}</span>
        </Line>
        <Line label={t('settings.backup')}>
          <Backups />
        </Line>
        <Line label={t('settings.second')}>
          <SecondFolder />
        </Line>
        <Line label={t('settings.whole')}>
          <CheckData />
        </Line>
      </section>
      <section className="card" aria-labelledby="set-keys">
        <h2 id="set-keys">{t('settings.keys')}</h2>
        <Keys />
      </section>
      <section className="card" aria-labelledby="set-about">
        <h2 id="set-about">{t('settings.about')}</h2>
        <p>
          {t('brand')} {settings.version}
        </p>
        <p className="quoted">{t('settings.offline')}</p>
        <Line label={t('crashes.label')}>
          <Crashes />
        </Line>
        <details>
          <summary>{t('settings.licences', { count: settings.licences.length })}</summary>
          <ul className="settings-licences">
            {settings.licences.map((licence) => (
              <li key={licence.name}>
                {licence.name} <span className="muted">{licence.licence}</span>
              </li>
            ))}
          </ul>
        </details>
      </section>
    </main>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="settings-line">
      <span className="settings-label">{label}</span>
      <span className="row">{children}</span>
    </div>
  );
}

function Years({ rows }: { rows: SettingsView['holidays'] }) {
  return (
    <ul className="settings-years">
      {rows.map((holiday) => (
        <li key={holiday.year}>
          <strong>{holiday.year}</strong>
          <Tag tone={holiday.status === 'official' ? 'good' : 'warn'}>{t(`settings.${holiday.status}`)}</Tag>
          <span className="quoted">{holiday.notice}</span>
        </li>
      ))}
    </ul>
  );
}
