// Citations: 第十五条 as the regulations write it, and as a link to its digest where there is one.
import { currentLanguage, t } from '../i18n';
import type { Citation, ProcedureView } from '../ipc';

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 15 -> 十五, 20 -> 二十, 201 -> 二百零一. Up to 9999; what is not such a number comes back as it is. */
export function chineseNumber(text: string | number): string {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(text);
  const places = ['', '十', '百', '千'];
  const figures = String(value);
  let words = '';
  for (const [index, figure] of [...figures].entries()) {
    const place = figures.length - 1 - index;
    if (figure !== '0') words += `${digits[Number(figure)]}${places[place]}`;
    else if (!words.endsWith('零') && /[1-9]/.test(figures.slice(index))) words += '零';
  }
  return words.replace(/^一十/, '十');
}

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
