// The bar of a case: its name, its pages, undo and redo, and whether everything is stored.
import { Button, Input, Tooltip } from 'antd';
import { useState } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import { useCase, useStoredCase } from '../../shared/case-context';
import { useDialog } from '../../shared/dialog';
import { Icon, type IconName } from '../../shared/icon';
import { useKeys } from '../../shared/keys';
import { printTime } from '../../shared/print';
import { printRoute } from '../../shared/route';
import { Tag } from '../../shared/status';
import type { CaseRoute } from '.';

const pages: {
  view: CaseRoute['view'];
  icon: IconName;
  text: 'case.work' | 'case.review' | 'case.documents' | 'case.deadlines' | 'case.views';
}[] = [
  { view: 'section', icon: 'pencil', text: 'case.work' },
  { view: 'review', icon: 'check', text: 'case.review' },
  { view: 'documents', icon: 'page', text: 'case.documents' },
  { view: 'deadlines', icon: 'calendar', text: 'case.deadlines' },
  { view: 'views', icon: 'chart', text: 'case.views' },
];

export function CaseBar({ route }: { route: CaseRoute }) {
  const { view, procedure, store } = useStoredCase();
  const { told } = useDialog();

  const undo = async () => {
    await commitPending();
    await store.undo();
  };
  const redo = async () => {
    await commitPending();
    await store.redo();
  };
  const save = async () => {
    await commitPending();
    if (await store.flush()) told(t('saved.all'));
    else store.retry();
  };
  useKeys({ save: () => void save(), undo: () => void undo(), redo: () => void redo() });

  // A procedure without such pages has no way to them.
  const offered = (page: (typeof pages)[number]) => page.view !== 'views' || procedure.views.length > 0;
  const current = route.view === 'eligibility' ? 'section' : route.view;
  return (
    <section className="case-bar" data-panel aria-label={t('case.bar')}>
      <div className="case-title">
        <Tag tone="primary">{procedure.short}</Tag>
        <Title />
      </div>
      <nav aria-label={t('case.pages')}>
        {pages.filter(offered).map((page) => (
          <a
            key={page.view}
            href={printRoute({ page: 'case', id: view.id, view: page.view })}
            aria-current={page.view === current ? 'page' : undefined}
          >
            <Icon name={page.icon} />
            {t(page.text)}
          </a>
        ))}
      </nav>
      <div className="case-tools">
        <Saved />
        <Tooltip title={view.can_undo ? t('undo.hint') : t('undo.none')}>
          <Button
            type="text"
            aria-label={t('undo')}
            aria-disabled={!view.can_undo}
            icon={<Icon name="undo" />}
            onClick={() => view.can_undo && void undo()}
          />
        </Tooltip>
        <Tooltip title={view.can_redo ? t('redo.hint') : t('redo.none')}>
          <Button
            type="text"
            aria-label={t('redo')}
            aria-disabled={!view.can_redo}
            icon={<Icon name="redo" />}
            onClick={() => view.can_redo && void redo()}
          />
        </Tooltip>
      </div>
      {view.procedure_changed && <p className="case-strip warn">{t('case.procedure-changed')}</p>}
      <SaveFailed />
    </section>
  );
}

function Title() {
  const { view, store } = useStoredCase();
  const { attempt } = useDialog();
  const [draft, setDraft] = useState<string>();
  const keep = async () => {
    const title = draft?.trim();
    setDraft(undefined);
    if (title && title !== view.title) await attempt(() => store.rename(title));
  };
  if (draft === undefined) {
    return (
      <>
        <span className="case-title-text" title={view.title}>
          {view.title}
        </span>
        <Button
          type="text"
          size="small"
          aria-label={t('case.rename')}
          icon={<Icon name="pencil" size={14} />}
          onClick={() => setDraft(view.title)}
        />
      </>
    );
  }
  return (
    <Input
      size="small"
      aria-label={t('case.title')}
      maxLength={100}
      autoFocus
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => void keep()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') void keep();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}

function Saved() {
  const { view, saving, failure, pending } = useCase();
  const waiting = saving || Object.keys(pending).length > 0;
  return (
    <span className={`saved${failure ? ' bad-text' : ''}`} role="status" data-saved={!waiting && !failure}>
      {failure ? t('saved.failed') : waiting ? t('saved.saving') : t('saved.at', { time: printTime(view.saved_at) })}
    </span>
  );
}

/** Saving failed: said until it has worked; what was typed stays and is sent again. */
function SaveFailed() {
  const { failure, store } = useCase();
  if (!failure) return null;
  return (
    <div className="case-strip bad" role="alert">
      <Icon name="error" />
      <span>
        {failure.detail} {t('saved.kept')}
      </span>
      <button type="button" className="plain-link" onClick={() => store.retry()}>
        {t('retry')}
      </button>
    </div>
  );
}
