import type { SkinFinding } from '../package/skin-finding.js';
import { findingCodes, type FindingCode } from './finding-codes.js';

/** Where a finding is, and what is wrong there. */
export type FindingFacts = Pick<SkinFinding, 'file' | 'place' | 'expression' | 'problem'> & {
  /** In place of what the code says. */
  readonly remedy?: string;
};

const LONGEST_EXPRESSION = 200;

/** A finding of a kind: how grave it is, and what to do, is said once for all of the kind. */
export function finding(code: FindingCode, { expression, remedy, ...facts }: FindingFacts): SkinFinding {
  const { severity, remedy: usual } = findingCodes[code];
  return {
    ...{ severity, code, ...facts, remedy: remedy ?? usual },
    ...(expression !== undefined && { expression: expression.slice(0, LONGEST_EXPRESSION) }),
  };
}
