// What was written where, what was refused and why.
import { Button } from 'antd';
import { t } from '../../i18n';
import { type GeneratedView, type GenerateResult, ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { Tag } from '../../shared/status';
import { notesOf } from './notes';

export function Result({ result, onClose }: { result: GenerateResult; onClose: () => void }) {
  const { attempt } = useDialog();
  const first = result.files[0];
  return (
    <div className={`result ${result.refused.length > 0 ? 'partly' : ''}`}>
      <div className="result-head">
        <h2>
          {result.files.length > 0
            ? t('documents.written', { count: result.files.length })
            : t('documents.nothing-written')}
        </h2>
        <span className="grow">{first?.draft && <Tag tone="warn">{t('documents.draft')}</Tag>}</span>
        {first && (
          <Button
            size="small"
            icon={<Icon name="folder" />}
            onClick={() => void attempt(() => ipc.showGenerated(first.id))}
          >
            {t('documents.show')}
          </Button>
        )}
        <Button size="small" type="text" aria-label={t('close')} icon={<Icon name="close" />} onClick={onClose} />
      </div>
      {result.files.length > 0 && (
        <>
          <p className="quoted result-folder">{result.folder}</p>
          <ul className="result-files">
            {[...byStem(result.files)].map(([stem, files]) => (
              <li key={stem}>
                <span>{stem}</span>
                {files.map((file) => (
                  <button
                    type="button"
                    key={file.id}
                    className="plain-link"
                    data-file={file.file_name}
                    aria-label={t('history.open-of', { name: file.file_name })}
                    onClick={() => void attempt(() => ipc.openGenerated(file.id))}
                  >
                    .{file.format}
                  </button>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
      {result.refused.map((refused) => (
        <div key={refused.document} className="result-refused" data-refused={refused.document}>
          <h3>{t('documents.refused', { title: refused.title })}</h3>
          <ul className="ticks">
            {refused.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      ))}
      {result.notes.length > 0 && (
        <details className="small">
          <summary>{t('documents.notes', { count: notesOf(result.notes).length })}</summary>
          {notesOf(result.notes).map((note) => (
            <p key={note} className="quoted">
              {note}
            </p>
          ))}
        </details>
      )}
    </div>
  );
}

/** Word and PDF of one paper stand on one line. */
function byStem(files: GeneratedView[]): Map<string, GeneratedView[]> {
  const stems = new Map<string, GeneratedView[]>();
  for (const file of files) {
    const stem = file.file_name.replace(/\.[^.]+$/, '');
    stems.set(stem, [...(stems.get(stem) ?? []), file]);
  }
  return stems;
}
