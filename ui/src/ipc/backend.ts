// Every command of the program as one interface. The shell answers it in the window, `mock.ts` in tests and in
// a browser. Arguments are named as in the Rust command (all single words, so that no case conversion applies).
import type {
  BackupView,
  CalendarYearView,
  CaseDeadline,
  CaseSummary,
  CaseView,
  Change,
  ChartView,
  EntryRequest,
  FindingView,
  GeneratedView,
  GenerateRequest,
  GenerateResult,
  ImportedView,
  ImportView,
  Json,
  PageTableView,
  PageView,
  PartyRow,
  PlanRequest,
  PreviewView,
  ProcedureView,
  Progress,
  Reading,
  Saved,
  SettingsView,
  WhatIfView,
} from './bindings';

export interface Backend {
  procedures(): Promise<ProcedureView[]>;
  cases(query?: string): Promise<CaseSummary[]>;
  createCase(slug: string, sample: boolean): Promise<CaseView>;
  openCase(id: number): Promise<CaseView>;
  renameCase(id: number, title: string): Promise<void>;
  archiveCase(id: number, archived: boolean): Promise<void>;
  deleteCase(id: number): Promise<void>;
  /**
   * Stores and assesses. Rejects with all problems and stores nothing if a value cannot be read. Answers with what
   * differs from the view with the number `base`, or with the whole one.
   */
  save(id: number, revision: number, changes: Change[], base?: number): Promise<Saved>;
  overrideFinding(id: number, rule: string, reason: string | null): Promise<CaseView>;
  undo(id: number): Promise<CaseView>;
  redo(id: number): Promise<CaseView>;
  /** path: field key, or "table.column", "donor.uscc". */
  readEntry(slug: string, path: string, text: string): Promise<Reading>;
  /** Many at once, in the order asked: for pasting large tables. */
  readEntries(slug: string, requests: EntryRequest[]): Promise<Reading[]>;
  checkValue(slug: string, path: string, value: Json): Promise<Reading>;
  preview(id: number, document: string, row?: number): Promise<PreviewView>;
  generate(request: GenerateRequest): Promise<GenerateResult>;
  cancelGenerate(): Promise<void>;
  generated(id: number): Promise<GeneratedView[]>;
  openGenerated(id: number): Promise<void>;
  showGenerated(id: number): Promise<void>;
  /** The chosen folder, or null if the dialog was closed. */
  chooseFolder(): Promise<string | null>;
  allDeadlines(): Promise<CaseDeadline[]>;
  /** Where the file was written, or null if the dialog was closed. */
  exportIcs(id: number): Promise<string | null>;
  exportCase(id: number): Promise<string | null>;
  importCase(): Promise<CaseView | null>;
  /** What a spreadsheet would come to, or null if the dialog was closed. Nothing is stored. */
  chooseTable(id: number, field: string): Promise<ImportView | null>;
  planTable(id: number, request: PlanRequest): Promise<ImportView>;
  importTable(id: number, revision: number, all: boolean): Promise<ImportedView>;
  cancelTable(): Promise<void>;
  /** Where the file was written, or null if the dialog was closed. */
  reportTable(id: number): Promise<string | null>;
  exportTable(id: number, field: string): Promise<string | null>;
  blankTable(slug: string, field: string): Promise<string | null>;
  /** Called while a spreadsheet is read; the answer ends it. */
  onTableProgress(listener: (progress: Progress) => void): Promise<() => void>;
  parties(): Promise<PartyRow[]>;
  saveParty(row: PartyRow): Promise<PartyRow>;
  deleteParty(id: number): Promise<void>;
  settings(): Promise<SettingsView>;
  saveSettings(changes: Partial<Pick<SettingsView, 'output_folder' | 'language' | 'theme'>>): Promise<SettingsView>;
  /** Where the copy was written. */
  backupNow(): Promise<string>;
  /** Latest first. */
  backups(): Promise<BackupView[]>;
  /** made: the moment that names the copy. All the data are then as they were at that moment. */
  restoreBackup(made: string): Promise<void>;
  importCalendar(): Promise<SettingsView | null>;
  calendarYear(year: number): Promise<CalendarYearView>;
  /** All rules, those that hold included. */
  findingDetails(id: number): Promise<FindingView[]>;
  charts(id: number): Promise<ChartView[]>;
  /** A page of figures, charts and tables, of the answers as they are. */
  view(id: number, view: string): Promise<PageView>;
  /** The same as if some answers were others. Stores nothing; rejects as `save` does. */
  whatIf(id: number, view: string, changes: Change[]): Promise<WhatIfView>;
  /** One table of a page, by its place, with the rows in which the words stand. */
  viewTable(id: number, view: string, index: number, search: string, changes: Change[]): Promise<PageTableView>;
  /** Called while documents are written; the answer ends it. */
  onProgress(listener: (progress: Progress) => void): Promise<() => void>;
  /** The window is about to close: the listener is waited for, and false keeps the window open. */
  onClosing(listener: () => Promise<boolean>): Promise<() => void>;
}
