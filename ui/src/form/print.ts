/**
 * How a stored value stands in an input: separators, dates, labels of options.
 * Only the form changes, never the figure: decimals are handled as strings and whole numbers of their last place.
 */
import type { FieldView, Json, Language } from './contract';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** 15000000.00 → 15,000,000.00; anything that is not a plain decimal stays as it is. */
export function grouped(decimal: string): string {
  if (!DECIMAL.test(decimal)) return decimal;
  const [whole = '', fraction] = decimal.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

/** Moves the point four places: 15000000.00 元 → 1500 万元, exactly and without idle zeros. */
export function inWan(decimal: string): string {
  if (!DECIMAL.test(decimal)) return decimal;
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = whole.padStart(5, '0');
  const rest = (digits.slice(-4) + fraction).replace(/0+$/, '');
  const front = digits.slice(0, -4).replace(/^0+(?=\d)/, '');
  return `${negative ? '-' : ''}${front}${rest ? `.${rest}` : ''}`;
}

function dateText(iso: string, language: Language, dense: boolean): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!parts || dense || language === 'en') return iso;
  return `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日`;
}

export function optionLabel(field: FieldView, key: string): string {
  return field.options.find((option) => option.key === key)?.label ?? key;
}

/** The value as it is put into an input or a cell (`dense`), in a form that reads back as the same value. */
export function shown(field: FieldView, value: Json | undefined, language: Language, dense = false): string {
  if (value === null || value === undefined) return '';
  switch (field.kind) {
    case 'money':
      return typeof value !== 'string' ? '' : field.unit === '万元' ? `${grouped(inWan(value))}万元` : grouped(value);
    case 'area':
    case 'decimal':
      return typeof value === 'string' ? grouped(value) : '';
    case 'date':
      return typeof value === 'string' ? dateText(value, language, dense) : '';
    case 'boolean':
      return value === true ? (language === 'en' ? 'Yes' : '是') : language === 'en' ? 'No' : '否';
    case 'choice':
      return typeof value === 'string' ? optionLabel(field, value) : '';
    case 'choices':
    case 'checklist':
      return Array.isArray(value) ? value.map((key) => optionLabel(field, String(key))).join('、') : '';
    case 'party':
    case 'bank_account':
      return typeof value === 'object' && !Array.isArray(value) ? String(value.name ?? '') : '';
    default:
      return typeof value === 'object' ? '' : String(value);
  }
}
