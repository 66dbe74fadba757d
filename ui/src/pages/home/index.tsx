// 首页: what falls due, and the cases. On first start, the procedures there are.
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { useProcedures } from '../../shared/library';
import { Refused } from '../../shared/refused';
import { go } from '../../shared/route';
import { useLoaded } from '../../shared/use-loaded';
import { Bin } from './bin';
import { CaseList } from './cases';
import { DueList } from './due';
import { Notices } from './notices';
import { ProcedureCards } from './procedures';
import { Unusable } from './unusable';
import './home.css';

export function Home() {
  const procedures = useProcedures();
  const [query, setQuery] = useState('');
  const [archived, setArchived] = useState(false);
  const cases = useLoaded(() => ipc.cases(query.trim() || undefined), query);
  const [binned, setBinned] = useState(false);
  const bin = useLoaded(() => ipc.deletedCases(), cases.value);
  const due = useLoaded(() => ipc.allDeadlines(), cases.value);
  const { attempt } = useDialog();

  if (cases.failure) {
    return (
      <main className="page" data-panel>
        <h1>{t('home.title')}</h1>
        <Refused failure={cases.failure} onRetry={cases.reload} />
      </main>
    );
  }
  if (!cases.value) return <main className="page" aria-busy="true" data-panel />;

  const take = async () => {
    const opened = await attempt(() => ipc.importCase());
    if (opened) go({ page: 'case', id: opened.id, view: 'section' });
  };

  const deleted = bin.value ?? [];
  if (cases.value.length === 0 && deleted.length === 0 && query === '') {
    return (
      <main className="page first" data-panel>
        <Notices watch={cases.value} />
        <header className="first-head">
          <h1>{t('first.title')}</h1>
          <p>{t('first.text')}</p>
        </header>
        <Unusable />
        <div className={procedures.length === 1 ? 'first-body single' : 'first-body'}>
          <ProcedureCards />
          <ol className="first-steps">
            {([1, 2, 3, 4] as const).map((step) => (
              <li key={step}>
                <strong>{t(`first.step${step}`)}</strong>
                <span>{t(`first.step${step}-text`)}</span>
              </li>
            ))}
          </ol>
        </div>
        <p className="first-import">
          {t('first.import')}{' '}
          <button type="button" className="plain-link" onClick={take}>
            {t('home.import')}
          </button>
        </p>
      </main>
    );
  }

  const old = cases.value.filter((row) => row.archived).length;
  return (
    <main className="page" data-panel>
      <div className="page-head">
        <h1 className="grow">{t('home.title')}</h1>
        <Button icon={<Icon name="folder" />} onClick={take}>
          {t('home.import')}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: procedures.map((procedure) => ({
              key: procedure.slug,
              label: `${procedure.short} · ${procedure.title}`,
            })),
            onClick: ({ key }) => go({ page: 'begin', slug: key }),
          }}
        >
          <Button type="primary" icon={<Icon name="plus" />}>
            {t('home.new')}
          </Button>
        </Dropdown>
      </div>
      <Notices watch={cases.value} />
      <Unusable />
      <div className="home">
        <section className="card" aria-labelledby="cases-title">
          <header className="card-head">
            <h2 id="cases-title">{t('home.cases')}</h2>
            <label className="home-search">
              <span className="visually-hidden">{t('home.search')}</span>
              <Icon name="search" />
              <input
                type="search"
                placeholder={t('home.search')}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            </label>
          </header>
          {binned ? (
            <Bin rows={deleted} onChanged={cases.reload} />
          ) : (
            <CaseList
              rows={cases.value.filter((row) => row.archived === archived)}
              query={query}
              onChanged={cases.reload}
            />
          )}
          {(deleted.length > 0 || binned) && (
            <p className="card-foot">
              <button type="button" className="plain-link" onClick={() => setBinned(!binned)}>
                {binned ? t('home.current') : t('bin.open', { count: deleted.length })}
              </button>
            </p>
          )}
          {!binned && (old > 0 || archived) && (
            <p className="card-foot">
              <button type="button" className="plain-link" onClick={() => setArchived(!archived)}>
                {archived ? t('home.current') : t('home.archived', { count: old })}
              </button>
            </p>
          )}
        </section>
        <section className="card" aria-labelledby="due-title">
          <header className="card-head">
            <h2 id="due-title">{t('home.due')}</h2>
          </header>
          {due.failure ? <Refused failure={due.failure} onRetry={due.reload} /> : <DueList rows={due.value ?? []} />}
        </section>
      </div>
    </main>
  );
}
