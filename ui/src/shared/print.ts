// How a stored value is shown. Only form: no figure is worked out here.
import type { FieldView, Json } from '../ipc/bindings';

/** "15000000.00" -> "15,000,000.00"; what is not a decimal comes back as it is. */
export function printMoney(value: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(value);
  if (!match) return value;
  return `${match[1]}${(match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')}${match[3] ?? ''}`;
}

/** "2026-11-23" -> "2026年11月23日". */
export function printDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : iso;
}

/** The parts of a moment as the clocks of this system show it; one without an offset is local already. */
function local(stamp: string): { day: string; time: string } | undefined {
  const moment = new Date(stamp);
  if (Number.isNaN(moment.getTime())) return undefined;
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    day: `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}

/** "2026-11-23T14:02:33+08:00" -> "14:02" in Shenzhen, "06:02" in London. */
export function printTime(stamp: string): string {
  return local(stamp)?.time ?? stamp;
}

/** "2026-11-23T14:02:33+08:00" -> "2026-11-23 14:02" in Shenzhen. */
export function printStamp(stamp: string): string {
  const moment = local(stamp);
  return moment ? `${moment.day} ${moment.time}` : stamp;
}

export function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function printValue(field: FieldView, value: Json): string {
  if (value === null || value === '') return '';
  const label = (key: Json) => field.options.find((option) => option.key === key)?.label ?? String(key);
  switch (field.kind) {
    case 'money':
      return `${printMoney(String(value))} 元`;
    case 'area':
    case 'decimal':
      return `${printMoney(String(value))}${field.unit ? ` ${field.unit}` : ''}`;
    case 'integer':
      return `${String(value)}${field.unit ? ` ${field.unit}` : ''}`;
    case 'percent':
      return `${String(value)}%`;
    case 'date':
      return printDate(String(value));
    case 'boolean':
      return value === true ? '是' : '否';
    case 'choice':
      return label(value);
    case 'choices':
    case 'checklist':
      return Array.isArray(value) ? value.map(label).join('、') : '';
    case 'party':
      return isRecord(value) ? String(value.name ?? '') : '';
    case 'bank_account':
      return isRecord(value) ? [value.bank, value.account].filter(Boolean).join(' ') : '';
    case 'table':
      return Array.isArray(value) ? `${value.length} 行` : '';
    default:
      return String(value);
  }
}
