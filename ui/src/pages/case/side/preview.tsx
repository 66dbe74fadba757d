// 预览: the document as it stands, following the answers and the field in focus.
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { t } from '../../../i18n';
import { ipc, type SectionView } from '../../../ipc';
import { useStoredCase } from '../../../shared/case-context';
import { Paper } from '../../../shared/paper';
import { Refused } from '../../../shared/refused';
import { go } from '../../../shared/route';
import { Scroll } from '../../../shared/scroll';
import { DocumentTag, Tag } from '../../../shared/status';
import { useLoaded } from '../../../shared/use-loaded';

/** A paper of thousands of rows takes longer to lay out than a key may: it follows when there is a pause. */
const LONG = 300_000;
const PAUSE_MS = 600;

/** The value as it is, or as it was until it has stayed the same for so long. */
function useSettled<T>(value: T, pause: number): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => settle(value), pause);
    return () => window.clearTimeout(timer);
  }, [value, pause]);
  return pause === 0 ? value : settled;
}

export function Preview({ section, focused }: { section: SectionView; focused?: string }) {
  const { view, procedure } = useStoredCase();
  const [chosen, setChosen] = useState<string>();
  const [row, setRow] = useState(0);
  const stage = procedure.stages.findIndex((candidate) => candidate.id === section.stage);
  const applicable = view.assessment.documents.filter((document) => document.state !== 'not_applicable');
  // Of the section's stage, or the last one before it, or the first there is.
  const near = procedure.stages
    .slice(0, stage + 1)
    .reverse()
    .flatMap((candidate) => candidate.documents)
    .find((id) => applicable.some((document) => document.id === id));
  const id = chosen ?? near ?? applicable[0]?.id;
  const document = applicable.find((candidate) => candidate.id === id);
  const rows = document?.rows ?? [];
  const at = rows.length > 0 ? Math.min(row, rows.length - 1) : undefined;
  const [long, setLong] = useState(false);
  const revision = useSettled(view.revision, long ? PAUSE_MS : 0);
  const { value, failure, reload } = useLoaded(
    () => (id ? ipc.preview(view.id, id, at) : Promise.resolve(undefined)),
    `${view.id} ${id} ${at} ${revision}`,
  );
  useEffect(() => setLong((value?.html.length ?? 0) > LONG), [value]);

  if (!document) return <p className="empty">{t('preview.none')}</p>;
  return (
    <div className="preview">
      <div className="preview-head">
        <Select
          aria-label={t('preview.which')}
          className="preview-which"
          value={document.id}
          options={applicable.map((candidate) => ({ value: candidate.id, label: candidate.title }))}
          onChange={(next: string) => {
            setChosen(next);
            setRow(0);
          }}
        />
        {rows.length > 1 && (
          <Select
            aria-label={t('preview.row')}
            value={at}
            options={rows.map((name, index) => ({ value: index, label: name || t('field.row', { row: index + 1 }) }))}
            onChange={setRow}
          />
        )}
        {value?.draft ? <Tag tone="warn">{t('preview.draft')}</Tag> : <DocumentTag state={document.state} />}
      </div>
      {failure && <Refused failure={failure} onRetry={reload} />}
      {value && (
        <Scroll className="paper-scroll" label={t('preview.label', { title: document.title })}>
          <Paper
            html={value.html}
            label={document.title}
            active={focused?.split('.')[0]}
            onSource={(path) => {
              const key = path.split('.')[0];
              const home = procedure.sections.find((candidate) => candidate.fields.some((field) => field.key === key));
              if (home) go({ page: 'case', id: view.id, view: 'section', section: home.id, field: path });
            }}
          />
        </Scroll>
      )}
    </div>
  );
}
