import type { Machine } from '../machine.js';
import { spread } from '../report/quantile.js';
import { table } from '../report/table.js';
import type { ExchangeRound, ExchangeRow } from './exchange-round.js';

const HEAD = ['', 'clients', 'time', 'clients/s', 'peak memory', 'p50 of a token', 'p99 of a token', 'p99 to idle'];

/** The figures as a page; medians of the rounds. */
export function exchangePage(rounds: readonly ExchangeRound[], machine: Machine): string {
  const [first] = rounds;
  const idle = (of: (round: ExchangeRound) => number): number => spread(rounds.map(of)).median;
  const p50 = idle((round) => round.idle.latency.median);
  const p99 = idle((round) => round.idle.latency.p99);
  const nothing = ['nothing else going on', '', '', '', '', ms(p50), ms(p99), '1.00×'];
  const lines = (first?.rows ?? []).map(({ work, count }) => line(work, count, rounds));
  return `# Many clients at once

Taken on ${machine.date} UTC by \`npm run bench -- exchange\`: ${machine.cores} × ${machine.cpu}, ${machine.memoryGib} GiB, ${machine.system},
Node ${machine.node}, PostgreSQL ${first?.postgres ?? ''}; ${machine.loadBefore.toFixed(1)} programs wanted a core before it began. Medians of ${rounds.length} rounds.

${table(HEAD, [nothing, ...lines])}

The command is a process of its own beside a running server, as an operator runs it; half of the clients are public apps, half have a key. Two
connections ask that server for a token of client credentials about every 20 ms all the while; of each command the figure is the median of its
windows of a few seconds. Each round begins with an empty database. Everything shares the machine's cores: command, server, database, load.
`;
}

/** One row of the table: the same command in every round. */
function line(work: string, count: number, rounds: readonly ExchangeRound[]): readonly string[] {
  const measured = rounds.flatMap(({ idle, rows }) =>
    rows.filter((row) => row.work === work && row.count === count).map((row) => ({ idle, row })),
  );
  const median = (of: (each: (typeof measured)[number]) => number): number => spread(measured.map(of)).median;
  const seconds = median(({ row }) => row.seconds);
  const peak = median(({ row }) => row.peakMebibytes ?? Number.NaN);
  return [
    work,
    count.toLocaleString('en'),
    `${seconds.toFixed(1)} s`,
    Math.round(count / seconds).toLocaleString('en'),
    Number.isNaN(peak) ? '–' : `${peak.toFixed(0)} MiB`,
    ms(median(({ row }) => p50Of(row))),
    ms(median(({ row }) => p99Of(row))),
    `${median(({ row, idle }) => p99Of(row) / idle.latency.p99).toFixed(2)}×`,
  ];
}

function p50Of({ windows }: ExchangeRow): number {
  return spread(windows.map(({ latency }) => latency.median)).median;
}

function p99Of({ windows }: ExchangeRow): number {
  return spread(windows.map(({ latency }) => latency.p99)).median;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
