// Screen texts by typed key. Labels of fields, findings and documents come from the program and stay Chinese.
import { en } from './en';
import { zh } from './zh';

export type TextKey = keyof typeof zh;
export type Language = 'zh' | 'en';

let language: Language = 'zh';

export function setLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
}

export function currentLanguage(): Language {
  return language;
}

/** The text of a key with {name} replaced. A key not yet translated is shown in Chinese. */
export function t(key: TextKey, parts: Record<string, string | number> = {}): string {
  const text = (language === 'en' ? en[key] : undefined) ?? zh[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parts[name] ?? whole));
}
