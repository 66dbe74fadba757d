// HTML in the shape the export crate writes, with the answers put in by hand.
import { printValue } from '../../shared/print';
import type { FieldView, Json, PreviewView } from '../bindings';
import { donation } from './procedure';

const fields = new Map(donation.sections.flatMap((section) => section.fields).map((field) => [field.key, field]));

const plain = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

export function preview(answers: Record<string, Json>, id: string, draft: boolean): PreviewView {
  const kind = donation.documents.find((document) => document.id === id);
  const run = (key: string) => {
    const text = printValue(fields.get(key) as FieldView, answers[key] ?? null);
    return text
      ? `<bdi data-source="${key}">${plain(text)}</bdi>`
      : `<span class="blank" data-source="${key}">＿＿＿＿＿＿</span>`;
  };
  const heading = (number: string, text: string) =>
    kind?.kind === 'contract'
      ? `<h3 class="heading-2"><span class="number">${number}</span>　${text}</h3>`
      : `<h2 class="heading-1"><span class="number">${number}</span>${text}</h2>`;
  const rows = Array.isArray(answers.funding_sources) ? answers.funding_sources : [];
  const body = [
    `<h1 class="title">${run('project_name')}${plain(kind?.title ?? '')}</h1>`,
    heading(kind?.kind === 'contract' ? '第一条' : '一、', '项目基本情况'),
    `<p class="role-body">${run('project_name')}位于${run('project_location')}，属${run('subdistrict')}街道。</p>`,
    `<p class="role-body">${run('project_overview')}</p>`,
    heading(kind?.kind === 'contract' ? '第二条' : '二、', '必要性'),
    `<p class="role-body">${run('necessity')}</p>`,
    heading(kind?.kind === 'contract' ? '第三条' : '三、', '投资与资金'),
    `<p class="role-body">项目总投资匡算为${run('estimated_total')}。备案（核准）总投资为${run('filed_total')}。资金来源如下：</p>`,
    '<table><thead><tr><th>来源</th><th>金额（元）</th><th>可到位日期</th></tr></thead><tbody>',
    ...rows.map((row) => {
      const cells = row as Record<string, Json>;
      return `<tr><td data-source="funding_sources">${plain(String(cells.source ?? ''))}</td><td class="right">${plain(
        String(cells.amount ?? ''),
      )}</td><td>${plain(String(cells.available_on ?? ''))}</td></tr>`;
    }),
    '</tbody></table>',
    heading(kind?.kind === 'contract' ? '第四条' : '四、', '完成时限'),
    `<p class="role-body">前期阶段于${run('preliminary_due')}前完成，施工阶段于${run('construction_due')}前完成。</p>`,
    heading(kind?.kind === 'contract' ? '第五条' : '五、', '当事人'),
    `<p class="role-body">捐建人：${run('donor')}；业主单位：${run('owner_unit')}。</p>`,
    `<p class="role-signature">${run('donor')}</p>`,
    '<p class="role-date">2026年11月23日</p>',
  ];
  return {
    html: `<article class="paper ${kind?.kind ?? 'official'}${draft ? ' draft' : ''}" lang="zh-CN">${body.join('')}</article>`,
    draft,
  };
}
