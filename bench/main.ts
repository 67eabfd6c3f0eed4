// `npm run bench`: Gatehouse and oidc-provider under the same load, in turn, on the same machine.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format } from 'prettier';
import { assertComplete, countAudit } from './audit-check.js';
import { describeMachine } from './machine.js';
import { readOptions, type BenchOptions } from './options.js';
import { compare } from './report/comparison.js';
import { withPart } from './report/part.js';
import { resultsPage, type Results } from './report/results-page.js';
import { run } from './run.js';
import { startGatehouse } from './targets/gatehouse.js';
import { startMeasuredDatabase } from './targets/measured-database.js';
import { startPeer } from './targets/peer.js';
import type { Target } from './targets/target.js';

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Starts what is measured, measures it, and stops it whatever happens. */
async function bench(options: BenchOptions): Promise<Results> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await startMeasuredDatabase();
    stops.push(() => database.stop());
    const machine = describeMachine(database.version);
    const targets: [Target, ...Target[]] = [await startGatehouse({ database, ...options })];
    stops.push(() => targets[0].stop());
    if (!options.alone) {
      const peer = await startPeer(options.connections);
      stops.push(() => peer.stop());
      targets.push(peer);
    }
    const { observations, tokenResponses, ...yardsticks } = await run(targets, options, tell);
    const memory = await Promise.all(
      targets.map(async (target) => ({ name: target.name, mebibytes: await target.peakMemory() })),
    );
    const audit = await countAudit(database, tokenResponses);
    assertComplete(audit);
    return { options, machine, comparisons: compare(observations), ...yardsticks, memory, audit };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await format(withPart(file, text), { parser: 'markdown' }));
  tell(`Written: ${file}`);
}

const options = readOptions(process.argv.slice(2));
const page = resultsPage(await bench(options));
tell(`\n${page}`);
if (options.results !== '') await write(options.results, page);
