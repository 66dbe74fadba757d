/** The list of the 单位库 behind a button: filter by name or code, take one over. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Language, PartyRow } from './contract';
import { Icon } from './Icon';
import { belongsToComposition } from './typing';
import { words } from './words';

interface PickerProps {
  parties: PartyRow[];
  label: string;
  language: Language;
  onTake: (value: Record<string, string>) => void;
}

export function PartyPicker({ parties, label, language, onTake }: PickerProps) {
  const w = words(language);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const wanted = query.trim().toLowerCase();
  const found = parties.filter((party) =>
    Object.values(party.value).some((text) => text.toLowerCase().includes(wanted)),
  );
  const close = () => {
    setOpen(false);
    setQuery('');
    setAt(0);
    button.current?.focus();
  };
  const take = (party: PartyRow | undefined) => {
    if (!party) return;
    onTake(party.value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (belongsToComposition(event)) return;
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') take(found[at]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={root} className="cj-picker">
      <button
        ref={button}
        type="button"
        className="cj-button"
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <Icon name="book" />
        {w.pickParty}
        <span className="cj-hidden">：{label}</span>
      </button>
      {open && (
        <div className="cj-picker-panel" role="dialog" aria-label={`${w.pickParty}：${label}`}>
          <label className="cj-label" htmlFor={`${id}-query`}>
            {w.searchParty}
          </label>
          <input
            id={`${id}-query`}
            className="cj-input"
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={found[at] ? `${id}-${found[at].id}` : undefined}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: the panel was just opened to search in
            autoFocus
            onKeyDown={onKeyDown}
            onInput={(event) => {
              setQuery(event.currentTarget.value);
              setAt(0);
            }}
          />
          {found.length === 0 && <p className="cj-hint">{w.noParty}</p>}
          <div id={`${id}-list`} role="listbox" aria-label={w.pickParty} className="cj-picker-list">
            {found.map((party, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox above
              <div
                key={party.id}
                id={`${id}-${party.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={`cj-picker-item${index === at ? ' is-current' : ''}`}
                onClick={() => take(party)}
              >
                <span>{party.value.name}</span>
                <span className="cj-picker-code">{party.value.uscc ?? party.value.code ?? ''}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
