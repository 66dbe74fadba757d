/** One row of the grid. Drawn again only when something in it changes, not with every step of scrolling or typing. */
// biome-ignore-all lint/a11y/useSemanticElements: rows in view are placed by their offset, which table elements can't be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the input of the active cell
import { memo, type RefObject } from 'react';
import type { FieldControlProps, FieldProblem, FieldView, Language } from '../contract';
import { Icon } from '../Icon';
import { words } from '../words';
import { CellEditor } from './CellEditor';
import { cellText, type Row } from './rows';
import type { Grid } from './useGrid';
import type { Table } from './useTable';

export const FIGURES = new Set(['money', 'area', 'decimal', 'percent', 'integer']);

/** What handlers need of the present moment; the same object for as long as the grid is there. */
export interface Live {
  props: FieldControlProps;
  table: Table;
  grid: Grid;
}

interface RowProps {
  live: RefObject<Live>;
  row: Row;
  index: number;
  /** Distance from the first row in pixels; undefined where rows simply follow each other. */
  top: number | undefined;
  columns: FieldView[];
  path: string;
  language: Language;
  readOnly: boolean;
  /** Problems of the row and its cells; the same list for as long as they are the same. */
  problems: FieldProblem[] | undefined;
  describedBy: string;
  /** The active column, or -1 if the active cell is elsewhere. */
  active: number;
  editing: boolean;
  /** First and last selected column; -1 if nothing is selected here. */
  left: number;
  right: number;
  /** Whether more than one cell is selected in all. */
  several: boolean;
}

export const GridRow = memo(function GridRow(props: RowProps) {
  const { live, row, index, top, columns, path, language, problems, describedBy, active, editing, left, right } = props;
  const w = words(language);
  const rowPath = `${path}.${index}`;
  const failingRow = problems?.some((problem) => problem.path === rowPath);
  return (
    <div
      role="row"
      className={`cj-row${active >= 0 ? ' is-active' : ''}${failingRow ? ' is-failing' : ''}`}
      aria-rowindex={index + 2}
      style={top === undefined ? undefined : { top }}
    >
      <div role="rowheader" className="cj-cell cj-cell--number" aria-colindex={1}>
        {index + 1}
      </div>
      {columns.map((column, at) => {
        const text = cellText(row, column, language);
        const cellPath = `${rowPath}.${column.key}`;
        const own = problems?.filter((problem) => problem.path === cellPath) ?? [];
        const failing = own.some((problem) => problem.severity === 'error');
        const isActive = at === active;
        const selected = at >= left && at <= right;
        const pending = row.raw[column.key]?.message === null;
        const state = [
          FIGURES.has(column.kind) ? ' cj-cell--figure' : column.kind === 'date' ? ' cj-cell--date' : '',
          isActive ? ' is-active' : '',
          isActive && editing ? ' is-editing' : '',
          selected && props.several ? ' is-selected' : '',
          failing ? ' is-failing' : own.length > 0 ? ' is-doubtful' : '',
          pending ? ' is-pending' : '',
        ].join('');
        return (
          <div
            key={column.key}
            role="gridcell"
            className={`cj-cell${state}`}
            aria-colindex={at + 2}
            aria-selected={selected}
            aria-invalid={failing || undefined}
            title={own.map((problem) => problem.message).join('\n') || undefined}
          >
            {isActive ? (
              <CellEditor
                key={`${row.id} ${column.key}`}
                ref={live.current.grid.editor}
                column={column}
                text={text}
                editing={editing}
                label={`${w.row(index + 1)} ${column.label}`}
                path={cellPath}
                describedBy={describedBy}
                invalid={failing}
                readOnly={props.readOnly}
                language={language}
                onEdit={() => live.current.grid.startEditing()}
                onTyping={(typed) => live.current.table.onTyping(index, column.key, typed)}
                onSettle={(typed) => {
                  live.current.grid.stopEditing();
                  void live.current.table.write([{ row: index, column, text: typed }]);
                }}
                onFocus={() => live.current.props.onFocus?.(cellPath)}
              />
            ) : (
              <span className="cj-cell-text">{text}</span>
            )}
            {own.length > 0 && <Icon name={failing ? 'error' : 'warning'} />}
          </div>
        );
      })}
    </div>
  );
});
