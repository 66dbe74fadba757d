// What cannot be shown yet, and the answers it waits for as links; or the mistake of the template.
import { t } from '../../i18n';
import type { LackView } from '../../ipc';
import { FieldLink } from '../../shared/field-link';

export function Lacking({ missing, fault }: { missing: LackView[]; fault?: string }) {
  if (fault) return <p className="views-lacking bad-text">{t('views.fault', { reason: fault })}</p>;
  if (missing.length === 0) return null;
  return (
    <p className="views-lacking row">
      {t('views.missing')}
      {missing.map((lack) => (
        <FieldLink key={lack.path} path={lack.path}>
          {lack.label}
        </FieldLink>
      ))}
    </p>
  );
}
