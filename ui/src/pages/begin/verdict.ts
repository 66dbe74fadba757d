// What the eligibility questions have come to, read off the assessment.
import type { CaseView, FieldView, FindingView, ProcedureView, SectionView, StageView, ValueView } from '../../ipc';

export interface Verdict {
  stage?: StageView;
  sections: SectionView[];
  /** Questions asked and not yet answered. */
  missing: FieldView[];
  /** Why the procedure is not open. */
  against: FindingView[];
  /** What follows from the answers: approving body, owner unit, … */
  follows: ValueView[];
}

/** Of the derived values only single ones can stand in a line. */
const mostDerived = 6;

export function eligibilityOf(view: CaseView, procedure: ProcedureView): Verdict {
  const stage = procedure.stages.find((candidate) => candidate.eligibility);
  const sections = procedure.sections.filter((section) => section.stage === stage?.id);
  const { values, findings } = view.assessment;
  const visible = new Set(view.visible);
  const missing = sections
    .flatMap((section) => section.fields)
    .filter(
      (field) =>
        !field.optional && visible.has(field.key) && ['missing', 'proposed'].includes(values[field.key]?.state ?? ''),
    );
  const against = findings.filter(
    (finding) => finding.stage === stage?.id && finding.outcome === 'violated' && finding.severity === 'error',
  );
  const follows = Object.values(values)
    .filter((value) => value.state === 'derived' && value.single && value.text !== '')
    .slice(0, mostDerived);
  return { stage, sections, missing, against, follows };
}
