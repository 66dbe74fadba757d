// Ctrl+K: goes to a field, a column, an answer, a section, a document, an article, a case or a page by part of its
// name, and does what the program can do from anywhere.
import { Modal } from 'antd';
import { useEffect, useId, useMemo, useState } from 'react';
import { t } from '../../i18n';
import { type CaseSummary, ipc } from '../../ipc';
import { useCurrentCase } from '../case-context';
import { go, type Route } from '../route';
import { prepareAnswers, searchAnswers } from './answers';
import { FEW, type Group, groupName, groups, search, type Target, wordsOf } from './target';
import { elsewhere, inCase } from './targets';
import { useActions } from './use-actions';
import './palette.css';

interface Props {
  route: Route;
  onClose: () => void;
  onHelp: () => void;
}

export function Palette({ route, onClose, onHelp }: Props) {
  const [query, setQuery] = useState('');
  const [cases, setCases] = useState<CaseSummary[]>([]);
  const [at, setAt] = useState(0);
  const [unfolded, setUnfolded] = useState<ReadonlySet<Group>>(new Set());
  const name = useId();
  const open = route.page === 'case' ? route.id : undefined;
  const here = useCurrentCase(open);
  const actions = useActions(onHelp);

  useEffect(() => {
    ipc.cases().then(setCases, () => setCases([]));
  }, []);

  const targets = useMemo(
    () => [...(here ? inCase(here.view, here.procedure) : []), ...elsewhere(cases, open)],
    [here, cases, open],
  );
  const words = wordsOf(query);
  const asked = words.length > 0;
  const entries = useMemo(
    () => (here && asked ? prepareAnswers(here.procedure, here.view.visible, here.answers) : []),
    [here, asked],
  );

  const found = search([...targets, ...actions], words);
  if (here) found.set('answer', answerTargets(here, entries, words));

  // One list of what can be chosen, headings apart: what the arrow keys go through.
  const shown = groups.flatMap((group) => {
    const all = found.get(group) ?? [];
    const few = unfolded.has(group) ? all : all.slice(0, FEW);
    const more: Target[] =
      all.length > few.length
        ? [
            {
              id: `more-${group}`,
              group,
              text: t('find.more', { count: all.length - few.length }),
              open: () => setUnfolded(new Set([...unfolded, group])),
            },
          ]
        : [];
    return [...few, ...more];
  });
  const chosen = Math.min(at, Math.max(shown.length - 1, 0));

  const choose = (target: Target | undefined) => {
    if (!target) return;
    if (!target.id.startsWith('more-')) onClose();
    target.open();
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      const next = Math.min(Math.max(chosen + step, 0), shown.length - 1);
      setAt(next);
      document.getElementById(`${name}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(shown[chosen]);
    }
  };

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={680}
      title={t('find.label')}
      className="palette"
      centered={false}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={name}
        aria-activedescendant={shown[chosen] ? `${name}-${chosen}` : undefined}
        aria-label={t('find.label')}
        aria-autocomplete="list"
        placeholder={t('find.placeholder')}
        // biome-ignore lint/a11y/noAutofocus: a dialog opened to type into
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
          setUnfolded(new Set());
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id={name} role="listbox" aria-label={t('find.results')}>
        {groups.map((group) => {
          const here = shown.filter((target) => target.group === group);
          if (here.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group within a list of options
            <div key={group} role="group" aria-labelledby={`${name}-${group}`}>
              <div className="palette-group" id={`${name}-${group}`}>
                {groupName(group)}
              </div>
              {here.map((target) => {
                const index = shown.indexOf(target);
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
                  <div
                    key={target.id}
                    id={`${name}-${index}`}
                    className="palette-option"
                    data-target={target.id}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === chosen}
                    onClick={() => choose(target)}
                    onPointerMove={() => setAt(index)}
                  >
                    <span className="palette-text">{target.text}</span>
                    {target.detail && <span className="palette-detail">{target.detail}</span>}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
      {shown.length === 0 && (
        <p className="empty" role="status">
          {t('find.none')}
        </p>
      )}
    </Modal>
  );
}

function answerTargets(
  here: NonNullable<ReturnType<typeof useCurrentCase>>,
  entries: ReturnType<typeof prepareAnswers>,
  words: string[],
): Target[] {
  return searchAnswers(here.procedure, entries, words).map(({ path, name, text }) => {
    const key = path.split('.')[0];
    const section = here.procedure.sections.find((one) => one.fields.some((field) => field.key === key));
    return {
      id: `answer-${path}`,
      group: 'answer',
      text,
      detail: name,
      open: () => go({ page: 'case', id: here.view.id, view: 'section', section: section?.id, field: path }),
    };
  });
}
