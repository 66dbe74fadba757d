// 复制事项: another case with the same answers and reasons under a new name; it is opened, and said to be the copy.
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { t } from '../i18n';
import { ipc } from '../ipc';
import { useDialog } from './dialog';
import { go } from './route';

export function CopyCase({ id, title, onClose }: { id: number; title: string; onClose: () => void }) {
  const [name, setName] = useState(t('copy.name', { title }));
  const [working, setWorking] = useState(false);
  const { attempt, told } = useDialog();
  const wanted = name.trim();

  const copy = async () => {
    if (wanted === '' || working) return;
    setWorking(true);
    const made = await attempt(() => ipc.copyCase(id, wanted));
    setWorking(false);
    if (!made) return;
    onClose();
    told(t('copy.done', { title: wanted }));
    go({ page: 'case', id: made.id, view: 'section' });
  };

  return (
    <Modal
      open
      title={t('copy')}
      okText={t('copy.make')}
      cancelText={t('cancel')}
      confirmLoading={working}
      onOk={() => void copy()}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{t('copy.text')}</p>
        <label htmlFor="copy-name">{t('case.title')}</label>
        <Input
          id="copy-name"
          maxLength={100}
          autoFocus
          aria-invalid={wanted === ''}
          status={wanted === '' ? 'error' : undefined}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={(event) => !event.nativeEvent.isComposing && void copy()}
        />
        {wanted === '' && (
          <p className="bad-text" role="alert">
            {t('copy.nameless')}
          </p>
        )}
      </div>
    </Modal>
  );
}
