// The shapes that cross the bridge between the page and the program. Written as the shell's view.rs says.

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

export interface Citation {
  number: string;
  article: string;
  name?: string;
}

export interface OptionView {
  key: string;
  label: string;
  hint?: string;
}

export interface FieldView {
  key: string;
  kind: FieldKind;
  label: string;
  hint?: string;
  articles: number[];
  optional: boolean;
  options: OptionView[];
  /** Columns of a table, or the parts of a party or bank account. */
  columns: FieldView[];
  unit?: string;
  max_length?: number;
  places?: number;
  rows?: { column: string; values: string[] };
  identifier?: string;
  /** Offered, never silently answered. */
  default?: string;
}

export interface SectionView {
  id: string;
  stage: string;
  title: string;
  intro?: string;
  fields: FieldView[];
}

export interface StageView {
  id: string;
  title: string;
  articles: number[];
  eligibility: boolean;
  sections: string[];
  documents: string[];
}

export interface ArticleView {
  number: number;
  title: string;
  chapter: string;
  text: string;
}

export interface DocumentKindView {
  id: string;
  title: string;
  kind: 'official' | 'contract';
  stage: string;
  articles: number[];
}

export interface ConventionView {
  id: string;
  title: string;
  text: string;
  articles: number[];
}

export interface ProcedureView {
  slug: string;
  title: string;
  short: string;
  summary: string;
  regulation: string;
  number: string;
  in_force_from: string;
  in_force_until: string;
  minutes: number;
  at_hand: string[];
  users: string[];
  stages: StageView[];
  sections: SectionView[];
  documents: DocumentKindView[];
  digest: ArticleView[];
  conventions: ConventionView[];
  has_sample: boolean;
}

export interface ValueView {
  state: 'given' | 'derived' | 'missing' | 'not_applicable';
  value: Json;
  label: string;
  /** As printed, e.g. 15,000,000.00 元. */
  text: string;
}

export interface TraceView {
  expression: string;
  inputs: { name: string; value: string }[];
  result: string;
}

export type Severity = 'error' | 'warning' | 'notice';

export interface FindingView {
  rule: string;
  title: string;
  severity: Severity;
  outcome: 'violated' | 'undecided' | 'holds' | 'not_applicable';
  message: string;
  /** Paths: "project_name", "escrow_deposits.0.amount". */
  fields: string[];
  basis: Citation[];
  missing: string[];
  trace: TraceView;
  stage: string;
  overridable: boolean;
  override_reason?: string;
  note?: string;
}

export interface StepView {
  text: string;
  on?: string;
}

export interface DeadlineView {
  id: string;
  label: string;
  from: { field: string; label: string; on?: string };
  nominal?: string;
  due?: string;
  earliest_next?: string;
  provisional: boolean;
  days_left?: number;
  state: 'pending' | 'done' | 'overdue' | 'unknown';
  basis: Citation[];
  steps: StepView[];
  note?: string;
  missing: string[];
}

export interface StageState {
  id: string;
  title: string;
  state: 'not_started' | 'in_progress' | 'done' | 'blocked' | 'problem';
  reason?: string;
  opens_with: string[];
  done: number;
  total: number;
  findings: number;
}

export interface DocumentState {
  id: string;
  title: string;
  state: 'ready' | 'draft' | 'not_applicable';
  missing: string[];
  blocked_by: string[];
  /** Names of the rows of a document that exists once a row. */
  rows: string[];
}

export interface AssessmentView {
  procedure: string;
  today: string;
  values: Record<string, ValueView>;
  /** Violated and undecided ones only. */
  findings: FindingView[];
  deadlines: DeadlineView[];
  stages: StageState[];
  documents: DocumentState[];
  applicable: boolean;
}

export interface CaseSummary {
  id: number;
  slug: string;
  procedure_short: string;
  title: string;
  updated_at: string;
  stage: string;
  done: number;
  total: number;
  errors: number;
  warnings: number;
  next_deadline?: DeadlineView;
  archived: boolean;
}

export interface CaseView {
  id: number;
  slug: string;
  title: string;
  revision: number;
  saved_at: string;
  answers: Record<string, Json>;
  overrides: Record<string, string>;
  /** Keys that are asked now. */
  visible: string[];
  assessment: AssessmentView;
  can_undo: boolean;
  can_redo: boolean;
  procedure_changed: boolean;
}

/** A whole field value; null removes the answer. */
export interface Change {
  key: string;
  value: Json;
}

export interface Reading {
  ok: boolean;
  value?: Json;
  /** "1,500,000.00 元" */
  echo?: string;
  /** 人民币大写 */
  words?: string;
  /** Warnings that do not refuse the entry. */
  notes: string[];
  problem?: { code: string; message: string };
}

export interface GeneratedView {
  id: number;
  document: string;
  title: string;
  format: 'docx' | 'pdf' | 'html' | 'zip';
  revision: number;
  draft: boolean;
  made_at: string;
  file_name: string;
  folder: string;
  stale: boolean;
  exists: boolean;
}

export interface GenerateRequest {
  case: number;
  /** Empty: all that apply. */
  documents: string[];
  formats: ('docx' | 'pdf')[];
  final: boolean;
  zip: boolean;
  overwrite: boolean;
}

export interface GenerateResult {
  folder: string;
  files: GeneratedView[];
  refused: { document: string; title: string; reasons: string[] }[];
  notes: string[];
}

export interface SettingsView {
  output_folder: string;
  language: 'zh' | 'en';
  theme: 'system' | 'light' | 'dark';
  version: string;
  holidays: { year: number; status: 'official' | 'provisional'; notice: string }[];
  data_folder: string;
  licences: { name: string; licence: string }[];
}

export interface PartyRow {
  id: number;
  kind: 'donor' | 'owner' | 'other';
  value: Record<string, string>;
}

export interface PreviewView {
  html: string;
  draft: boolean;
}

export interface CaseDeadline {
  case: number;
  title: string;
  deadline: DeadlineView;
}

export interface Progress {
  done: number;
  total: number;
  title: string;
}

/** What a refused command says; detail is Chinese, for people. */
export interface Failure {
  code: string;
  detail: string;
  where?: string;
}
