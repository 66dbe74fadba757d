/**
 * The steps of an import: a file is chosen and read, a person looks at what it comes to and changes how it is read,
 * then the rows are taken or the file is put away. Nothing is stored before the last step.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { asFailure, type ImportView, type PlanRequest, type UnreadView } from '../../../ipc';
import type { Spreadsheets } from '../../contract';

export type Step =
  | { at: 'idle' }
  | { at: 'choosing' }
  | { at: 'confirming'; view: ImportView; busy: boolean; failure?: string }
  | { at: 'refused'; failure: string };

export interface Import {
  step: Step;
  /** Rows read so far, while reading takes time. */
  rows: number;
  begin(): Promise<void>;
  replan(change: Partial<PlanRequest>): Promise<void>;
  /** Takes the rows, the faulty ones too if `all`; resolves to their number, or to null if that was refused. */
  take(all: boolean, unread: (cells: UnreadView[]) => void): Promise<number | null>;
  cancel(): void;
}

export function useImport(key: string, spreadsheets: Spreadsheets): Import {
  const [step, setStep] = useState<Step>({ at: 'idle' });
  const [rows, setRows] = useState(0);
  // An answer to a question that was put away meanwhile is not shown any more.
  const turn = useRef(0);
  const running = step.at === 'choosing' || (step.at === 'confirming' && step.busy);

  useEffect(() => {
    if (!running) return;
    let stop: (() => void) | undefined;
    let over = false;
    void spreadsheets
      .onProgress((progress) => setRows(progress.done))
      .then((stopped) => {
        if (over) stopped();
        else stop = stopped;
      });
    return () => {
      over = true;
      stop?.();
    };
  }, [running, spreadsheets]);

  const ask = useCallback(async (question: () => Promise<Step>, failed: (failure: string) => Step) => {
    turn.current += 1;
    const mine = turn.current;
    setRows(0);
    const next = await question().catch((cause): Step => {
      const failure = asFailure(cause);
      return failure.code === 'workbook.cancelled' ? { at: 'idle' } : failed(failure.detail);
    });
    if (mine === turn.current) setStep(next);
  }, []);

  const begin = async () => {
    setStep({ at: 'choosing' });
    await ask(
      async () => {
        const view = await spreadsheets.choose(key);
        return view ? { at: 'confirming', view, busy: false } : { at: 'idle' };
      },
      (failure) => ({ at: 'refused', failure }),
    );
  };

  const replan = async (change: Partial<PlanRequest>) => {
    if (step.at !== 'confirming') return;
    const { view } = step;
    setStep({ at: 'confirming', view, busy: true });
    await ask(
      async () => {
        const request = { assign: [], answers: [], hidden_rows: view.hidden_rows, append: view.append, ...change };
        return { at: 'confirming', view: await spreadsheets.plan(request), busy: false };
      },
      (failure) => ({ at: 'confirming', view, busy: false, failure }),
    );
  };

  const take: Import['take'] = async (all, unread) => {
    if (step.at !== 'confirming') return null;
    const { view } = step;
    setStep({ at: 'confirming', view, busy: true });
    try {
      await spreadsheets.take(all, unread);
      setStep({ at: 'idle' });
      return all ? view.read : view.good;
    } catch (cause) {
      setStep({ at: 'confirming', view, busy: false, failure: asFailure(cause).detail });
      return null;
    }
  };

  const cancel = () => {
    turn.current += 1;
    setStep({ at: 'idle' });
    void spreadsheets.cancel();
  };

  return { step, rows, begin, replan, take, cancel };
}
