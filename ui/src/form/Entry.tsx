/**
 * One line or several lines of typing: text, codes, figures, dates. Figures are plain text inputs on purpose: the
 * engine understands 1500万, full-width digits and 2026年11月23日, the browser's own number and date inputs do not.
 */
import type { ReactNode, RefObject } from 'react';
import type { FieldControlProps, FieldView, Json } from './contract';
import { describedBy, Frame, ownProblems, type Room, useIds } from './Frame';
import { isProse } from './typing';
import { type Draft, useDraft } from './useDraft';
import { words } from './words';

const UNITS: Partial<Record<FieldView['kind'], string>> = { money: '元', area: '㎡', percent: '%' };

/** The unit printed behind the input; none where the text carries it (万元). */
export function unitOf(field: FieldView): string | undefined {
  return field.kind === 'money' && field.unit === '万元' ? undefined : (field.unit ?? UNITS[field.kind]);
}

export function inputMode(field: FieldView): 'text' | 'decimal' | 'numeric' | 'tel' {
  if (field.kind === 'integer') return 'numeric';
  if (field.kind === 'money' || field.kind === 'area' || field.kind === 'decimal' || field.kind === 'percent') {
    return 'decimal';
  }
  return field.identifier === 'phone' || field.identifier === 'mobile' ? 'tel' : 'text';
}

/** Text of at most this many characters fits half a line, or does so where lines are short anyway. */
const SHORT_TEXT = 60;
const MIDDLE_TEXT = 100;

function roomOf(field: FieldView): Room {
  if (field.kind === 'long_text') return 'wide';
  if (field.kind !== 'text' || field.identifier) return 'short';
  const most = field.max_length ?? Number.POSITIVE_INFINITY;
  return most <= SHORT_TEXT ? 'short' : most <= MIDDLE_TEXT ? 'middle' : 'wide';
}

/** `beside` stands at the end of the input (the calendar's button); it is given the draft to write into. */
export function Entry(props: FieldControlProps & { beside?: (draft: Draft) => ReactNode }) {
  const { field, language, path, readOnly, beside } = props;
  const ids = useIds();
  const draft = useDraft(props);
  const problems = ownProblems(props, draft.problem, draft.reading?.notes);
  const failing = problems.some((problem) => problem.severity === 'error');
  const unit = unitOf(field);
  const common = {
    id: ids.control,
    'data-path': path,
    'aria-describedby': `${describedBy(props, ids, true)}${unit ? ` ${ids.control}-unit` : ''}`,
    'aria-invalid': failing || undefined,
    readOnly: readOnly !== undefined,
    defaultValue: draft.initialText,
    autoComplete: 'off',
    spellCheck: false,
    ...draft.handlers,
  };
  return (
    <Frame props={props} ids={ids} problems={problems} room={roomOf(field)} proposed={draft.proposed}>
      {field.kind === 'long_text' ? (
        <textarea {...common} ref={draft.ref as RefObject<HTMLTextAreaElement>} className="cj-input cj-area" rows={3} />
      ) : (
        <div className={`cj-line cj-line--${field.kind}`}>
          <input
            {...common}
            ref={draft.ref as RefObject<HTMLInputElement>}
            className="cj-input"
            type="text"
            inputMode={inputMode(field)}
            enterKeyHint="next"
          />
          {unit && (
            <span className="cj-unit" id={`${ids.control}-unit`}>
              {unit}
            </span>
          )}
          {beside?.(draft)}
        </div>
      )}
      <Echo id={ids.echo} draft={draft} money={field.kind === 'money'} />
      <Count draft={draft} field={field} language={language} />
      <Meant draft={draft} />
      <Offer props={props} empty={draft.text.trim() === ''} choose={draft.choose} />
    </Frame>
  );
}

/** What a text that says too little may mean, each a button; the first also by Enter in the field. */
function Meant({ draft }: { draft: Draft }) {
  if (draft.offers.length === 0) return null;
  return (
    <p className="cj-meant">
      {draft.offers.map((offer) => (
        <button key={offer.text} type="button" className="cj-button" onClick={() => draft.choose(offer.value)}>
          {offer.text}
        </button>
      ))}
    </p>
  );
}

/** What the engine understood: the amount with separators and in words, the weekday of a date. */
function Echo({ id, draft, money }: { id: string; draft: Draft; money: boolean }) {
  const { reading, stale, text } = draft;
  const shows = reading?.ok && text.trim() !== '';
  return (
    <p id={id} className={`cj-echo${stale ? ' cj-echo--stale' : ''}${money ? ' cj-echo--money' : ''}`}>
      {shows && reading.echo && !says(text, reading.echo) && <span className="cj-figure">{reading.echo}</span>}
      {shows && reading.words && <span className="cj-words">{reading.words}</span>}
    </p>
  );
}

/** Whether the echo would only repeat what the input shows. */
function says(text: string, echo: string): boolean {
  return echo.replace(/\s*元$/, '') === text.trim();
}

/** Characters used, shown when the limit comes near; whether it is exceeded is the engine's finding. */
function Count({ draft, field, language }: { draft: Draft; field: FieldView; language: 'zh' | 'en' }) {
  const most = field.max_length;
  const used = [...draft.text].length;
  if (!isProse(field) || most === undefined || used < most * 0.8) return null;
  return <p className="cj-count">{words(language).characters(used, most)}</p>;
}

/** What is proposed for a field that a person has emptied: offered, and not put into it again. */
export function Offer({
  props,
  empty,
  choose,
}: {
  props: FieldControlProps;
  empty: boolean;
  choose: (value: Json) => void;
}) {
  const { path, proposals, language, readOnly } = props;
  const offer = proposals?.[path];
  if (!offer || !empty || readOnly) return null;
  return (
    <button type="button" className="cj-link" onClick={() => choose(offer.value)}>
      {words(language).offered(offer.text)}
    </button>
  );
}
