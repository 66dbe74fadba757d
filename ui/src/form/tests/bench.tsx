/** What the tests share: fields, an engine that answers from a fixed list, and a page that saves when told to. */
import { act, render } from '@testing-library/react';
import axe from 'axe-core';
import { useState } from 'react';
import { vi } from 'vitest';
import type { FieldControlProps, FieldProblem, FieldView, Json, Reading } from '../contract';
import { FieldControl } from '../FieldControl';

export function field(part: Partial<FieldView> & Pick<FieldView, 'key' | 'kind' | 'label'>): FieldView {
  const totalled = ['money', 'area', 'integer'].includes(part.kind);
  return { articles: [], optional: false, options: [], columns: [], totalled, ...part };
}

const ok = (value: Json, echo?: string, words?: string): Reading => ({ ok: true, value, echo, words, notes: [] });
const refused = (code: string, message: string): Reading => ({ ok: false, notes: [], problem: { code, message } });

/** Entry → reading, written by hand from the specification; whatever is not listed is refused. */
const READINGS: Record<string, Reading> = {
  'filed_total 1500万': ok('15000000.00', '15,000,000.00 元', '人民币壹仟伍佰万元整'),
  'filed_total 15,000,000.00': ok('15000000.00', '15,000,000.00 元', '人民币壹仟伍佰万元整'),
  'filed_total １５，０００，０００': ok('15000000.00', '15,000,000.00 元', '人民币壹仟伍佰万元整'),
  'filed_total 10.00': ok('10.00', '10.00 元', '人民币壹拾元整'),
  'filed_total 11': ok('11.00', '11.00 元', '人民币壹拾壹元整'),
  'filed_total 11.00': ok('11.00', '11.00 元', '人民币壹拾壹元整'),
  'filed_total abc': refused('entry.money', '备案总投资必须是数字，例如30'),
  'signed_on 20261123': ok('2026-11-23', '2026年11月23日 星期一'),
  'signed_on ２０２６．１１．２３': ok('2026-11-23', '2026年11月23日 星期一'),
  'signed_on 2026年11月23日': ok('2026-11-23', '2026年11月23日 星期一'),
  'signed_on 9月7日': {
    ...refused('entry.no-year', '“9月7日”没有写年份，是2026年9月7日吗？'),
    offers: [
      { value: '2026-09-07', text: '2026年9月7日' },
      { value: '2027-09-07', text: '2027年9月7日' },
    ],
  },
  'signed_on 2026-2-30': refused('entry.date', '签订日期必须是真实存在的日期，例如2026年3月27日'),
  'donor.uscc 91440300708461136t': ok('91440300708461136T'),
  'donor.uscc 91440300708461136T': ok('91440300708461136T'),
  'donor.uscc 123': refused('identifier.uscc', '统一社会信用代码应为18位'),
  'injections.amount 1500万': ok('15000000.00'),
  'injections.amount 2,000.50': ok('2000.50'),
  'injections.amount 7': ok('7.00'),
  'injections.amount 一千': refused('entry.money', '金额必须是数字，例如30'),
  'injections.inject_on 2026.11.23': ok('2026-11-23'),
  'injections.inject_on 2026/12/1': ok('2026-12-01'),
};

export function reading(path: string, text: string): Reading {
  return READINGS[`${path} ${text}`] ?? refused('entry.unknown', `读不了“${text}”`);
}

export interface Page {
  commits: { path: string; value: Json }[];
  readEntry: ReturnType<typeof vi.fn<FieldControlProps['readEntry']>>;
  /** Hands the control a value from the store, as a late reply of the bridge does. */
  arrive(value: Json, epoch?: number): void;
  show(problems: FieldProblem[]): void;
  container: HTMLElement;
  unmount(): void;
}

/** A page that does not answer by itself: what was committed arrives only when the test says so. */
export function open(part: Partial<FieldControlProps> & { field: FieldView }): Page {
  const commits: Page['commits'] = [];
  const readEntry = vi.fn<FieldControlProps['readEntry']>(async (path, text) => reading(path, text));
  let setValue: (value: Json) => void = () => {};
  let setEpoch: (epoch: number) => void = () => {};
  let setProblems: (problems: FieldProblem[]) => void = () => {};
  function Held() {
    const [value, changeValue] = useState<Json>(part.value ?? null);
    const [epoch, changeEpoch] = useState(0);
    const [problems, changeProblems] = useState<FieldProblem[]>(part.problems ?? []);
    setValue = changeValue;
    setEpoch = changeEpoch;
    setProblems = changeProblems;
    return (
      <main>
        <FieldControl
          path={part.field.key}
          language="zh"
          readEntry={readEntry}
          {...part}
          value={value}
          epoch={epoch}
          problems={problems}
          onCommit={(path, committed) => {
            commits.push({ path, value: committed });
            part.onCommit?.(path, committed);
          }}
        />
        <button type="button">别处</button>
      </main>
    );
  }
  const { container, unmount } = render(<Held />);
  return {
    commits,
    readEntry,
    container,
    unmount,
    arrive(value, epoch) {
      act(() => {
        setValue(value);
        if (epoch !== undefined) setEpoch(epoch);
      });
    },
    show: (problems) => act(() => setProblems(problems)),
  };
}

/** Lets promises that are already under way come to their end. */
export async function rest(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
}

/** Rules that need a layout, which jsdom has not, are checked in the browser instead. */
export async function violations(container: Element): Promise<string[]> {
  const result = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
}
