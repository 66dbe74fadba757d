// The commands of the shell, one line each.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';
import type { Backend } from './backend';
import type { Progress } from './bindings';

export const tauri: Backend = {
  procedures: () => invoke('procedures'),
  cases: (query) => invoke('cases', { query }),
  createCase: (slug, sample) => invoke('create_case', { slug, sample }),
  openCase: (id) => invoke('open_case', { id }),
  renameCase: (id, title) => invoke('rename_case', { id, title }),
  archiveCase: (id, archived) => invoke('archive_case', { id, archived }),
  deleteCase: (id) => invoke('delete_case', { id }),
  save: (id, revision, changes, base) => invoke('save', { id, revision, changes, base }),
  overrideFinding: (id, rule, reason) => invoke('override_finding', { id, rule, reason }),
  undo: (id) => invoke('undo', { id }),
  redo: (id) => invoke('redo', { id }),
  readEntry: (slug, path, text) => invoke('read_entry', { slug, path, text }),
  readEntries: (slug, requests) => invoke('read_entries', { slug, requests }),
  checkValue: (slug, path, value) => invoke('check_value', { slug, path, value }),
  preview: (id, document, row) => invoke('preview', { id, document, row }),
  generate: (request) => invoke('generate', { request }),
  cancelGenerate: () => invoke('cancel_generate'),
  generated: (id) => invoke('generated', { id }),
  openGenerated: (id) => invoke('open_generated', { id }),
  showGenerated: (id) => invoke('show_generated', { id }),
  chooseFolder: () => invoke('choose_folder'),
  allDeadlines: () => invoke('all_deadlines'),
  exportIcs: (id) => invoke('export_ics', { id }),
  exportCase: (id) => invoke('export_case', { id }),
  importCase: () => invoke('import_case'),
  chooseTable: (id, field) => invoke('choose_table', { id, field }),
  planTable: (id, request) => invoke('plan_table', { id, request }),
  importTable: (id, revision, all) => invoke('import_table', { id, revision, all }),
  cancelTable: () => invoke('cancel_table'),
  reportTable: (id) => invoke('report_table', { id }),
  exportTable: (id, field) => invoke('export_table', { id, field }),
  blankTable: (slug, field) => invoke('blank_table', { slug, field }),
  onTableProgress: (listener) => listen<Progress>('table-progress', (event) => listener(event.payload)),
  parties: () => invoke('parties'),
  saveParty: (row) => invoke('save_party', { row }),
  deleteParty: (id) => invoke('delete_party', { id }),
  settings: () => invoke('settings'),
  saveSettings: (changes) => invoke('save_settings', { changes }),
  backupNow: () => invoke('backup_now'),
  backups: () => invoke('backups'),
  restoreBackup: (made) => invoke('restore_backup', { made }),
  importCalendar: () => invoke('import_calendar'),
  calendarYear: (year) => invoke('calendar_year', { year }),
  findingDetails: (id) => invoke('finding_details', { id }),
  charts: (id) => invoke('charts', { id }),
  view: (id, view) => invoke('view', { id, view }),
  whatIf: (id, view, changes) => invoke('what_if', { id, view, changes }),
  viewTable: (id, view, index, search, changes) => invoke('view_table', { id, view, index, search, changes }),
  onProgress: (listener) => listen<Progress>('generate-progress', (event) => listener(event.payload)),
  onClosing: (listener) =>
    getCurrentWindow().onCloseRequested(async (event) => {
      if (!(await listener())) event.preventDefault();
    }),
};
