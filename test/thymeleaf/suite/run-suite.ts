import type { EngineName } from '../running/engine.js';
import { Renderer } from '../running/renderer.js';
import type { SuiteTest } from './suite.js';
import { verdictOn } from './verdict.js';
import type { Verdict } from './verdict.js';

export interface TestResult {
  readonly test: SuiteTest;
  readonly verdict: Verdict | { readonly kind: 'left out'; readonly reason: string };
}

/** Runs the tests one after the other. */
export async function runSuite(tests: readonly SuiteTest[], engine: EngineName): Promise<readonly TestResult[]> {
  const renderer = new Renderer(engine);
  const results: TestResult[] = [];
  try {
    for (const test of tests) results.push({ test, verdict: await verdictOf(test, renderer) });
  } finally {
    await renderer.close();
  }
  return results;
}

async function verdictOf(test: SuiteTest, renderer: Renderer): Promise<TestResult['verdict']> {
  if ('leftOut' in test.context) return { kind: 'left out', reason: test.context.leftOut };
  return verdictOn(test, await renderer.render({ test: test.test, context: test.context }), renderer.engine);
}
