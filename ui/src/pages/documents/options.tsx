// In which form documents are written, and where.
import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import type { GenerateRequest } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { useLibrary } from '../../shared/library';

export type Choice = Pick<GenerateRequest, 'formats' | 'final' | 'zip'>;

interface Props {
  choice: Choice;
  onChange: (choice: Choice) => void;
  onAll: () => void;
}

export function Options({ choice, onChange, onAll }: Props) {
  const { settings } = useLibrary();
  const { changeFolder } = useDialog();
  const [none, setNone] = useState(false);

  const toggle = (format: 'docx' | 'pdf', on: boolean) => {
    const formats = (['docx', 'pdf'] as const).filter((each) => (each === format ? on : choice.formats.includes(each)));
    // One form at least: the last one stays ticked and says why.
    setNone(formats.length === 0);
    if (formats.length > 0) onChange({ ...choice, formats });
  };

  return (
    <section className="card options" aria-label={t('documents.options')}>
      <Radio.Group
        value={choice.final}
        onChange={(event) => onChange({ ...choice, final: event.target.value === true })}
        aria-label={t('documents.version')}
      >
        <Radio value={false}>{t('documents.draft')}</Radio>
        <Radio value={true}>{t('documents.final')}</Radio>
      </Radio.Group>
      <span className="options-group">
        <Checkbox checked={choice.formats.includes('docx')} onChange={(event) => toggle('docx', event.target.checked)}>
          Word
        </Checkbox>
        <Checkbox checked={choice.formats.includes('pdf')} onChange={(event) => toggle('pdf', event.target.checked)}>
          PDF
        </Checkbox>
        <Checkbox checked={choice.zip} onChange={(event) => onChange({ ...choice, zip: event.target.checked })}>
          {t('documents.zip')}
        </Checkbox>
      </span>
      <span className="options-folder">
        <Icon name="folder" />
        <span className="options-path" title={settings.output_folder}>
          {settings.output_folder || t('documents.no-folder')}
        </span>
        <button type="button" className="plain-link" onClick={() => void changeFolder()}>
          {t('documents.change-folder')}
        </button>
      </span>
      <Button type="primary" icon={<Icon name="stack" />} onClick={onAll}>
        {t('documents.all')}
      </Button>
      {none && (
        <p className="warn-text" role="alert">
          {t('documents.one-format')}
        </p>
      )}
      {choice.final && <p className="quoted small options-note">{t('documents.final-text')}</p>}
    </section>
  );
}
