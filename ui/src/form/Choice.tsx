/**
 * Questions with given answers: 是/否, one of several (radio buttons up to seven, else a list), any of several.
 * A choice is committed as it is made. An answer whose option has gone from the template stays visible.
 */
import type { FieldControlProps, Json, OptionView } from './contract';
import { Offer } from './Entry';
import { describedBy, Frame, ownProblems, useIds } from './Frame';
import { useLocalValue } from './useLocalValue';
import { words } from './words';

const MOST_RADIOS = 7;

function useChoice(props: FieldControlProps) {
  const ids = useIds();
  const local = useLocalValue(props.value, props.epoch, (value) => props.onCommit(props.path, value));
  const focused = () => props.onFocus?.(props.path);
  return { ids, local, focused, problems: ownProblems(props, null) };
}

export function BooleanChoice(props: FieldControlProps) {
  const w = words(props.language);
  const options: OptionView[] = [
    { key: 'true', label: w.yes },
    { key: 'false', label: w.no },
  ];
  const { ids, local, focused, problems } = useChoice(props);
  const chosen = typeof local.value === 'boolean' ? String(local.value) : null;
  const choose = (key: string | null) => local.put(key === null ? null : key === 'true');
  return (
    <Frame props={props} ids={ids} problems={problems} group room="short">
      <Radios {...{ props, options, chosen, choose, focused }} name={ids.control} />
      <Offer props={props} empty={chosen === null} choose={local.put} />
    </Frame>
  );
}

export function OneOf(props: FieldControlProps) {
  const { field, language, path, readOnly } = props;
  const { ids, local, focused, problems } = useChoice(props);
  const chosen = typeof local.value === 'string' ? local.value : null;
  const options = withFormer(field.options, chosen === null ? [] : [chosen], language);
  const offer = <Offer props={props} empty={chosen === null} choose={local.put} />;
  if (field.options.length <= MOST_RADIOS) {
    return (
      <Frame props={props} ids={ids} problems={problems} group room="wide">
        <Radios {...{ props, options, chosen, focused }} choose={local.put} name={ids.control} />
        {offer}
      </Frame>
    );
  }
  return (
    <Frame props={props} ids={ids} problems={problems} room="short">
      <select
        id={ids.control}
        className="cj-input cj-select"
        data-path={path}
        value={chosen ?? ''}
        disabled={readOnly !== undefined}
        aria-describedby={describedBy(props, ids)}
        aria-invalid={problems.some((problem) => problem.severity === 'error') || undefined}
        onFocus={focused}
        onChange={(event) => local.put(event.target.value === '' ? null : event.target.value)}
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
  focused: () => void;
  name: string;
}

function Radios({ props, options, chosen, choose, focused, name }: RadiosProps) {
  return (
    <div className={`cj-options${stacked(options) ? ' cj-options--stacked' : ''}`}>
      {options.map((option) => (
        <label key={option.key} className="cj-option">
          <input
            type="radio"
            name={name}
            checked={chosen === option.key}
            disabled={props.readOnly !== undefined}
            aria-describedby={option.hint ? `${name}-${option.key}` : undefined}
            onFocus={focused}
            onChange={() => choose(option.key)}
          />
          <OptionText option={option} id={`${name}-${option.key}`} />
        </label>
      ))}
      {chosen !== null && !props.readOnly && (
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
  const { ids, local, focused, problems } = useChoice(props);
  const ticked = Array.isArray(local.value) ? local.value.map(String) : [];
  const options = withFormer(field.options, ticked, language);
  const toggle = (key: string, on: boolean) => {
    const before = local.latest();
    const set = new Set(Array.isArray(before) ? before.map(String) : []);
    if (on) set.add(key);
    else set.delete(key);
    const next: Json = options.map((option) => option.key).filter((option) => set.has(option));
    local.put(next.length > 0 ? next : null);
  };
  return (
    <Frame props={props} ids={ids} problems={problems} group room="wide">
      <div className={`cj-options${stacked(options) ? ' cj-options--stacked' : ''}`}>
        {options.map((option) => (
          <label key={option.key} className="cj-option">
            <input
              type="checkbox"
              checked={ticked.includes(option.key)}
              disabled={readOnly !== undefined}
              aria-describedby={option.hint ? `${ids.control}-${option.key}` : undefined}
              onFocus={focused}
              onChange={(event) => toggle(option.key, event.target.checked)}
            />
            <OptionText option={option} id={`${ids.control}-${option.key}`} />
          </label>
        ))}
      </div>
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
