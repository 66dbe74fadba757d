// The start page, when the program could not simply open: what is the matter, every backup with its check, and the
// other ways on. A backup that cannot be put back leaves one here, with the others.
import { App as Ant, Button, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useState } from 'react';
import { t } from '../../i18n';
import { asFailure, type Failure, ipc, type StartView } from '../../ipc';
import { BackupList } from '../../shared/backup-list';
import { Refused } from '../../shared/refused';
import { themeConfig, useAppearance } from '../../shared/theme';
import './start.css';

export function Start({ state }: { state: StartView }) {
  const { dark, still } = useAppearance('system');
  return (
    <ConfigProvider locale={zhCN} theme={themeConfig(dark, still)} button={{ autoInsertSpace: false }}>
      <Ant component={false}>
        <Ways state={state} />
      </Ant>
    </ConfigProvider>
  );
}

function Ways({ state }: { state: StartView }) {
  const [failure, setFailure] = useState<Failure>();
  const [working, setWorking] = useState(false);
  const [written, setWritten] = useState<string>();

  const attempt = async (command: () => Promise<unknown>, done: (answer: unknown) => void) => {
    setWorking(true);
    setFailure(undefined);
    try {
      done(await command());
    } catch (cause) {
      setFailure(asFailure(cause));
    }
    setWorking(false);
  };
  const again = () => window.location.reload();
  const { fewer, backups } = state;
  const damaged = state.failure !== undefined;

  return (
    <main className="page narrow start" data-panel>
      <h1>{fewer ? t('start.fewer') : t('start.failed')}</h1>
      {fewer && <p>{t('start.fewer-text', { held: fewer[0], expected: fewer[1] })}</p>}
      {state.failure && <Refused failure={state.failure} />}
      <section className="card start-card" aria-labelledby="start-backups">
        <h2 id="start-backups">{t('start.backups')}</h2>
        {backups.length === 0 ? (
          <p>{t('start.no-backups')}</p>
        ) : (
          <>
            <p className="quoted">{t('start.backups-text')}</p>
            <BackupList
              backups={backups}
              working={working}
              onRestore={(id) => void attempt(() => ipc.startRestore(id), again)}
            />
          </>
        )}
        {failure && <Refused failure={failure} />}
      </section>
      <div className="row start-ways">
        {fewer && (
          <Button loading={working} onClick={() => void attempt(() => ipc.startAnyway(), again)}>
            {fewer[0] === 0 ? t('start.empty-anyway') : t('start.anyway', { held: fewer[0] })}
          </Button>
        )}
        {damaged && (
          <>
            <Button loading={working} onClick={again}>
              {t('retry')}
            </Button>
            <Button
              loading={working}
              onClick={() =>
                void attempt(
                  () => ipc.startSalvage(),
                  (place) => setWritten(String(place ?? '')),
                )
              }
            >
              {t('start.salvage')}
            </Button>
          </>
        )}
        <Button onClick={() => void ipc.quit()}>{t('start.quit')}</Button>
      </div>
      {written && (
        <p role="status" className="start-written">
          {t('start.salvaged', { place: written })}
        </p>
      )}
    </main>
  );
}
