import { join } from 'node:path';
import { LoadProcess } from '../load/load-process.js';
import type { Measurement } from '../load/measurement.js';
import { startGatehouse, type GatehouseTarget } from '../targets/gatehouse.js';
import { startMeasuredDatabase } from '../targets/measured-database.js';
import { writeClients } from './client-document.js';
import { measureCommand, type CommandFigures } from './measured-command.js';

/** One command over so many clients. */
export interface ExchangeRow extends CommandFigures {
  readonly work: string;
  readonly count: number;
  /** Token requests while it ran, window by window. */
  readonly windows: readonly Measurement[];
}

/** What one round showed. */
export interface ExchangeRound {
  /** Token requests with nothing else going on. */
  readonly idle: Measurement;
  readonly rows: readonly ExchangeRow[];
  /** Version of PostgreSQL. */
  readonly postgres: string;
}

/** So few token requests that they hardly wait for one another. */
const GENTLE = { work: 'client-credentials', connections: 2, restMilliseconds: 20, leadInSeconds: 1 } as const;
const WINDOW_SECONDS = 4;

const silent = { opened: () => undefined, closed: () => undefined };

/**
 * Every command over each number of clients, beside a server with an empty database.
 * @param counts rising: the larger ones meet the clients of the smaller
 */
export async function exchangeRound(
  folder: string,
  counts: readonly number[],
  tell: (row: ExchangeRow) => void,
): Promise<ExchangeRound> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await startMeasuredDatabase();
    stops.push(() => database.stop());
    const server = await startGatehouse({ database, connections: 2, profile: '' });
    stops.push(() => server.stop());
    const load = new LoadProcess();
    stops.push(async () => load.stop());
    const idle = await load.measure({ ...GENTLE, site: server.site, seconds: WINDOW_SECONDS * 2 }, silent);
    const rows: ExchangeRow[] = [];
    for (const count of counts)
      for (const { work, args, code } of await worksOf(folder, count)) {
        const row = { work, count, ...(await beside(load, server, { args, code })) };
        rows.push(row);
        tell(row);
      }
    return { idle, rows, postgres: database.version };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** A call of the command, and the exit code it is to end with. */
interface Work {
  readonly work: string;
  readonly args: readonly string[];
  readonly code: number;
}

/** In this order each meets what the one before left. */
async function worksOf(folder: string, count: number): Promise<readonly Work[]> {
  const file = join(folder, `${count}.json`);
  const changed = join(folder, `${count}-changed.json`);
  await writeClients(file, count, 300);
  await writeClients(changed, count, 600);
  return [
    { work: 'import, all new', args: ['import', file], code: 0 },
    { work: 'import again, nothing to do', args: ['import', file], code: 0 },
    { work: 'plan, all changed', args: ['plan', changed], code: 3 },
    { work: 'export', args: ['export', '--only', 'clients', '--output', join(folder, 'out.json')], code: 0 },
    { work: 'apply, all changed', args: ['apply', changed, '--yes'], code: 0 },
  ];
}

/** Runs a command beside token requests. */
async function beside(
  load: LoadProcess,
  { site, environment }: GatehouseTarget,
  { args, code }: Omit<Work, 'work'>,
): Promise<CommandFigures & { readonly windows: readonly Measurement[] }> {
  const windows: Measurement[] = [];
  const state = { running: true };
  const running = measureCommand(args, environment, [code]).finally(() => (state.running = false));
  while (state.running) windows.push(await load.measure({ ...GENTLE, site, seconds: WINDOW_SECONDS }, silent));
  return { ...(await running), windows };
}
