// `npm run bench -- script-load [--rounds 5] [--seconds 10]`: what others who ask for tokens feel of launches by script, and of scripts that come to no end.
import { fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { describeMachine } from '../machine.js';
import { quantile, spread } from '../report/quantile.js';
import { table } from '../report/table.js';
import type { Site } from '../site.js';
import { freePort } from '../targets/free-port.js';
import { startGatehouse, type GatehouseTarget } from '../targets/gatehouse.js';
import { startMeasuredDatabase } from '../targets/measured-database.js';
import { configuration, harmlessScript, LOOPING_FILE, loopingScript, type Ports } from './configuration.js';
import type { LoadOrder, LoadResult } from './load-main.js';

const PAGE = 'bench/SCRIPTS.md';
const TITLE = '# What others feel of scripts';
const CONTEXT_MILLIS = 50;
const LAUNCHES = 8;
const SIGN_INS = 50;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '10' } },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const stops: (() => Promise<void> | void)[] = [];
const load = fork(join(import.meta.dirname, 'load-main.js'), { execArgv: [] });
stops.push(() => load.disconnect());

function measure(order: LoadOrder): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    load.once('message', ({ result, error }: { result?: LoadResult; error?: string }) => {
      if (result === undefined) reject(new Error(error));
      else resolve(result);
    });
    load.send(order);
  });
}

interface Installation {
  readonly target: GatehouseTarget;
  readonly order: Omit<LoadOrder, 'launches' | 'signIns'>;
}

async function install(context: number, hasScript: boolean): Promise<Installation> {
  const database = await startMeasuredDatabase();
  stops.unshift(() => database.stop());
  const ports: Ports = { context, plain: await freePort(), looping: await freePort() };
  const further = configuration(ports, 'a-secret-that-somebody-chose', hasScript);
  const target = await startGatehouse({ database, connections: 50, profile: '', further });
  stops.unshift(() => target.stop());
  const at = (port: number): Site => ({ ...target.site, origin: `http://127.0.0.1:${port}` });
  return { target, order: { site: target.site, plain: at(ports.plain), looping: at(ports.looping), seconds } };
}

type Figures = Readonly<Record<'p50' | 'p99', number>>;
function figuresOf(latencies: readonly number[]): Figures {
  const sorted = latencies.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

async function round(number: number, [plain, scripted]: readonly [Installation, Installation]) {
  const without = () => measure({ ...plain.order, launches: LAUNCHES, signIns: 0 });
  const withScript = () => measure({ ...scripted.order, launches: LAUNCHES, signIns: 0 });
  const alone = () => measure({ ...scripted.order, launches: 0, signIns: 0 });
  const signIns = async (script: string) => {
    await writeFile(join(scripted.target.folder, LOOPING_FILE), script);
    return measure({ ...scripted.order, launches: 0, signIns: SIGN_INS });
  };
  const harmless = () => signIns(harmlessScript(number));
  const looping = () => signIns(loopingScript(number));
  const results: Record<string, LoadResult> = {};
  const parts = Object.entries({ without, withScript, alone, harmless, looping });
  for (const [name, part] of number % 2 === 0 ? parts : parts.toReversed()) {
    results[name] = await part();
    const { p50, p99 } = figuresOf(results[name].others);
    process.stdout.write(`round ${number}, ${name}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`);
  }
  return results as Record<'without' | 'withScript' | 'alone' | 'harmless' | 'looping', LoadResult>;
}

type Round = Awaited<ReturnType<typeof round>>;

function rowsOf(measured: readonly Round[]): readonly (readonly string[])[] {
  const median = (value: (each: Round) => number, digits = 1): string =>
    spread(measured.map(value)).median.toFixed(digits);
  const row = (name: string, of: (each: Round) => readonly number[], base?: (each: Round) => readonly number[]) => [
    name,
    `${median((each) => figuresOf(of(each)).p50)} ms`,
    `${median((each) => figuresOf(of(each)).p99)} ms`,
    base ? `${median((each) => figuresOf(of(each)).p99 / figuresOf(base(each)).p99, 2)}×` : '',
  ];
  const without = (each: Round) => each.without.others;
  const alone = (each: Round) => each.alone.others;
  const harmless = (each: Round) => each.harmless.others;
  return [
    row(`tokens, ${LAUNCHES} launches/s without a script`, without),
    row(`tokens, ${LAUNCHES} launches/s by script`, (each) => each.withScript.others, without),
    row('tokens, scripts and nothing else going on', alone),
    row(`tokens, ${SIGN_INS} sign-ins at once`, harmless, alone),
    row(`tokens, ${SIGN_INS} sign-ins at once whose script loops`, (each) => each.looping.others, harmless),
    row('launches without a script', (each) => each.without.launches),
    row('launches by script', (each) => each.withScript.launches),
    row('the sign-ins, until they are refused', (each) => each.looping.signIns),
  ];
}

/** In place of what stood there under the same title. */
async function putPart(part: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8').catch(() => '');
  const [before = ''] = page.split(TITLE);
  await writeFile(PAGE, await format(`${before.trimEnd()}\n\n${part}`, { parser: 'markdown' }));
}

const machine = describeMachine('');
const context = createServer((_request, response) => {
  setTimeout(() => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ patient: '7', encounter: '8' }));
  }, CONTEXT_MILLIS);
});
try {
  const port = await freePort();
  context.listen(port, '127.0.0.1');
  const both = [await install(port, false), await install(port, true)] as const;
  const measured: Round[] = [];
  for (let number = 0; number <= rounds; number++) measured.push(await round(number, both));
  const part = `${TITLE}

Taken on ${machine.date} UTC by \`npm run bench -- script-load\`: ${machine.cores} × ${machine.cpu}, ${machine.memoryGib} GiB, ${machine.system},
Node ${machine.node}; ${machine.loadBefore.toFixed(1)} programs wanted a core before it began. Medians of ${rounds} rounds after one for warming up,
${seconds} s for each measurement.

${table(['', 'p50', 'p99', 'p99 compared'], rowsOf(measured.slice(1)))}

100 token requests a second that are not launches: 40 of client credentials and 40 refreshes at the module whose \`onTokenGenerating\` runs for them as well, 20 of
client credentials at a module without scripts. A launch is an authorization of somebody who is signed in and its code exchange, in which the script gets
a token from the server itself and asks a context service that answers after ${CONTEXT_MILLIS} ms. Each line is compared with the one
above it. Wanted: less than 1.5× with launches by script, less than 2× where the script of sign-ins comes to no end (F-23).
`;
  process.stdout.write(`\n${part}`);
  await putPart(part);
} finally {
  context.closeAllConnections();
  context.close();
  for (const stop of stops) await stop();
}
