/**
 * Questions with given answers: 是/否, one of several (radio buttons up to seven, else a list), any of several.
 * A choice is committed as it is made. An answer whose option has gone from the template stays visible.
 */
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { FieldControlProps, Json, OptionView } from './contract';
import { Offer } from './Entry';
import { describedBy, Frame, ownProblems, useIds } from './Frame';
import { focusNext } from './registry';
import { useLocalValue } from './useLocalValue';
import { words } from './words';

const MOST_RADIOS = 7;

function useChoice(props: FieldControlProps) {
  const ids = useIds();
  const local = useLocalValue(props.value, props.epoch, (value) => props.onCommit(props.path, value));
  const focused = () => props.onFocus?.(props.path);
  const [declined, setDeclined] = useState(false);
  const offer = props.proposals?.[props.path];
  const proposal = local.value === null && !declined && offer && !props.readOnly ? offer.value : null;
  const entered = useRef(false);
  const take = () => {
    if (proposal !== null && entered.current) local.put(proposal);
    entered.current = false;
  };
  const put = (value: Json) => {
    setDeclined(value === null);
    local.put(value);
  };
  /** A proposal becomes an answer as the focus leaves the group; Enter leaves it, Esc puts the proposal aside. */
  const passing = {
    onFocus: () => {
      entered.current = true;
      focused();
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) take();
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape' && proposal !== null) setDeclined(true);
      else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) focusNext(event.target);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  return { ids, local, put, proposal, passing, problems: ownProblems(props, null) };
}

/** The option that a key means: its number, and for yes and no their first letters. */
function keyed(options: OptionView[], key: string): OptionView | undefined {
  const letter = { y: 'true', n: 'false' }[key.toLowerCase()];
  return (
    options.find((option) => option.key === letter) ?? (/^[1-9]$/.test(key) ? options[Number(key) - 1] : undefined)
  );
}

export function BooleanChoice(props: FieldControlProps) {
  const w = words(props.language);
  const options: OptionView[] = [
    { key: 'true', label: w.yes },
    { key: 'false', label: w.no },
  ];
  const { ids, local, put, proposal, passing, problems } = useChoice(props);
  const shown = local.value ?? proposal;
  const chosen = typeof shown === 'boolean' ? String(shown) : null;
  const choose = (key: string | null) => put(key === null ? null : key === 'true');
  return (
    <Frame props={props} ids={ids} problems={problems} group room="short" proposed={proposal !== null}>
      <Radios {...{ props, options, chosen, choose, passing }} name={ids.control} answered={local.value !== null} />
      <Offer props={props} empty={chosen === null} choose={put} />
    </Frame>
  );
}

export function OneOf(props: FieldControlProps) {
  const { field, language, path, readOnly } = props;
  const { ids, local, put, proposal, passing, problems } = useChoice(props);
  const shown = local.value ?? proposal;
  const chosen = typeof shown === 'string' ? shown : null;
  const options = withFormer(field.options, chosen === null ? [] : [chosen], language);
  const offer = <Offer props={props} empty={chosen === null} choose={put} />;
  if (field.options.length <= MOST_RADIOS) {
    return (
      <Frame props={props} ids={ids} problems={problems} group room="wide" proposed={proposal !== null}>
        <Radios
          {...{ props, options, chosen, passing }}
          choose={put}
          name={ids.control}
          answered={local.value !== null}
        />
        {offer}
      </Frame>
    );
  }
  return (
    <Frame props={props} ids={ids} problems={problems} room="short" proposed={proposal !== null}>
      <select
        onFocus={passing.onFocus}
        onBlur={passing.onBlur}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          focusNext(event.currentTarget);
        }}
        id={ids.control}
        className="cj-input cj-select"
        data-path={path}
        value={chosen ?? ''}
        disabled={readOnly !== undefined}
        aria-describedby={describedBy(props, ids)}
        aria-invalid={problems.some((problem) => problem.severity === 'error') || undefined}
        onChange={(event) => put(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{words(language).choose}</option>
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.label}
          </option>
        ))}
      </select>
      {chosen !== null && <p className="cj-echo">{options.find((option) => option.key === chosen)?.hint}</p>}
      {offer}
    </Frame>
  );
}

interface RadiosProps {
  props: FieldControlProps;
  options: OptionView[];
  chosen: string | null;
  choose: (key: string | null) => void;
  passing: ReturnType<typeof useChoice>['passing'];
  name: string;
  /** What is chosen is an answer, not a proposal. */
  answered: boolean;
}

function Radios({ props, options, chosen, choose, passing, name, answered }: RadiosProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const option = keyed(options, event.key);
    if (!option || props.readOnly || event.ctrlKey || event.altKey || event.metaKey) return passing.onKeyDown(event);
    event.preventDefault();
    choose(option.key);
    // The focus stays with the group, on what was chosen.
    event.currentTarget.querySelectorAll<HTMLElement>('input')[options.indexOf(option)]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and focus of the radio buttons within
    <div
      className={`cj-options${stacked(options) ? ' cj-options--stacked' : ''}`}
      onFocus={passing.onFocus}
      onBlur={passing.onBlur}
      onKeyDown={onKeyDown}
    >
      {options.map((option) => (
        <label key={option.key} className="cj-option">
          <input
            type="radio"
            name={name}
            checked={chosen === option.key}
            disabled={props.readOnly !== undefined}
            aria-describedby={option.hint ? `${name}-${option.key}` : undefined}
            onChange={() => choose(option.key)}
            // A proposed option is marked already, so that choosing it changes nothing in the browser's eyes.
            onClick={() => !answered && choose(option.key)}
          />
          <OptionText option={option} id={`${name}-${option.key}`} />
        </label>
      ))}
      {chosen !== null && answered && !props.readOnly && (
        <button type="button" className="cj-link" onClick={() => choose(null)}>
          {words(props.language).unanswer}
          <span className="cj-hidden">：{props.field.label}</span>
        </button>
      )}
    </div>
  );
}

/** Any of several; stored in the order of the options, null where none is ticked. */
export function AnyOf(props: FieldControlProps) {
  const { field, language, readOnly } = props;
  const { ids, local, put, proposal, passing, problems } = useChoice(props);
  const shown = local.value ?? proposal;
  const ticked = Array.isArray(shown) ? shown.map(String) : [];
  const options = withFormer(field.options, ticked, language);
  const toggle = (key: string, on: boolean) => {
    const before = local.latest() ?? proposal;
    const set = new Set(Array.isArray(before) ? before.map(String) : []);
    if (on) set.add(key);
    else set.delete(key);
    const next: Json = options.map((option) => option.key).filter((option) => set.has(option));
    put(next.length > 0 ? next : null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const option = keyed(options, event.key);
    if (!option || readOnly || event.ctrlKey || event.altKey || event.metaKey) return passing.onKeyDown(event);
    event.preventDefault();
    toggle(option.key, !ticked.includes(option.key));
  };
  const missing = field.options.some((option) => !ticked.includes(option.key));
  return (
    <Frame props={props} ids={ids} problems={problems} group room="wide" proposed={proposal !== null}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and focus of the ticks within */}
      <div
        className={`cj-options${stacked(options) ? ' cj-options--stacked' : ''}`}
        onFocus={passing.onFocus}
        onBlur={passing.onBlur}
        onKeyDown={onKeyDown}
      >
        {options.map((option) => (
          <label key={option.key} className="cj-option">
            <input
              type="checkbox"
              checked={ticked.includes(option.key)}
              disabled={readOnly !== undefined}
              aria-describedby={option.hint ? `${ids.control}-${option.key}` : undefined}
              onChange={(event) => toggle(option.key, event.target.checked)}
            />
            <OptionText option={option} id={`${ids.control}-${option.key}`} />
          </label>
        ))}
        {missing && !readOnly && field.options.length > 2 && (
          <button type="button" className="cj-link" onClick={() => put(field.options.map((option) => option.key))}>
            {words(language).all}
            <span className="cj-hidden">：{field.label}</span>
          </button>
        )}
      </div>
      <Offer props={props} empty={ticked.length === 0} choose={put} />
    </Frame>
  );
}

function OptionText({ option, id }: { option: OptionView; id: string }) {
  return (
    <span className="cj-option-text">
      {option.label}
      {option.hint && (
        <span id={id} className="cj-option-hint">
          {option.hint}
        </span>
      )}
    </span>
  );
}

/** Long or explained options stand one below the other, short ones in a line. */
function stacked(options: OptionView[]): boolean {
  return options.some((option) => option.hint || option.label.length > 14);
}

function withFormer(options: OptionView[], answered: string[], language: 'zh' | 'en'): OptionView[] {
  const known = new Set(options.map((option) => option.key));
  const former = answered.filter((key) => !known.has(key));
  return [...options, ...former.map((key) => ({ key, label: words(language).formerOption(key) }))];
}
