// A warning overridden with a written reason, which is kept and printed.
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { t } from '../i18n';
import type { FindingView } from '../ipc';
import { useCase } from './case-context';
import { useDialog } from './dialog';

export function Override({ finding }: { finding: FindingView }) {
  const { store } = useCase();
  const { attempt } = useDialog();
  const [reason, setReason] = useState<string>();
  const [problem, setProblem] = useState(false);

  const keep = async () => {
    const text = reason?.trim() ?? '';
    if (text === '') {
      setProblem(true);
      return;
    }
    await attempt(() => store.overrideFinding(finding.rule, text));
    setReason(undefined);
  };

  return (
    <p className="row">
      <Button size="small" onClick={() => setReason(finding.override_reason ?? '')}>
        {t(finding.override_reason ? 'override.edit' : 'override.open')}
      </Button>
      {finding.override_reason && (
        <Button size="small" type="text" onClick={() => void attempt(() => store.overrideFinding(finding.rule, null))}>
          {t('override.withdraw')}
        </Button>
      )}
      <Modal
        open={reason !== undefined}
        title={t('override.title')}
        okText={t('save')}
        cancelText={t('cancel')}
        onOk={() => void keep()}
        onCancel={() => setReason(undefined)}
      >
        <div className="stack">
          <p>{finding.message}</p>
          <label htmlFor="override-reason">{t('override.label')}</label>
          <Input.TextArea
            id="override-reason"
            rows={4}
            maxLength={1000}
            status={problem ? 'error' : undefined}
            aria-invalid={problem}
            aria-describedby="override-problem"
            value={reason ?? ''}
            onChange={(event) => {
              setReason(event.target.value);
              setProblem(false);
            }}
          />
          <p id="override-problem" className={problem ? 'bad-text' : 'muted'} role={problem ? 'alert' : undefined}>
            {problem ? t('override.missing') : t('override.hint')}
          </p>
        </div>
      </Modal>
    </p>
  );
}
