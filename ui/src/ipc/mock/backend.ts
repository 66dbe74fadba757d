// The program in memory: the same commands, the same refusals, nothing kept after a reload.
import type { Backend } from '../backend';
import type {
  CaseSummary,
  CaseView,
  Change,
  ChangedView,
  DraftKept,
  Failure,
  GeneratedView,
  ImportView,
  Json,
  PartyRow,
  Progress,
  SettingsView,
} from '../bindings';
import { allRules, assess, today, visibleKeys } from './assess';
import { readEntry } from './entry';
import { faultyRow, importedRows, importView } from './import';
import { preview } from './preview';
import { procedures } from './procedure';
import { sampleAnswers, sampleTitle } from './sample';
import { fundingChart, fundingPage } from './views';

interface Kept {
  id: number;
  title: string;
  archived: boolean;
  revision: number;
  saved_at: string;
  answers: Record<string, Json>;
  overrides: Record<string, string>;
  past: Change[][];
  future: Change[][];
}

const refuse = (code: string, detail: string): Failure => ({ code, detail });
const copy = <T>(value: T): T => structuredClone(value);

/** A fresh program. `delay` in milliseconds stands for the bridge. */
export function mockBackend(options: { samples?: number; delay?: number } = {}): Backend {
  const cases = new Map<number, Kept>();
  const deleted = new Map<number, Kept>();
  const drafts = new Map<number, Map<string, DraftKept>>();
  const parties = new Map<number, PartyRow>();
  let generated: GeneratedView[] = [];
  let lastId = 0;
  let minute = 0;
  let cancelled = false;
  let pending: ImportView | undefined;
  const listeners = new Set<(progress: Progress) => void>();
  let settings: SettingsView = {
    output_folder: '文档/筹建通',
    language: 'zh',
    theme: 'system',
    zoom: 100,
    zooms: [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200],
    version: '0.1.0',
    holidays: [
      { year: 2026, status: 'official', notice: '国务院办公厅关于2026年部分节假日安排的通知' },
      { year: 2027, status: 'provisional', notice: '尚未公布，按法定节日和周末推算' },
    ],
    calendars_left_out: [],
    data_folder: '应用数据/筹建通',
    person: '',
    machine: '办公室电脑',
    second_folder: '',
    second_trouble: '',
    licences: [
      { name: 'Noto Serif SC', licence: 'OFL-1.1' },
      { name: 'React', licence: 'MIT' },
    ],
  };

  const now = () => {
    minute += 1;
    return `${today}T14:${String(minute % 60).padStart(2, '0')}:00+08:00`;
  };
  const find = (id: number): Kept => {
    const found = cases.get(id);
    if (!found) throw refuse('store.no-case', '找不到这个事项，可能已经删除。请回到首页重新打开。');
    return found;
  };
  const view = (kept: Kept): CaseView =>
    copy({
      id: kept.id,
      slug: 'donation',
      title: kept.title,
      revision: kept.revision,
      saved_at: kept.saved_at,
      version: kept.revision,
      answers: kept.answers,
      overrides: kept.overrides,
      repeated: [],
      visible: visibleKeys(kept.answers),
      assessment: assess(kept.answers, kept.overrides),
      can_undo: kept.past.length > 0,
      can_redo: kept.future.length > 0,
      procedure_changed: false,
    });
  const apply = (kept: Kept, changes: Change[]): Change[] => {
    const before = changes.map(({ key }) => ({ key, value: kept.answers[key] ?? null }));
    for (const { key, value, rows } of changes) {
      if (rows && Array.isArray(value)) {
        const all = [...((kept.answers[key] as Json[] | undefined) ?? [])];
        all.splice(rows.at, rows.count, ...copy(value));
        kept.answers[key] = all;
      } else if (value === null) delete kept.answers[key];
      else kept.answers[key] = copy(value);
    }
    kept.revision += 1;
    kept.saved_at = now();
    generated = generated.map((file) =>
      file.document ? { ...file, stale: file.stale || file.revision < kept.revision } : file,
    );
    return before;
  };
  const told = (now: Change[] | undefined, before: Change[] | undefined): ChangedView[] =>
    (now ?? []).map(({ key, value }) => {
      const fields = procedures.flatMap((procedure) => procedure.sections.flatMap((section) => section.fields));
      const words = (of: Json | undefined) => (of === null || of === undefined ? '' : String(of));
      return {
        path: key,
        label: fields.find((field) => field.key === key)?.label ?? key,
        from: words(before?.find((change) => change.key === key)?.value),
        to: words(value),
      };
    });
  const create = (sample: boolean): Kept => {
    lastId += 1;
    const kept: Kept = {
      id: lastId,
      title: sample ? `${sampleTitle}（示例）` : '未命名事项',
      archived: false,
      revision: 1,
      saved_at: now(),
      answers: sample ? copy(sampleAnswers) : {},
      overrides: {},
      past: [],
      future: [],
    };
    cases.set(kept.id, kept);
    return kept;
  };
  const summary = (kept: Kept): CaseSummary => {
    const { assessment } = view(kept);
    const violated = assessment.findings.filter((finding) => finding.outcome === 'violated');
    const stage = assessment.stages.find((state) => state.state !== 'done' && state.state !== 'blocked');
    return {
      id: kept.id,
      slug: 'donation',
      procedure_short: '捐建',
      title: kept.title,
      updated_at: kept.saved_at,
      stage: stage?.title ?? '全部阶段已完成',
      done: assessment.stages.reduce((total, state) => total + state.done, 0),
      total: assessment.stages.reduce((total, state) => total + state.total, 0),
      errors: violated.filter((finding) => finding.severity === 'error').length,
      warnings: violated.filter((finding) => finding.severity === 'warning').length,
      next_deadline: assessment.deadlines
        .filter((deadline) => deadline.state === 'pending' || deadline.state === 'overdue')
        .sort((a, b) => String(a.due).localeCompare(String(b.due)))[0],
      archived: kept.archived,
      usable: true,
      damaged: false,
    };
  };
  for (let index = 0; index < (options.samples ?? 0); index += 1) create(true);

  const commands: Backend = {
    procedures: async () => copy(procedures),
    unusable: async () => [],
    cases: async (query) =>
      [...cases.values()]
        .filter((kept) => !query || JSON.stringify([kept.title, kept.answers]).includes(query))
        .map(summary)
        .reverse(),
    createCase: async (_slug, sample) => view(create(sample)),
    openCase: async (id) => view(find(id)),
    renameCase: async (id, title) => {
      find(id).title = title;
    },
    copyCase: async (id, title) => {
      const from = find(id);
      const kept = create(false);
      Object.assign(kept, { title, answers: copy(from.answers), overrides: copy(from.overrides) });
      return view(kept);
    },
    archiveCase: async (id, archived) => {
      find(id).archived = archived;
    },
    deleteCase: async (id) => {
      deleted.set(id, find(id));
      cases.delete(id);
    },
    deletedCases: async () =>
      [...deleted.values()].map(({ id, title }) => ({
        id,
        procedure_short: '捐建',
        title,
        deleted_at: now(),
        until: '2026-12-23',
      })),
    undeleteCase: async (id) => {
      const kept = deleted.get(id);
      if (kept) cases.set(id, kept);
      deleted.delete(id);
    },
    eraseCase: async (id) => {
      deleted.delete(id);
    },
    drafts: async (id) =>
      [...(drafts.get(id)?.values() ?? [])].map(({ path, text, base }) => ({ path, text: text ?? '', base })),
    keepDrafts: async (id, changes) => {
      const kept = drafts.get(id) ?? new Map<string, DraftKept>();
      drafts.set(id, kept);
      for (const change of changes) {
        if (change.text === null) kept.delete(change.path);
        else kept.set(change.path, copy(change));
      }
    },
    save: async (id, revision, changes) => {
      const kept = find(id);
      if (revision !== kept.revision) throw refuse('store.revision-conflict', '这个事项已在别处改动。');
      const name = changes.find((change) => change.key === 'project_name')?.value;
      if (typeof name === 'string' && name.length > 100) {
        throw { ...refuse('answer.too-long', '项目名称不超过100字'), where: 'project_name' };
      }
      kept.past.push(apply(kept, changes));
      kept.future = [];
      if (typeof name === 'string' && kept.title === '未命名事项') kept.title = name;
      return { whole: view(kept) };
    },
    overrideFinding: async (id, rule, reason) => {
      const kept = find(id);
      if (reason === null) delete kept.overrides[rule];
      else kept.overrides[rule] = reason;
      kept.revision += 1;
      kept.saved_at = now();
      return view(kept);
    },
    undo: async (id) => {
      const kept = find(id);
      const back = kept.past.pop();
      if (back) kept.future.push(apply(kept, back));
      return { view: view(kept), changes: told(back, kept.future.at(-1)) };
    },
    redo: async (id) => {
      const kept = find(id);
      const again = kept.future.pop();
      if (again) kept.past.push(apply(kept, again));
      return { view: view(kept), changes: told(again, kept.past.at(-1)) };
    },
    readEntry: async (slug, path, text) => {
      const fields = procedures.find((procedure) => procedure.slug === slug)?.sections.flatMap((s) => s.fields) ?? [];
      const [key, part] = path.split('.');
      const field = fields.find((candidate) => candidate.key === key);
      return readEntry(part ? field?.columns.find((column) => column.key === part) : field, text);
    },
    readEntries: (slug, requests) =>
      Promise.all(requests.map(({ path, text }) => commands.readEntry(slug, path, text))),
    checkValue: async (_slug, _path, value) => ({ ok: true, value, notes: [] }),
    preview: async (id, document) => {
      const kept = find(id);
      const state = assess(kept.answers, kept.overrides).documents.find((candidate) => candidate.id === document);
      return preview(kept.answers, document, state?.state !== 'ready');
    },
    generate: async (request) => {
      const kept = find(request.case);
      const { documents, findings } = assess(kept.answers, kept.overrides);
      const chosen = documents.filter(
        (document) => request.documents.length === 0 || request.documents.includes(document.id),
      );
      cancelled = false;
      const files: GeneratedView[] = [];
      const refused = [];
      for (const [index, document] of chosen.entries()) {
        for (const listener of listeners) listener({ done: index, total: chosen.length, title: document.title });
        if (options.delay) await new Promise((resolve) => setTimeout(resolve, options.delay));
        if (cancelled) break;
        if (request.final && document.state !== 'ready') {
          refused.push({
            document: document.id,
            title: document.title,
            reasons: [
              ...document.blocked_by.map((rule) => findings.find((finding) => finding.rule === rule)?.message ?? rule),
              ...document.missing.map((key) => `还缺：${kept.answers[key] ?? key}`),
            ],
          });
          continue;
        }
        for (const format of request.formats) {
          files.push({
            id: generated.length + files.length + 1,
            document: document.id,
            title: document.title,
            format,
            revision: kept.revision,
            draft: !request.final,
            made_at: now(),
            file_name: `${String(index + 1).padStart(2, '0')}-${document.title}${request.final ? '' : '（草稿）'}.${format}`,
            folder: `${settings.output_folder}/${kept.title}`,
            stale: false,
            changed: [],
            exists: true,
            disk: 'as_made',
          });
        }
      }
      const folder = `${settings.output_folder}/${kept.title}`;
      if (refused.length > 0 && !request.partial) {
        const withheld = new Set(files.map((file) => file.document)).size;
        return copy({ folder, files: [], refused, withheld, notes: [] });
      }
      generated = [...files, ...generated];
      return copy({ folder, files, refused, withheld: 0, notes: [] });
    },
    cancelGenerate: async () => {
      cancelled = true;
    },
    generated: async () => copy(generated),
    openGenerated: async () => {},
    showGenerated: async () => {},
    chooseFolder: async () => {
      settings = { ...settings, output_folder: '桌面/成果' };
      return settings.output_folder;
    },
    allDeadlines: async () =>
      [...cases.values()]
        .filter((kept) => !kept.archived)
        .flatMap((kept) =>
          view(kept).assessment.deadlines.map((deadline) => ({ case: kept.id, title: kept.title, deadline })),
        ),
    exportIcs: async (id) => `${settings.output_folder}/${find(id).title}.ics`,
    exportCase: async (id) => `${settings.output_folder}/${find(id).title}.json`,
    importCase: async () => null,
    showWritten: async () => {},
    rescueCase: async ({ title }) => `桌面/${title}-另存.json`,
    salvage: async () => '桌面/筹建通-导出的事项（3 / 0）',
    exportLog: async (id) => `${settings.output_folder}/${find(id).title}-修改记录.csv`,
    chooseTable: async (id, field) => {
      const existing = find(id).answers[field];
      pending = importView(field, Array.isArray(existing) ? existing.length : 0);
      return copy(pending);
    },
    planTable: async (_id, request) => {
      if (!pending) throw refuse('workbook.gone', '这次导入已经结束，请重新选择文件');
      pending = {
        ...pending,
        hidden_rows: request.hidden_rows,
        append: request.append,
        header: request.header ?? pending.header,
        columns: pending.columns.map((column) => {
          const assigned = request.assign.find((one) => one.index === column.index);
          return assigned ? { ...column, key: assigned.key, confidence: assigned.key ? 'chosen' : 'none' } : column;
        }),
      };
      return copy(pending);
    },
    importTable: async (id, revision, all) => {
      const kept = find(id);
      if (revision !== kept.revision) throw refuse('store.revision-conflict', '这个事项已在别处改动。');
      const faulty = all ? [faultyRow] : [];
      const before = pending?.append ? (kept.answers.funding_sources as Json[]) : [];
      kept.past.push(apply(kept, [{ key: 'funding_sources', value: [...before, ...importedRows, ...faulty] }]));
      kept.future = [];
      pending = undefined;
      const row = before.length + importedRows.length;
      return { view: view(kept), unread: all ? [{ row, key: 'amount', text: '面议' }] : [] };
    },
    cancelTable: async () => {
      pending = undefined;
    },
    reportTable: async () => `${settings.output_folder}/导入问题.xlsx`,
    exportTable: async (_id, field) => `${settings.output_folder}/${field}.xlsx`,
    blankTable: async (_slug, field) => `${settings.output_folder}/${field}-空白表.xlsx`,
    onTableProgress: async () => () => {},
    parties: async () => copy([...parties.values()]),
    saveParty: async (row) => {
      const id = row.id || parties.size + 1;
      parties.set(id, copy({ ...row, id }));
      return copy({ ...row, id });
    },
    deleteParty: async (id) => {
      parties.delete(id);
    },
    crashReports: async () => [],
    clearCrashReports: async () => {},
    settings: async () => copy(settings),
    saveSettings: async (changes) => {
      settings = { ...settings, ...changes };
      return copy(settings);
    },
    printPage: async () => {},
    backupNow: async () => '备份/筹建通-2026-11-23.db',
    backups: async () => [
      {
        id: '0/a.db',
        made: '2026-11-23T09:00:00',
        bytes: 262144,
        kind: 'automatic',
        cases: 3,
        soundness: 'sound',
        second: false,
      },
      {
        id: '0/b.db',
        made: '2026-11-20T09:12:00',
        bytes: 241664,
        kind: 'manual',
        cases: null,
        soundness: 'damaged',
        second: false,
      },
    ],
    restoreBackup: async () => {},
    chooseSecondFolder: async () => {
      settings = { ...settings, second_folder: 'U盘/筹建通备份' };
      return copy(settings);
    },
    forgetSecondFolder: async () => {
      settings = { ...settings, second_folder: '' };
      return copy(settings);
    },
    checkData: async () => ({
      cases: cases.size,
      revisions: 12,
      damaged: '',
      rebuilt: false,
      backups: 2,
      sound_backups: 1,
    }),
    startState: async () => ({ ready: true, fewer: null, backups: [] }),
    startRestore: async () => {},
    startAnyway: async () => {},
    startSalvage: async () => null,
    quit: async () => {},
    notices: async () => [],
    importCalendar: async () => null,
    calendarYear: async (year) => ({
      year,
      official: year === 2026,
      off: year === 2026 ? [{ from: '2026-10-01', to: '2026-10-07', name: '国庆节' }] : [],
      working: year === 2026 ? ['2026-10-10'] : [],
    }),
    findingDetails: async (id) => allRules(find(id).answers),
    charts: async (id) => [fundingChart(find(id).answers)],
    view: async (id, view) => fundingPage(find(id).answers, view),
    viewTable: async (id, view, index, search, most) => {
      const table = fundingPage(find(id).answers, view).tables[index];
      if (!table) throw refuse('views.unknown', '没有这张表');
      const rows = table.rows.filter((row) => row.some((cell) => cell.text.includes(search)));
      return { ...table, rows: rows.slice(0, most), further: Math.max(rows.length - most, 0) };
    },
    whatIf: async (id, view, changes) => {
      const kept = find(id);
      const answers = { ...kept.answers };
      for (const { key, value } of changes) {
        if (value === null) delete answers[key];
        else answers[key] = value;
      }
      const open = (of: Record<string, Json>) =>
        assess(of, kept.overrides).findings.filter((finding) => finding.outcome === 'violated');
      const [before, after] = [open(kept.answers), open(answers)];
      return copy({
        page: fundingPage(answers, view),
        arising: after.filter((finding) => !before.some((known) => known.rule === finding.rule)),
        settled: before.filter((finding) => !after.some((left) => left.rule === finding.rule)),
      });
    },
    onProgress: async (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClosing: async () => () => {},
  };
  return commands;
}
