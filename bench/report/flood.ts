import type { SignInFlood } from '../sign-in-flood.js';
import { spread } from './quantile.js';
import { table } from './table.js';

/** What ruling 65 asks of a flood of sign-ins, and what was measured; medians of the rounds. */
export function floodFigures(floods: readonly SignInFlood[]): string {
  const median = (value: (flood: SignInFlood) => number): number => spread(floods.map(value)).median;
  const share = median(({ signInRate, hashRate }) => signInRate / hashRate);
  const slowdown = median(({ tokensAlone, tokensBeside }) => tokensBeside.latency.p99 / tokensAlone.latency.p99);
  const rows = [
    ['hashes of one thread that does nothing else', `${median(({ hashRate }) => hashRate).toFixed(1)}/s`, ''],
    ['sign-ins answered, one hash each', `${median(({ signInRate }) => signInRate).toFixed(1)}/s`, ''],
    ['sign-ins to hashes', `${(100 * share).toFixed(0)} %`, 'at least 85 %'],
    [
      'p99 of a token request, nothing else going on',
      milliseconds(median(({ tokensAlone }) => tokensAlone.latency.p99)),
      '',
    ],
    [
      'p99 of a token request, during the flood',
      milliseconds(median(({ tokensBeside }) => tokensBeside.latency.p99)),
      '',
    ],
    ['during the flood to alone', `${slowdown.toFixed(2)}×`, 'less than 3×'],
  ];
  return table(['', 'measured', 'wanted'], rows);
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
