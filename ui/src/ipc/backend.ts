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
  CrashReport,
  DeletedView,
  DraftKept,
  DraftView,
  EntryRequest,
  FindingView,
  GeneratedView,
  GenerateRequest,
  GenerateResult,
  ImportedView,
  ImportView,
  Json,
  NoticeView,
  PageTableView,
  PageView,
  PartyRow,
  PlanRequest,
  PreviewView,
  ProcedureView,
  Progress,
  Reading,
  ReportView,
  RescueRequest,
  Saved,
  SettingsView,
  StartView,
  SteppedView,
  UnusableView,
  WhatIfView,
} from './bindings';

export interface Backend {
  procedures(): Promise<ProcedureView[]>;
  /** Procedures that cannot be used because of mistakes in their templates. */
  unusable(): Promise<UnusableView[]>;
  cases(query?: string): Promise<CaseSummary[]>;
  createCase(slug: string, sample: boolean): Promise<CaseView>;
  openCase(id: number): Promise<CaseView>;
  renameCase(id: number, title: string): Promise<void>;
  /** Another case with the same answers and reasons, without papers and history. */
  copyCase(id: number, title: string): Promise<CaseView>;
  archiveCase(id: number, archived: boolean): Promise<void>;
  /** Into the bin, for thirty days. */
  deleteCase(id: number): Promise<void>;
  deletedCases(): Promise<DeletedView[]>;
  undeleteCase(id: number): Promise<void>;
  /** For good. */
  eraseCase(id: number): Promise<void>;
  /** Text typed that is no answer yet. */
  drafts(id: number): Promise<DraftView[]>;
  /** Stored when it resolves. */
  keepDrafts(id: number, changes: DraftKept[]): Promise<void>;
  /**
   * Stores and assesses. Rejects with all problems and stores nothing if a value cannot be read. Answers with what
   * differs from the view with the number `base`, or with the whole one.
   */
  save(id: number, revision: number, changes: Change[], base?: number): Promise<Saved>;
  overrideFinding(id: number, rule: string, reason: string | null): Promise<CaseView>;
  undo(id: number): Promise<SteppedView>;
  redo(id: number): Promise<SteppedView>;
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
  /** Shows the file that was last written in its folder. */
  showWritten(): Promise<void>;
  /** Where a case was written as the page holds it, or null if the dialog was closed. */
  rescueCase(rescue: RescueRequest): Promise<string | null>;
  /** Where every readable case was written, or null if the dialog was closed. */
  salvage(): Promise<string | null>;
  exportLog(id: number): Promise<string | null>;
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
  /** Why the program failed earlier, latest first; nothing of a case stands in them. */
  crashReports(): Promise<CrashReport[]>;
  clearCrashReports(): Promise<void>;
  settings(): Promise<SettingsView>;
  saveSettings(changes: Partial<Pick<SettingsView, 'language' | 'theme' | 'zoom' | 'person'>>): Promise<SettingsView>;
  /** Opens the system's dialog for printing the page in sight. */
  printPage(): Promise<void>;
  /** Where the copy was written. */
  backupNow(): Promise<string>;
  /** Latest first. */
  backups(): Promise<BackupView[]>;
  /** All the data are then as they were when the copy was made. */
  restoreBackup(id: string): Promise<void>;
  chooseSecondFolder(): Promise<SettingsView | null>;
  forgetSecondFolder(): Promise<SettingsView>;
  checkData(): Promise<ReportView>;
  /** How the start went; the other commands answer only once it is ready. */
  startState(): Promise<StartView>;
  startRestore(id: string): Promise<void>;
  startAnyway(): Promise<void>;
  startSalvage(): Promise<string | null>;
  quit(): Promise<void>;
  notices(): Promise<NoticeView[]>;
  importCalendar(): Promise<SettingsView | null>;
  calendarYear(year: number): Promise<CalendarYearView>;
  /** All rules, those that hold included. */
  findingDetails(id: number): Promise<FindingView[]>;
  charts(id: number): Promise<ChartView[]>;
  /** A page of figures, charts and tables, of the answers as they are. */
  view(id: number, view: string): Promise<PageView>;
  /** The same as if some answers were others. Stores nothing; rejects as `save` does. */
  whatIf(id: number, view: string, changes: Change[]): Promise<WhatIfView>;
  /** One table of a page, by its place, with the first `most` rows in which the words stand. */
  viewTable(
    id: number,
    view: string,
    index: number,
    search: string,
    most: number,
    changes: Change[],
  ): Promise<PageTableView>;
  /** Called while documents are written; the answer ends it. */
  onProgress(listener: (progress: Progress) => void): Promise<() => void>;
  /** The window is about to close: the listener is waited for, and false keeps the window open. */
  onClosing(listener: () => Promise<boolean>): Promise<() => void>;
}
