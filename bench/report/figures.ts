import type { Comparison, Summary } from './comparison.js';
import { spread, type Spread } from './quantile.js';
import { table } from './table.js';

const HEAD = [
  'work',
  'server',
  'units/s',
  'min – max',
  'ratio',
  'min – max',
  'median ms',
  'p99 ms',
  'CPU ms/unit',
  'of the database',
  'disturbance',
];

/** The table of rates, times and costs: a line for each target and kind of work. */
export function figures(comparisons: readonly Comparison[]): string {
  return table(HEAD, comparisons.flatMap(linesOf));
}

/** How near client credentials come to what signing alone allows; empty where one of the two was not measured. */
export function signingShare(comparisons: readonly Comparison[], signingRates: readonly number[]): string {
  const work = comparisons.find((each) => each.work === 'client-credentials');
  if (work === undefined || signingRates.length === 0) return '';
  const alone = spread(signingRates);
  const shares = work.summaries.map(({ target, rate }) => [
    target,
    whole(rate.median),
    `${((100 * rate.median) / alone.median).toFixed(0)} %`,
  ]);
  const rows = [[`jose alone (${range(alone, whole)})`, whole(alone.median), '100 %'], ...shares];
  return table(['RS256, 2,048 bits', 'a second', 'share'], rows);
}

function linesOf({ work, summaries, ratio }: Comparison): readonly (readonly string[])[] {
  return summaries.map((summary, index) => [
    index === 0 ? work : '',
    summary.target,
    ...ratesOf(summary),
    ...(index === 0 && ratio ? [`${ratio.median.toFixed(2)}×`, range(ratio, (value) => value.toFixed(2))] : ['', '']),
    ...costsOf(summary),
  ]);
}

function ratesOf({ rate }: Summary): readonly string[] {
  return [whole(rate.median), range(rate, whole)];
}

function costsOf({ median, p99, serverCpu, databaseCpu, disturbance }: Summary): readonly string[] {
  return [
    median.median.toFixed(1),
    p99.median.toFixed(1),
    known(serverCpu.median + databaseCpu.median, 2),
    known(databaseCpu.median, 2),
    known(disturbance.median, 2),
  ];
}

function range({ min, max }: Spread, write: (value: number) => string): string {
  return `${write(min)} – ${write(max)}`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function known(value: number, digits: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(digits);
}
