import { countsOf } from './counts.js';
import type { Counts } from './counts.js';
import type { TestResult } from './run-suite.js';
import { standInGroup } from './suite.js';

/** What applies in the half of Thymeleaf's tests that lies beside the project, counted by others by the same rules. */
const reference = { tests: 1_500, applicable: 1_044, mustFail: 256 };

/** Counts of the tests that apply by the rules of the reference: without those that need stand-ins. */
export function referenceCounts(results: readonly TestResult[]): Counts {
  const counts = countsOf(results.filter(({ test }) => test.group !== standInGroup));
  return { ...counts, tests: results.length };
}

/** One sentence on whether the same tests apply here as in the published counts. */
export function comparedWithReference({ tests, applicable, mustFail }: Counts): string {
  const found = `${String(applicable)} of ${String(tests)} tests apply, ${String(mustFail)} of them must fail`;
  if (tests !== reference.tests)
    return `${found}; this is not the half of the suite that the published counts are for.`;
  const same = applicable === reference.applicable && mustFail === reference.mustFail;
  const published = `${String(reference.applicable)} and ${String(reference.mustFail)}`;
  return same ? `${found}: just those of the published counts.` : `${found}; the published counts are ${published}.`;
}
