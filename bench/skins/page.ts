import type { Machine } from '../machine.js';
import type { Spread } from '../report/quantile.js';
import { table } from '../report/table.js';
import type { PageName } from './models.js';
import type { SuiteCounts } from './suite-counts.js';

/** What was measured. */
export interface SkinFigures {
  readonly machine: Machine;
  readonly rates: ReadonlyMap<PageName, ReadonlyMap<string, Spread>>;
  readonly counts: ReadonlyMap<string, SuiteCounts | undefined>;
}

const titles: Readonly<Record<PageName, string>> = { login: 'sign-in', approval: 'approval, 12 scopes' };

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

function rateRows(page: PageName, rates: ReadonlyMap<string, Spread>): readonly (readonly string[])[] {
  const npm = rates.get('npm thymeleaf')?.median ?? Number.NaN;
  return [...rates].map(([name, { median, min, max }]) => [
    ...[titles[page], name, whole(median), `${whole(min)} – ${whole(max)}`],
    `${(median / npm).toFixed(0)}×`,
  ]);
}

function countRow(name: string, counts: SuiteCounts | undefined): readonly string[] {
  if (counts === undefined) return [name, 'not beside the project', '', '', '', ''];
  const { applicable, mustFail, passed, passedMustFail, refused, hung } = counts;
  const share = ((100 * passed) / applicable).toFixed(1);
  const output = `${String(passed - passedMustFail)} of ${String(applicable - mustFail)}`;
  return [name, `${String(passed)} (${share} %)`, output, `${String(passedMustFail)} of ${String(mustFail)}`, String(refused), String(hung)];
}

/** The part of bench/RESULTS.md about skins. */
export function skinsPart({ machine, rates, counts }: SkinFigures): string {
  const { date, cores, cpu, memoryGib, system, node, loadBefore } = machine;
  const rateTable = table(
    ['page', 'engine', 'pages/s', 'min – max', 'to npm thymeleaf'],
    [...rates].flatMap(([page, some]) => rateRows(page, some)),
  );
  const suiteTable = table(
    ['engine', 'passed', 'with output', 'must fail', 'refused on purpose', 'hangs'],
    [...counts].map(([name, some]) => countRow(name, some)),
  );
  return `# Pages of skins

Taken on ${date} UTC by \`npm run bench -- skins\`: ${String(cores)} × ${cpu}, ${String(memoryGib)} GiB, ${system}, Node ${node};
${loadBefore.toFixed(1)} programs wanted a core before it began.

${rateTable}

One thread, one page after the other, the same data; after two seconds for warming up the engines take turns, five rounds of two seconds, and the median
counts. Before, the pages of all three were compared as the trees that browsers make of them: they are the same. Ours is compiled once, as a skin is, and
renders with all its limits and escapes, each page from a model made anew; npm's \`thymeleaf\` 0.22.0 parses its template for each page, as it has to;
Handlebars, which compiles to JavaScript, stands there for scale. The goals were 100 times npm's and 2,000 approval pages a second.

${suiteTable}

The ${String([...counts.values()][0]?.applicable ?? 0)} of Thymeleaf's own tests in \`../shared/thymeleaf-tests\` that apply to HTML without Java; \`npm run thymeleaf\` says which are refused and why. The
package passes tests that must fail by whatever error.
`;
}
