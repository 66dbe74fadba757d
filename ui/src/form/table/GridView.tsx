/** The grid on the screen: header, the rows in view, totals. Above fifty rows only those in view are in the page. */
// biome-ignore-all lint/a11y/useSemanticElements: rows in view are placed by their offset, which table elements can't be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the input of the active cell
// biome-ignore-all lint/a11y/useKeyWithMouseEvents: dragging over cells selects them, as Shift with an arrow does
import { type CSSProperties, type MouseEvent, memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FieldControlProps, FieldProblem, FieldView, Language } from '../contract';
import { unitOf } from '../Entry';
import type { Ids } from '../Frame';
import { useGrouped } from '../grouped';
import { Icon } from '../Icon';
import { distinct } from '../Messages';
import { grouped } from '../print';
import { words } from '../words';
import { FIGURES, GridRow, type Live } from './GridRow';
import type { Place } from './selection';
import { Totals } from './totals';
import type { Grid } from './useGrid';
import { ROW_HEIGHT, useRowsInView, VIRTUAL_ABOVE } from './useRowsInView';
import type { Table } from './useTable';

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

interface GridViewProps {
  props: FieldControlProps;
  table: Table;
  grid: Grid;
  ids: Ids;
  problems: FieldProblem[];
}

/** The cell in which something was done with the mouse. */
function placeOf(event: MouseEvent): Place | null {
  const cell = event.target instanceof Element ? event.target.closest('[role="gridcell"]') : null;
  const row = Number(cell?.closest('[role="row"]')?.getAttribute('aria-rowindex'));
  const column = Number(cell?.getAttribute('aria-colindex'));
  return cell && !cell.closest('.cj-row--total') && row >= 2 ? { row: row - 2, column: column - 2 } : null;
}

export function GridView({ props, table, grid, ids, problems }: GridViewProps) {
  const { field, path, language, readOnly } = props;
  const w = words(language);
  const { columns } = field;
  const { rows } = table;
  const { active, area } = grid;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = rows.length > VIRTUAL_ABOVE;
  const view = useRowsInView(scroller, rows.length);
  const { show } = view;
  // Before the editor takes the focus, whose own scrolling knows nothing of header and totals.
  useLayoutEffect(() => {
    if (virtual) show(active.row);
  }, [active.row, show, virtual]);

  const live = useRef<Live>({ props, table, grid });
  live.current = { props, table, grid };
  const at = (act: (event: MouseEvent, place: Place) => void) => (event: MouseEvent) => {
    const place = placeOf(event);
    if (place) act(event, place);
  };

  const byRow = useGrouped(problems, 1);
  const numberWidth = rows.length > 999 ? NUMBER_WIDTHS[1] : NUMBER_WIDTHS[0];
  const style = useMemo(() => {
    const widths = columns.map((column) => WIDTHS[column.kind] ?? TEXT_WIDTH);
    return {
      '--cj-columns': `${numberWidth}px ${widths.map(([least, share]) => `minmax(${least}px, ${share}fr)`).join(' ')}`,
      '--cj-least-width': `${numberWidth + widths.reduce((sum, [least]) => sum + least, 0)}px`,
      '--cj-number-width': `${numberWidth}px`,
    } as CSSProperties;
  }, [columns, numberWidth]);
  const [sums] = useState(() => new Totals(columns));
  const totals = useMemo(() => sums.of(rows), [sums, rows]);
  const hasTotals = totals.some(Boolean);

  const cellPath = `${path}.${active.row}.${columns[active.column]?.key}`;
  const atActive = distinct((byRow.get(String(active.row)) ?? []).filter((problem) => problem.path === cellPath));
  const describedBy = `${ids.messages}-cell`;
  const several = area.top !== area.bottom || area.left !== area.right;
  const draw = (index: number) => {
    const row = rows[index];
    if (!row) return null;
    const isActive = index === active.row;
    const inArea = index >= area.top && index <= area.bottom;
    return (
      <GridRow
        key={row.id}
        live={live}
        row={row}
        index={index}
        top={virtual ? index * ROW_HEIGHT : undefined}
        columns={columns}
        path={path}
        language={language}
        readOnly={readOnly !== undefined}
        problems={byRow.get(String(index))}
        describedBy={describedBy}
        active={isActive ? active.column : -1}
        editing={isActive && grid.editing}
        left={inArea ? area.left : -1}
        right={inArea ? area.right : -1}
        several={inArea && several}
      />
    );
  };
  const [first, end] = virtual ? [view.first, view.end] : [0, rows.length];
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  // The row being edited stays in the page wherever one scrolls to.
  if (virtual && active.row < first) shown.unshift(active.row);
  else if (virtual && active.row >= end) shown.push(active.row);

  return (
    <>
      <div
        className={`cj-grid${virtual ? ' cj-grid--virtual' : ''}`}
        ref={scroller}
        style={style}
        onScroll={virtual ? view.onScroll : undefined}
      >
        <div
          role="grid"
          className="cj-grid-body"
          aria-label={field.label}
          aria-describedby={ids.echo}
          aria-rowcount={rows.length + 1 + (hasTotals ? 1 : 0)}
          aria-colcount={columns.length + 1}
          aria-multiselectable="true"
          onKeyDown={grid.onKeyDown}
          onCopy={grid.onCopy}
          onCut={grid.onCut}
          onPaste={grid.onPaste}
          onMouseDown={at(grid.onCellMouseDown)}
          onMouseOver={at(grid.onCellMouseEnter)}
          onDoubleClick={at((_, place) => {
            if (!readOnly && !grid.editing) grid.go(place, { edit: true });
          })}
        >
          <Head columns={columns} language={language} />
          {virtual ? (
            <div role="rowgroup" className="cj-rows" style={{ height: rows.length * ROW_HEIGHT }}>
              {shown.map(draw)}
            </div>
          ) : (
            shown.map(draw)
          )}
          {hasTotals && <Foot columns={columns} language={language} totals={totals} row={rows.length + 2} />}
        </div>
      </div>
      <div id={describedBy} className="cj-messages">
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

const Head = memo(function Head({ columns, language }: { columns: FieldView[]; language: Language }) {
  const w = words(language);
  return (
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
  );
});

interface FootProps {
  columns: FieldView[];
  language: Language;
  totals: (string | null)[];
  row: number;
}

function Foot({ columns, language, totals, row }: FootProps) {
  return (
    <div role="row" className="cj-row cj-row--total" aria-rowindex={row}>
      <div role="rowheader" className="cj-cell cj-cell--number" aria-colindex={1}>
        {words(language).total}
      </div>
      {columns.map((column, index) => (
        <div key={column.key} role="gridcell" className="cj-cell cj-cell--figure" aria-colindex={index + 2}>
          {totals[index] && grouped(totals[index])}
        </div>
      ))}
    </div>
  );
}
