/** Keyboard, mouse and clipboard of the grid: which cell is active, whether it is being edited, what is selected. */
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { FieldControlProps } from '../contract';
import { belongsToComposition } from '../typing';
import { words } from '../words';
import type { EditorHandle } from './CellEditor';
import { formatCells, parseCells } from './clipboard';
import { cellText } from './rows';
import { type Area, areaOf, moved, type Place, tabbed } from './selection';
import { stepped } from './stepped';
import type { CellChange, Table } from './useTable';

export interface Grid {
  active: Place;
  area: Area;
  editing: boolean;
  editor: RefObject<EditorHandle | null>;
  go(to: Place, options?: { extend?: boolean; edit?: boolean }): void;
  startEditing(): void;
  stopEditing(): void;
  /** Takes the last change of the table back, or brings it again; says what it was and goes there. */
  step(back: boolean): boolean;
  onKeyDown(event: KeyboardEvent): void;
  onCopy(event: ClipboardEvent): void;
  onCut(event: ClipboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  onCellMouseDown(event: MouseEvent, place: Place): void;
  onCellMouseEnter(event: MouseEvent, place: Place): void;
}

interface Surroundings {
  props: FieldControlProps;
  table: Table;
  announce: (text: string) => void;
  /** Focus leaves the table. */
  leave: () => void;
  /** Hears to which cell one has gone, where the cells are not those of the grid. */
  went?: (to: Place) => void;
}

/** A long table moves its rows after the focus has come: only then is it known where the cell lies. */
function bringInSight(cell: Element | null): void {
  const look = () => {
    if (cell === document.activeElement) cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}

export function useGrid({ props, table, announce, leave, went }: Surroundings): Grid {
  const { field, language, readOnly } = props;
  const columns = field.columns;
  const w = words(language);
  const [wanted, setActive] = useState<Place>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Place | null>(null);
  const [editing, setEditing] = useState(false);
  const editor = useRef<EditorHandle | null>(null);
  const focusNext = useRef<'select' | 'caret' | null>(null);
  const rows = table.rows.length;
  const active = {
    row: Math.min(wanted.row, Math.max(0, rows - 1)),
    column: Math.min(wanted.column, columns.length - 1),
  };
  const area = areaOf(active, anchor);

  useLayoutEffect(() => {
    // The row may come into the page only with the next drawing: the wish stays until there is an input.
    if (focusNext.current === null || !editor.current) return;
    editor.current.focus(focusNext.current === 'caret');
    focusNext.current = null;
    bringInSight(document.activeElement);
  });

  const onWent = useRef(went);
  onWent.current = went;
  const go = useCallback((to: Place, options: { extend?: boolean; edit?: boolean } = {}) => {
    editor.current?.settle();
    onWent.current?.(to);
    focusNext.current = options.edit ? 'caret' : 'select';
    setEditing(options.edit ?? false);
    setActive((from) => {
      setAnchor((before) => (options.extend ? (before ?? from) : null));
      return to;
    });
  }, []);

  const startEditing = useCallback(() => {
    setEditing(true);
    setAnchor(null);
  }, []);
  const stopEditing = useCallback(() => setEditing(false), []);

  const clear = () => {
    const changes: CellChange[] = [];
    for (let row = area.top; row <= area.bottom; row += 1) {
      for (const column of columns.slice(area.left, area.right + 1)) changes.push({ row, column, text: '' });
    }
    void table.write(changes);
  };
  const removeRows = () => {
    table.remove(area.top, area.bottom);
    announce(w.deleted(area.bottom - area.top + 1));
    go({ row: Math.max(0, Math.min(area.top, rows - 2 - (area.bottom - area.top))), column: active.column });
  };
  const step = (back: boolean) => {
    if (back ? !table.canUndo : !table.canRedo) return false;
    const before = table.rows;
    if (back) table.undo();
    else table.redo();
    const what = stepped(before, table.rows, columns, language, back);
    announce(what?.text ?? (back ? w.undone : w.redone));
    if (what && table.rows.length > 0) go({ row: what.row, column: what.column });
    else focusNext.current = 'select';
    return true;
  };

  /** Keys of the table as a whole, with Ctrl; true where one was meant. */
  const command = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    if (key === 'a') {
      setAnchor({ row: 0, column: 0 });
      setActive({ row: rows - 1, column: columns.length - 1 });
      focusNext.current = 'select';
      return true;
    }
    if (readOnly) return false;
    if (key === 'z') return step(!event.shiftKey);
    if (key === 'y') return step(false);
    if (key === 'd') table.duplicate(area.top, area.bottom);
    else if (key === 'enter') {
      table.insert(active.row + 1);
      go({ row: active.row + 1, column: 0 });
    } else if (key === 'delete') removeRows();
    else return false;
    return true;
  };

  const isList = ['choice', 'boolean'].includes(columns[active.column]?.kind ?? '');
  const isLong = columns[active.column]?.kind === 'long_text';

  const whileMoving = (event: KeyboardEvent): boolean => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey) return false;
    const to = moved(event.key, ctrl, active, rows, columns.length);
    if (to) {
      go(to, { extend: event.shiftKey });
      return true;
    }
    if (ctrl) return command(event);
    if (event.key === 'Escape') {
      if (anchor) setAnchor(null);
      else leave();
      return true;
    }
    if (readOnly) return false;
    if (event.key === 'F2') {
      go(active, { edit: true });
      if (isList) editor.current?.openList();
      return true;
    }
    if (event.key === 'Delete' || event.key === 'Backspace') {
      clear();
      return true;
    }
    if (isList && event.key === ' ') setEditing(true); // the list opens by itself and now has the arrow keys
    return false;
  };

  const whileEditing = (event: KeyboardEvent): boolean => {
    if (event.key === 'Escape') {
      editor.current?.revert();
      setEditing(false);
      return true;
    }
    const arrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (!arrow || isList || isLong) return false;
    const to = moved(event.key, false, active, rows, columns.length);
    if (to) go(to);
    return to !== null;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (belongsToComposition(event) || !(event.target instanceof HTMLElement) || !event.target.dataset.path) return;
    const { key, shiftKey, altKey } = event;
    let handled: boolean;
    if (key === 'Tab' && !event.ctrlKey && !altKey) {
      const to = tabbed(active, shiftKey, rows, columns.length);
      if (to) go(to);
      handled = to !== null;
    } else if (key === 'Enter' && !event.ctrlKey && !(altKey && isLong)) {
      go({ row: Math.max(0, Math.min(rows - 1, active.row + (shiftKey ? -1 : 1))), column: active.column });
      handled = true;
    } else {
      handled = editing ? whileEditing(event) : whileMoving(event);
    }
    // While a cell is edited, Ctrl+Z belongs to its text, not to the case.
    const textual = editing && (event.ctrlKey || event.metaKey) && ['z', 'y'].includes(key.toLowerCase());
    if (handled) event.preventDefault();
    if (handled || textual) event.stopPropagation();
  };

  const copy = (event: ClipboardEvent): boolean => {
    if (editing || rows === 0) return false;
    const cells = table.rows
      .slice(area.top, area.bottom + 1)
      .map((row) => columns.slice(area.left, area.right + 1).map((column) => cellText(row, column, language)));
    event.clipboardData.setData('text/plain', formatCells(cells));
    event.preventDefault();
    return true;
  };

  const paste = async (text: string) => {
    const cells = parseCells(text);
    const width = Math.max(...cells.map((row) => row.length));
    const room = columns.length - area.left;
    const changes: CellChange[] = [];
    cells.forEach((row, down) => {
      row.slice(0, room).forEach((cell, right) => {
        const column = columns[area.left + right];
        if (column) changes.push({ row: area.top + down, column, text: cell });
      });
    });
    editor.current?.revert();
    setEditing(false);
    announce(w.reading);
    const unread = await table.write(changes);
    focusNext.current = 'select';
    announce(
      w.pasted(cells.length, Math.min(width, room)) +
        (unread > 0 ? w.pastedUnread(unread) : '') +
        (width > room ? w.pastedBeyond(width - room) : ''),
    );
    setActive({ row: area.top, column: area.left });
    setAnchor({ row: area.top + cells.length - 1, column: area.left + Math.min(width, room) - 1 });
  };

  return {
    active,
    area,
    editing,
    editor,
    go,
    startEditing,
    stopEditing,
    step,
    onKeyDown,
    onCopy: copy,
    onCut(event) {
      if (!readOnly && copy(event)) clear();
    },
    onPaste(event) {
      const text = event.clipboardData.getData('text/plain');
      // Into the text being edited, unless what comes is plainly a piece of a table.
      if (readOnly || text === '' || (editing && (isLong || !/[\t\n]/.test(text.trimEnd())))) return;
      event.preventDefault();
      void paste(text);
    },
    onCellMouseDown(event, place) {
      if (event.button !== 0 || (place.row === active.row && place.column === active.column)) return;
      event.preventDefault();
      go(place, { extend: event.shiftKey });
    },
    onCellMouseEnter(event, place) {
      if (event.buttons === 1 && !editing) go(place, { extend: true });
    },
  };
}
