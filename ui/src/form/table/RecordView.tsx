/**
 * A table with too many columns for a line: the rows as a list of what tells them apart, and beside it the chosen row as
 * a form, with the same controls as any other field.
 */
import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { FieldControlProps, FieldProblem, FieldView, Language } from '../contract';
import { FieldControl } from '../FieldControl';
import { useGrouped } from '../grouped';
import { Icon } from '../Icon';
import { focusShown } from '../registry';
import { words } from '../words';
import { cellText, type Row } from './rows';
import type { Grid } from './useGrid';
import { ROW_HEIGHT, useRowsInView, VIRTUAL_ABOVE } from './useRowsInView';
import type { Table } from './useTable';

/** Columns by which a row is known in the list. */
const NAMES = 3;

interface Props {
  props: FieldControlProps;
  table: Table;
  grid: Grid;
  problems: FieldProblem[];
  /** The field of the row that is to have the focus once it is shown. */
  wanted: { current: string | null };
}

/** The first columns that say what a row is about: no long text, nothing that many rows have alike. */
function naming(columns: FieldView[]): FieldView[] {
  const telling = columns.filter((column) => ['text', 'date', 'money', 'integer', 'choice'].includes(column.kind));
  return (telling.length > 0 ? telling : columns).slice(0, NAMES);
}

export function RecordView({ props, table, grid, problems, wanted }: Props) {
  const { field, path, language, readOnly } = props;
  const w = words(language);
  const { rows } = table;
  const at = grid.active.row;
  const row = rows[at];
  const byRow = useGrouped(problems, 1);
  const names = useMemo(() => naming(field.columns), [field.columns]);
  const list = useRef<HTMLDivElement>(null);
  const virtual = rows.length > VIRTUAL_ABOVE;
  const view = useRowsInView(list, rows.length);
  const { show } = view;

  useLayoutEffect(() => {
    if (virtual) show(at);
  }, [at, show, virtual]);
  // The form of another row is there only after this drawing.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    focusShown(wanted.current);
    wanted.current = null;
  });

  const choose = (index: number, focus?: 'list' | 'form') => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    grid.go({ row: to, column: 0 });
    if (focus !== 'form') wanted.current = focus === 'list' ? rowPath(path, to) : null;
  };
  const onListKey = (event: KeyboardEvent) => {
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Delete' && !readOnly && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      table.remove(at, at);
      choose(Math.min(at, rows.length - 2), 'list');
    } else if (to !== undefined && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      choose(to, 'list');
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(at, 'form');
    }
  };

  const first = virtual ? view.first : 0;
  const end = virtual ? view.end : rows.length;
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (virtual && at < first) shown.unshift(at);
  else if (virtual && at >= end) shown.push(at);

  return (
    <div className="cj-records">
      <div
        className="cj-record-list"
        role="listbox"
        aria-label={w.records(field.label)}
        ref={list}
        onScroll={virtual ? view.onScroll : undefined}
        onKeyDown={onListKey}
        onPaste={grid.onPaste}
      >
        <div
          role="presentation"
          className={virtual ? 'cj-record-items cj-record-items--virtual' : 'cj-record-items'}
          style={virtual ? { height: rows.length * ROW_HEIGHT } : undefined}
        >
          {shown.map((index) => {
            const item = rows[index];
            if (!item) return null;
            const own = byRow.get(String(index));
            const name = nameOf(item, names, language);
            const mark = own?.some((problem) => problem.severity === 'error') ? 'error' : own ? 'warning' : null;
            return (
              <button
                key={item.id}
                type="button"
                role="option"
                aria-selected={index === at}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                tabIndex={index === at ? 0 : -1}
                data-path={rowPath(path, index)}
                className={`cj-record-item${index === at ? ' is-chosen' : ''}${mark ? ` is-${mark}` : ''}`}
                style={virtual ? { top: index * ROW_HEIGHT } : undefined}
                onClick={() => choose(index)}
              >
                <span className="cj-record-number">{index + 1}</span>
                <span className="cj-record-name" title={name}>
                  {name || w.unnamedRecord}
                </span>
                {mark && own && (
                  <span className="cj-record-mark">
                    <Icon name={mark} />
                    <span className="cj-hidden">{w.cellProblems(own.length)}</span>
                  </span>
                )}
              </button>
            );
          })}
        </div>
      </div>
      {row && (
        <section className="cj-record" aria-label={w.recordOf(at + 1, rows.length)}>
          <div className="cj-record-head">
            <h2 className="cj-record-title">
              {w.recordOf(at + 1, rows.length)}
              <span className="cj-record-what">{nameOf(row, names.slice(0, 1), language)}</span>
            </h2>
            {rows.length > 1 && (
              <>
                {/* From the last one to the first again: no button that does nothing. */}
                <button
                  type="button"
                  className="cj-button"
                  onClick={() => choose((at + rows.length - 1) % rows.length)}
                >
                  {w.previousRecord}
                </button>
                <button type="button" className="cj-button" onClick={() => choose((at + 1) % rows.length)}>
                  {w.nextRecord}
                </button>
              </>
            )}
          </div>
          <div className="cj-form cj-form--parts">
            {field.columns.map((column) => (
              <Part
                key={`${row.id} ${column.key}`}
                {...{ props, table, row, column }}
                path={`${path}.${at}.${column.key}`}
                problems={byRow.get(String(at))}
              />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

/** Of the list's entry, not of the row's fields: a way to a field must not end here. */
function rowPath(path: string, row: number): string {
  return `${path}.#${row}`;
}

function nameOf(row: Row, names: FieldView[], language: Language): string {
  return names
    .map((column) => cellText(row, column, language))
    .filter(Boolean)
    .join(' · ');
}

interface PartProps {
  props: FieldControlProps;
  table: Table;
  row: Row;
  column: FieldView;
  path: string;
  problems: FieldProblem[] | undefined;
}

const NONE: FieldProblem[] = [];

/** One cell as a field. What it cannot read stays with the row, whose place may change. */
const Part = memo(
  function Part({ props, table, row, column, path, problems = NONE }: PartProps) {
    const { id } = row;
    const commit = useCallback(
      (_: string, value: Parameters<typeof props.onCommit>[1]) => table.setCell(id, column.key, value),
      [table, id, column.key],
    );
    const unread = useCallback(
      (_: string, told: { text: string; message: string } | null) => table.setUnread(id, column.key, told),
      [table, id, column.key],
    );
    const typing = useCallback(
      (text: string | null) => {
        const at = table.rows.findIndex((one) => one.id === id);
        if (at >= 0) table.onTyping(at, column.key, text);
      },
      [table, id, column.key],
    );
    return (
      <FieldControl
        {...props}
        field={column}
        path={path}
        value={row.cells[column.key]}
        problems={problems}
        scope={undefined}
        typed={row.raw[column.key]?.text}
        onTyping={typing}
        onCommit={commit}
        onUnread={unread}
        onSaveParty={undefined}
        spreadsheets={undefined}
      />
    );
  },
  (before, after) =>
    before.row.cells[before.column.key] === after.row.cells[after.column.key] &&
    before.row.id === after.row.id &&
    before.path === after.path &&
    before.problems === after.problems &&
    before.props.epoch === after.props.epoch &&
    before.props.proposals === after.props.proposals &&
    before.props.readOnly === after.props.readOnly &&
    before.props.partySuggestions === after.props.partySuggestions,
);
