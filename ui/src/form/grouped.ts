/**
 * Problems by the field or the row they belong to, each list the same object for as long as it holds the same problems:
 * so that what has nothing to do with a change is not drawn again.
 */
import { useMemo, useRef } from 'react';
import type { FieldProblem } from './contract';

export type Grouped = ReadonlyMap<string, FieldProblem[]>;

/** By part `depth` of their paths: 0 is the field, 1 the row of a table. */
export function useGrouped(problems: FieldProblem[], depth: 0 | 1): Grouped {
  const before = useRef<Grouped>(new Map());
  return useMemo(() => {
    const groups = new Map<string, FieldProblem[]>();
    for (const problem of problems) {
      const name = problem.path.split('.', depth + 1)[depth] ?? '';
      const list = groups.get(name);
      if (list) list.push(problem);
      else groups.set(name, [problem]);
    }
    for (const [name, list] of groups) {
      const old = before.current.get(name);
      if (old && same(old, list)) groups.set(name, old);
    }
    before.current = groups;
    return groups;
  }, [depth, problems]);
}

function same(a: FieldProblem[], b: FieldProblem[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return one.path === other?.path && one.message === other.message && one.severity === other.severity;
    })
  );
}
