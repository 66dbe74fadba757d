/** What cannot be decided from the file: each question with the answers there are, chosen by a person. */
import { Radio } from 'antd';
import { t } from '../../../i18n';
import type { ImportView, PlanRequest } from '../../../ipc';
import { Icon } from '../../Icon';

interface Props {
  view: ImportView;
  busy: boolean;
  replan(change: Partial<PlanRequest>): void;
}

/** How many questions are still to be answered. */
export const open = (view: ImportView) => view.questions.filter((question) => question.answer === undefined).length;

export function Questions({ view, busy, replan }: Props) {
  if (view.questions.length === 0) return null;
  const left = open(view);
  return (
    <section className={`cj-import-questions${left > 0 ? ' is-open' : ''}`}>
      <h3 className="cj-import-heading">
        {left > 0 && <Icon name="warning" />}{' '}
        {left > 0 ? t('import.questions', { count: left }) : t('import.questions-done')}
      </h3>
      {view.questions.map((question) => (
        <fieldset key={question.id} disabled={busy}>
          <legend>{question.text}</legend>
          <Radio.Group
            value={question.answer}
            options={question.choices.map((choice) => ({ value: choice.key, label: choice.label }))}
            onChange={(event) => replan({ answers: [{ id: question.id, key: String(event.target.value) }] })}
          />
        </fieldset>
      ))}
    </section>
  );
}
