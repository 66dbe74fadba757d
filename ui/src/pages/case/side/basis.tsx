// 依据: the digest of the article of the field in focus, and what the program takes as read in it.
import { t } from '../../../i18n';
import type { SectionView } from '../../../ipc';
import { articleName } from '../../../shared/article';
import { useStoredCase } from '../../../shared/case-context';

interface Props {
  section: SectionView;
  focused?: string;
  article?: number;
  onArticle: (article: number) => void;
}

export function Basis({ section, focused, article, onArticle }: Props) {
  const { procedure } = useStoredCase();
  const key = focused?.split('.')[0];
  const field = section.fields.find((candidate) => candidate.key === key);
  const stage = procedure.stages.find((candidate) => candidate.id === section.stage);
  const numbers = article ? [article] : field && field.articles.length > 0 ? field.articles : (stage?.articles ?? []);
  const shown = procedure.digest.filter((candidate) => numbers.includes(candidate.number));
  const conventions = procedure.conventions.filter((convention) =>
    convention.articles.some((number) => numbers.includes(number)),
  );
  const others = (stage?.articles ?? []).filter((number) => !numbers.includes(number));

  return (
    <div className="basis">
      <p className="basis-for">
        {article
          ? t('basis.asked')
          : field
            ? t('basis.field', { label: field.label })
            : t('basis.stage', { title: stage?.title ?? '' })}
      </p>
      {shown.map((digest) => (
        <article key={digest.number} className="digest">
          <h2>
            <span className="digest-number">{articleName(digest.number)}</span>
            {digest.title}
          </h2>
          <p>{digest.text}</p>
          <p className="muted small">{digest.chapter}</p>
        </article>
      ))}
      {numbers.length > 0 && shown.length === 0 && (
        <p className="muted">{t('basis.none', { articles: numbers.map(articleName).join('、') })}</p>
      )}
      {conventions.length > 0 && (
        <section className="basis-conventions">
          <h2>{t('basis.conventions')}</h2>
          {conventions.map((convention) => (
            <p key={convention.id}>
              <strong>{convention.title}</strong>
              {convention.text}
            </p>
          ))}
        </section>
      )}
      {others.length > 0 && (
        <p className="row small">
          {t('basis.others')}
          {others.map((number) => (
            <button type="button" key={number} className="plain-link" onClick={() => onArticle(number)}>
              {articleName(number)}
            </button>
          ))}
        </p>
      )}
      <p className="basis-source">
        {t('begin.regulation', { name: procedure.regulation })} {procedure.number}
        <br />
        {t('basis.digest')}
      </p>
    </div>
  );
}
