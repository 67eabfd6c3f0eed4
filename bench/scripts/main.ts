// `npm run bench -- scripts`: what one call of a script costs through the pool, with everything warm.
import { readFileSync, writeFileSync } from 'node:fs';
import { ScriptPool } from '../../libs/scripts/src/sandbox/pool/script-pool.js';
import type { SandboxRun } from '../../libs/scripts/src/sandbox/sandbox.js';
import { describeMachine } from '../machine.js';
import { quantile } from '../report/quantile.js';
import { table } from '../report/table.js';
import { CONTEXT, LAUNCH_SCRIPT, TOKEN_INPUT } from './launch-script.js';
import { recordingCost } from './recording-cost.js';

const [results = 'bench/SCRIPTS.md'] = process.argv.slice(2);
const RUNS = 5_000;
const WARM_UP = 1_000;
const pool = new ScriptPool();

function runOf(source: string): SandboxRun {
  const surroundings = JSON.stringify({ nodeId: 'Master', moduleId: 'smart_auth', environment: {}, hasFhir: false });
  const limits = { computeMillis: 250, hostCalls: 50, outputBytes: 65_536, logBytes: 65_536 };
  const job = { fileName: 'launch.js', source, isModule: false, functionName: 'onTokenGenerating', input: TOKEN_INPUT };
  return {
    job: { ...job, surroundings, limits },
    totalMillis: 5_000,
    answer: () => Promise.resolve({ status: 200, headers: {}, text: CONTEXT }),
    onLog: () => undefined,
  };
}

/** Milliseconds of each call, in rising order; one after the other. */
async function timesOf(source: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < RUNS + WARM_UP; n++) {
    const started = performance.now();
    const outcome = await pool.run(runOf(source));
    if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.detail}`);
    if (n >= WARM_UP) times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b);
}

async function row(name: string, source: string): Promise<readonly string[]> {
  const times = await timesOf(source);
  return [name, ...[0.5, 0.9, 0.99].map((share) => `${quantile(times, share).toFixed(2)} ms`)];
}

const { date, cores, cpu, memoryGib, system, node, loadBefore } = describeMachine('');
const rows = [
  await row('nothing: a source without the function', 'var a = 1;'),
  await row('20 lines, no call of the host', LAUNCH_SCRIPT.replaceAll(/ask\('.*\)/g, `(${CONTEXT})`)),
  await row('20 lines, 5 calls of the host', LAUNCH_SCRIPT),
];
await pool.close();

const page = `# What a call of a script costs

Taken on ${date} UTC by \`npm run bench -- scripts\`: ${String(cores)} × ${cpu}, ${String(memoryGib)} GiB, ${system}, Node ${node};
${loadBefore.toFixed(1)} programs wanted a core before it began. ${RUNS.toLocaleString('en')} calls of each kind, one after the other, through the pool.

${table(['', 'p50', 'p90', 'p99'], rows)}

The host answers at once, so that what is measured is the way to the thread, the fresh image of the engine's memory, loading the source, the calls there
and back, and the result. The goal was 2 ms at p50 for 20 lines and 5 calls.

${recordingCost()}
`;
// What `npm run bench -- script-load` wrote stands behind it.
const [, ...others] = readFileSync(results, { encoding: 'utf8', flag: 'a+' }).split(/^(?=# )/m);
writeFileSync(results, [page.trimEnd(), ...others].join('\n\n'));
process.stdout.write(page);
