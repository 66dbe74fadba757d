// Ctrl+K: goes to a field, a section, an article, a document or a case by part of its name.
import { Modal } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { t } from '../i18n';
import { type CaseSummary, type CaseView, ipc, type ProcedureView } from '../ipc';
import { articleName } from './article';
import { useProcedures } from './library';
import { go, type Route } from './route';
import './palette.css';

interface Target {
  id: string;
  group: 'case' | 'section' | 'field' | 'document' | 'article' | 'page';
  text: string;
  detail?: string;
  /** Found by this too, though not shown. */
  also?: string;
  open: () => void;
}

const most = 60;

export function Palette({ route, onClose }: { route: Route; onClose: () => void }) {
  const procedures = useProcedures();
  const [query, setQuery] = useState('');
  const [cases, setCases] = useState<CaseSummary[]>([]);
  const [view, setView] = useState<CaseView>();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const name = useId();
  const open = route.page === 'case' ? route.id : undefined;

  useEffect(() => {
    ipc.cases().then(setCases, () => setCases([]));
    if (open !== undefined) ipc.openCase(open).then(setView, () => setView(undefined));
  }, [open]);

  const targets = useMemo(() => {
    const procedure = procedures.find((candidate) => candidate.slug === view?.slug);
    return [...(view && procedure ? inCase(view, procedure) : []), ...elsewhere(cases, open)];
  }, [procedures, view, cases, open]);

  const found = useMemo(() => {
    const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (target: Target) => {
      const text = `${target.text} ${target.detail ?? ''} ${target.also ?? ''} ${target.id}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    return targets.filter(fits).slice(0, most);
  }, [targets, query]);

  const choose = (target: Target | undefined) => {
    if (!target) return;
    onClose();
    target.open();
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      const next = Math.min(Math.max(at + step, 0), found.length - 1);
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[at]);
    }
  };

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={640}
      title={t('find.label')}
      className="palette"
      centered={false}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={name}
        aria-activedescendant={found[at] ? `${name}-${at}` : undefined}
        aria-label={t('find.label')}
        aria-autocomplete="list"
        placeholder={t('find.placeholder')}
        // biome-ignore lint/a11y/noAutofocus: a dialog opened to type into
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id={name} ref={list} role="listbox" aria-label={t('find.results')}>
        {found.map((target, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          <div
            key={target.id}
            id={`${name}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => choose(target)}
            onPointerMove={() => setAt(index)}
          >
            <span className="palette-group">{t(`find.${target.group}`)}</span>
            <span className="palette-text">{target.text}</span>
            {target.detail && <span className="palette-detail">{target.detail}</span>}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="empty" role="status">
          {t('find.none')}
        </p>
      )}
    </Modal>
  );
}

function inCase(view: CaseView, procedure: ProcedureView): Target[] {
  const visible = new Set(view.visible);
  const targets: Target[] = [];
  for (const section of procedure.sections) {
    targets.push({
      id: `section-${section.id}`,
      group: 'section',
      text: section.title,
      open: () => go({ page: 'case', id: view.id, view: 'section', section: section.id }),
    });
    for (const field of section.fields) {
      if (!visible.has(field.key)) continue;
      targets.push({
        id: `field-${field.key}`,
        group: 'field',
        text: field.label,
        detail: section.title,
        open: () => go({ page: 'case', id: view.id, view: 'section', section: section.id, field: field.key }),
      });
    }
  }
  for (const document of procedure.documents) {
    targets.push({
      id: `document-${document.id}`,
      group: 'document',
      text: document.title,
      open: () => go({ page: 'case', id: view.id, view: 'documents', section: document.id }),
    });
  }
  for (const article of procedure.digest) {
    targets.push({
      id: `article-${article.number}`,
      group: 'article',
      text: `${articleName(article.number)} ${article.title}`,
      detail: article.text,
      also: `第${article.number}条`,
      open: () => {
        const section = procedure.stages.find((stage) => stage.articles.includes(article.number))?.sections[0];
        go({ page: 'case', id: view.id, view: 'section', section, article: article.number });
      },
    });
  }
  return targets;
}

function elsewhere(cases: CaseSummary[], open: number | undefined): Target[] {
  return [
    ...cases
      .filter((row) => row.id !== open)
      .map(
        (row): Target => ({
          id: `case-${row.id}`,
          group: 'case',
          text: row.title,
          detail: row.procedure_short,
          open: () => go({ page: 'case', id: row.id, view: 'section' }),
        }),
      ),
    { id: 'page-home', group: 'page', text: t('nav.home'), open: () => go({ page: 'home' }) },
    { id: 'page-parties', group: 'page', text: t('nav.parties'), open: () => go({ page: 'parties' }) },
    { id: 'page-settings', group: 'page', text: t('nav.settings'), open: () => go({ page: 'settings' }) },
  ];
}
