// Procedures whose templates have mistakes: which, what is wrong, and that the others are not touched by it.
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { Icon } from '../../shared/icon';
import { useLoaded } from '../../shared/use-loaded';

export function Unusable() {
  const { value } = useLoaded(() => ipc.unusable(), 'unusable');
  if (!value || value.length === 0) return null;
  return (
    <section className="card unusable" aria-labelledby="unusable-title">
      <h2 id="unusable-title">
        <Icon name="warning" />
        {t('unusable.title', { count: value.length })}
      </h2>
      <p>{t('unusable.text')}</p>
      {value.map((procedure) => (
        <details key={procedure.slug} data-unusable={procedure.slug} open={value.length === 1}>
          <summary>{t('unusable.procedure', { name: procedure.short, count: procedure.mistakes.length })}</summary>
          <ul>
            {procedure.mistakes.map((mistake) => (
              <li key={`${mistake.place} ${mistake.message}`}>
                <code>{mistake.place}</code> {mistake.message} <span className="muted small">{mistake.code}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
