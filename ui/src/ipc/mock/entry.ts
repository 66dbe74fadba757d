// A poor man's reading of entries: enough for the browser, far from what the engine understands.
import type { FieldView, Reading } from '../bindings';

const refused = (code: string, message: string): Reading => ({ ok: false, notes: [], problem: { code, message } });

export function readEntry(field: FieldView | undefined, text: string): Reading {
  const plain = text
    .normalize('NFKC')
    .replace(/[。]/g, '.')
    .replace(/[,，\s]/g, '');
  switch (field?.kind) {
    case 'money':
      return readMoney(plain);
    case 'date':
      return readDate(plain);
    case 'integer':
      return /^-?\d+$/.test(plain)
        ? { ok: true, value: Number(plain), notes: [] }
        : refused('entry.number', `${field.label}必须是整数，例如30`);
    case 'area':
    case 'decimal':
    case 'percent':
      return /^-?\d+(\.\d+)?%?$/.test(plain)
        ? { ok: true, value: plain.replace('%', ''), notes: [] }
        : refused('entry.number', `${field.label}必须是数字，例如30`);
    default:
      return field?.identifier === 'uscc' && !/^[0-9A-Z]{18}$/.test(plain)
        ? refused('identifier.uscc', '统一社会信用代码应为18位数字或大写字母')
        : { ok: true, value: field?.identifier ? plain : text, notes: [] };
  }
}

function readMoney(plain: string): Reading {
  const match = /^(\d+)(?:\.(\d+))?(元|万元?|亿元?)?$/.exec(plain);
  if (!match) return refused('entry.money', '金额必须是数字，例如1500000.00或150万');
  const zeros = match[3]?.startsWith('万') ? 4 : match[3]?.startsWith('亿') ? 8 : 0;
  const decimals = (match[2] ?? '').padEnd(zeros + 2, '0');
  if (/[1-9]/.test(decimals.slice(zeros + 2))) return refused('entry.places', '金额最多精确到分');
  const fen = BigInt(`${match[1]}${decimals.slice(0, zeros + 2)}`);
  const value = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
  const grouped = value.replace(/\B(?=(\d{3})+(?!\d))(?=.*\.)/g, ',');
  return { ok: true, value, echo: `${grouped} 元`, words: words(fen), notes: [] };
}

function readDate(plain: string): Reading {
  const match = /^(\d{4})[年./-]?(\d{1,2})[月./-]?(\d{1,2})日?$/.exec(plain);
  const iso = match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : '';
  const day = new Date(`${iso}T00:00:00Z`);
  if (!match || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== iso) {
    return refused('entry.date', '必须是真实存在的日期，例如2026年3月27日');
  }
  return { ok: true, value: iso, echo: `${match[1]}年${Number(match[2])}月${Number(match[3])}日`, notes: [] };
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

function words(fen: bigint): string {
  const yuan = String(fen / 100n);
  let text = '';
  let zero = false;
  for (let index = 0; index < yuan.length; index += 1) {
    const place = yuan.length - 1 - index;
    const digit = Number(yuan[index]);
    if (digit === 0) zero = text !== '';
    else {
      text += `${zero ? '零' : ''}${digits[digit]}${places[place % 4]}`;
      zero = false;
    }
    const group = yuan.slice(Math.max(0, index - 3 + (place % 4)), index + 1);
    if (place % 4 === 0 && place > 0 && /[1-9]/.test(group)) text += groups[place / 4];
  }
  const jiao = Number((fen / 10n) % 10n);
  const rest = Number(fen % 10n);
  const tail = jiao || rest ? `${jiao ? `${digits[jiao]}角` : '零'}${rest ? `${digits[rest]}分` : ''}` : '整';
  return `人民币${text ? `${text}元` : ''}${tail}`;
}
