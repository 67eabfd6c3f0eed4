import { byGroup, countsOf, rateOf } from './suite/counts.js';
import { comparedWithReference, referenceCounts } from './suite/reference-counts.js';
import { reportOf } from './suite/report.js';
import { runSuite } from './suite/run-suite.js';
import type { TestResult } from './suite/run-suite.js';
import { fixturesFolder, suiteFolder } from './suite/suite-folder.js';
import { readSuite } from './suite/suite.js';

/** What did not come out as expected, each with its reason. */
const failuresOf = (results: readonly TestResult[]): readonly string[] =>
  results
    .filter(({ verdict }) => verdict.kind === 'failed' || verdict.kind === 'hung')
    .map(({ test, verdict }) => `${test.name}: ${JSON.stringify(verdict)}`);

describe('templates of our own (V-79, V-80, V-81, R-16)', () => {
  test('render as documented, and nothing that must fail renders', async () => {
    const results = await runSuite(readSuite(fixturesFolder), 'gatehouse');

    expect(failuresOf(results)).toEqual([]);
    expect(countsOf(results).passed).toBeGreaterThanOrEqual(150);
  });
});

const folder = suiteFolder();

/** Groups of which nothing may fail. */
const whole = ['switch', 'if + unless', 'each', 'text', 'fixedvalue', 'remove', 'security'];

describe('Thymeleaf’s own tests', () => {
  if (folder === undefined) {
    test('are not beside the project: those of our own ran alone', () => {
      console.log('../shared/thymeleaf-tests is not there; GATEHOUSE_THYMELEAF_TESTS may name its folder.');
      expect(folder).toBeUndefined();
    });
    return;
  }
  let results: readonly TestResult[] = [];

  beforeAll(async () => {
    results = await runSuite(readSuite(folder), 'gatehouse');
    const counts = referenceCounts(results);
    console.log(
      `${comparedWithReference(counts)}\n${JSON.stringify(counts)}\nwith stand-ins: ${JSON.stringify(countsOf(results))}`,
    );
  });

  test('pass, at least 95 of 100 that apply and are not refused on purpose; none hangs', () => {
    const counts = referenceCounts(results);

    expect({ hung: counts.hung, report: rateOf(counts) >= 0.95 ? '' : reportOf(results) }).toEqual({
      hung: 0,
      report: '',
    });
  });

  test('with forms, whose beans have stand-ins, pass as many', () => {
    const counts = countsOf(results);

    expect({ hung: counts.hung, report: rateOf(counts) >= 0.95 ? '' : reportOf(results) }).toEqual({
      hung: 0,
      report: '',
    });
  });

  test.each(whole)('of the group %s all pass', (group) => {
    const some = byGroup(results).get(group) ?? [];

    expect(some.length).toBeGreaterThan(0);
    expect(failuresOf(some)).toEqual([]);
  });
});
