// 问题: what is found, of this section first, each a link to its field with its article and how it was decided.
import { useState } from 'react';
import { t } from '../../../i18n';
import type { FindingView, SectionView } from '../../../ipc';
import { useStoredCase } from '../../../shared/case-context';
import { Finding } from '../../../shared/finding';

interface Props {
  section: SectionView;
  onArticle: (article: number) => void;
}

const weight = { error: 0, warning: 1, notice: 2 };

export function Problems({ section, onArticle }: Props) {
  const { view } = useStoredCase();
  const [undecided, setUndecided] = useState(false);
  const keys = new Set(section.fields.map((field) => field.key));
  const here = (finding: FindingView) => finding.fields.some((path) => keys.has(path.split('.')[0] ?? ''));
  const violated = view.assessment.findings
    .filter((finding) => finding.outcome === 'violated')
    .sort((a, b) => weight[a.severity] - weight[b.severity]);
  const groups = [
    { id: 'here', title: t('problems.here'), rows: violated.filter(here) },
    { id: 'elsewhere', title: t('problems.elsewhere'), rows: violated.filter((finding) => !here(finding)) },
  ];
  const open = view.assessment.findings.filter((finding) => finding.outcome === 'undecided');

  return (
    <div className="problems">
      {violated.length === 0 && <p className="empty">{t('problems.none')}</p>}
      {groups.map(
        (group) =>
          group.rows.length > 0 && (
            <section key={group.id} aria-label={group.title}>
              <h2 className="problems-group">{group.title}</h2>
              <ul>
                {group.rows.map((finding) => (
                  <Finding key={finding.rule} finding={finding} onArticle={onArticle} />
                ))}
              </ul>
            </section>
          ),
      )}
      {open.length > 0 && (
        <section aria-label={t('problems.undecided')}>
          <button
            type="button"
            className="plain-link problems-more"
            aria-expanded={undecided}
            onClick={() => setUndecided(!undecided)}
          >
            {t('problems.undecided-count', { count: open.length })}
          </button>
          {undecided && (
            <ul>
              {open.map((finding) => (
                <Finding key={finding.rule} finding={finding} onArticle={onArticle} />
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}
