import { byGroup, countsOf, rateOf } from './counts.js';
import type { TestResult } from './run-suite.js';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function row(name: string, results: readonly TestResult[]): readonly string[] {
  const counts = countsOf(results);
  const { tests, applicable, mustFail, passed, failed, refused, hung } = counts;
  const numbers = [tests, tests - applicable, applicable, mustFail, passed, failed, hung, refused].map(String);
  return [name, ...numbers, applicable === 0 ? '' : percent(rateOf(counts))];
}

const titles = ['group', 'tests', 'left out', 'apply', 'must fail', 'passed', 'failed', 'hang', 'refused', 'rate'];

/** Columns of text; the first to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  const cell = (text: string, at: number): string =>
    at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0);
  return rows.map((cells) => cells.map(cell).join('  ')).join('\n');
}

/** How often each reason was given, the most frequent first. */
function reasons(results: readonly TestResult[], kind: 'left out' | 'refused'): string {
  const given = results.flatMap(({ verdict }) => (verdict.kind === kind ? [verdict.reason] : []));
  const counted = [...Map.groupBy(given, (reason) => reason)].map(([reason, some]) => [some.length, reason] as const);
  const lines = counted
    .sort(([one], [other]) => other - one)
    .map(([n, reason]) => `${String(n).padStart(5)}  ${reason}`);
  return lines.length === 0 ? '    0' : lines.join('\n');
}

function failures(results: readonly TestResult[]): string {
  const lines = results.flatMap(({ test, verdict }) => {
    if (verdict.kind === 'hung') return [`${test.name}\n    hangs`];
    return verdict.kind === 'failed' ? [`${test.name}\n    ${verdict.why.slice(0, 300)}`] : [];
  });
  return lines.length === 0 ? 'none' : lines.join('\n');
}

/** The whole report as text. */
export function reportOf(results: readonly TestResult[]): string {
  const rows = [...byGroup(results)].map(([group, some]) => row(group, some));
  return [
    columns([titles, ...rows, row('all', results)]),
    '"rate" is passed of those that apply and are not refused on purpose.',
    `Left out, and why:\n${reasons(results, 'left out')}`,
    `Refused on purpose, and why:\n${reasons(results, 'refused')}`,
    `Failed:\n${failures(results)}`,
  ].join('\n\n');
}
