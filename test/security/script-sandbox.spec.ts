import { ScriptPool } from '../../libs/scripts/src/sandbox/pool/script-pool.js';
import type { ScriptOutcome } from '../../libs/scripts/src/sandbox/script-job.js';
import { depthBombs, memoryBombs, timeBombs } from '../support/sandbox-bombs.js';
import { engineEscapes, evaluatorEscapes, PROOF } from '../support/sandbox-escapes.js';
import { loggingRun, sandboxRun, type WantedRun } from '../support/sandbox-run.js';

const pool = new ScriptPool({ computing: 1 });
const { pid } = process;

afterAll(() => pool.close());
afterEach(() => expect(process.pid).toBe(pid));

const reasonOf = (outcome: ScriptOutcome): string => (outcome.kind === 'failed' ? outcome.reason : outcome.kind);
const answer = (_operation: string, payload: unknown): Promise<unknown> =>
  (payload as { url: string }).url.endsWith('/fail')
    ? Promise.reject(new Error('refused'))
    : Promise.resolve({ status: 200, headers: { etag: '1' }, text: '{"a":1}' });

async function logOf(source: string, wanted: WantedRun = {}): Promise<{ outcome: ScriptOutcome; lines: string[] }> {
  const { run, lines } = loggingRun(source, { answer, ...wanted });
  return { outcome: await pool.run(run), lines };
}

/** Bytes: all that an engine has. */
const MOST_MEMORY = 64 * 2 ** 20;

/** That it is the same clean realm for the next run, whatever was done to the last one. */
const CLEAN = `Log.info([Object.keys(Object.prototype), typeof polluted, [1, 2].map(String), JSON.stringify({ a: 1 }),
  typeof Log.info, String(Promise).includes('native'), Object.getOwnPropertyNames(Function.prototype).length > 4].join());`;
const CLEAN_LINE = ',undefined,1,2,{"a":1},function,true,true';

describe('V-96, V-97: a script reaches nothing of the host by', () => {
  test.each([...engineEscapes, ...evaluatorEscapes])('$name', async ({ source }) => {
    const isModule = source.includes('import.meta');
    const { outcome, lines } = await logOf(PROOF + source, { job: { isModule } });
    const proofs = lines.filter((line) => line.startsWith('proved'));

    expect(['missing', 'load']).toContain(reasonOf(outcome));
    expect(proofs.filter((line) => line !== 'proved []')).toEqual([]);
    if (reasonOf(outcome) === 'missing') expect(proofs).not.toEqual([]);
    expect((await logOf(CLEAN)).lines).toEqual([CLEAN_LINE]);
  });

  test('V-96: the names that are there, and none else', async () => {
    const ambient = [
      'process',
      'require',
      'fetch',
      'setTimeout',
      'WebAssembly',
      'std',
      'os',
      'performance',
      'queueMicrotask',
      'Atomics',
    ];
    const { lines } = await logOf(`Log.info(JSON.stringify([${ambient.map((name) => `typeof ${name}`).join()}]))`);

    expect(new Set(JSON.parse(lines[0]!))).toEqual(new Set(['undefined']));
  });

  test('V-97: import() is refused with a message that says so', async () => {
    const { lines } = await logOf(`import('node:fs').catch((e) => Log.info(e.message))`);

    expect(lines).toEqual(['modules cannot be imported here: node:fs']);
  });
});

describe('V-98: a script that takes what it can get', () => {
  test.each([...timeBombs, ...depthBombs])(
    'F-23, F-25: $name ends as one of its limits or errors',
    async ({ source, reasons }) => {
      const outcome = await pool.run(sandboxRun(source, { limits: { computeMillis: 60 } }));

      expect(reasons).toContain(reasonOf(outcome));
    },
  );

  test('F-24: memory bombs end by themselves, having taken no more than a run may, and others are served meanwhile', async () => {
    // On a busy machine threads are replaced slowly; how long a run may wait for one is not what is shown here.
    const run = (source: string): Promise<ScriptOutcome> =>
      pool.run(sandboxRun(source, { totalMillis: 60_000, limits: { computeMillis: 150 } }));
    const bombs = memoryBombs.map(async ({ name, source, reasons }) => {
      const outcome = await run(source);
      return { name, reasons, reason: reasonOf(outcome), bytes: outcome.use.memoryBytes };
    });
    const others = Array.from({ length: 20 }, () => run('1'));
    const ended = await Promise.all(bombs);
    const served = (await Promise.all(others)).map(reasonOf);

    expect(ended.filter(({ reason, reasons }) => !reasons.some((each) => each === reason))).toEqual([]);
    expect(ended.filter(({ bytes }) => bytes > MOST_MEMORY)).toEqual([]);
    expect(new Set(served)).toEqual(new Set(['missing']));
    expect(reasonOf(await run('1'))).toBe('missing');
  });

  test('F-23: twenty endless runs of one holder do not keep another one waiting', async () => {
    const ended: string[] = [];
    const bombs = Array.from({ length: 20 }, async () => {
      const limits = { computeMillis: 40 };
      ended.push(reasonOf(await pool.run(sandboxRun('for (;;);', { totalMillis: 60_000, holder: 'hostile', limits }))));
    });
    const other = await pool.run(sandboxRun('1', { holder: 'other' }));
    const before = ended.length;
    await Promise.all(bombs);

    expect(reasonOf(other)).toBe('missing');
    expect(before).toBeLessThan(5);
    expect(new Set(ended)).toEqual(new Set(['compute-limit']));
  });
});

describe('F-25: what a script says too much of', () => {
  test.each([
    { name: 'lines', source: 'for (let n = 0; n < 100_000; n++) Log.info(n);' },
    { name: 'bytes', source: 'for (;;) Log.info("ä".repeat(30_000));' },
    { name: 'one line', source: 'Log.info("x".repeat(900_000));' },
    { name: 'lines without text', source: 'for (;;) Log.info("");' },
  ])('a log of too many $name ends with a line that says so', async ({ source }) => {
    const { lines } = await logOf(source);

    expect(lines.at(-1)).toMatch(/^The log of this run ends here/);
    expect(lines.length).toBeLessThanOrEqual(1_001);
    expect(Buffer.byteLength(lines.slice(0, -1).join(''))).toBeLessThanOrEqual(65_536);
  });

  test('a payload of 10 MB never leaves the engine, and the script is told', async () => {
    const source = `try { Http.post('https://a.example/').setContentString('x'.repeat(1e7)).execute(); } catch (e) { Log.info(e.message); }`;
    let calls = 0;
    const { lines } = await logOf(source, {
      answer: () => Promise.resolve(++calls),
      limits: { computeMillis: 3_000 },
    });

    expect([calls, lines]).toEqual([0, ['what the host is asked with is larger than 1 MiB']]);
  });

  test('an answer of 10 MB never enters the engine, and the script is told', async () => {
    const source = `try { Http.get('https://a.example/').execute(); } catch (e) { Log.info(e.message); }`;
    const { lines } = await logOf(source, {
      answer: () => Promise.resolve({ status: 200, headers: {}, text: 'x'.repeat(1e7) }),
    });

    expect(lines).toEqual(['the answer of the host is larger than 1 MiB']);
  });

  test('S-09: what is thrown is one line of a few hundred characters, without control characters', async () => {
    const sources = [
      'throw "x".repeat(1e6)',
      'throw { message: "a\\n\\u001b[31mb", stack: "script.js:99999999999:1" }',
      'throw null',
      'throw Symbol("s")',
      'throw { toJSON() { throw 1; } }',
      'throw new Proxy({}, { get() { throw 1; } })',
    ];
    const outcomes = await Promise.all(sources.map((source) => pool.run(sandboxRun(source))));

    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        kind: 'failed',
        reason: 'load',
        detail: expect.stringMatching(/^[ -~]{1,500}$/),
      });
    expect(outcomes[1]).not.toHaveProperty('position');
  });
});
