/** A table of rows: buttons, the grid, totals, and below it what needs attention, each a way to its cell. */
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FieldControlProps, FieldProblem, Json } from '../contract';
import { Frame, ownProblems, useIds } from '../Frame';
import { Icon, type IconName } from '../Icon';
import { asObject } from '../json';
import { distinct } from '../Messages';
import { shown } from '../print';
import { focusAfter, focusNext, registerFlush, registerSeeker } from '../registry';
import { belongsToComposition } from '../typing';
import { words } from '../words';
import { FindRow } from './FindRow';
import { GridView } from './GridView';
import { SheetTools } from './import/SheetTools';
import { RecordView } from './RecordView';
import { unreadCells } from './rows';
import type { Place } from './selection';
import { useGrid } from './useGrid';
import { useTable } from './useTable';

const LISTED = 6;
/** Rows from which on one looks for them by their content. */
const FOUND_ABOVE = 20;

/** `units.3.area` is a cell of `units`, `units.area` is not. */
function isCell(table: string, path: string): boolean {
  return path.startsWith(`${table}.`) && /^\d+(\.|$)/.test(path.slice(table.length + 1));
}

export function TableField(props: FieldControlProps) {
  const { field, path, language, readOnly } = props;
  const w = words(language);
  const ids = useIds();
  const table = useTable(props);
  const [said, announce] = useState('');
  const tools = useRef<HTMLDivElement>(null);
  const pasted = useRef(false);
  const body = useRef<HTMLDivElement>(null);
  const toTools = useCallback(() => tools.current?.querySelector('button')?.focus(), []);
  // Forwards, to whatever comes after the table; to its buttons where nothing does.
  const leave = useCallback(() => {
    const whole = body.current?.closest('.cj-field');
    if (!whole || !focusAfter(whole)) toTools();
  }, [toTools]);
  const wide = field.wide === true;
  // The field of a record that is to have the focus once that record is on show.
  const wanted = useRef<string | null>(null);
  const went = (to: Place) => {
    wanted.current = `${path}.${to.row}.${field.columns[to.column]?.key}`;
  };
  const grid = useGrid({ props, table, announce, leave, went: wide ? went : undefined });
  const rows = table.rows;

  const cellProblems = useMemo(() => {
    const found: FieldProblem[] = [];
    for (const [place, raw] of unreadCells(rows)) {
      if (raw.message) found.push({ path: `${path}.${place}`, message: raw.message, severity: 'error' });
    }
    // Beside text that could not be read, “请填写…” would only confuse.
    const unread = new Set(found.map((problem) => problem.path));
    const others = props.problems.filter((problem) => isCell(path, problem.path) && !unread.has(problem.path));
    return [...found, ...others];
  }, [rows, path, props.problems]);

  // What speaks of a whole column stands with the table, each message once.
  const ofTable = useMemo(() => {
    const columns = props.problems.filter(
      (problem) => problem.path.startsWith(`${path}.`) && !isCell(path, problem.path),
    );
    return distinct([...ownProblems(props, null), ...columns]);
  }, [props, path]);

  const go = useRef(grid.go);
  go.current = grid.go;
  const shape = useRef({ rows: rows.length, columns: field.columns });
  shape.current = { rows: rows.length, columns: field.columns };
  const seek = useCallback(
    (target: string): boolean => {
      const [row = '0', key] = target.slice(path.length + 1).split('.');
      if (shape.current.rows === 0) {
        toTools();
        return true;
      }
      const column = Math.max(
        0,
        shape.current.columns.findIndex((one) => one.key === key),
      );
      go.current({ row: Math.min(Number(row) || 0, shape.current.rows - 1), column });
      return true;
    },
    [toTools, path],
  );
  useEffect(() => registerSeeker(path, seek), [path, seek]);

  const editor = grid.editor;
  useEffect(
    () =>
      registerFlush(() => {
        editor.current?.flush();
        return table.settled();
      }),
    [editor, table],
  );

  const settle = useCallback(() => {
    editor.current?.flush();
    return table.settled();
  }, [editor, table]);

  const { active } = grid;
  // Of records it is always the one on show that is meant.
  const area = wide ? { ...grid.area, top: active.row, bottom: active.row } : grid.area;
  const onKeyDown = (event: KeyboardEvent) => {
    const inPopup = event.target instanceof Element && event.target.closest('.cj-calendar, .cj-picker');
    if (!wide || event.key !== 'Escape' || event.defaultPrevented || inPopup || belongsToComposition(event)) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  const tool = (icon: IconName, label: string, act: () => void) => (
    <button type="button" className="cj-button" onClick={act}>
      <Icon name={icon} />
      {label}
    </button>
  );
  const add = () => {
    table.insert(rows.length);
    grid.go({ row: rows.length, column: 0 });
  };
  const offer = readOnly ? undefined : props.proposals?.[path];
  const offered = offer && Array.isArray(offer.value) ? offer.value : [];
  // Rows that still lack something are taken on purpose only: passing by must not leave a table half filled.
  const whole = offered.every((row) =>
    field.columns.every((column) => column.optional || (asObject(row)[column.key] ?? null) !== null),
  );
  const fillOffered = () =>
    void table.write(
      offered.flatMap((cells, row) =>
        field.columns.flatMap((column) => {
          const text = shown(column, asObject(cells)[column.key], language, true);
          return text ? [{ row, column, text }] : [];
        }),
      ),
    );
  const takeRows = () => {
    fillOffered();
    grid.go({ row: 0, column: 0 });
  };
  const cells = readOnly ? [] : Object.keys(props.proposals ?? {}).filter((place) => isCell(path, place));
  const takeCells = () => {
    const changes = cells.flatMap((place) => {
      const [row = '', key] = place.slice(path.length + 1).split('.');
      const column = field.columns.find((one) => one.key === key);
      const text = column && shown(column, props.proposals?.[place]?.value, language, true);
      return column && text ? [{ row: Number(row), column, text }] : [];
    });
    void table.write(changes);
  };
  const remove = () => {
    table.remove(area.top, area.bottom);
    announce(w.deleted(area.bottom - area.top + 1));
    toTools();
  };

  return (
    <Frame
      props={props}
      ids={ids}
      problems={ofTable}
      group
      room="wide"
      proposed={rows.length === 0 && offered.length > 0}
    >
      {rows.length > 0 && (
        <button type="button" className="cj-link cj-skip" onClick={leave}>
          {w.skipTable}
        </button>
      )}
      {!readOnly && (
        <div className="cj-tools" ref={tools}>
          {tool('add', w.addRow, add)}
          {rows.length === 0 && offered.length > 0 && tool('add', w.takeRows(offered.length), takeRows)}
          {rows.length > 0 && (
            <>
              {tool('insert', w.insertRow, () => {
                table.insert(active.row);
                grid.go({ row: active.row, column: 0 });
              })}
              {tool('duplicate', w.duplicateRow, () => table.duplicate(area.top, area.bottom))}
              {tool('remove', w.deleteRow(area.bottom - area.top + 1), remove)}
              {cells.length > 0 && tool('add', w.takeCells(cells.length), takeCells)}
            </>
          )}
          {table.canUndo && tool('undo', w.undo, () => grid.step(true))}
          {table.canRedo && tool('redo', w.redo, () => grid.step(false))}
          {props.spreadsheets && (
            <SheetTools
              {...{ field, language, announce, settle, unread: table.expect, empty: rows.length === 0 }}
              sheets={props.spreadsheets}
            />
          )}
          {rows.length > FOUND_ABOVE && <FindRow {...{ field, language, rows, announce }} go={grid.go} />}
          {rows.length > 0 && <span className="cj-tools-count">{w.rows(rows.length)}</span>}
        </div>
      )}
      {rows.length === 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: an empty place, not a set of controls
        <div
          className="cj-empty"
          role="group"
          aria-label={field.label}
          tabIndex={readOnly ? -1 : 0}
          onPaste={(event) => {
            pasted.current = true;
            grid.onPaste(event);
          }}
          onFocus={() => {
            pasted.current = false;
            props.onFocus?.(path);
          }}
          onBlur={(event) => {
            // Left standing, what is proposed is taken; not so by going to the buttons above, or where rows were pasted.
            if (offered.length > 0 && whole && !pasted.current && !tools.current?.contains(event.relatedTarget)) {
              fillOffered();
            }
          }}
          onKeyDown={(event) => {
            if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== 'Escape')) return;
            event.preventDefault();
            if (event.key === 'Escape') pasted.current = true;
            else if (offered.length > 0) takeRows();
            else focusNext(event.currentTarget);
          }}
        >
          {w.emptyTable}
          {!readOnly && w.pasteHere}
          {offered.length > 0 && <ProposedRows {...{ field, language }} rows={offered} />}
        </div>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of what it holds
        <div ref={body} onKeyDown={onKeyDown}>
          {wide ? (
            <RecordView {...{ props, table, grid, wanted }} problems={cellProblems} />
          ) : (
            <GridView props={props} table={table} grid={grid} ids={ids} problems={cellProblems} />
          )}
        </div>
      )}
      <p className="cj-hint cj-grid-keys" id={ids.echo}>
        {rows.length > 0 && !readOnly && (wide ? w.recordKeys : w.gridKeys)}
      </p>
      <p className="cj-status" role="status">
        {said}
      </p>
      <CellProblems {...{ props, problems: cellProblems, seek }} />
    </Frame>
  );
}

/** Rows proposed for an empty table, in short. */
function ProposedRows({ field, language, rows }: Pick<FieldControlProps, 'field' | 'language'> & { rows: Json[] }) {
  const w = words(language);
  const text = (row: Json) =>
    field.columns
      .map((column) => shown(column, asObject(row)[column.key], language, true))
      .filter(Boolean)
      .join(' · ');
  return (
    <div className="cj-proposed-rows">
      <span className="cj-proposed">{w.proposedRows(rows.length)}</span>
      <ol>
        {rows.map((row) => (
          <li key={text(row)}>{text(row)}</li>
        ))}
      </ol>
    </div>
  );
}

/** The cells that need attention: which row, which column, what is wrong. */
function CellProblems({
  props,
  problems,
  seek,
}: {
  props: FieldControlProps;
  problems: FieldProblem[];
  seek: (path: string) => boolean;
}) {
  const [all, showAll] = useState(false);
  const w = words(props.language);
  if (problems.length === 0) return null;
  const listed = all ? problems : problems.slice(0, LISTED);
  return (
    <div className="cj-cell-problems">
      <p className="cj-cell-problems-title">{w.cellProblems(problems.length)}</p>
      <ul>
        {listed.map((problem) => {
          const [row = '', key] = problem.path.slice(props.path.length + 1).split('.');
          const column = props.field.columns.find((one) => one.key === key);
          return (
            <li key={`${problem.path} ${problem.message}`} className={`cj-message cj-message--${problem.severity}`}>
              <Icon name={problem.severity} />
              <span className="cj-hidden">{w.severity[problem.severity]}：</span>
              <button type="button" className="cj-link" onClick={() => seek(problem.path)}>
                {w.row(Number(row) + 1)}
                {column ? ` · ${column.label}` : ''}
              </button>
              <span>{problem.message}</span>
            </li>
          );
        })}
      </ul>
      {!all && problems.length > LISTED && (
        <button type="button" className="cj-link" onClick={() => showAll(true)}>
          {w.more(problems.length - LISTED)}
        </button>
      )}
    </div>
  );
}
