/** Places in the grid: the active cell, the rectangle selected from it, and where a key leads. Rows and columns from 0. */

export interface Place {
  row: number;
  column: number;
}

export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function areaOf(active: Place, anchor: Place | null): Area {
  const other = anchor ?? active;
  return {
    top: Math.min(active.row, other.row),
    bottom: Math.max(active.row, other.row),
    left: Math.min(active.column, other.column),
    right: Math.max(active.column, other.column),
  };
}

export function contains(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

const PAGE = 12;

/** Where a moving key leads from a place, or null for any other key. */
export function moved(key: string, ctrl: boolean, from: Place, rows: number, columns: number): Place | null {
  const last = { row: rows - 1, column: columns - 1 };
  const to = { ...from };
  if (key === 'ArrowUp') to.row = ctrl ? 0 : from.row - 1;
  else if (key === 'ArrowDown') to.row = ctrl ? last.row : from.row + 1;
  else if (key === 'ArrowLeft') to.column = ctrl ? 0 : from.column - 1;
  else if (key === 'ArrowRight') to.column = ctrl ? last.column : from.column + 1;
  else if (key === 'Home') return { row: ctrl ? 0 : from.row, column: 0 };
  else if (key === 'End') return { row: ctrl ? last.row : from.row, column: last.column };
  else if (key === 'PageUp') to.row = from.row - PAGE;
  else if (key === 'PageDown') to.row = from.row + PAGE;
  else return null;
  return {
    row: Math.max(0, Math.min(last.row, to.row)),
    column: Math.max(0, Math.min(last.column, to.column)),
  };
}

/** The next cell in reading order; null beyond the first or last, where Tab leaves the table. */
export function tabbed(from: Place, back: boolean, rows: number, columns: number): Place | null {
  const index = from.row * columns + from.column + (back ? -1 : 1);
  if (index < 0 || index >= rows * columns) return null;
  return { row: Math.floor(index / columns), column: index % columns };
}
