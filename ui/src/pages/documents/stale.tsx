// Why a paper is out of date: the answers it uses that were changed since it was made.
import { t } from '../../i18n';
import type { GeneratedView } from '../../ipc';
import { Changes } from '../../shared/changes';

export function Stale({ file }: { file: GeneratedView }) {
  if (!file.stale) return null;
  return (
    <details className="stale" data-stale={file.document}>
      <summary>{t('documents.stale-since', { count: file.changed.length })}</summary>
      <Changes changes={file.changed} back="documents" />
      <p className="muted small">{t('documents.stale-text')}</p>
    </details>
  );
}
