import { ScriptPool } from '../../libs/scripts/src/sandbox/pool/script-pool.js';
import type { ScriptOutcome } from '../../libs/scripts/src/sandbox/script-job.js';
import { hostileScript } from '../support/hostile-script.js';
import { loggingRun, sandboxRun } from '../support/sandbox-run.js';
import { SeededRandom } from '../support/seeded-random.js';

/** `GATEHOUSE_SCRIPTS=100 GATEHOUSE_SEED=… npm run test:long` makes a short run, or repeats one. */
const SCRIPTS = Number(process.env.GATEHOUSE_SCRIPTS ?? 2_000);
const SEED = Number(process.env.GATEHOUSE_SEED ?? Math.trunc(performance.timeOrigin) % 1_000_000);
/** Milliseconds: the limit of computing and what it may take to end a thread that does not come to it. */
const LATEST_KILL = 400;
/** MiB that the system may keep of a thread that was ended; what one bomb leaves is measured in `test/security/script-memory.spec.ts`. */
const LEFT_BY_THREAD = 1 / 32;
/** Scripts after which the process has loaded and grown what it does once. */
const WARM_UP = 100;

interface Ended {
  /** Of what must not be; thousands of others would count as growth of the server. */
  readonly source?: string;
  readonly outcome: ScriptOutcome;
  readonly proofs: readonly string[];
}

async function ended(pool: ScriptPool, source: string): Promise<Ended> {
  const { run, lines } = loggingRun(source, { holder: 'hostile', totalMillis: 20_000 });
  const outcome = await pool.run(run);
  const proofs = lines.filter((line) => line.startsWith('proved') && line !== 'proved []');
  return { outcome, proofs, ...((proofs.length > 0 || isCrash(outcome)) && { source }) };
}

/** So many scripts in a pool of their own, whose threads are gone afterwards, and how many of others were served beside them. */
async function hostile(count: number, chance: SeededRandom) {
  const pool = new ScriptPool({ computing: 1 });
  const all: Ended[] = [];
  let served = 0;
  for (let n = 0; n < count; n += 4) {
    const some = Array.from({ length: Math.min(4, count - n) }, () => ended(pool, hostileScript(chance)));
    const other = await pool.run(sandboxRun('1', { holder: 'other', totalMillis: 20_000 }));
    if (other.kind === 'missing') served++;
    all.push(...(await Promise.all(some)));
  }
  await pool.close();
  return { all, served };
}

test(`V-96, V-97, V-98, F-23, F-24, F-25: ${String(SCRIPTS)} hostile scripts (seed ${String(SEED)}) reach nothing and end within their limits`, async () => {
  const chance = new SeededRandom(SEED);
  const { pid } = process;
  let crashes = 0;
  const crashed = (): void => {
    crashes++;
  };
  process.on('uncaughtExceptionMonitor', crashed);
  await hostile(WARM_UP, chance);
  const before = process.memoryUsage.rss();
  const { all, served } = await hostile(SCRIPTS, chance);

  const growth = (process.memoryUsage.rss() - before) / 2 ** 20;
  process.off('uncaughtExceptionMonitor', crashed);
  const figures = figuresOf(all);
  console.log({ seed: SEED, ...figures, growth: `${growth.toFixed(1)} MiB` });
  expect(all.flatMap(({ source, proofs }) => (proofs.length > 0 ? [{ source, proofs }] : []))).toEqual([]);
  expect(all.filter(({ outcome }) => isCrash(outcome))).toEqual([]);
  expect([process.pid, crashes, served]).toEqual([pid, 0, Math.ceil(SCRIPTS / 4)]);
  expect(figures.p99).toBeLessThanOrEqual(LATEST_KILL);
  expect(growth).toBeLessThan(10 + figures.killed * LEFT_BY_THREAD);
}, 3_600_000);

function isCrash(outcome: ScriptOutcome): boolean {
  return outcome.kind === 'failed' && outcome.reason === 'crashed';
}

/** How runs ended, and the milliseconds that those took which a limit ended. */
function figuresOf(all: readonly Ended[]) {
  const reasons: Record<string, number> = {};
  const millis: number[] = [];
  for (const { outcome } of all) {
    const reason = outcome.kind === 'failed' ? outcome.reason : outcome.kind;
    reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (reason.endsWith('-limit')) millis.push(outcome.use.computeMillis);
  }
  const sorted = millis.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { reasons, killed: millis.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}
