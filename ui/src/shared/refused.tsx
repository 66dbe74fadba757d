// A command that was refused, in the place where its result would have stood.
import { t } from '../i18n';
import type { Failure } from '../ipc';
import { Icon } from './icon';

export function Refused({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  return (
    <div className="refused" role="alert">
      <Icon name="error" />
      <div>
        <p>{failure.detail}</p>
        <p className="muted small">{t('failed.code', { code: failure.code })}</p>
        {onRetry && (
          <button type="button" className="plain-link" onClick={onRetry}>
            {t('retry')}
          </button>
        )}
      </div>
    </div>
  );
}
