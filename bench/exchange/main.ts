// `npm run bench -- exchange [--rounds 5]`: what it costs to import, plan and export many clients, and what the token endpoint of a running server
// feels of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { describeMachine } from '../machine.js';
import { exchangePage } from './exchange-page.js';
import { exchangeRound, type ExchangeRound } from './exchange-round.js';

/** Small enough for one batch or two, and many: memory that grows with the number would show. */
const COUNTS = [5_000, 100_000];

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const wanted = Number(values.rounds);
if (!Number.isInteger(wanted) || wanted < 1)
  throw new TypeError(`--rounds must be a whole number from 1, not "${values.rounds}".`);

const machine = describeMachine('');
const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
try {
  const rounds: ExchangeRound[] = [];
  for (let round = 1; round <= wanted; round++) {
    const tell = (text: string): void => void process.stdout.write(`round ${round}: ${text}\n`);
    rounds.push(
      await exchangeRound(folder, COUNTS, ({ work, count, seconds, peakMebibytes }) => {
        tell(`${count} ${work}: ${seconds.toFixed(1)} s, ${peakMebibytes?.toFixed(0)} MiB`);
      }),
    );
  }
  const page = exchangePage(rounds, machine);
  process.stdout.write(`\n${page}`);
  await writeFile('bench/EXCHANGE.md', await format(page, { parser: 'markdown' }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
