// 文件: the documents with their state, generating them, what was written where, and what was generated before.
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n';
import { asFailure, type GenerateResult, ipc, type Progress, type RefusedView } from '../../ipc';
import { useCase } from '../../shared/case-context';
import { useDialog } from '../../shared/dialog';
import { Refused } from '../../shared/refused';
import { useLoaded } from '../../shared/use-loaded';
import { History } from './history';
import { type Choice, Options } from './options';
import { PreviewDialog } from './preview-dialog';
import { Result } from './result';
import { Running } from './running';
import { DocumentTable } from './table';
import './documents.css';

/** Most papers that the question names. */
const MOST_NAMED = 8;

/** What cannot be made: an entry a paper, with its title and the first line of its first reason. */
function Withheld({ refused }: { refused: RefusedView[] }) {
  const more = refused.length - MOST_NAMED;
  return (
    <>
      <p>{t('documents.partial-text')}</p>
      <ul className="withheld">
        {refused.slice(0, MOST_NAMED).map((one) => (
          <li key={`${one.document}.${one.title}`}>
            {t('documents.partial-line', { title: one.title, reason: one.reasons[0]?.split('\n')[0] ?? '' })}
          </li>
        ))}
        {more > 0 && <li>{t('documents.partial-more', { count: more })}</li>}
      </ul>
    </>
  );
}

export function Documents({ selected }: { selected?: string }) {
  const { view, store } = useCase();
  const { ask, told, changeFolder, elsewhere } = useDialog();
  const history = useLoaded(() => ipc.generated(view.id), `${view.id} ${view.revision}`);
  const [choice, setChoice] = useState<Choice>({ formats: ['docx', 'pdf'], final: false, zip: false });
  const [progress, setProgress] = useState<Progress>();
  const [result, setResult] = useState<GenerateResult>();
  const [previewed, setPreviewed] = useState<string>();
  const results = useRef<HTMLElement>(null);

  useEffect(() => {
    if (selected)
      document.querySelector(`[data-document="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  useEffect(() => {
    if (result) results.current?.focus();
  }, [result]);

  const write = async (documents: string[], partial = false, overwrite = false): Promise<void> => {
    await store.flush();
    setResult(undefined);
    setProgress({ done: 0, total: documents.length || view.assessment.documents.length, title: '' });
    const stop = await ipc.onProgress(setProgress);
    const outcome = await ipc.generate({ case: view.id, documents, ...choice, partial, overwrite }).catch(asFailure);
    stop();
    setProgress(undefined);
    if ('files' in outcome) {
      // Some cannot be made, so none was written: the others are, if one says so.
      if (outcome.withheld > 0) {
        const text = <Withheld refused={outcome.refused} />;
        const go = t('documents.partial-go', { count: outcome.withheld });
        if (await ask(t('documents.partial', { count: outcome.refused.length }), text, go))
          return write(documents, true);
      }
      setResult(outcome);
    } else if (outcome.code.endsWith('cancelled')) told(t('documents.cancelled'));
    else if (outcome.code.endsWith('exists') && !overwrite) {
      // An existing file is never overwritten unasked.
      const text = `${outcome.detail}\n${t('documents.exists-text')}`;
      if (await ask(t('documents.exists'), text, t('documents.overwrite'), true))
        return write(documents, partial, true);
    } else if (await elsewhere(outcome, changeFolder)) return write(documents, partial, false);
    history.reload();
  };

  const ready = view.assessment.documents.filter((row) => row.state === 'ready').length;
  const applicable = view.assessment.documents.filter((row) => row.state !== 'not_applicable').length;
  return (
    <main className="page documents" data-panel>
      <div className="page-head">
        <h1>{t('case.documents')}</h1>
        <span className="quoted grow">{t('documents.ready', { ready, total: applicable })}</span>
      </div>
      <Options choice={choice} onChange={setChoice} onAll={() => void write([])} />
      {result && (
        <section ref={results} tabIndex={-1} aria-label={t('documents.result')}>
          <Result result={result} onClose={() => setResult(undefined)} />
        </section>
      )}
      <DocumentTable
        history={history.value ?? []}
        final={choice.final}
        selected={selected}
        onPreview={setPreviewed}
        onWrite={(id) => void write([id])}
      />
      <section className="card documents-history" aria-labelledby="history-title">
        <header className="card-head">
          <h2 id="history-title">{t('documents.history')}</h2>
        </header>
        {history.failure ? (
          <Refused failure={history.failure} onRetry={history.reload} />
        ) : (
          <History rows={history.value ?? []} />
        )}
      </section>
      {progress && <Running progress={progress} />}
      {previewed && <PreviewDialog id={previewed} onClose={() => setPreviewed(undefined)} />}
    </main>
  );
}
