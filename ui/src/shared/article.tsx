// Citations: 第十五条 as the regulations write it, and as a link to its digest where there is one.
import { currentLanguage, t } from '../i18n';
import type { Citation, ProcedureView } from '../ipc';
import { chineseNumber } from './number';

export function articleName(article: string | number): string {
  return t('article.name', { number: currentLanguage() === 'zh' ? chineseNumber(article) : article });
}

interface Props {
  basis: Citation[];
  procedure: ProcedureView;
  onArticle?: (article: number) => void;
}

export function Citations({ basis, procedure, onArticle }: Props) {
  return (
    <span className="citations">
      {basis.map((citation) => {
        const own = citation.number === procedure.number;
        const known = own && procedure.digest.some((article) => article.number === Number(citation.article));
        const text = own ? articleName(citation.article) : `${citation.number}${articleName(citation.article)}`;
        return known && onArticle ? (
          <button type="button" className="plain-link" key={text} onClick={() => onArticle(Number(citation.article))}>
            {text}
          </button>
        ) : (
          <span key={text}>{text}</span>
        );
      })}
    </span>
  );
}
