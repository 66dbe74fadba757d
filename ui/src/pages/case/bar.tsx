// The bar of a case: its name, its pages, undo and redo, and whether everything is stored.
import { Button, Dropdown, Input, Tooltip } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import { type CaseView, ipc, type ProcedureView } from '../../ipc';
import { type Action, provide } from '../../shared/actions';
import { useCase, useStoredCase } from '../../shared/case-context';
import { Stepped } from '../../shared/changes';
import { CopyCase } from '../../shared/copy-case';
import { useDialog } from '../../shared/dialog';
import { Icon, type IconName } from '../../shared/icon';
import { useKeys } from '../../shared/keys';
import { printTime } from '../../shared/print';
import { go, printRoute } from '../../shared/route';
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
  const { told, write } = useDialog();
  const [copying, setCopying] = useState(false);

  const step = async (back: boolean) => {
    await commitPending();
    const changes = await (back ? store.undo() : store.redo());
    if (!changes) return;
    const [first] = changes;
    if (!first) {
      told(t(back ? 'undo.none' : 'redo.none'), { key: 'step' });
      return;
    }
    told(<Stepped back={back} changes={changes} />, { key: 'step', seconds: 6 });
    goTo(procedure, store.snapshot().view, route, first.path);
  };
  const undo = () => step(true);
  const redo = () => step(false);
  const save = async () => {
    await commitPending();
    if (await store.flush()) told(t('saved.all'));
    else store.retry();
  };
  useKeys({ save: () => void save(), undo: () => void undo(), redo: () => void redo() });

  const exportCase = () => void store.flush().then(() => write(() => ipc.exportCase(view.id)));
  const copyCase = () => void store.flush().then((stored) => stored && setCopying(true));
  const offers = useRef<() => Action[]>(() => []);
  offers.current = () => [
    { id: 'save', text: t('keys.save'), detail: 'Ctrl S', run: () => void save() },
    { id: 'undo', text: t('undo'), detail: 'Ctrl Z', run: () => void undo() },
    { id: 'redo', text: t('redo'), detail: 'Ctrl Shift Z', run: () => void redo() },
    { id: 'copy', text: t('copy'), detail: view.title, run: copyCase },
    { id: 'export', text: t('case.export'), detail: view.title, run: exportCase },
  ];
  useEffect(() => provide(() => offers.current()), []);

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
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'copy', label: t('copy') },
              { key: 'export', label: t('case.export') },
            ],
            onClick: ({ key }) => {
              if (key === 'copy') copyCase();
              if (key === 'export') exportCase();
            },
          }}
        >
          <Button type="text" aria-label={t('case.actions', { title: view.title })} icon={<Icon name="menu" />} />
        </Dropdown>
      </div>
      {view.procedure_changed && <p className="case-strip warn">{t('case.procedure-changed')}</p>}
      <SaveFailed />
      {copying && <CopyCase id={view.id} title={view.title} onClose={() => setCopying(false)} />}
    </section>
  );
}

/** Opens the section where a change stands and the field in it; not where the field is not asked any more. */
function goTo(procedure: ProcedureView, view: CaseView, route: CaseRoute, path: string | undefined): void {
  const key = path?.split('.')[0];
  const section = procedure.sections.find((candidate) => candidate.fields.some((field) => field.key === key));
  if (!key || !section || !view.visible.includes(key)) return;
  // The questions before the start have a page of their own, on which one may be.
  const stage = procedure.stages.find((candidate) => candidate.id === section.stage);
  if (stage?.eligibility && route.view === 'eligibility') {
    go({ page: 'case', id: view.id, view: 'eligibility', field: path });
  } else {
    go({ page: 'case', id: view.id, view: 'section', section: section.id, field: path, back: route.back });
  }
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
  const { view, saving, drafting, failure, pending } = useCase();
  const waiting = saving || drafting || Object.keys(pending).length > 0;
  return (
    <span className={`saved${failure ? ' bad-text' : ''}`} role="status" data-saved={!waiting && !failure}>
      {failure ? t('saved.failed') : waiting ? t('saved.saving') : t('saved.at', { time: printTime(view.saved_at) })}
    </span>
  );
}

/** Saving failed: said until it has worked; what was typed stays and is sent again. */
function SaveFailed() {
  const { failure, store, view, pending, unread } = useCase();
  const { attempt, told } = useDialog();
  if (!failure) return null;
  // What is on screen can be saved elsewhere, whatever became of the store.
  const elsewhere = async () => {
    await commitPending();
    const answers = { ...view.answers };
    for (const [key, value] of Object.entries(pending)) {
      if (value === null) delete answers[key];
      else answers[key] = value;
    }
    const typed = Object.fromEntries(Object.values(unread).map(({ path, text }) => [path, text]));
    const { slug, title, overrides } = view;
    const file = await attempt(() => ipc.rescueCase({ slug, title, overrides, answers, typed }));
    if (file) told(t('saved.elsewhere-done', { file }));
  };
  return (
    <div className="case-strip bad" role="alert">
      <Icon name="error" />
      <span>
        {failure.detail} {t('saved.kept')}
      </span>
      <button type="button" className="plain-link" onClick={() => store.retry()}>
        {t('retry')}
      </button>
      <button type="button" className="plain-link" onClick={() => void elsewhere()}>
        {t('saved.elsewhere')}
      </button>
    </div>
  );
}
