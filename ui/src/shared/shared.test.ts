// The small things by themselves.
import { describe, expect, test } from 'vitest';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { notesOf } from '../pages/documents/notes';
import { daysOf } from './calendar';
import { chineseNumber } from './number';
import { printDate, printMoney, printStamp, printTime } from './print';
import { parseRoute, printRoute, type Route } from './route';
import { sanitize } from './sanitize';

describe('route', () => {
  const routes: Route[] = [
    { page: 'home' },
    { page: 'begin', slug: 'donation' },
    { page: 'settings' },
    {
      page: 'case',
      id: 3,
      view: 'section',
      section: 'escrow',
      field: 'escrow_deposits.0.amount',
      article: 15,
      back: 'review',
    },
  ];
  test.each(routes)('%j is read as it was written', (route) => {
    expect(parseRoute(printRoute(route))).toEqual(route);
  });
  test.each(['', '#/nowhere', '#/case/x', '#/case/-1', '#/begin'])('%s leads home', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'home' });
  });
  test('an address that is not well formed does no harm', () => {
    expect(parseRoute('#/case/1/section/%')).toEqual({ page: 'case', id: 1, view: 'section' });
  });
});

describe('print', () => {
  test.each([
    ['15000000.00', '15,000,000.00'],
    ['999', '999'],
    ['-1234567.8', '-1,234,567.8'],
    ['1500万', '1500万'],
  ])('money %s', (value, text) => expect(printMoney(value)).toBe(text));
  test('date and stamp', () => {
    expect(printDate('2026-01-05')).toBe('2026年1月5日');
  });
  test.each([
    ['Asia/Shanghai', '2026-11-23 14:02', '14:02'],
    ['UTC', '2026-11-23 06:02', '06:02'],
    ['America/New_York', '2026-11-23 01:02', '01:02'],
    ['Pacific/Auckland', '2026-11-23 19:02', '19:02'],
  ])('a moment in %s', (zone, stamp, time) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      expect(printStamp('2026-11-23T14:02:33.120+08:00')).toBe(stamp);
      expect(printTime('2026-11-23T06:02:33Z')).toBe(time);
      // The name of a backup is in local time: it is shown as it is.
      expect(printStamp('2026-11-23T14:02:00')).toBe('2026-11-23 14:02');
    } finally {
      process.env.TZ = before;
    }
  });
});

test.each([
  [1, '一'],
  [10, '十'],
  [15, '十五'],
  [20, '二十'],
  [34, '三十四'],
  [105, '一百零五'],
  [201, '二百零一'],
  [110, '一百一十'],
  [1000, '一千'],
  ['八条', '八条'],
])('%s in Chinese', (number, words) => expect(chineseNumber(number)).toBe(words));

describe('preview', () => {
  const clean = (html: string) => {
    const box = document.createElement('div');
    box.append(sanitize(html));
    return box.innerHTML;
  };
  test('keeps what documents are made of', () => {
    const html =
      '<article class="paper"><h1 class="title">甲</h1><p><bdi data-source="donor.name">乙 &lt;b&gt;</bdi></p><table><colgroup><col style="width:33.3%"></colgroup><tbody><tr><td class="right" colspan="2">1</td></tr></tbody></table></article>';
    expect(clean(html)).toBe(html);
  });
  test.each([
    ['<p onclick="x()">甲</p>', '<p>甲</p>'],
    ['<script>x()</script><p>甲</p>', '<p>甲</p>'],
    ['<img src=x onerror=x()>', ''],
    ['<a href="javascript:x()">甲</a>', '甲'],
    ['<p style="background:url(x)">甲</p>', '<p>甲</p>'],
    ['<iframe srcdoc="x">甲</iframe>', ''],
    ['<svg><script>x()</script><text>甲</text></svg>', '<svg><text>甲</text></svg>'],
  ])('%s', (html, result) => expect(clean(html)).toBe(result));
});

describe('texts', () => {
  test('English keeps the places to be filled in', () => {
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    for (const [key, text] of Object.entries(en)) {
      const wanted = holes(zh[key as keyof typeof zh]);
      expect(
        holes(text).filter((hole) => !wanted.includes(hole)),
        key,
      ).toEqual([]);
    }
  });
});

describe('days of a year', () => {
  const year = {
    year: 2027,
    off: [{ from: '2026-12-31', to: '2027-01-01', name: '元旦' }],
    working: ['2027-02-20'],
  };
  test('one by one, made-up working days among them', () => {
    expect(daysOf({ ...year, official: true })).toEqual([
      { date: '2027-02-20', working: true },
      { date: '2026-12-31', working: false, name: '元旦' },
      { date: '2027-01-01', working: false, name: '元旦' },
    ]);
  });
  test('without a notice all of them are provisional, and a year of which nothing is known says so too', () => {
    expect(daysOf({ ...year, official: false }).every((day) => day.provisional)).toBe(true);
    // 1 January 2033 is a Saturday.
    expect(daysOf({ year: 2033, official: false, off: [], working: [] })).toEqual([
      { date: '2033-01-01', working: false, provisional: true },
    ]);
  });
});

describe('notes on papers written', () => {
  test('fonts that stand in for others are one line, by stand-in', () => {
    expect(
      notesOf([
        'PDF 中的仿宋以 Noto Serif SC 代替。',
        'PDF 中的楷体以 霞鹜文楷 代替。',
        'PDF 中的宋体以 Noto Serif SC 代替。',
        '第1行太长。',
        '第1行太长。',
      ]),
    ).toEqual(['PDF 使用随附字体：仿宋、宋体 → Noto Serif SC；楷体 → 霞鹜文楷。', '第1行太长。']);
  });
});
