// Reads what every page needs, sets language and appearance, and shows the page of the address.
import { App as Ant, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState } from 'react';
import { setLanguage } from './i18n';
import { asFailure, type Failure, ipc, type ProcedureView, type SettingsView, type StartView } from './ipc';
import { Begin } from './pages/begin';
import { CasePages } from './pages/case';
import { Home } from './pages/home';
import { Parties } from './pages/parties';
import { Settings } from './pages/settings';
import { Start } from './pages/start';
import { Boundary } from './shared/boundary';
import { mayClose } from './shared/closing';
import { Frame } from './shared/frame';
import { LibraryProvider } from './shared/library';
import { Refused } from './shared/refused';
import { type Route, useRoute } from './shared/route';
import { themeConfig, useAppearance } from './shared/theme';

export function App() {
  const [procedures, setProcedures] = useState<ProcedureView[]>();
  const [settings, setSettings] = useState<SettingsView>();
  const [failure, setFailure] = useState<Failure>();
  const [start, setStart] = useState<StartView>();

  useEffect(() => {
    ipc
      .startState()
      .then(async (state) => {
        if (!state.ready) {
          setStart(state);
          return;
        }
        const [found, chosen] = await Promise.all([ipc.procedures(), ipc.settings()]);
        setLanguage(chosen.language);
        setProcedures(found);
        setSettings(chosen);
      })
      .catch((cause) => setFailure(asFailure(cause)));
  }, []);

  useEffect(() => {
    const stop = ipc.onClosing(mayClose).catch(() => () => {});
    return () => void stop.then((off) => off());
  }, []);

  const { dark, still } = useAppearance(settings?.theme ?? 'system');
  const theme = useMemo(() => themeConfig(dark, still), [dark, still]);
  const library = useMemo(
    () =>
      procedures && settings
        ? {
            procedures,
            settings,
            setSettings: (next: SettingsView) => {
              setLanguage(next.language);
              setSettings(next);
            },
          }
        : undefined,
    [procedures, settings],
  );

  if (failure) {
    return (
      <main className="page narrow">
        <h1>筹建通</h1>
        <Refused failure={failure} onRetry={() => window.location.reload()} />
      </main>
    );
  }
  if (start) return <Start state={start} />;
  if (!library) return null;
  return (
    <ConfigProvider
      locale={settings?.language === 'en' ? enUS : zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
    >
      <Ant component={false}>
        <LibraryProvider value={library}>
          <Pages key={library.settings.language} />
        </LibraryProvider>
      </Ant>
    </ConfigProvider>
  );
}

function Pages() {
  const route = useRoute();
  return (
    <Frame route={route}>
      <Boundary watch={route}>{page(route)}</Boundary>
    </Frame>
  );
}

function page(route: Route) {
  switch (route.page) {
    case 'home':
      return <Home />;
    case 'begin':
      return <Begin slug={route.slug} />;
    case 'parties':
      return <Parties />;
    case 'settings':
      return <Settings />;
    case 'case':
      return <CasePages route={route} />;
  }
}
