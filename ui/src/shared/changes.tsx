// Changed answers in words: what was taken back, and what makes a paper out of date.
import { t } from '../i18n';
import type { ChangedView } from '../ipc';
import { FieldLink } from './field-link';
import { More } from './more';

const empty = (text: string) => text || t('changed.empty');

/** "项目名称：“甲”→“乙”" without the name. */
export function fromTo({ from, to }: ChangedView): string {
  return t('changed.from-to', { from: empty(from), to: empty(to) });
}

/** "已撤销：项目名称 由 甲 改回 乙" */
export function steppedWords(back: boolean, change: ChangedView): string {
  const parts = { label: change.label, from: empty(change.from), to: empty(change.to) };
  return t(back ? 'undo.done' : 'redo.done', parts);
}

/** What was taken back or brought again: the first change, and the others on demand. */
export function Stepped({ back, changes }: { back: boolean; changes: ChangedView[] }) {
  const [first, ...others] = changes;
  if (!first) return null;
  return (
    <span className="told" data-stepped={back ? 'undo' : 'redo'}>
      {steppedWords(back, first)}
      <More count={others.length} label={(count) => t('changed.more', { count })}>
        <ul className="told-more">
          {others.map((change, index) => (
            <li key={`${change.path} ${index}`}>
              {change.label}：{fromTo(change)}
            </li>
          ))}
        </ul>
      </More>
    </span>
  );
}

const first = 6;

/** Changes as a list, each with the way to its field; the first few, the others on demand. */
export function Changes({ changes, back }: { changes: ChangedView[]; back?: 'review' | 'documents' }) {
  const line = (change: ChangedView, index: number) => (
    <li key={`${change.path} ${index}`}>
      {change.path ? (
        <FieldLink path={change.path} back={back}>
          {change.label}
        </FieldLink>
      ) : (
        change.label
      )}
      ：{fromTo(change)}
    </li>
  );
  return (
    <>
      <ul className="changes">{changes.slice(0, first).map(line)}</ul>
      <More count={changes.length - first} label={(count) => t('changed.more', { count })}>
        <ul className="changes">{changes.slice(first).map((change, index) => line(change, index + first))}</ul>
      </More>
    </>
  );
}
