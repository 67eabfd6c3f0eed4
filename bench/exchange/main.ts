// `npm run bench -- exchange`: what it costs to import, plan and export many clients, and what the token endpoint of a running server feels of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { LoadProcess } from '../load/load-process.js';
import type { Measurement } from '../load/measurement.js';
import { describeMachine } from '../machine.js';
import { startGatehouse, type GatehouseTarget } from '../targets/gatehouse.js';
import { startMeasuredDatabase } from '../targets/measured-database.js';
import { writeClients } from './client-document.js';
import { exchangePage, type ExchangeRow } from './exchange-page.js';
import { measureCommand, type CommandFigures } from './measured-command.js';

/** Small enough for one round, and many: memory that grows with the number would show. */
const COUNTS = [5_000, 100_000];
/** So few token requests that they hardly wait for one another. */
const GENTLE = { work: 'client-credentials', connections: 2, restMilliseconds: 20, leadInSeconds: 1 } as const;
const WINDOW_SECONDS = 4;

const silent = { opened: () => undefined, closed: () => undefined };

/** Runs a command beside token requests; the latency is that of the worst window that began while it ran. */
async function beside(
  load: LoadProcess,
  { site }: GatehouseTarget,
  command: () => Promise<CommandFigures>,
): Promise<{ readonly figures: CommandFigures; readonly windows: readonly Measurement[] }> {
  const windows: Measurement[] = [];
  const state = { running: true };
  const running = command().finally(() => (state.running = false));
  while (state.running) windows.push(await load.measure({ ...GENTLE, site, seconds: WINDOW_SECONDS }, silent));
  return { figures: await running, windows };
}

const stops: (() => Promise<void>)[] = [];
try {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const database = await startMeasuredDatabase();
  stops.push(() => database.stop());
  const server = await startGatehouse({ database, connections: 2, profile: '' });
  stops.push(() => server.stop());
  const load = new LoadProcess();
  stops.push(async () => load.stop());
  const machine = describeMachine(database.version);
  const idle = await load.measure({ ...GENTLE, site: server.site, seconds: WINDOW_SECONDS * 2 }, silent);
  const rows: ExchangeRow[] = [];
  for (const count of COUNTS) {
    const file = join(folder, `${count}.json`);
    const changed = join(folder, `${count}-changed.json`);
    await writeClients(file, count, 300);
    await writeClients(changed, count, 600);
    const works: readonly (readonly [string, readonly string[], readonly number[]])[] = [
      ['import, all new', ['import', file], [0]],
      ['import again, nothing to do', ['import', file], [0]],
      ['plan, all changed', ['plan', changed], [3]],
      ['export', ['export', '--only', 'clients', '--output', join(folder, 'out.json')], [0]],
      ['apply, all changed', ['apply', changed, '--yes'], [0]],
    ];
    for (const [work, args, codes] of works) {
      const { figures, windows } = await beside(load, server, () => measureCommand(args, server.environment, codes));
      rows.push({ work, count, ...figures, windows });
      process.stdout.write(
        `${count} ${work}: ${figures.seconds.toFixed(1)} s, ${figures.peakMebibytes?.toFixed(0)} MiB\n`,
      );
    }
  }
  const page = exchangePage(rows, idle, machine);
  process.stdout.write(`\n${page}`);
  await writeFile('bench/EXCHANGE.md', await format(page, { parser: 'markdown' }));
} finally {
  for (const stop of stops.toReversed()) await stop();
}
