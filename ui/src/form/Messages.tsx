/** Problems under a control: an icon, the kind in words for those who don't see it, and the finding's own sentence. */
import type { FieldProblem, Language } from './contract';
import { Icon } from './Icon';
import { words } from './words';

const RANK = { error: 0, warning: 1, notice: 2 } as const;

/** Errors first, each sentence once. */
export function distinct(problems: FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>();
  return problems
    .filter((problem) => problem.message !== '' && !seen.has(problem.message) && seen.add(problem.message))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** The live region stands there from the beginning, so that a message that appears is read out. */
export function Messages({ id, problems, language }: { id: string; problems: FieldProblem[]; language: Language }) {
  return (
    <div id={id} className="cj-messages" aria-live="polite">
      {distinct(problems).map((problem) => (
        <p key={problem.message} className={`cj-message cj-message--${problem.severity}`}>
          <Icon name={problem.severity} />
          <span className="cj-hidden">{words(language).severity[problem.severity]}：</span>
          <span>{problem.message}</span>
        </p>
      ))}
    </div>
  );
}
