// A reduced donation procedure for tests and for the browser. The real one lies in templates/donation and is much
// larger; this one has every kind of field, every state of a stage, a document and a finding.
import type { FieldKind, FieldView, ProcedureView, SectionView } from '../bindings';
import { digest } from './digest';

function field(key: string, kind: FieldKind, label: string, more: Partial<FieldView> = {}): FieldView {
  const totalled = kind === 'money' || kind === 'area';
  return { key, kind, label, articles: [], optional: false, options: [], columns: [], totalled, ...more };
}

const options = (pairs: Record<string, string>) => Object.entries(pairs).map(([key, label]) => ({ key, label }));

const partyColumns: FieldView[] = [
  field('name', 'text', '名称', { max_length: 100 }),
  field('uscc', 'text', '统一社会信用代码', { identifier: 'uscc', hint: '营业执照上的18位代码' }),
  field('legal_representative', 'text', '法定代表人'),
  field('address', 'text', '住所'),
  field('contact', 'text', '联系人'),
  field('phone', 'text', '联系电话', { identifier: 'phone' }),
  field('bank', 'text', '开户银行', { optional: true }),
  field('account_name', 'text', '户名', { optional: true }),
  field('account', 'text', '账号', { optional: true, identifier: 'account' }),
];

const accountColumns: FieldView[] = [
  field('bank', 'text', '开户银行'),
  field('account_name', 'text', '户名'),
  field('account', 'text', '账号', { identifier: 'account' }),
];

const sections: SectionView[] = [
  {
    id: 'scope',
    stage: 'eligibility',
    title: '是否适用本办法',
    intro: '几个问题确定本项目能否走捐建程序。答案随时可以改。',
    fields: [
      field('on_government_land', 'boolean', '公共设施是否建在政府用地上', { articles: [2] }),
      field('district_fiscal_duty', 'boolean', '该设施是否属于区财政事权', { articles: [2] }),
      field('gratuitous', 'boolean', '是否无偿捐建、不要求任何对价', {
        articles: [2, 3],
        hint: '约定回购、返还或以其他项目补偿的，不属于无偿',
      }),
      field('subsidised', 'boolean', '是否使用财政补贴或专项资金', { articles: [3] }),
      field('bundled_with_renewal', 'boolean', '是否由城市更新项目捆绑承担', { articles: [2] }),
    ],
  },
  {
    id: 'route',
    stage: 'eligibility',
    title: '用地与设施类型',
    fields: [
      field('facility_type', 'choice', '设施类型', {
        articles: [4],
        hint: '决定由哪个单位担任业主单位',
        options: options({
          school: '学校',
          medical: '医疗卫生设施',
          elderly_care_district: '区级养老设施',
          city_appearance: '市容环境提升、公园绿化、绿道、灯光',
          culture_sports_district: '区级文化体育设施',
          water: '水务设施',
          road_traffic: '道路交通设施',
          affordable_housing: '保障性住房',
          other: '其他',
        }),
      }),
      field('land_route', 'choice', '用地来源', {
        articles: [8],
        options: options({ renewal_contribution: '城市更新项目贡献用地', other_planned: '其他规划公共设施用地' }),
      }),
      field('renewal_plan_assigns_builder', 'boolean', '专项规划批复是否已明确由社会主体出资建设', { articles: [8] }),
    ],
  },
  {
    id: 'project',
    stage: 'intent',
    title: '项目基本情况',
    intro: '这些内容写入捐建意向报告，也用于以后的协议。',
    fields: [
      field('project_name', 'text', '项目名称', { articles: [8], max_length: 100 }),
      field('subdistrict', 'choice', '所在街道', {
        articles: [8],
        options: options({ guiyuan: '桂园', huangbei: '黄贝', dongmen: '东门', cuizhu: '翠竹', dongxiao: '东晓' }),
      }),
      field('project_location', 'text', '建设地点', { articles: [8], hint: '写到路名和门牌，或四至范围' }),
      field('project_overview', 'long_text', '项目概况', { articles: [8], max_length: 2000 }),
      field('necessity', 'long_text', '捐建的必要性', { articles: [8], max_length: 2000 }),
      field('estimated_total', 'money', '总投资匡算', { articles: [8, 10], unit: '元', hint: '可以写“1500万”' }),
      field('preliminary_due', 'date', '前期阶段完成时限', { articles: [8, 12] }),
      field('construction_due', 'date', '施工阶段完成时限', { articles: [8, 12] }),
    ],
  },
  {
    id: 'parties',
    stage: 'intent',
    title: '捐建人与业主单位',
    fields: [
      field('donor', 'party', '捐建人', { articles: [2], columns: partyColumns }),
      field('owner_unit', 'party', '业主单位', { articles: [4], columns: partyColumns }),
      field('owner_unit_assigned', 'boolean', '区政府是否另行确定业主单位', { articles: [4], optional: true }),
    ],
  },
  {
    id: 'funding',
    stage: 'intent',
    title: '建设资金筹措方案',
    fields: [
      field('funding_sources', 'table', '资金来源', {
        articles: [8],
        columns: [
          field('source', 'text', '来源'),
          field('amount', 'money', '金额', { unit: '元' }),
          field('available_on', 'date', '可到位日期'),
          field('proof', 'text', '证明材料', { optional: true }),
        ],
      }),
    ],
  },
  {
    id: 'consultation',
    stage: 'consultation',
    title: '征求意见',
    fields: [
      field('consultations', 'table', '征求意见情况', {
        articles: [9],
        columns: [
          field('department', 'text', '部门'),
          field('sent_on', 'date', '发函日期'),
          field('replied_on', 'date', '回函日期', { optional: true }),
          field('opinion', 'text', '意见', { optional: true }),
        ],
      }),
    ],
  },
  {
    id: 'publicity',
    stage: 'consultation',
    title: '公示',
    fields: [
      field('publicity_start', 'date', '公示开始日', { articles: [9] }),
      field('publicity_end', 'date', '公示结束日', { articles: [9] }),
      field('publicity_items', 'choices', '公示内容', {
        articles: [9],
        options: options({
          donor: '捐建主体',
          content: '捐建内容和标准',
          investment: '投资额',
          land: '规划及用地情况',
          plan: '建设计划',
        }),
      }),
    ],
  },
  {
    id: 'approval',
    stage: 'approval',
    title: '审议与审批',
    fields: [
      field('sector_review_on', 'date', '审议日期', { articles: [9] }),
      field('approval_on', 'date', '审批日期', { articles: [10] }),
      field('approval_document', 'text', '批准文号', {
        articles: [10],
        optional: true,
        identifier: 'document_number',
      }),
    ],
  },
  {
    id: 'agreement',
    stage: 'agreement',
    title: '捐建协议',
    fields: [
      field('agreement_signed_on', 'date', '捐建协议签订日', { articles: [12] }),
      field('dispute_resolution', 'choice', '争议解决方式', {
        articles: [12],
        options: options({ arbitration: '提交仲裁', court: '向人民法院起诉' }),
      }),
      field('copies_total', 'integer', '协议份数', { articles: [12], unit: '份' }),
    ],
  },
  {
    id: 'supervision',
    stage: 'supervision',
    title: '备案与建设工作监管协议',
    fields: [
      field('filed_on', 'date', '备案（核准）日', { articles: [13] }),
      field('filed_total', 'money', '备案（核准）总投资', { articles: [13, 15], unit: '元' }),
      field('supervision_signed_on', 'date', '监管协议签订日', { articles: [14, 15] }),
    ],
  },
  {
    id: 'escrow',
    stage: 'escrow',
    title: '监管账户与首笔资金',
    intro: '监管协议签订后30日内，存入不少于备案总投资10%的首笔资金。',
    fields: [
      field('escrow_account', 'bank_account', '监管账户', { articles: [15], columns: accountColumns }),
      field('escrow_deposits', 'table', '存入记录', {
        articles: [15],
        columns: [
          field('paid_on', 'date', '存入日期'),
          field('amount', 'money', '金额', { unit: '元' }),
          field('receipt', 'text', '凭证号', { optional: true }),
        ],
      }),
    ],
  },
  {
    id: 'handover',
    stage: 'handover',
    title: '移交',
    fields: [
      field('handover_items', 'checklist', '移交资料', {
        articles: [26],
        options: options({
          approvals: '立项、用地、规划、施工等批准文件',
          drawings: '竣工图纸',
          acceptance: '验收文件',
          accounts: '竣工财务决算资料',
          warranty: '保修文件',
          equipment: '设备清单和说明书',
        }),
      }),
      field('handover_on', 'date', '移交日期', { articles: [26] }),
    ],
  },
];

const stage = (id: string, title: string, articles: number[], documents: string[] = []) => ({
  id,
  title,
  articles,
  eligibility: id === 'eligibility',
  sections: sections.filter((section) => section.stage === id).map((section) => section.id),
  documents,
});

export const donation: ProcedureView = {
  slug: 'donation',
  title: '社会资本投资捐建公共设施',
  short: '捐建',
  summary: '社会主体无偿出资，在政府用地上建设公共设施，建成后移交政府。',
  regulation: '深圳市罗湖区社会资本投资捐建公共设施管理办法',
  number: '罗府办规〔2022〕5号',
  in_force_from: '2022-10-28',
  in_force_until: '2027-10-27',
  minutes: 45,
  at_hand: [
    '捐建人营业执照（统一社会信用代码、法定代表人）',
    '项目选址、规模和总投资匡算',
    '建设资金来源及证明材料',
    '用地情况：规划批复或贡献用地文件',
  ],
  users: ['捐建人的项目负责人', '业主单位'],
  stages: [
    stage('eligibility', '适用性自查', [2, 4, 8]),
    stage('intent', '意向对接与捐建意向报告', [8], ['intent-report', 'financing-plan']),
    stage('consultation', '征求意见与公示', [9], ['consultation-letter', 'publicity-notice']),
    stage('approval', '审议审批', [9, 10], ['approval-request']),
    stage('agreement', '捐建协议', [12], ['donation-agreement']),
    stage('supervision', '备案与监管协议', [13, 14], ['supervision-agreement']),
    stage('escrow', '监管账户与首笔资金', [15], ['escrow-notice']),
    stage('handover', '移交', [26], ['handover-list']),
  ],
  sections,
  documents: [
    { id: 'intent-report', title: '捐建意向报告', kind: 'official', stage: 'intent', articles: [8] },
    { id: 'financing-plan', title: '建设资金筹措方案', kind: 'official', stage: 'intent', articles: [8, 15] },
    { id: 'consultation-letter', title: '征求意见函', kind: 'official', stage: 'consultation', articles: [9] },
    { id: 'publicity-notice', title: '捐建事项公示', kind: 'official', stage: 'consultation', articles: [9] },
    { id: 'approval-request', title: '捐建事项报批稿', kind: 'official', stage: 'approval', articles: [10] },
    { id: 'donation-agreement', title: '捐建协议', kind: 'contract', stage: 'agreement', articles: [12, 27] },
    { id: 'supervision-agreement', title: '建设工作监管协议', kind: 'contract', stage: 'supervision', articles: [14] },
    { id: 'escrow-notice', title: '监管账户首笔资金缴存说明', kind: 'official', stage: 'escrow', articles: [15] },
    { id: 'handover-list', title: '移交资料清单', kind: 'official', stage: 'handover', articles: [26] },
  ],
  digest,
  conventions: [
    {
      id: 'calendar-days',
      title: '日按自然日计算',
      text: '办法所称10日、30日未写明工作日，按自然日计算；期限最后一日为休息日的，顺延至次一工作日。',
      articles: [9, 15],
    },
    {
      id: 'escrow-base',
      title: '10%以备案（核准）总投资为基数',
      text: '首笔资金以备案（核准）文件载明的总投资为基数，到期日前分次存入的合并计算。',
      articles: [15],
    },
  ],
  views: [{ id: 'funding', title: '资金测算', stage: 'supervision' }],
  has_sample: true,
};

export const procedures: ProcedureView[] = [donation];
