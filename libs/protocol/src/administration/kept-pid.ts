import type { FieldProblem } from '../json/json-fields.js';

/** Highest pid of another installation that is kept: those that are made here go on behind it, and stay far below what JSON can say. */
const LARGEST_KEPT_PID = 1_000_000_000_000;

/** A pid that a new entry can have here if nobody else has it; tools of the product address people and servers by pid. */
export function keepablePid(pid: number | undefined): number | undefined {
  return pid !== undefined && pid >= 1 && pid <= LARGEST_KEPT_PID ? pid : undefined;
}

/**
 * That an entry has another pid here than where it comes from: what is sent there would reach somebody else.
 * @param given that of the document; absent where it has none
 * @param pid the one here; absent where it is not known yet
 */
export function otherPid(given: number | undefined, pid: number | undefined): readonly FieldProblem[] {
  if (given === undefined || given === pid) return [];
  const problem =
    pid === undefined ? `${given} cannot be kept: it becomes another` : `${given} cannot be kept: it is ${pid} here`;
  return [
    {
      field: 'pid',
      problem,
      remedy: 'Tell tools that address it by pid, such as a Terraform state, before they write',
    },
  ];
}
