// A handful of rules by hand, so that the page has something to show. The engine's judgement is in Rust only.

import { printDate, printMoney, printValue } from '../../shared/print';
import type {
  AssessmentView,
  DeadlineView,
  DocumentState,
  FieldView,
  FindingView,
  Json,
  OfferView,
  StageState,
  ValueView,
} from '../bindings';
import { donation } from './procedure';

type Answers = Record<string, Json>;

export const today = '2026-11-23';

const fields = new Map(donation.sections.flatMap((section) => section.fields).map((field) => [field.key, field]));

export function visibleKeys(answers: Answers): string[] {
  return [...fields.keys()].filter(
    (key) => key !== 'renewal_plan_assigns_builder' || answers.land_route === 'renewal_contribution',
  );
}

export function isGiven(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return typeof value.name === 'string' ? value.name !== '' : isGiven(value.account);
  return true;
}

export function assess(answers: Answers, overrides: Record<string, string>): AssessmentView {
  const visible = new Set(visibleKeys(answers));
  const findings = rules(answers).map((finding) => ({ ...finding, override_reason: overrides[finding.rule] }));
  const open = findings.filter((finding) => finding.outcome === 'violated' || finding.outcome === 'undecided');
  const blocking = open.filter((finding) => finding.outcome === 'violated' && finding.severity === 'error');
  const applicable = !blocking.some((finding) => finding.stage === 'eligibility');
  return {
    procedure: 'donation',
    today,
    values: values(answers, visible),
    findings: open,
    deadlines: deadlines(answers),
    stages: stages(answers, visible, blocking, applicable),
    documents: documents(answers, blocking),
    lacks: [],
    lacks_count: 0,
    applicable,
    proposals: proposals(answers, visible),
    waiting: {},
  };
}

export function allRules(answers: Answers): FindingView[] {
  return rules(answers);
}

function values(answers: Answers, visible: Set<string>): Record<string, ValueView> {
  const all: Record<string, ValueView> = {};
  for (const field of fields.values()) {
    const value = answers[field.key] ?? null;
    const given = isGiven(value);
    all[field.key] = {
      state: !visible.has(field.key) ? 'not_applicable' : given ? 'given' : 'missing',
      single: !['table', 'party', 'bank_account', 'choices', 'checklist'].includes(field.kind),
      label: field.label,
      text: given ? printValue(field, value) : '',
    };
  }
  const derived = (key: string, label: string, value: string | undefined) => {
    all[key] = { state: value ? 'derived' : 'missing', single: true, label, text: value ?? '', stage: 'eligibility' };
  };
  derived('owner_unit_expected', '业主单位应为', expectedOwner(answers));
  const total = fen(answers.estimated_total);
  derived(
    'approval_body',
    '审批机关',
    total === undefined ? undefined : total < 1_500_000_000 ? '区政府主要领导审批' : '区政府常务会议审议',
  );
  const filed = fen(answers.filed_total);
  derived('escrow_least', '首笔资金最低额', filed === undefined ? undefined : `${money(Math.ceil(filed / 10))} 元`);
  return all;
}

const owners: Record<string, string> = {
  school: '区教育局',
  medical: '区卫生健康局',
  elderly_care_district: '区民政局',
  city_appearance: '区城管和综合执法局',
  culture_sports_district: '区文化广电旅游体育局',
  water: '区水务局',
  road_traffic: '市交通运输局罗湖管理局',
  affordable_housing: '区住房建设局',
};

function expectedOwner(answers: Answers): string | undefined {
  if (answers.facility_type === 'other') return '项目所在街道办事处';
  return typeof answers.facility_type === 'string' ? owners[answers.facility_type] : undefined;
}

function rules(answers: Answers): FindingView[] {
  const all: FindingView[] = [];
  const rule = (
    id: string,
    stage: string,
    article: number,
    severity: FindingView['severity'],
    title: string,
    inputs: string[],
    holds: () => boolean,
    message: string | (() => string),
    more: Partial<FindingView> = {},
  ) => {
    const missing = inputs.filter((key) => !isGiven(answers[key]));
    const outcome = missing.length > 0 ? 'undecided' : holds() ? 'holds' : 'violated';
    all.push({
      rule: `donation/${id}`,
      title,
      severity,
      outcome,
      message:
        outcome === 'undecided'
          ? `还差${missing.map((key) => `“${fields.get(key)?.label}”`).join('、')}，才能判断：${title}。`
          : outcome === 'holds'
            ? `${title}：符合。`
            : typeof message === 'string'
              ? message
              : message(),
      fields: inputs,
      basis: [{ number: donation.number, article: String(article) }],
      missing,
      trace: {
        expression: inputs.join(' and '),
        inputs: inputs.map((name) => ({
          name: fields.get(name)?.label ?? name,
          value: printValue(fields.get(name) as FieldView, answers[name] ?? null) || '未填写',
        })),
        result: outcome === 'holds' ? '成立' : outcome === 'violated' ? '不成立' : '尚不能判断',
      },
      stage,
      overridable: severity === 'warning',
      ...more,
    });
  };

  rule(
    'government-land',
    'eligibility',
    2,
    'error',
    '公共设施建在政府用地上',
    ['on_government_land'],
    () => answers.on_government_land === true,
    '项目不在政府用地上，不适用捐建程序（第2条）。可以与区规划部门确认用地权属，或按社会投资项目自行报建。',
  );
  rule(
    'fiscal-duty',
    'eligibility',
    2,
    'error',
    '设施属于区财政事权',
    ['district_fiscal_duty'],
    () => answers.district_fiscal_duty === true,
    '设施不属于区财政事权，不适用捐建程序（第2条）。请向市级主管部门提出。',
  );
  rule(
    'gratuitous',
    'eligibility',
    3,
    'error',
    '无偿捐建，不使用财政补贴',
    ['gratuitous', 'subsidised'],
    () => answers.gratuitous === true && answers.subsidised === false,
    '附有对价或使用财政补贴的建设不属于无偿捐建（第2、3条）。需要回报的项目可以走政府和社会资本合作程序。',
  );
  rule(
    'not-bundled',
    'eligibility',
    2,
    'error',
    '不由城市更新项目捆绑承担',
    ['bundled_with_renewal'],
    () => answers.bundled_with_renewal === false,
    '由城市更新项目捆绑承担的建设按更新项目的监管协议办理，不走捐建程序（第2条）。',
  );
  rule(
    'owner-unit-matches',
    'intent',
    4,
    'warning',
    '业主单位与设施类型对应',
    ['owner_unit', 'facility_type'],
    () => {
      const expected = expectedOwner(answers)?.replace(/^区/, '');
      const owner = answers.owner_unit;
      return typeof owner === 'object' && owner !== null && 'name' in owner && expected !== undefined
        ? String(owner.name).includes(expected)
        : false;
    },
    () =>
      `${donation.sections[1]?.fields[0]?.label}对应的业主单位是${expectedOwner(answers)}，与填写的不一致（第4条）。请改正，或写明区政府另行确定的依据。`,
    { fields: ['owner_unit.name', 'facility_type'] },
  );
  rule(
    'funding-covers',
    'intent',
    8,
    'error',
    '资金来源不少于总投资匡算',
    ['funding_sources', 'estimated_total'],
    () => sum(answers.funding_sources) >= (fen(answers.estimated_total) ?? 0),
    () =>
      `资金来源合计${money(sum(answers.funding_sources))}元，少于总投资匡算${printMoney(String(answers.estimated_total))}元（第8条）。请补充来源，或更正金额。`,
  );
  rule(
    'publicity-length',
    'consultation',
    9,
    'error',
    '公示不少于10日',
    ['publicity_start', 'publicity_end'],
    () => String(answers.publicity_end) >= addDays(String(answers.publicity_start), 10),
    () =>
      `公示自${printDate(String(answers.publicity_start))}起不足10日（第9条）。结束日不得早于${printDate(addDays(String(answers.publicity_start), 10))}。`,
  );
  rule(
    'review-after-consultation',
    'approval',
    9,
    'error',
    '审议在公示结束之后',
    ['sector_review_on', 'publicity_end'],
    () => String(answers.sector_review_on) > String(answers.publicity_end),
    () => `审议日期不得早于公示结束日${printDate(String(answers.publicity_end))}（第9条）。`,
  );
  rule(
    'approval-order',
    'agreement',
    10,
    'error',
    '先审批后签约',
    ['approval_on', 'agreement_signed_on'],
    () => String(answers.approval_on) <= String(answers.agreement_signed_on),
    () => `捐建协议签订日不得早于审批日${printDate(String(answers.approval_on))}（第10条）。`,
  );
  rule(
    'escrow-amount',
    'escrow',
    15,
    'error',
    '首笔资金不少于备案总投资的10%',
    ['filed_total', 'escrow_deposits'],
    () => sum(answers.escrow_deposits) >= Math.ceil((fen(answers.filed_total) ?? 0) / 10),
    () => {
      const least = Math.ceil((fen(answers.filed_total) ?? 0) / 10);
      const paid = sum(answers.escrow_deposits);
      return `监管账户已存入${money(paid)}元，不足备案总投资的10%（应不少于${money(least)}元，第15条）。还应存入${money(least - paid)}元。`;
    },
    { fields: ['escrow_deposits.0.amount', 'filed_total'] },
  );
  rule(
    'handover-complete',
    'handover',
    26,
    'error',
    '移交前六类资料齐全',
    ['handover_items', 'handover_on'],
    () => Array.isArray(answers.handover_items) && answers.handover_items.length === 6,
    '移交资料不齐（第26条）。请逐类核对后再填移交日期。',
  );
  rule(
    'regulation-in-force',
    'escrow',
    34,
    'notice',
    '办法仍在有效期内',
    ['on_government_land'],
    () => false,
    '办法有效期至2027年10月27日，距今不足12个月。之后的事项请先核实是否有新规定。',
    { fields: [] },
  );
  return all;
}

function deadlines(answers: Answers): DeadlineView[] {
  const list: DeadlineView[] = [];
  const add = (
    id: string,
    label: string,
    from: string,
    days: number,
    article: number,
    done: boolean,
    note?: string,
  ) => {
    const start = typeof answers[from] === 'string' ? String(answers[from]) : undefined;
    const nominal = start ? addDays(start, days) : undefined;
    const due = nominal ? afterWeekend(nominal) : undefined;
    const left = due ? daysBetween(today, due) : undefined;
    list.push({
      id: `donation/${id}`,
      label,
      from: { field: from, label: fields.get(from)?.label ?? '办法有效期届满', on: start },
      nominal,
      due,
      provisional: due?.startsWith('2027') || due?.startsWith('2028') || false,
      days_left: left,
      state: done ? 'done' : left === undefined ? 'unknown' : left < 0 ? 'overdue' : 'pending',
      basis: [{ number: donation.number, article: String(article) }],
      steps:
        start && nominal && due
          ? [
              {
                text: days ? `自${printDate(start)}的次日起算${days}日` : `按填写的日期${printDate(start)}`,
                on: start,
              },
              ...(days ? [{ text: `第${days}日为${printDate(nominal)}`, on: nominal }] : []),
              due === nominal
                ? { text: '当日为工作日，不顺延', on: due }
                : { text: `当日为休息日，顺延至次一工作日${printDate(due)}`, on: due },
            ]
          : [],
      note,
      missing: start ? [] : [from],
    });
  };
  add('publicity', '公示最早结束日', 'publicity_start', 10, 9, isGiven(answers.publicity_end));
  const paid = sum(answers.escrow_deposits) >= Math.ceil((fen(answers.filed_total) ?? Number.MAX_SAFE_INTEGER) / 10);
  add(
    'escrow',
    '监管账户首笔资金缴存期限',
    'supervision_signed_on',
    30,
    15,
    paid,
    '自最后一方签字之日的次日起算，按自然日计算。',
  );
  add('preliminary', '前期阶段完成时限', 'preliminary_due', 0, 12, false);
  add('construction', '施工阶段完成时限', 'construction_due', 0, 12, false);
  return list;
}

function stages(answers: Answers, visible: Set<string>, blocking: FindingView[], applicable: boolean): StageState[] {
  return donation.stages.map((stage) => {
    const required = donation.sections
      .filter((section) => section.stage === stage.id)
      .flatMap((section) => section.fields)
      .filter((field) => !field.optional && visible.has(field.key));
    const done = required.filter((field) => isGiven(answers[field.key])).length;
    const findings = blocking.filter((finding) => finding.stage === stage.id).length;
    const closed = stage.id === 'handover' && !isGiven(answers.escrow_account);
    const unfit = !applicable && stage.id !== 'eligibility';
    const state =
      closed || unfit
        ? 'blocked'
        : findings > 0
          ? 'problem'
          : done === 0
            ? 'not_started'
            : done < required.length
              ? 'in_progress'
              : 'done';
    return {
      id: stage.id,
      title: stage.title,
      state,
      reason: unfit
        ? '适用性自查未通过：先确认本项目能否走捐建程序。'
        : closed
          ? '监管账户尚未开立。填写监管账户后即可办理移交。'
          : undefined,
      opens_with: closed ? ['escrow_account'] : unfit ? ['gratuitous'] : [],
      done,
      total: required.length,
      findings,
    };
  });
}

const needs: Record<string, string[]> = {
  'intent-report': ['project_name', 'project_location', 'project_overview', 'necessity', 'estimated_total', 'donor'],
  'financing-plan': ['project_name', 'funding_sources'],
  'consultation-letter': ['project_name', 'owner_unit', 'consultations'],
  'publicity-notice': ['project_name', 'publicity_start', 'publicity_end', 'publicity_items'],
  'approval-request': ['project_name', 'estimated_total', 'sector_review_on'],
  'donation-agreement': ['project_name', 'donor', 'owner_unit', 'dispute_resolution', 'copies_total'],
  'supervision-agreement': ['project_name', 'filed_total', 'escrow_account'],
  'escrow-notice': ['filed_total', 'escrow_deposits', 'supervision_signed_on'],
  'handover-list': ['handover_items', 'handover_on'],
};

function documents(answers: Answers, blocking: FindingView[]): DocumentState[] {
  return donation.documents.map((kind) => {
    const wanted = needs[kind.id] ?? [];
    const missing = wanted.filter((key) => !isGiven(answers[key]));
    const blocked = blocking
      .filter((finding) => finding.fields.some((path) => wanted.includes(path.split('.')[0] ?? '')))
      .map((finding) => finding.rule);
    const rows =
      kind.id === 'consultation-letter' && Array.isArray(answers.consultations)
        ? answers.consultations.map((row) => String((row as Record<string, Json>).department ?? ''))
        : [];
    return {
      id: kind.id,
      title: kind.title,
      state: missing.length === 0 && blocked.length === 0 ? 'ready' : 'draft',
      missing,
      missing_count: missing.length,
      blocked_by: blocked,
      undecided: [],
      rows,
    };
  });
}

function fen(value: Json | undefined): number | undefined {
  return typeof value === 'string' && value !== '' ? Math.round(Number(value) * 100) : undefined;
}

function money(value: number): string {
  return printMoney((value / 100).toFixed(2));
}

function sum(rows: Json | undefined): number {
  if (!Array.isArray(rows)) return 0;
  return rows.reduce<number>((total, row) => total + (fen((row as Record<string, Json>).amount) ?? 0), 0);
}

export function addDays(iso: string, days: number): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function afterWeekend(iso: string): string {
  const weekday = new Date(`${iso}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(iso, 2) : weekday === 0 ? addDays(iso, 1) : iso;
}

/** One usual value, and rows for an empty table. */
function proposals(answers: Answers, visible: Set<string>): Record<string, OfferView> {
  const usual: Record<string, OfferView> = {
    consultations: {
      value: ['区发展改革局', '区财政局', '区住房建设局', '区水务局'].map((department) => ({ department })),
      text: '4 行',
    },
  };
  const open = Object.entries(usual).filter(([key]) => visible.has(key) && (answers[key] ?? null) === null);
  return Object.fromEntries(open);
}
