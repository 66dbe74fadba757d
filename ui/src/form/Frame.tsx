/**
 * What stands around a control: label above, 选填 for the optional, hint, problems below. One form for a single
 * input (`label for`) and one for a group (`fieldset` with `legend`).
 */
import { type CSSProperties, type ReactNode, useId } from 'react';
import type { FieldControlProps, FieldProblem } from './contract';
import { Messages } from './Messages';
import { words } from './words';

export interface Ids {
  control: string;
  hint: string;
  echo: string;
  messages: string;
}

export function useIds(): Ids {
  const id = useId();
  return { control: `${id}-control`, hint: `${id}-hint`, echo: `${id}-echo`, messages: `${id}-messages` };
}

/** Problems of exactly this field, and what the control itself has to say. */
export function ownProblems(props: FieldControlProps, said: string | null, notes: string[] = []): FieldProblem[] {
  const own = props.problems.filter((problem) => problem.path === props.path);
  const extra: FieldProblem[] = notes.map((message) => ({ message, severity: 'warning', path: props.path }));
  if (said === null) return [...own, ...extra];
  const unread: FieldProblem = { message: said, severity: 'error', path: props.path };
  // Beside text that could not be read, “请填写…” would only confuse: the stored value it speaks of is not on show.
  return props.field.kind === 'text' ? [unread, ...own, ...extra] : [unread];
}

export function describedBy(props: FieldControlProps, ids: Ids, withEcho = false): string {
  return [props.field.hint ? ids.hint : '', withEcho ? ids.echo : '', ids.messages].filter(Boolean).join(' ');
}

/** How much room the control wants: beside another field, the whole line, or that only outside a group of parts. */
export type Room = 'short' | 'middle' | 'wide';

interface FrameProps {
  props: FieldControlProps;
  ids: Ids;
  problems: FieldProblem[];
  group?: boolean;
  room: Room;
  /** What is on show is proposed, not answered. */
  proposed?: boolean;
  children: ReactNode;
}

export function Frame({ props, ids, problems, group, room, proposed, children }: FrameProps) {
  const { field, language, readOnly } = props;
  const failing = problems.some((problem) => problem.severity === 'error');
  const className = `cj-field cj-field--${room} cj-field--${field.kind}${failing ? ' cj-field--failing' : ''}${
    proposed ? ' cj-field--proposed' : ''
  }`;
  const label = (
    <>
      {field.label}
      {field.optional && <span className="cj-optional">{words(language).optional}</span>}
      {proposed && (
        <span className="cj-proposed" title={words(language).proposedHint}>
          {words(language).proposed}
        </span>
      )}
    </>
  );
  const articles = <Articles props={props} />;
  const body = (
    <>
      {/* Always there, so that the inputs of neighbouring fields stand on one line. */}
      <div className="cj-hints">
        {field.hint && (
          <p id={ids.hint} className="cj-hint">
            {field.hint}
          </p>
        )}
        {readOnly && <p className="cj-hint">{readOnly.reason}</p>}
      </div>
      <div className="cj-body">
        {children}
        <Messages id={ids.messages} problems={problems} language={language} />
      </div>
    </>
  );
  if (group) {
    return (
      <fieldset
        className={className}
        style={{ '--cj-cited': field.articles.length } as CSSProperties}
        data-path={props.path}
        aria-describedby={describedBy(props, ids)}
      >
        <legend className="cj-label">{label}</legend>
        <div className="cj-cite">{articles}</div>
        {body}
      </fieldset>
    );
  }
  return (
    <div className={`${className} cj-field--single`}>
      <div className="cj-head">
        <label className="cj-label" htmlFor={ids.control} id={`${ids.control}-label`}>
          {label}
        </label>
        {articles}
      </div>
      {body}
    </div>
  );
}

/** The governing articles, quietly beside the label; the panel shows their digest once the field has focus. */
function Articles({ props }: { props: FieldControlProps }) {
  const { field, language } = props;
  if (field.articles.length === 0) return null;
  return (
    <span className="cj-articles">
      {field.articles.map((article) => (
        <span key={article} className="cj-article">
          {words(language).article(article)}
        </span>
      ))}
    </span>
  );
}
