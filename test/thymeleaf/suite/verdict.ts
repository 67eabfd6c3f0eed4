import { sameResult } from '../compare/same-result.js';
import type { EngineName, Outcome } from '../running/engine.js';
import { reasonOfRefusal } from './refusals.js';
import type { SuiteTest } from './suite.js';

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly why: string; readonly actual?: string }
  | { readonly kind: 'hung' };

function asExpected({ test }: SuiteTest, outcome: Outcome): boolean {
  if (outcome.kind === 'rendered')
    return test.output !== undefined && sameResult(test.output, outcome.text, test.exactMatch);
  return outcome.kind === 'failed' && test.output === undefined;
}

/** What the outcome of a test says. A crash is always a failure: mistakes of templates are reported as such. Refusals are ours alone. */
export function verdictOn(test: SuiteTest, outcome: Outcome, engine: EngineName): Verdict {
  if (outcome.kind === 'hung') return { kind: 'hung' };
  if (asExpected(test, outcome)) return { kind: 'passed' };
  if (outcome.kind === 'crashed') return { kind: 'failed', why: `crashed: ${outcome.message}` };
  const reason =
    engine !== 'gatehouse' ? undefined : reasonOfRefusal(test, outcome.kind === 'failed' ? 'error' : 'difference');
  if (reason !== undefined) return { kind: 'refused', reason };
  if (outcome.kind !== 'rendered') return { kind: 'failed', why: `error: ${outcome.message}` };
  const why = test.test.output === undefined ? 'was to fail' : 'another result';
  return { kind: 'failed', why, actual: outcome.text };
}
