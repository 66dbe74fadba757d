// 办理: the task list, the section being filled, and the panel beside it. Holds at 1366×768 and at 200% zoom, where
// list and panel lie over the section.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { commitPending } from '../../form';
import { t } from '../../i18n';
import { useStoredCase } from '../../shared/case-context';
import { Icon } from '../../shared/icon';
import { useKeys } from '../../shared/keys';
import { go } from '../../shared/route';
import { useNarrow } from '../../shared/theme';
import type { CaseRoute } from '.';
import { Section } from './section';
import { Side, type SideTab } from './side';
import { Tasks } from './tasks';
import { useWidth, Width } from './width';

/** The section last open in each case, so that coming back from 核对 or 文件 finds it. */
const lastOpen = new Map<number, string>();

export function Work({ route }: { route: CaseRoute }) {
  const { view, procedure } = useStoredCase();
  const noPanel = useNarrow(1120);
  const noList = useNarrow(820);
  const [listOpen, setListOpen] = useState(false);
  const [panelOpen, setPanelOpen] = useState(() => window.localStorage?.getItem('panel') !== 'folded');
  const [panelOver, setPanelOver] = useState(false);
  const [tab, setTab] = useState<SideTab>('basis');
  const [focused, setFocused] = useState<string>();
  const [article, setArticle] = useState<number>();
  const { width, setWidth } = useWidth();

  const sections = useMemo(() => {
    const visible = new Set(view.visible);
    const order = procedure.stages.flatMap((stage) => stage.sections);
    return procedure.sections
      .filter((section) => section.fields.some((field) => visible.has(field.key)))
      .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }, [procedure, view.visible]);

  const section =
    sections.find((candidate) => candidate.id === route.section) ??
    sections.find((candidate) => candidate.fields.some((field) => field.key === route.field?.split('.')[0])) ??
    sections.find((candidate) => candidate.id === lastOpen.get(view.id)) ??
    firstOpen(sections, view.assessment.stages) ??
    sections[0];
  if (section) lastOpen.set(view.id, section.id);

  useEffect(() => {
    if (route.article) {
      setArticle(route.article);
      setTab('basis');
      setPanelOpen(true);
      setPanelOver(true);
    }
  }, [route]);

  const fold = (open: boolean) => {
    folded.current = true;
    if (noPanel) setPanelOver(open);
    else {
      setPanelOpen(open);
      window.localStorage?.setItem('panel', open ? 'open' : 'folded');
    }
  };
  const shown = noPanel ? panelOver : panelOpen;

  // The button pressed is gone with what it folded: the focus goes to its counterpart.
  const folded = useRef(false);
  useEffect(() => {
    if (!folded.current) return;
    folded.current = false;
    document.querySelector<HTMLElement>(shown ? '.side [role="tab"][aria-selected="true"]' : '.unfold')?.focus();
  }, [shown]);

  /** The section that is being opened by the ways on and back, or by their keys. */
  const onTheWay = useRef<string>(undefined);
  const openSection = useCallback(
    async (id: string | undefined) => {
      if (!id) return;
      await commitPending();
      onTheWay.current = id;
      go({ page: 'case', id: view.id, view: 'section', section: id });
    },
    [view.id],
  );
  const at = section ? sections.indexOf(section) : -1;
  const previous = sections[at - 1];
  const next = sections[at + 1];
  useKeys({ previous: () => void openSection(previous?.id), next: () => void openSection(next?.id) });

  useEffect(() => setFocused(undefined), [section?.id]);
  const onFocus = useCallback((path: string) => {
    setFocused(path);
    setArticle(undefined);
  }, []);
  // What lies over the section makes way for what one goes to in it.
  const uncover = (event: React.FocusEvent) => {
    if (!event.target.closest('.section')) return;
    setPanelOver(false);
    setListOpen(false);
  };
  const showArticle = useCallback(
    (number: number) => {
      setArticle(number);
      setTab('basis');
      if (noPanel) setPanelOver(true);
      else setPanelOpen(true);
    },
    [noPanel],
  );

  if (!section) return <main className="page" data-panel />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears where the focus goes
    <div
      onFocus={uncover}
      className={`work${shown && !noPanel ? '' : ' no-panel'}${noList ? ' no-list' : ''}`}
      style={{ '--panel-width': `${width}px` } as React.CSSProperties}
    >
      {noList && (
        <button type="button" className="list-toggle" aria-expanded={listOpen} onClick={() => setListOpen(!listOpen)}>
          <Icon name="menu" />
          {t('tasks.title')}
        </button>
      )}
      {(!noList || listOpen) && <Tasks current={section} onOpen={() => setListOpen(false)} sections={sections} />}
      <Section
        key={section.id}
        section={section}
        route={route}
        previous={previous}
        next={next}
        onTheWay={onTheWay.current === section.id}
        onOpen={openSection}
        onFocus={onFocus}
        onArticle={showArticle}
      />
      {shown ? (
        <Side
          section={section}
          tab={tab}
          onTab={setTab}
          focused={focused}
          article={article}
          onArticle={showArticle}
          onFold={() => fold(false)}
          edge={!noPanel && <Width width={width} onChange={setWidth} />}
        />
      ) : (
        <button type="button" className="unfold" data-panel aria-expanded="false" onClick={() => fold(true)}>
          <Icon name="left" />
          <span>{t('side.unfold')}</span>
        </button>
      )}
    </div>
  );
}

function firstOpen<S extends { stage: string }>(sections: S[], stages: { id: string; state: string }[]): S | undefined {
  const open = stages.filter((stage) => stage.state !== 'done' && stage.state !== 'blocked').map((stage) => stage.id);
  return sections.find((section) => section.stage === open[0]);
}
