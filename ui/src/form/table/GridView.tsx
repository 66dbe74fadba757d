/** The grid on the screen: header, the rows in view, totals. Above fifty rows only those in view are in the page. */
// biome-ignore-all lint/a11y/useSemanticElements: rows in view are placed by their offset, which table elements can't be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the input of the active cell
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { FieldControlProps, FieldProblem, FieldView } from '../contract';
import { unitOf } from '../Entry';
import type { Ids } from '../Frame';
import { Icon } from '../Icon';
import { distinct } from '../Messages';
import { grouped, total } from '../print';
import { words } from '../words';
import { CellEditor } from './CellEditor';
import { cellText, type Row } from './rows';
import { contains } from './selection';
import type { Grid } from './useGrid';
import type { Table } from './useTable';

const ROW_HEIGHT = 34;
const VIRTUAL_ABOVE = 50;
/** Height of header and totals, which lie over the rows scrolled to. */
const FIXED_ROWS = 86;

/** Least width in pixels and share of what is left over. */
type Width = [least: number, share: number];

/** Room for the row number, for up to 999 rows and for more. */
const NUMBER_WIDTHS = [38, 50] as const;
const TEXT_WIDTH: Width = [112, 1.6];
const WIDTHS: Partial<Record<FieldView['kind'], Width>> = {
  money: [118, 1],
  area: [96, 0.8],
  decimal: [88, 0.8],
  percent: [72, 0.5],
  integer: [72, 0.5],
  date: [98, 0.5],
  boolean: [68, 0.4],
  choice: [104, 1],
  long_text: [146, 2.4],
};

const FIGURES = new Set(['money', 'area', 'decimal', 'percent', 'integer']);

interface GridViewProps {
  props: FieldControlProps;
  table: Table;
  grid: Grid;
  ids: Ids;
  problems: FieldProblem[];
}

export function GridView({ props, table, grid, ids, problems }: GridViewProps) {
  const { field, path, language } = props;
  const w = words(language);
  const { columns } = field;
  const { rows } = table;
  const { active } = grid;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = rows.length > VIRTUAL_ABOVE;
  const rangeExtractor = useCallback(
    // The row being edited stays in the page wherever one scrolls to.
    (range: Range) => [...new Set([...defaultRangeExtractor(range), active.row])].sort((a, b) => a - b),
    [active.row],
  );
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingEnd: FIXED_ROWS,
    rangeExtractor,
  });
  const scrollTo = virtualizer.scrollToIndex;
  useEffect(() => {
    if (virtual) scrollTo(active.row, { align: 'auto' });
  }, [active.row, scrollTo, virtual]);

  const byPath = useMemo(() => {
    const map = new Map<string, FieldProblem[]>();
    for (const problem of problems) map.set(problem.path, [...(map.get(problem.path) ?? []), problem]);
    return map;
  }, [problems]);
  const numberWidth = rows.length > 999 ? NUMBER_WIDTHS[1] : NUMBER_WIDTHS[0];
  const widths = columns.map((column) => WIDTHS[column.kind] ?? TEXT_WIDTH);
  const style = {
    '--cj-columns': `${numberWidth}px ${widths.map(([least, share]) => `minmax(${least}px, ${share}fr)`).join(' ')}`,
    '--cj-least-width': `${numberWidth + widths.reduce((sum, [least]) => sum + least, 0)}px`,
  } as CSSProperties;
  // Adding up ten thousand rows takes longer than a key may: the sums follow when there is time.
  const settled = useDeferredValue(rows);
  const totals = useMemo(
    () =>
      columns.map((one) =>
        one.totalled && settled.length > 1 ? total(settled.map((row) => row.cells[one.key])) : null,
      ),
    [columns, settled],
  );
  const atActive = distinct(byPath.get(`${path}.${active.row}.${columns[active.column]?.key}`) ?? []);
  const draw = (row: Row, index: number, top?: number) => (
    <GridRow key={row.id} {...{ props, table, grid, ids, row, index, byPath, top }} />
  );
  return (
    <>
      <div className={`cj-grid${virtual ? ' cj-grid--virtual' : ''}`} ref={scroller} style={style}>
        <div
          role="grid"
          className="cj-grid-body"
          aria-label={field.label}
          aria-describedby={ids.echo}
          aria-rowcount={rows.length + 1 + (totals.some(Boolean) ? 1 : 0)}
          aria-colcount={columns.length + 1}
          aria-multiselectable="true"
          onKeyDown={grid.onKeyDown}
          onCopy={grid.onCopy}
          onCut={grid.onCut}
          onPaste={grid.onPaste}
        >
          <div role="row" className="cj-row cj-row--head" aria-rowindex={1}>
            <div role="columnheader" className="cj-cell cj-cell--number" aria-colindex={1}>
              <span className="cj-hidden">{w.rowNumber}</span>
            </div>
            {columns.map((column, index) => (
              <div
                key={column.key}
                role="columnheader"
                className={`cj-cell${FIGURES.has(column.kind) ? ' cj-cell--figure' : ''}`}
                aria-colindex={index + 2}
                title={column.hint}
              >
                {column.label}
                {unitOf(column) && <span className="cj-column-unit">（{unitOf(column)}）</span>}
                {column.optional && <span className="cj-optional">{w.optional}</span>}
              </div>
            ))}
          </div>
          {virtual ? (
            <div role="rowgroup" className="cj-rows" style={{ height: virtualizer.getTotalSize() }}>
              {virtualizer.getVirtualItems().map((item) => {
                const row = rows[item.index];
                return row && draw(row, item.index, item.start);
              })}
            </div>
          ) : (
            rows.map((row, index) => draw(row, index))
          )}
          {totals.some(Boolean) && (
            <div role="row" className="cj-row cj-row--total" aria-rowindex={rows.length + 2}>
              <div role="rowheader" className="cj-cell cj-cell--number" aria-colindex={1}>
                {w.total}
              </div>
              {columns.map((column, index) => (
                <div key={column.key} role="gridcell" className="cj-cell cj-cell--figure" aria-colindex={index + 2}>
                  {totals[index] && grouped(totals[index])}
                </div>
              ))}
            </div>
          )}
        </div>
      </div>
      <div id={`${ids.messages}-cell`} className="cj-messages">
        {atActive.map((problem) => (
          <p key={problem.message} className={`cj-message cj-message--${problem.severity}`}>
            <Icon name={problem.severity} />
            <span className="cj-hidden">{w.severity[problem.severity]}：</span>
            <span>{problem.message}</span>
          </p>
        ))}
      </div>
    </>
  );
}

interface RowProps extends Omit<GridViewProps, 'problems'> {
  row: Row;
  index: number;
  byPath: Map<string, FieldProblem[]>;
  top: number | undefined;
}

/** Drawn again only when the table changes, not with every step of scrolling. */
const GridRow = memo(function GridRow({ props, table, grid, ids, row, index, byPath, top }: RowProps) {
  const { field, path, language, readOnly } = props;
  const w = words(language);
  const { active, area } = grid;
  const ofRow = byPath.get(`${path}.${index}`) ?? [];
  return (
    <div
      role="row"
      className={`cj-row${index === active.row ? ' is-active' : ''}${ofRow.length > 0 ? ' is-failing' : ''}`}
      aria-rowindex={index + 2}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className="cj-cell cj-cell--number" aria-colindex={1}>
        {index + 1}
      </div>
      {field.columns.map((column, at) => {
        const text = cellText(row, column, language);
        const cellPath = `${path}.${index}.${column.key}`;
        const own = byPath.get(cellPath) ?? [];
        const failing = own.some((problem) => problem.severity === 'error');
        const isActive = index === active.row && at === active.column;
        const pending = row.raw[column.key]?.message === null;
        const state = [
          FIGURES.has(column.kind) ? 'cj-cell--figure' : column.kind === 'date' ? 'cj-cell--date' : '',
          isActive ? 'is-active' : '',
          isActive && grid.editing ? 'is-editing' : '',
          contains(area, index, at) && (area.top !== area.bottom || area.left !== area.right) ? 'is-selected' : '',
          failing ? 'is-failing' : own.length > 0 ? 'is-doubtful' : '',
          pending ? 'is-pending' : '',
        ];
        return (
          <div
            key={column.key}
            role="gridcell"
            className={`cj-cell ${state.filter(Boolean).join(' ')}`}
            aria-colindex={at + 2}
            aria-selected={contains(area, index, at)}
            aria-invalid={failing || undefined}
            title={own.map((problem) => problem.message).join('\n') || undefined}
            onMouseDown={(event) => grid.onCellMouseDown(event, { row: index, column: at })}
            onMouseEnter={(event) => grid.onCellMouseEnter(event, { row: index, column: at })}
            onDoubleClick={() => !readOnly && !grid.editing && grid.go({ row: index, column: at }, { edit: true })}
          >
            {isActive ? (
              <CellEditor
                key={`${row.id} ${column.key}`}
                ref={grid.editor}
                column={column}
                text={text}
                editing={grid.editing}
                label={`${w.row(index + 1)} ${column.label}`}
                path={cellPath}
                describedBy={`${ids.messages}-cell`}
                invalid={failing}
                readOnly={readOnly !== undefined}
                language={language}
                onEdit={grid.startEditing}
                onTyping={(typed) => table.onTyping(index, column.key, typed)}
                onSettle={(typed) => {
                  grid.stopEditing();
                  void table.write([{ row: index, column, text: typed }]);
                }}
                onFocus={() => props.onFocus?.(cellPath)}
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
