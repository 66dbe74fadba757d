// The sample case: complete up to the supervision agreement, one deposit short of 10%.
import type { Json } from '../bindings';

export const sampleTitle = '示例小学改扩建工程';

export const sampleAnswers: Record<string, Json> = {
  on_government_land: true,
  district_fiscal_duty: true,
  gratuitous: true,
  subsidised: false,
  bundled_with_renewal: false,
  facility_type: 'school',
  land_route: 'other_planned',
  project_name: sampleTitle,
  subdistrict: 'cuizhu',
  project_location: '翠竹街道翠竹路与田贝四路交汇处东南侧',
  project_overview:
    '拆除原有两层教学辅楼，新建六层教学综合楼一栋，增加36个班的教学用房和风雨操场，用地面积12,000㎡，建筑面积23,500㎡。',
  necessity: '片区现有小学学位缺口约600个，原有校舍建于1987年，功能用房不足。项目建成后新增学位900个。',
  estimated_total: '15000000.00',
  preliminary_due: '2026-12-31',
  construction_due: '2028-06-30',
  donor: {
    name: '深圳市某某实业发展有限公司',
    uscc: '91440300MA5TEXT119',
    legal_representative: '陈志远',
    address: '深圳市罗湖区深南东路5002号',
    contact: '林晓',
    phone: '0755-82000001',
  },
  owner_unit: {
    name: '深圳市罗湖区教育局',
    legal_representative: '王建国',
    address: '深圳市罗湖区文锦中路',
    contact: '赵敏',
  },
  funding_sources: [
    { source: '自有资金', amount: '9000000.00', available_on: '2026-08-31', proof: '银行存款证明' },
    { source: '股东借款', amount: '6000000.00', available_on: '2026-12-31', proof: '借款协议' },
  ],
  consultations: [
    { department: '区发展改革局', sent_on: '2026-05-11', replied_on: '2026-05-18', opinion: '无意见' },
    { department: '区财政局', sent_on: '2026-05-11', replied_on: '2026-05-20', opinion: '无意见' },
    { department: '区住房建设局', sent_on: '2026-05-11', replied_on: '2026-05-22', opinion: '补充结构安全鉴定' },
    { department: '区水务局', sent_on: '2026-05-11', replied_on: '2026-05-19', opinion: '无意见' },
  ],
  publicity_start: '2026-06-01',
  publicity_end: '2026-06-11',
  publicity_items: ['donor', 'content', 'investment', 'land', 'plan'],
  sector_review_on: '2026-06-18',
  approval_on: '2026-07-03',
  approval_document: '罗府纪〔2026〕31号',
  agreement_signed_on: '2026-07-20',
  dispute_resolution: 'arbitration',
  copies_total: 8,
  filed_on: '2026-08-10',
  filed_total: '15000000.00',
  supervision_signed_on: '2026-11-05',
  escrow_account: {
    bank: '中国建设银行深圳罗湖支行',
    account_name: '深圳市某某实业发展有限公司',
    account: '44201501100052500001',
  },
  escrow_deposits: [{ paid_on: '2026-11-20', amount: '1000000.00', receipt: '20261120-0088' }],
};
