// The journey of a case through the pages, on the mock.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { at, open } from './open';

describe('first start', () => {
  test('a card for each procedure says what to have at hand and how long it takes', async () => {
    await open('#/');
    const card = screen.getByRole('heading', { name: '社会资本投资捐建公共设施' }).closest('li') as HTMLElement;
    expect(card.textContent).toContain('罗府办规〔2022〕5号');
    expect(card.textContent).toContain('建设资金来源及证明材料');
    expect(card.textContent).toContain('45分钟');
  });

  test('the sample opens as a case', async () => {
    const { user } = await open('#/');
    await user.click(screen.getByRole('button', { name: '打开示例' }));
    await at('#/case/1/section');
    expect(await screen.findByText('示例小学改扩建工程（示例）')).toBeTruthy();
  });

  test('a new case begins with the eligibility questions', async () => {
    const { user } = await open('#/begin/donation');
    await user.click(screen.getByRole('button', { name: '开始适用性自查' }));
    await at('#/case/1/eligibility');
    expect(await screen.findByText('还有7个问题没有回答')).toBeTruthy();
  });
});

describe('eligibility', () => {
  test('not eligible is a page with the reason, the article and the other route', async () => {
    const { user } = await open('#/case/1/eligibility', { samples: 1 });
    const question = document.querySelector('[data-path="gratuitous"]') as HTMLElement;
    await user.click(within(question).getByRole('radio', { name: '否' }));
    await user.click(screen.getByRole('button', { name: '查看结论' }));
    expect(await screen.findByRole('heading', { name: '本项目不能走这个程序' })).toBeTruthy();
    const reason = document.querySelector('[data-finding="donation/gratuitous"]');
    expect(reason?.textContent).toContain('政府和社会资本合作');
    expect(reason?.textContent).toContain('第三条');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('eligible names what follows from the answers', async () => {
    await open('#/case/1/eligibility/result', { samples: 1 });
    expect(screen.getByRole('heading', { name: '本项目可以走捐建程序' })).toBeTruthy();
    expect(screen.getByText('区教育局')).toBeTruthy();
    expect(screen.getByText('区政府常务会议审议')).toBeTruthy();
  });

  test('open questions are links to their fields', async () => {
    const { backend } = await open('#/');
    const { id } = await backend.createCase('donation', false);
    window.location.hash = `#/case/${id}/eligibility/result`;
    const link = await screen.findByRole('link', { name: '设施类型' });
    expect(link.getAttribute('href')).toBe(`#/case/${id}/eligibility?field=facility_type`);
  });
});

describe('working', () => {
  test('the task list shows every state in words', async () => {
    await open('#/case/1/section/project', { samples: 1 });
    const list = screen.getByRole('navigation', { name: '任务清单' });
    expect(within(list).getAllByText('已完成')).toHaveLength(6);
    expect(within(list).getByText('有问题')).toBeTruthy();
    expect(within(list).getByText('未开始')).toBeTruthy();
  });

  test('a stage that cannot start says why and what opens it', async () => {
    const { backend } = await open('#/');
    const { id } = await backend.createCase('donation', false);
    window.location.hash = `#/case/${id}/section/handover`;
    expect(await screen.findByRole('heading', { name: '暂不能开始' })).toBeTruthy();
    const opens = screen.getByRole('main').querySelector('[data-to="escrow_account"]');
    expect(opens?.textContent).toBe('监管账户');
  });

  test('an edit is saved on leaving the field, and undone with Ctrl+Z', async () => {
    const { user, backend } = await open('#/case/1/section/project', { samples: 1 });
    const name = screen.getByRole('textbox', { name: /项目名称/ });
    await user.clear(name);
    await user.type(name, '罗芳小学');
    await user.tab();
    await waitFor(async () => expect((await backend.openCase(1)).answers.project_name).toBe('罗芳小学'));
    const save = document.querySelector('[data-saved]');
    await waitFor(() => expect(save?.getAttribute('data-saved')).toBe('true'));
    expect(save?.textContent).toMatch(/^已保存 \d\d:\d\d$/);
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect((name as HTMLInputElement).value).toBe('示例小学改扩建工程'));
  });

  test('a finding is a link to its field', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.click(screen.getByRole('tab', { name: /问题/ }));
    const finding = document.querySelector('[data-finding="donation/escrow-amount"]') as HTMLElement;
    expect(finding.textContent).toContain('还应存入500,000.00元');
    await user.click(within(finding).getByRole('link', { name: '存入记录 第1行 金额' }));
    await at('#/case/1/section/escrow?field=escrow_deposits.0.amount');
  });

  test('the article of the field in focus stands beside it', async () => {
    const { user } = await open('#/case/1/section/supervision', { samples: 1 });
    await user.click(screen.getByRole('textbox', { name: /备案（核准）总投资/ }));
    const panel = screen.getByRole('tabpanel');
    await waitFor(() => expect(panel.textContent).toContain('“备案（核准）总投资”的依据'));
    expect(panel.textContent).toContain('不少于备案总投资10%');
    expect(panel.textContent).toContain('10%以备案（核准）总投资为基数');
  });

  test('the preview marks the value of the field in focus', async () => {
    const { user } = await open('#/case/1/section/project', { samples: 1 });
    await user.click(screen.getByRole('tab', { name: /预览/ }));
    await user.click(screen.getByRole('textbox', { name: /捐建的必要性/ }));
    await waitFor(() => {
      const marked = document.querySelector('.paper')?.shadowRoot?.querySelectorAll('.active');
      expect([...(marked ?? [])].map((run) => run.getAttribute('data-source'))).toEqual(['necessity']);
    });
  });
});

describe('review', () => {
  test('the summary has the focus, and 修改 leads there and back', async () => {
    const { user } = await open('#/case/1/review', { samples: 1 });
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('检查结果'));
    const row = document.querySelector('[data-answer="estimated_total"]') as HTMLElement;
    expect(row.textContent).toContain('15,000,000.00 元');
    await user.click(within(row).getByRole('link'));
    await at('#/case/1/section/project?field=estimated_total&back=review');
    await user.click(await screen.findByRole('button', { name: '返回核对' }));
    await at('#/case/1/review');
  });

  test('a warning is overridden only with a reason, which is kept', async () => {
    const { user, backend } = await open('#/', { samples: 1 });
    const { revision } = await backend.openCase(1);
    await backend.save(1, revision, [{ key: 'facility_type', value: 'medical' }]);
    window.location.hash = '#/case/1/review';
    await user.click(await screen.findByRole('button', { name: '说明理由并保留' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: '保存' }));
    expect(await within(dialog).findByRole('alert')).toHaveProperty('textContent', '请填写理由');
    await user.type(within(dialog).getByRole('textbox'), '区政府会议纪要确定');
    await user.click(within(dialog).getByRole('button', { name: '保存' }));
    expect(await screen.findByText('理由：区政府会议纪要确定')).toBeTruthy();
    expect((await backend.openCase(1)).overrides).toEqual({ 'donation/owner-unit-matches': '区政府会议纪要确定' });
  });
});

describe('documents', () => {
  test('drafts of everything are written and listed with their folder', async () => {
    const { user } = await open('#/case/1/documents', { samples: 1 });
    await user.click(screen.getByRole('button', { name: '生成全部' }));
    expect(await screen.findByRole('heading', { name: '已写出18个文件' })).toBeTruthy();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('生成结果');
    expect(document.querySelector('[data-file="06-捐建协议（草稿）.pdf"]')).toBeTruthy();
    expect(document.querySelectorAll('[data-generated]')).toHaveLength(12);
  });

  test('a final that is refused says why', async () => {
    const { user } = await open('#/case/1/documents', { samples: 1 });
    await user.click(screen.getByRole('radio', { name: '正式稿' }));
    const row = document.querySelector('[data-document="escrow-notice"]') as HTMLElement;
    await user.click(within(row).getByRole('button', { name: /生成并看缺什么/ }));
    const refused = await waitFor(() => {
      const found = document.querySelector('[data-refused="escrow-notice"]');
      if (!found) throw new Error('no result yet');
      return found;
    });
    expect(refused.textContent).toContain('还应存入500,000.00元');
  });

  test('where some cannot be made, none is written until one says that the others will do', async () => {
    const { user } = await open('#/case/1/documents', { samples: 1 });
    await user.click(screen.getByRole('radio', { name: '正式稿' }));
    await user.click(screen.getByRole('button', { name: '生成全部' }));
    const question = await screen.findByRole('dialog');
    expect(question.textContent).toContain('还没有写入任何文件');
    expect(question.textContent).toContain('还应存入500,000.00元');
    expect(document.querySelectorAll('[data-generated]')).toHaveLength(0);
    await user.click(within(question).getByRole('button', { name: '取消' }));
    expect(await screen.findByRole('heading', { name: '没有写出文件' })).toBeTruthy();
    expect(document.querySelector('[data-refused="escrow-notice"]')).toBeTruthy();
    expect(document.querySelectorAll('[data-generated]')).toHaveLength(0);
  });

  test('the others are written once one says so', async () => {
    const { user } = await open('#/case/1/documents', { samples: 1 });
    await user.click(screen.getByRole('radio', { name: '正式稿' }));
    await user.click(screen.getByRole('button', { name: '生成全部' }));
    const question = await screen.findByRole('dialog');
    await user.click(within(question).getByRole('button', { name: /只写出其余\d+份/ }));
    expect(await screen.findByRole('heading', { name: /已写出\d+个文件/ })).toBeTruthy();
    expect(document.querySelector('[data-refused="escrow-notice"]')).toBeTruthy();
  });

  test('what is missing is a link that leads back here', async () => {
    await open('#/case/1/documents', { samples: 1 });
    const row = document.querySelector('[data-document="handover-list"]') as HTMLElement;
    expect(within(row).getByRole('link', { name: '移交日期' }).getAttribute('href')).toBe(
      '#/case/1/section/handover?field=handover_on&back=documents',
    );
  });

  test('what was generated before a change is marked as out of date', async () => {
    const { user, backend } = await open('#/case/1/documents', { samples: 1 });
    await user.click(screen.getByRole('button', { name: '生成全部' }));
    await screen.findByRole('heading', { name: '已写出18个文件' });
    const { revision } = await backend.openCase(1);
    await backend.save(1, revision, [{ key: 'copies_total', value: 6 }]);
    window.location.hash = '#/';
    await screen.findByRole('heading', { name: '首页' });
    window.location.hash = '#/case/1/documents';
    await waitFor(() => expect(screen.getAllByText('已过期').length).toBeGreaterThan(0));
  });
});

describe('deadlines', () => {
  test('each shows its date, its steps and whether it is provisional', async () => {
    await open('#/case/1/deadlines', { samples: 1 });
    const row = document.querySelector('[data-deadline="donation/escrow"]') as HTMLElement;
    expect(row.dataset.due).toBe('2026-12-07');
    expect(row.textContent).toContain('第30日为2026年12月5日');
    expect(row.textContent).toContain('顺延至次一工作日2026年12月7日');
    expect(row.textContent).toContain('还有14天');
    const later = document.querySelector('[data-deadline="donation/construction"]') as HTMLElement;
    expect(within(later).getByText('暂定')).toBeTruthy();
  });
});
