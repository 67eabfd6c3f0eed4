import type { TestResult } from './run-suite.js';

/** How many tests came out how. */
export interface Counts {
  readonly tests: number;
  readonly applicable: number;
  readonly mustFail: number;
  readonly passed: number;
  readonly passedMustFail: number;
  readonly failed: number;
  readonly refused: number;
  readonly hung: number;
}

export function countsOf(results: readonly TestResult[]): Counts {
  const ofKind = (kind: TestResult['verdict']['kind']): readonly TestResult[] =>
    results.filter(({ verdict }) => verdict.kind === kind);
  const mustFail = (some: readonly TestResult[]): number =>
    some.filter(({ test, verdict }) => verdict.kind !== 'left out' && test.test.output === undefined).length;
  return {
    ...{ tests: results.length, applicable: results.length - ofKind('left out').length, mustFail: mustFail(results) },
    ...{ passed: ofKind('passed').length, passedMustFail: mustFail(ofKind('passed')) },
    ...{ failed: ofKind('failed').length, refused: ofKind('refused').length, hung: ofKind('hung').length },
  };
}

/** Passed of those that apply and are not refused on purpose, from 0 to 1; 1 where there is none. */
export function rateOf({ applicable, refused, passed }: Counts): number {
  return applicable === refused ? 1 : passed / (applicable - refused);
}

/** Results by the group of their test, in the order of the groups' names. */
export function byGroup(results: readonly TestResult[]): ReadonlyMap<string, readonly TestResult[]> {
  return new Map([...Map.groupBy(results, ({ test }) => test.group)].sort(([one], [other]) => (one < other ? -1 : 1)));
}
