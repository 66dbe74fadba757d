// One document in full, before it is written.
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { useCase } from '../../shared/case-context';
import { Paper } from '../../shared/paper';
import { Refused } from '../../shared/refused';
import { Scroll } from '../../shared/scroll';
import { Tag } from '../../shared/status';
import { useLoaded } from '../../shared/use-loaded';

export function PreviewDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { view } = useCase();
  const state = view.assessment.documents.find((candidate) => candidate.id === id);
  const rows = state?.rows ?? [];
  const [row, setRow] = useState(0);
  const at = rows.length > 0 ? row : undefined;
  const { value, failure, reload } = useLoaded(() => ipc.preview(view.id, id, at), `${id} ${at}`);
  return (
    <Modal
      open
      width={900}
      style={{ top: 28 }}
      footer={null}
      onCancel={onClose}
      className="preview-dialog"
      title={
        <span className="row">
          {state?.title} {value?.draft && <Tag tone="warn">{t('preview.draft')}</Tag>}
          {rows.length > 1 && (
            <Select
              aria-label={t('preview.row')}
              size="small"
              value={row}
              options={rows.map((name, index) => ({ value: index, label: name || t('field.row', { row: index + 1 }) }))}
              onChange={setRow}
            />
          )}
        </span>
      }
    >
      {failure && <Refused failure={failure} onRetry={reload} />}
      {value && (
        <Scroll className="paper-scroll" label={t('preview.label', { title: state?.title ?? '' })}>
          <Paper html={value.html} label={state?.title ?? ''} />
        </Scroll>
      )}
    </Modal>
  );
}
