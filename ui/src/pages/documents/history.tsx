// Everything generated so far, newest first; what is older than the answers is marked.
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../i18n';
import { type GeneratedView, ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { printStamp } from '../../shared/print';
import { Tag } from '../../shared/status';
import { Stale } from './stale';

const first = 12;

export function History({ rows }: { rows: GeneratedView[] }) {
  const { attempt } = useDialog();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <p className="empty">{t('documents.no-history')}</p>;
  return (
    <>
      <div className="history-scroll">
        <table className="history">
          <thead>
            <tr>
              <th scope="col">{t('history.file')}</th>
              <th scope="col">{t('history.state')}</th>
              <th scope="col">{t('history.made')}</th>
              <th scope="col">{t('history.revision')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('history.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, first)).map((file) => (
              <tr key={file.id} data-generated={file.file_name}>
                <td>
                  {file.file_name}
                  <span className="muted small history-folder">{file.folder}</span>
                  <Stale file={file} />
                </td>
                <td>
                  <span className="row">
                    {file.draft ? (
                      <Tag tone="warn">{t('documents.draft')}</Tag>
                    ) : (
                      <Tag tone="good">{t('documents.final')}</Tag>
                    )}
                    {file.stale && <Tag tone="bad">{t('documents.stale')}</Tag>}
                    {file.disk === 'gone' && <Tag>{t('history.gone')}</Tag>}
                    {file.disk === 'changed' && <Tag tone="warn">{t('history.changed')}</Tag>}
                    {file.disk === 'replaced' && <Tag>{t('history.replaced')}</Tag>}
                  </span>
                </td>
                <td className="nowrap">{printStamp(file.made_at)}</td>
                <td>{file.revision}</td>
                <td className="nowrap">
                  {file.exists && (
                    <>
                      <Button
                        size="small"
                        type="link"
                        aria-label={t('history.open-of', { name: file.file_name })}
                        onClick={() => void attempt(() => ipc.openGenerated(file.id))}
                      >
                        {t('history.open')}
                      </Button>
                      <Button
                        size="small"
                        type="link"
                        aria-label={t('history.show-of', { name: file.file_name })}
                        onClick={() => void attempt(() => ipc.showGenerated(file.id))}
                      >
                        {t('documents.show')}
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > first && (
        <p className="card-foot">
          <button type="button" className="plain-link" onClick={() => setAll(!all)}>
            {all ? t('history.fewer') : t('history.all', { count: rows.length })}
          </button>
        </p>
      )}
    </>
  );
}
