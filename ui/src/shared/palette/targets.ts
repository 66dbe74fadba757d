// Everything that has a name: in the open case, and outside it.
import { t } from '../../i18n';
import type { CaseSummary, CaseView, ProcedureView } from '../../ipc';
import { articleName } from '../article';
import { go } from '../route';
import type { Target } from './target';

export function inCase(view: CaseView, procedure: ProcedureView): Target[] {
  const visible = new Set(view.visible);
  const targets: Target[] = [];
  const { id } = view;
  for (const section of procedure.sections) {
    targets.push({
      id: `section-${section.id}`,
      group: 'section',
      text: section.title,
      open: () => go({ page: 'case', id, view: 'section', section: section.id }),
    });
    for (const field of section.fields) {
      if (!visible.has(field.key)) continue;
      const openAt = (path: string) => () =>
        go({ page: 'case', id, view: 'section', section: section.id, field: path });
      targets.push({
        id: `field-${field.key}`,
        group: 'field',
        text: field.label,
        detail: section.title,
        open: openAt(field.key),
      });
      for (const column of field.columns) {
        const table = field.kind === 'table';
        targets.push({
          id: `column-${field.key}.${column.key}`,
          group: 'column',
          text: column.label,
          detail: `${field.label} · ${section.title}`,
          // A column is entered at its first row.
          open: openAt(table ? `${field.key}.0.${column.key}` : `${field.key}.${column.key}`),
        });
      }
    }
  }
  for (const document of procedure.documents) {
    targets.push({
      id: `document-${document.id}`,
      group: 'document',
      text: document.title,
      open: () => go({ page: 'case', id, view: 'documents', section: document.id }),
    });
  }
  for (const article of procedure.digest) {
    targets.push({
      id: `article-${article.number}`,
      group: 'article',
      text: `${articleName(article.number)} ${article.title}`,
      detail: article.text,
      also: `第${article.number}条`,
      open: () => {
        const section = procedure.stages.find((stage) => stage.articles.includes(article.number))?.sections[0];
        go({ page: 'case', id, view: 'section', section, article: article.number });
      },
    });
  }
  const pages = ['section', 'review', 'documents', 'deadlines'] as const;
  const names = {
    section: 'case.work',
    review: 'case.review',
    documents: 'case.documents',
    deadlines: 'case.deadlines',
  } as const;
  for (const page of pages) {
    targets.push({
      id: `page-${page}`,
      group: 'page',
      text: t(names[page]),
      detail: view.title,
      open: () => go({ page: 'case', id, view: page }),
    });
  }
  for (const link of procedure.views) {
    targets.push({
      id: `page-view-${link.id}`,
      group: 'page',
      text: link.title,
      detail: t('case.views'),
      open: () => go({ page: 'case', id, view: 'views', section: link.id }),
    });
  }
  return targets;
}

export function elsewhere(cases: CaseSummary[], open: number | undefined): Target[] {
  return [
    ...cases
      .filter((row) => row.id !== open)
      .map(
        (row): Target => ({
          id: `case-${row.id}`,
          group: 'case',
          text: row.title,
          detail: row.procedure_short,
          open: () => go({ page: 'case', id: row.id, view: 'section' }),
        }),
      ),
    { id: 'page-home', group: 'page', text: t('nav.home'), open: () => go({ page: 'home' }) },
    { id: 'page-parties', group: 'page', text: t('nav.parties'), open: () => go({ page: 'parties' }) },
    { id: 'page-settings', group: 'page', text: t('nav.settings'), open: () => go({ page: 'settings' }) },
  ];
}
