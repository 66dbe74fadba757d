// The shapes that cross the bridge between the page and the program.
// Generated from src-tauri/src/view by `cargo xtask bindings`; a test compares. Do not edit.

export type Json = null | boolean | number | string | Json[] | { [k: string]: Json };

export type FieldKind =
  | 'text'
  | 'long_text'
  | 'money'
  | 'area'
  | 'decimal'
  | 'percent'
  | 'integer'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'party'
  | 'bank_account'
  | 'table'
  | 'checklist';

export type Severity = 'error' | 'warning' | 'notice';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad';

export type CheckResult = 'pass' | 'fail' | 'pending' | 'not_applicable';

export type OptionView = { key: string, label: string, hint?: string, };

export type OfferView = { value: Json, 
/**
 * As printed.
 */
text: string, };

export type FieldView = { key: string, kind: FieldKind, label: string, hint?: string, articles: Array<number>, optional: boolean, options: Array<OptionView>, 
/**
 * Columns of a table, or the parts of a party or bank account.
 */
columns: Array<FieldView>, unit?: string, max_length?: number, places?: number, identifier?: string, 
/**
 * Of a table: too many columns for a line; a row is filled in as a form beside the list of rows.
 */
wide?: boolean, 
/**
 * Of a column: added up below the table.
 */
totalled: boolean, };

export type SectionView = { id: string, stage: string, title: string, intro?: string, fields: Array<FieldView>, };

export type StageView = { id: string, title: string, articles: Array<number>, eligibility: boolean, sections: Array<string>, documents: Array<string>, };

export type ArticleView = { number: number, title: string, chapter: string, text: string, };

export type DocumentKindView = { id: string, title: string, kind: 'official' | 'contract', stage: string, articles: Array<number>, };

export type ConventionView = { id: string, title: string, text: string, articles: Array<number>, };

export type ViewLink = { id: string, title: string, stage?: string, };

export type ProcedureView = { slug: string, title: string, short: string, summary: string, regulation: string, number: string, in_force_from: string, in_force_until: string, minutes: number, at_hand: Array<string>, users: Array<string>, stages: Array<StageView>, sections: Array<SectionView>, documents: Array<DocumentKindView>, digest: Array<ArticleView>, conventions: Array<ConventionView>, 
/**
 * Pages of figures, charts and tables.
 */
views: Array<ViewLink>, has_sample: boolean, };

export type MistakeView = { 
/**
 * File and line: `donation/deadlines.toml:12`.
 */
place: string, message: string, code: string, };

export type UnusableView = { slug: string, short: string, mistakes: Array<MistakeView>, };

export type Citation = { number: string, article: string, };

export type ValueView = { state: 'given' | 'derived' | 'proposed' | 'missing' | 'not_applicable', 
/**
 * One value, such as can stand in a sentence. The value itself is not sent: a table of flats would go over with
 * every edit, and the page has the answers.
 */
single: boolean, label: string, 
/**
 * As printed, e.g. 15,000,000.00 元.
 */
text: string, 
/**
 * Of a derived value: the latest stage whose questions it rests on.
 */
stage?: string, };

export type TraceInputView = { name: string, value: string, };

export type TraceView = { expression: string, inputs: Array<TraceInputView>, result: string, };

export type FindingView = { rule: string, title: string, severity: Severity, outcome: 'violated' | 'undecided' | 'holds' | 'not_applicable', message: string, 
/**
 * Paths: "project_name", "escrow_deposits.0.amount".
 */
fields: Array<string>, basis: Array<Citation>, missing: Array<string>, trace: TraceView, stage: string, overridable: boolean, override_reason?: string, note?: string, };

export type OriginView = { field: string, label: string, on?: string, };

export type StepView = { text: string, on?: string, };

export type DeadlineView = { id: string, label: string, from: OriginView, nominal?: string, due?: string, earliest_next?: string, provisional: boolean, days_left?: number, state: 'pending' | 'done' | 'overdue' | 'unknown', basis: Array<Citation>, steps: Array<StepView>, note?: string, missing: Array<string>, };

export type StageState = { id: string, title: string, state: 'not_started' | 'in_progress' | 'done' | 'blocked' | 'problem', reason?: string, opens_with: Array<string>, done: number, total: number, findings: number, };

export type DocumentState = { id: string, title: string, state: 'ready' | 'draft' | 'not_applicable', 
/**
 * The first of the answers it lacks.
 */
missing: Array<string>, 
/**
 * How many it lacks in all.
 */
missing_count: number, blocked_by: Array<string>, 
/**
 * Rules that cannot be decided yet and block it.
 */
undecided: Array<string>, 
/**
 * Names of the rows of a document that exists once a row.
 */
rows: Array<string>, };

export type UnfilledView = { 
/**
 * "risks.2.response", rows from 0.
 */
path: string, 
/**
 * 请填写“应对措施”
 */
message: string, 
/**
 * Nothing stands there; otherwise what stands there cannot be used.
 */
empty: boolean, };

export type AssessmentView = { procedure: string, today: string, values: { [key in string]: ValueView }, 
/**
 * What is proposed for what is not answered, by path: `filed_total`, `owner_unit.name`, `team.3.phone`.
 */
proposals: { [key in string]: OfferView }, 
/**
 * Questions of which it is not known yet whether they are asked, with the answers that decide it.
 */
waiting: Record<string, string[]>, 
/**
 * Violated and undecided ones only.
 */
findings: Array<FindingView>, deadlines: Array<DeadlineView>, stages: Array<StageState>, documents: Array<DocumentState>, 
/**
 * What answers that were begun still lack, and values that cannot be used: the first of them.
 */
lacks: Array<UnfilledView>, 
/**
 * How many there are in all.
 */
lacks_count: number, applicable: boolean, };

export type CaseSummary = { id: number, slug: string, procedure_short: string, title: string, updated_at: string, 
/**
 * Title of the stage one is at.
 */
stage: string, done: number, total: number, errors: number, warnings: number, next_deadline?: DeadlineView, archived: boolean, 
/**
 * Whether its procedure can be used; otherwise the case can be looked for, exported and deleted, but not opened.
 */
usable: boolean, 
/**
 * Not as it was written: it does not open, and nothing is known of its state.
 */
damaged: boolean, };

export type CaseView = { id: number, slug: string, title: string, revision: number, saved_at: string, 
/**
 * Which view this is: changes are told against it.
 */
version: number, answers: Record<string, Json>, overrides: Record<string, string>, 
/**
 * Cells whose value may not come twice.
 */
repeated: Array<RepeatedView>, 
/**
 * Keys that are asked now.
 */
visible: Array<string>, assessment: AssessmentView, can_undo: boolean, can_redo: boolean, procedure_changed: boolean, };

export type ChangedView = { 
/**
 * Where it stands: `project_name`, `units.3.area`; none where there is no such place.
 */
path?: string, 
/**
 * What it is called: 项目名称, 房源清单第4行“面积”.
 */
label: string, 
/**
 * What it was; empty: not answered.
 */
from: string, 
/**
 * What it is; empty: not answered.
 */
to: string, };

export type SteppedView = { view: CaseView, 
/**
 * Empty: there was nothing to take back.
 */
changes: Array<ChangedView>, };

export type Piece = { "keep": number } | { "skip": number } | { "add": Json } | { "change": Patch };

export type Patch = { "set": Json } | { "fields": { 
/**
 * By name.
 */
change: Array<[string, Patch]>, 
/**
 * Names.
 */
gone: Array<string>, } } | { "list": Array<Piece> };

export type RowsView = { key: string, 
/**
 * The first of them, from 0.
 */
at: number, rows: Json[], };

export type CaseChange = { 
/**
 * For the view without its answers.
 */
patch: Patch | null, 
/**
 * Answers stored otherwise than they were sent; null: none.
 */
answers: Record<string, Json>, 
/**
 * Rows stored otherwise than they were sent.
 */
rows: Array<RowsView>, };

export type Saved = { "whole": CaseView } | { "change": CaseChange };

export type Splice = { 
/**
 * The first of them, from 0.
 */
at: number, 
/**
 * How many.
 */
count: number, };

export type RepeatedView = { 
/**
 * `units.12.unit_no`
 */
path: string, message: string, };

export type Change = { key: string, value: Json, 
/**
 * Of a long table of which a few rows changed: which. `value` then holds just the rows that take their place.
 */
rows?: Splice, };

export type EntryRequest = { path: string, text: string, };

export type Problem = { code: string, message: string, };

export type Reading = { ok: boolean, value?: Json, 
/**
 * "1,500,000.00 元"
 */
echo?: string, 
/**
 * 人民币大写
 */
words?: string, 
/**
 * Warnings that do not refuse the entry.
 */
notes: Array<string>, problem?: Problem, 
/**
 * Values the text may mean, to be accepted by a person; the likeliest first.
 */
offers?: Array<OfferView>, };

export type CaseDeadline = { case: number, title: string, deadline: DeadlineView, };

export type PreviewView = { html: string, draft: boolean, };

export type GenerateRequest = { case: number, 
/**
 * Empty: all that apply.
 */
documents: Array<string>, formats: ('docx' | 'pdf')[], final: boolean, 
/**
 * The others where some cannot be made; otherwise none.
 */
partial: boolean, zip: boolean, overwrite: boolean, };

export type Disk = "as_made" | "changed" | "gone" | "replaced";

export type GeneratedView = { id: number, document: string, title: string, format: 'docx' | 'pdf' | 'html' | 'zip', revision: number, draft: boolean, made_at: string, file_name: string, folder: string, stale: boolean, 
/**
 * The answers it uses that are not those it was made from.
 */
changed: Array<ChangedView>, exists: boolean, disk: Disk, };

export type RefusedView = { document: string, title: string, reasons: Array<string>, };

export type GenerateResult = { folder: string, files: Array<GeneratedView>, refused: Array<RefusedView>, 
/**
 * Papers that could be made and were not written, because others could not be made.
 */
withheld: number, notes: Array<string>, };

export type Progress = { done: number, total: number, title: string, };

export type HolidayYear = { year: number, status: 'official' | 'provisional', notice: string, };

export type DaysOffView = { from: string, to: string, name: string, };

export type CalendarYearView = { year: number, 
/**
 * By a published notice; otherwise all of it is provisional (暂定).
 */
official: boolean, 
/**
 * Within the year, days of the next year's notice that fall in its December included.
 */
off: Array<DaysOffView>, 
/**
 * Weekend days on which work is done (调休上班).
 */
working: Array<string>, };

export type Licence = { name: string, licence: string, };

export type SettingsView = { output_folder: string, language: 'zh' | 'en', theme: 'system' | 'light' | 'dark', 
/**
 * How large the page is shown, in percent.
 */
zoom: number, 
/**
 * The sizes that there are, from the smallest.
 */
zooms: Array<number>, version: string, holidays: Array<HolidayYear>, 
/**
 * Files beside the imported years that were left out, each with the reason.
 */
calendars_left_out: Array<string>, data_folder: string, 
/**
 * Who makes revisions, and at which machine, as the log of a case tells.
 */
person: string, machine: string, 
/**
 * Where backups go besides; empty: nowhere.
 */
second_folder: string, 
/**
 * What went wrong there last; empty: nothing.
 */
second_trouble: string, licences: Array<Licence>, };

export type BackupView = { 
/**
 * Names it: the place of its folder and its file name, never a path.
 */
id: string, 
/**
 * When it was made: `2026-11-23T14:02:00`.
 */
made: string, bytes: number, kind: 'automatic' | 'manual' | 'upgrade' | 'restore', cases: number | null, soundness: 'sound' | 'rows' | 'damaged' | 'foreign' | 'newer', 
/**
 * Whether it lies in the second folder.
 */
second: boolean, };

export type StartView = { ready: boolean, failure?: Failure, 
/**
 * The store holds suspiciously little: its cases, and those of the newest good backup.
 */
fewer: [number, number] | null, backups: Array<BackupView>, };

export type NoticeView = { kind: 'replaced' | 'foreign_log' | 'lost' | 'damaged' | 'rebuilt', 
/**
 * How many commits or rows.
 */
count: number, 
/**
 * Which rows, or where something was put aside.
 */
detail: string, };

export type ReportView = { cases: number, revisions: number, 
/**
 * Which rows are not as they were written; empty: none.
 */
damaged: string, 
/**
 * Whether an index was made anew.
 */
rebuilt: boolean, 
/**
 * Backups looked at, and how many of them are whole.
 */
backups: number, sound_backups: number, };

export type DeletedView = { id: number, procedure_short: string, title: string, deleted_at: string, 
/**
 * The day on which it is erased.
 */
until: string, };

export type DraftView = { path: string, text: string, 
/**
 * The stored value it was typed over.
 */
base: Json, };

export type DraftKept = { path: string, text: string | null, base: Json, };

export type RescueRequest = { slug: string, title: string, answers: Record<string, Json>, overrides: Record<string, string>, 
/**
 * Text that could not be read, by path.
 */
typed: Record<string, string>, };

export type PartyRow = { id: number, kind: 'donor' | 'owner' | 'other', value: Record<string, string>, };

export type AssignRequest = { index: number, key: string | null, };

export type AnswerRequest = { 
/**
 * Id of the question.
 */
id: string, 
/**
 * Key of the choice.
 */
key: string, };

export type PlanRequest = { 
/**
 * Another sheet; its columns are matched anew.
 */
sheet?: string, 
/**
 * First and last row of the header, when the proposal is wrong.
 */
header?: [number, number], 
/**
 * Columns of the sheet (from 0) taken for others of the table, or for none.
 */
assign: Array<AssignRequest>, 
/**
 * What a person decided.
 */
answers: Array<AnswerRequest>, 
/**
 * Whether hidden rows are read.
 */
hidden_rows: boolean, 
/**
 * Whether the rows follow those that are there, or take their place.
 */
append: boolean, };

export type SheetView = { name: string, hidden: boolean, };

export type PlannedColumnView = { index: number, letters: string, header: string, key: string | null, confidence: 'none' | 'near' | 'alike' | 'exact' | 'chosen' | 'remembered', note?: string, };

export type PreviewRowView = { number: number, hidden: boolean, cells: Array<string>, };

export type CellProblemView = { row: number, column: string, value: string, reason: string, articles: Array<number>, };

export type ProblemGroupView = { label: string, severity: Severity, count: number, examples: Array<CellProblemView>, };

export type SkippedView = { count: number, rows: Array<number>, reason: string, };

export type TotalView = { label: string, sum: string, stated?: string, 
/**
 * Why the sum of the rows that are taken is another.
 */
explanation?: string, };

export type FateView = { fate: 'above' | 'header' | 'taken' | 'refused' | 'total' | 'subtotal' | 'remark' | 'repeated_header' | 'hidden' | 'dashes' | 'beside' | 'empty', count: number, };

export type AccountView = { sheet: string, rows: number, fates: Array<FateView>, };

export type DifferenceView = { row: number, shown: string, read: string, };

export type DifferencesView = { sheet: string, column: string, label: string, count: number, examples: Array<DifferenceView>, };

export type ChoiceView = { key: string, label: string, };

export type QuestionView = { id: string, text: string, choices: Array<ChoiceView>, answer?: string, };

export type UnreadSheetView = { name: string, why: string, };

export type ImportView = { file: string, sheets: Array<SheetView>, sheet: string, header?: [number, number], columns: Array<PlannedColumnView>, 
/**
 * Keys of the table's columns that the sheet does not have.
 */
missing: Array<string>, 
/**
 * The first rows, as they stand in the columns above.
 */
preview: Array<PreviewRowView>, hidden_rows: boolean, append: boolean, 
/**
 * Rows that the table has now.
 */
existing: number, read: number, good: number, refused: number, groups: Array<ProblemGroupView>, skipped: Array<SkippedView>, 
/**
 * Hidden rows that were read.
 */
hidden: number, 
/**
 * Cells filled from merged ones.
 */
filled: number, totals: Array<TotalView>, 
/**
 * What became of each row, a sheet at a time.
 */
accounts: Array<AccountView>, 
/**
 * What is read as something else than it shows.
 */
differences: Array<DifferencesView>, 
/**
 * What a person has to decide, answered or not; nothing can be imported before.
 */
questions: Array<QuestionView>, 
/**
 * Sheets that were not read, and why.
 */
unread_sheets: Array<UnreadSheetView>, 
/**
 * Whether columns are taken as for an earlier file with the same headers.
 */
remembered: boolean, 
/**
 * Problems that are only counted.
 */
more_problems: number, 
/**
 * Why nothing can be read as matters stand.
 */
obstacle?: string, };

export type UnreadView = { 
/**
 * Row of the table, from 0.
 */
row: number, 
/**
 * Key of the column.
 */
key: string, 
/**
 * As it stands in the sheet.
 */
text: string, };

export type ImportedView = { 
/**
 * The case with its new rows.
 */
view: CaseView, 
/**
 * Text that is not an answer yet.
 */
unread: Array<UnreadView>, };

export type LackView = { path: string, label: string, };

export type GridView = { header: Array<string>, 
/**
 * Columns that are set to the right.
 */
figures: Array<boolean>, rows: Array<Array<string>>, };

export type ChartView = { id: string, title: string, summary: string, articles: Array<number>, 
/**
 * A complete svg element with its alternative text.
 */
svg?: string, grid?: GridView, missing: Array<LackView>, 
/**
 * A mistake of the template.
 */
fault?: string, };

export type FigureView = { label: string, text: string, unit?: string, tone: Tone, note: string, missing: Array<LackView>, fault?: string, };

export type CellView = { text: string, tone: Tone, };

export type PageTableView = { title: string, header: Array<string>, figures: Array<boolean>, rows: Array<Array<CellView>>, 
/**
 * Empty where no column is added up.
 */
totals: Array<string>, 
/**
 * Shown only when one opens it.
 */
folded: boolean, 
/**
 * Rows there are, those not searched for included.
 */
all: number, further: number, missing: Array<LackView>, fault?: string, };

export type PointView = { number: number, id: string, title: string, 
/**
 * What it rests on, in words.
 */
basis: string, required: string, found: string, result: CheckResult, result_label: string, 
/**
 * Why it fails, or what it waits for.
 */
reason: string, 
/**
 * Cells where it can be mended.
 */
fields: Array<string>, };

export type TroubleView = { 
/**
 * Cell where it can be mended.
 */
path: string, message: string, };

export type CardView = { row_number: number, name: string, label: string, tone: Tone, 
/**
 * What to do, with the day by which.
 */
advice: string, passed: number, failed: number, pending: number, points: Array<PointView>, 
/**
 * What is wrong with the row itself, whatever its points say: cells not filled in, findings of rules.
 */
troubles: Array<TroubleView>, };

export type ChecklistView = { id: string, title: string, 
/**
 * Key of the table whose rows are checked.
 */
table: string, cards: Array<CardView>, };

export type PageView = { id: string, title: string, intro?: string, articles: Array<number>, 
/**
 * Fields of which one may try other values.
 */
change: Array<string>, figures: Array<FigureView>, charts: Array<ChartView>, checklists: Array<ChecklistView>, tables: Array<PageTableView>, };

export type WhatIfView = { page: PageView, 
/**
 * Findings that the other answers would bring.
 */
arising: Array<FindingView>, 
/**
 * Findings that they would settle.
 */
settled: Array<FindingView>, };

export type CrashReport = { 
/**
 * File name, which also names the report: `crash-20261130-140203-512.txt`.
 */
name: string, 
/**
 * The whole text.
 */
text: string, };

export type Failure = { 
/**
 * Stable code, e.g. `store.disk-full`. The page matches this and never the text.
 */
code: string, 
/**
 * What is wrong, where, and what to do.
 */
detail: string, 
/**
 * Path of the answer concerned.
 */
where?: string, };
