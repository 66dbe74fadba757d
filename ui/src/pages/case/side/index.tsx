// The panel beside the section: 依据, 问题, 预览.
import { useRef } from 'react';
import { t } from '../../../i18n';
import type { SectionView } from '../../../ipc';
import { useStoredCase } from '../../../shared/case-context';
import { Icon, type IconName } from '../../../shared/icon';
import { Basis } from './basis';
import { Preview } from './preview';
import { Problems } from './problems';

export type SideTab = 'basis' | 'problems' | 'preview';

const tabs: { id: SideTab; icon: IconName }[] = [
  { id: 'basis', icon: 'book' },
  { id: 'problems', icon: 'list' },
  { id: 'preview', icon: 'page' },
];

interface Props {
  section: SectionView;
  tab: SideTab;
  onTab: (tab: SideTab) => void;
  /** Path of the field in focus. */
  focused?: string;
  /** An article asked for, shown instead of those of the field. */
  article?: number;
  onArticle: (article: number) => void;
  onFold: () => void;
  /** The edge by which the panel is made wider. */
  edge: React.ReactNode;
}

export function Side({ section, tab, onTab, focused, article, onArticle, onFold, edge }: Props) {
  const { view } = useStoredCase();
  const buttons = useRef<Partial<Record<SideTab, HTMLButtonElement | null>>>({});
  const open = view.assessment.findings.filter(
    (finding) => finding.outcome === 'violated' && finding.severity !== 'notice' && !finding.override_reason,
  ).length;

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex((candidate) => candidate.id === tab);
    const next = tabs[(at + step + tabs.length) % tabs.length]?.id ?? 'basis';
    onTab(next);
    buttons.current[next]?.focus();
  };

  return (
    <aside className="side" aria-label={t('side.title')} data-panel>
      {edge}
      <div className="side-head">
        <div role="tablist" aria-label={t('side.title')} onKeyDown={onKeyDown}>
          {tabs.map(({ id, icon }) => (
            <button
              type="button"
              key={id}
              role="tab"
              id={`tab-${id}`}
              aria-selected={tab === id}
              aria-controls="side-panel"
              tabIndex={tab === id ? 0 : -1}
              ref={(element) => {
                buttons.current[id] = element;
              }}
              onClick={() => onTab(id)}
            >
              <Icon name={icon} />
              {t(`side.${id}`)}
              {id === 'problems' && open > 0 && <span className="count">{open}</span>}
            </button>
          ))}
        </div>
        <button type="button" className="fold" aria-label={t('side.fold')} title={t('side.fold')} onClick={onFold}>
          <Icon name="right" />
        </button>
      </div>
      <div
        className={`side-body ${tab}`}
        role="tabpanel"
        id="side-panel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={tab === 'preview' ? -1 : 0}
      >
        {tab === 'basis' && <Basis section={section} focused={focused} article={article} onArticle={onArticle} />}
        {tab === 'problems' && <Problems section={section} onArticle={onArticle} />}
        {tab === 'preview' && <Preview section={section} focused={focused} />}
      </div>
    </aside>
  );
}
