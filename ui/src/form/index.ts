/** The form: one control for every kind of field, and the way to find one by its path. */

export type {
  CalendarDay,
  FieldControlProps,
  FieldProblem,
  Language,
  Severity,
  Spreadsheets,
  Unread,
} from './contract';
export { FieldControl } from './FieldControl';
export { useGrouped } from './grouped';
export { dropOldDrafts, type Kept, openDrafts } from './kept';
export { commitPending, focusFirst, focusPath } from './registry';
