// A link to a field by its path, named as on the form; "escrow_deposits.0.amount" becomes 存入记录 第1行 金额.
import { t } from '../i18n';
import type { ProcedureView } from '../ipc';
import { useStoredCase } from './case-context';
import { printRoute } from './route';

export function fieldName(procedure: ProcedureView, path: string): string | undefined {
  const [key, ...rest] = path.split('.');
  const field = procedure.sections.flatMap((section) => section.fields).find((candidate) => candidate.key === key);
  if (!field) return undefined;
  const words = [field.label];
  for (const part of rest) {
    if (/^\d+$/.test(part)) words.push(t('field.row', { row: Number(part) + 1 }));
    else words.push(field.columns.find((column) => column.key === part)?.label ?? part);
  }
  return words.join(' ');
}

/** Paths in the order in which they are asked. */
export function asAsked(procedure: ProcedureView, paths: string[]): string[] {
  const order = procedure.sections.flatMap((section) => section.fields.map((field) => field.key));
  const at = (path: string) => {
    const index = order.indexOf(path.split('.')[0] ?? '');
    return index < 0 ? order.length : index;
  };
  return [...paths].sort((a, b) => at(a) - at(b));
}

interface Props {
  path: string;
  back?: 'review' | 'documents';
  /** Instead of the field's name. */
  children?: React.ReactNode;
}

/** Plain text if there is no such field (a derived value, a removed one). */
export function FieldLink({ path: wanted, back, children }: Props) {
  const { view, procedure } = useStoredCase();
  // A question that is not asked yet is reached by the one that decides whether it is.
  const waits = view.visible.includes(wanted.split('.')[0] ?? '') ? undefined : view.assessment.waiting[wanted];
  const path = waits?.[0] ?? wanted;
  const key = path.split('.')[0];
  const section = procedure.sections.find((candidate) => candidate.fields.some((field) => field.key === key));
  const name = fieldName(procedure, path) ?? view.assessment.values[path]?.label ?? path;
  if (!section) return <span>{children ?? name}</span>;
  return (
    <a
      href={printRoute({ page: 'case', id: view.id, view: 'section', section: section.id, field: path, back })}
      data-to={path}
    >
      {children ?? name}
    </a>
  );
}
