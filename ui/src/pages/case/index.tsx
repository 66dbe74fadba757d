// An open case: the bar with its name and state of saving, and under it one of its pages.
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { CaseProvider, useCase } from '../../shared/case-context';
import { guardClosing } from '../../shared/closing';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { Refused } from '../../shared/refused';
import type { Route } from '../../shared/route';
import { Eligibility } from '../begin/eligibility';
import { NotOpen } from '../begin/not-open';
import { Deadlines } from '../deadlines';
import { Documents } from '../documents';
import { Review } from '../review';
import { Views } from '../views';
import { CaseBar } from './bar';
import { Work } from './work';
import './case.css';

export type CaseRoute = Extract<Route, { page: 'case' }>;

export function CasePages({ route }: { route: CaseRoute }) {
  return (
    <CaseProvider
      id={route.id}
      waiting={<main className="page" aria-busy="true" data-panel />}
      refused={(failure) => (
        <main className="page narrow stack" data-panel>
          <h1>{t('case.not-opened')}</h1>
          <Refused failure={failure} />
          <p className="row">
            {failure.code.endsWith('-procedure') && <Export id={route.id} />}
            <a href="#/">{t('broken.home')}</a>
          </p>
        </main>
      )}
    >
      <div className="case">
        <CaseBar route={route} />
        <KeepSaved />
        <View route={route} />
      </div>
    </CaseProvider>
  );
}

/** The answers are there even when the procedure is not: they can be taken along. */
function Export({ id }: { id: number }) {
  const { write } = useDialog();
  return (
    <Button icon={<Icon name="download" />} onClick={() => void write(() => ipc.exportCase(id))}>
      {t('case.export')}
    </Button>
  );
}

function View({ route }: { route: CaseRoute }) {
  switch (route.view) {
    case 'eligibility':
      return route.section === 'result' ? <NotOpen /> : <Eligibility field={route.field} />;
    case 'section':
      return <Work route={route} />;
    case 'review':
      return <Review />;
    case 'documents':
      return <Documents selected={route.section} />;
    case 'deadlines':
      return <Deadlines />;
    case 'views':
      return <Views selected={route.section} />;
  }
}

/** What is still being typed is committed and stored before the window closes. */
function KeepSaved() {
  const { store } = useCase();
  const { ask } = useDialog();
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const keep = async () => {
      await commitPending();
      return store.flush();
    };
    const leave = async () =>
      (await keep()) || latest.current(t('closing.title'), t('closing.text'), t('closing.leave'), true);
    const hidden = () => void keep();
    window.addEventListener('pagehide', hidden);
    const stop = guardClosing(leave);
    return () => {
      window.removeEventListener('pagehide', hidden);
      stop();
    };
  }, [store]);
  return null;
}
