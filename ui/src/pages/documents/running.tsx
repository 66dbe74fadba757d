// While documents are written: how far, which one, and the way to stop.
import { Progress as Bar, Button, Modal } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc, type Progress } from '../../ipc';

export function Running({ progress }: { progress: Progress }) {
  const [stopping, setStopping] = useState(false);
  const share = progress.total > 0 ? Math.round((progress.done / progress.total) * 100) : 0;
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('documents.running')}
      footer={null}
      width={440}
    >
      <div className="stack">
        <Bar percent={share} showInfo={false} aria-label={t('documents.running')} />
        <p role="status">
          {t('progress', { done: progress.done, total: progress.total })}　{progress.title}
        </p>
        <Button
          loading={stopping}
          onClick={() => {
            setStopping(true);
            void ipc.cancelGenerate();
          }}
        >
          {t('documents.stop')}
        </Button>
      </div>
    </Modal>
  );
}
