// What is said of the papers written. Which font stands in for which comes as one sentence each; people get one line.
import { t } from '../../i18n';

const stand = /^PDF 中的(.+?)以 (.+?) 代替。$/;

/** Sentences on fonts in one, those with the same stand-in together; the others as they are, each once. */
export function notesOf(notes: string[]): string[] {
  const fonts = new Map<string, string[]>();
  const others = new Set<string>();
  for (const note of notes) {
    const [, name, used] = stand.exec(note) ?? [];
    if (!name || !used) others.add(note);
    else if (!fonts.get(used)?.includes(name)) fonts.set(used, [...(fonts.get(used) ?? []), name]);
  }
  const groups = [...fonts].map(([used, names]) => `${names.join('、')} → ${used}`);
  return groups.length > 0 ? [t('documents.fonts', { fonts: groups.join('；') }), ...others] : [...others];
}
