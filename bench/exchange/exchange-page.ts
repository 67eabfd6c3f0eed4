import type { Measurement } from '../load/measurement.js';
import type { Machine } from '../machine.js';
import { table } from '../report/table.js';

/** One command over so many clients. */
export interface ExchangeRow {
  readonly work: string;
  readonly count: number;
  readonly seconds: number;
  readonly peakMebibytes: number | undefined;
  /** Token requests while it ran. */
  readonly windows: readonly Measurement[];
}

/** The figures as a page. */
export function exchangePage(rows: readonly ExchangeRow[], idle: Measurement, machine: Machine): string {
  const head = ['', 'clients', 'time', 'clients/s', 'peak memory', 'p50 of a token', 'p99 of a token'];
  const lines = rows.map((row) => [
    row.work,
    row.count.toLocaleString('en'),
    `${row.seconds.toFixed(1)} s`,
    Math.round(row.count / row.seconds).toLocaleString('en'),
    row.peakMebibytes === undefined ? '–' : `${row.peakMebibytes.toFixed(0)} MiB`,
    `${middle(row.windows.map(({ latency }) => latency.median)).toFixed(1)} ms`,
    `${middle(row.windows.map(({ latency }) => latency.p99)).toFixed(1)} ms`,
  ]);
  const nothing = ['nothing else going on', '', '', '', '', ms(idle.latency.median), ms(idle.latency.p99)];
  return `# Many clients at once

Taken on ${machine.date} UTC by \`npm run bench -- exchange\`: ${machine.cores} × ${machine.cpu}, ${machine.memoryGib} GiB, ${machine.system},
Node ${machine.node}, PostgreSQL ${machine.versions.PostgreSQL ?? ''}; ${machine.loadBefore.toFixed(1)} programs wanted a core before it began.

${table(head, [nothing, ...lines])}

The command is a process of its own beside a running server, as an operator runs it; half of the clients are public apps, half have a key. Two
connections ask that server for a token of client credentials about every 20 ms all the while; the figures are the median of windows of a few
seconds. Everything shares the machine's cores: command, server, database, load. One round: trust the ratios more than the rates.
`;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
