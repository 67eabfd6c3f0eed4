import { Logger } from '@nestjs/common';
import { loggingRun, sandboxRun, type WantedRun } from '../../../../../test/support/sandbox-run.js';
import { ScriptPool } from './script-pool.js';
import type { ScriptOutcome } from '../script-job.js';

const pool = new ScriptPool({ computing: 1 });
beforeAll(() => Logger.overrideLogger(false));
afterAll(() => pool.close());

const run = (source: string, wanted: WantedRun = {}): Promise<ScriptOutcome> => pool.run(sandboxRun(source, wanted));
const never = (): Promise<never> => new Promise(() => undefined);
const CALL = 'Http.get("https://context.example/").execute()';

const reasonOf = (outcome: ScriptOutcome): string => (outcome.kind === 'failed' ? outcome.reason : outcome.kind);

describe('ScriptPool', () => {
  test('passes log lines on, and calls of the host there and back', async () => {
    const asked: unknown[] = [];
    const { run: wanted, lines } = loggingRun(`Log.warn("begun"); Log.info(${CALL}.getResponseString());`, {
      answer: (operation, payload) => {
        asked.push([operation, (payload as { url: string }).url]);
        return Promise.resolve({ status: 200, headers: {}, text: 'Patient/1' });
      },
    });

    const outcome = await pool.run(wanted);

    expect(outcome).toMatchObject({ kind: 'missing', use: { hostCalls: 1 } });
    expect([lines, asked]).toEqual([['begun', 'Patient/1'], [['http', 'https://context.example/']]]);
  });

  test('a host that fails is told to the script, without what is not for it', async () => {
    const answer = () => Promise.reject(new Error('context.example is not allowed\nhere'));
    const { run: wanted, lines } = loggingRun(`try { ${CALL} } catch (e) { Log.info(e.message) }`, { answer });

    await pool.run(wanted);

    expect(lines).toEqual(['context.example is not allowed here']);
  });

  test('ruling 36: time in calls of the host is not computing', async () => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 400, { status: 200, headers: {}, text: '' }));

    const outcome = await run(CALL, { answer: slow, limits: { computeMillis: 250 } });

    expect(outcome).toMatchObject({ kind: 'missing' });
    expect(outcome.use.hostMillis).toBeGreaterThan(250);
  });

  test('ruling 36: a run whose time is over while the host works ends, the call is aborted and its answer dropped', async () => {
    let aborted = false;
    const { run: wanted, lines } = loggingRun(`try { ${CALL} } catch (e) { Log.info("on") } for (;;) ${CALL};`, {
      totalMillis: 60,
      answer: (_operation, _payload, signal) => {
        signal.addEventListener('abort', () => (aborted = true));
        return never();
      },
    });

    const outcome = await pool.run(wanted);

    expect([reasonOf(outcome), outcome.use.hostCalls, aborted, lines.length]).toEqual(['time-limit', 1, true, 1]);
    expect(reasonOf(await run('1'))).toBe('missing');
  });

  test('F-25: more calls of the host than a run may have end it, also where the script catches what it is told', async () => {
    let calls = 0;
    const answer = () => Promise.resolve({ status: 200, headers: {}, text: String(++calls) });

    const outcome = await run(`for (let n = 0; n < 9; n++) try { ${CALL} } catch {}`, {
      answer,
      limits: { hostCalls: 5 },
    });

    expect([reasonOf(outcome), calls]).toEqual(['host-call-limit', 5]);
  });

  test('other runs are served while one waits for the host, on one slot', async () => {
    const waiting = run(CALL, { answer: never, totalMillis: 1_000 });

    const others = await Promise.all([run('1'), run('1'), run('for (;;);'), run('1')]);

    expect(others.map(reasonOf)).toEqual(['missing', 'missing', 'compute-limit', 'missing']);
    expect(reasonOf(await waiting)).toBe('time-limit');
  });
});

describe('a small pool', () => {
  const small = new ScriptPool({ threads: 2, computing: 1, waiting: 4 });
  afterAll(() => small.close());
  const begin = (holder: string, source = CALL, totalMillis = 300): Promise<ScriptOutcome> =>
    small.run(sandboxRun(source, { holder, totalMillis, answer: never }));

  test('R-18: turns away at once what has no place, leaves a holder half of them and not every thread', async () => {
    await begin('other', '1', 20_000);
    const flood = Array.from({ length: 9 }, () => begin('flood'));
    const other = await begin('other', '1', 5_000);
    const outcomes = (await Promise.all(flood)).map(reasonOf);

    expect(reasonOf(other)).toBe('missing');
    // One of the three that had a place got a thread; the two behind it, whose turn never came, are told to come again.
    expect(outcomes.filter((reason) => reason === 'busy')).toHaveLength(8);
    expect(outcomes.filter((reason) => reason === 'time-limit')).toHaveLength(1);
  });

  test('F-30: runs in flight finish while it closes, new ones are refused', async () => {
    const asked = Promise.withResolvers<undefined>();
    const answer = Promise.withResolvers<unknown>();
    const answering = (): Promise<unknown> => {
      asked.resolve(undefined);
      return answer.promise;
    };
    const outcome = small.run(sandboxRun(CALL, { answer: answering }));
    await asked.promise;

    const closed = small.close();
    const late = await begin('other', '1');
    answer.resolve({ status: 200, headers: {}, text: '' });

    expect([reasonOf(late), reasonOf(await outcome)]).toEqual(['busy', 'missing']);
    await closed;
  });

  test('F-30: what does not finish in time is ended', async () => {
    const other = new ScriptPool({ threads: 1 });
    const asked = Promise.withResolvers<undefined>();
    const answer = (): Promise<never> => {
      asked.resolve(undefined);
      return never();
    };
    const outcome = other.run(sandboxRun(CALL, { answer, totalMillis: 30_000 }));
    const waiting = other.run(sandboxRun('1', { totalMillis: 30_000 }));
    await asked.promise;

    await other.close(10);

    expect([reasonOf(await outcome), reasonOf(await waiting)]).toEqual(['crashed', 'busy']);
  });

  test('where no thread can start, who waits is told so at once, with the cause', async () => {
    const cause = new Error('EMFILE: too many open files');
    const other = new ScriptPool({ startThread: () => Promise.reject(cause) });
    const waiting = Array.from({ length: 3 }, () => other.run(sandboxRun('1', { totalMillis: 30_000 })));

    for (const outcome of await Promise.all(waiting))
      expect(outcome).toMatchObject({
        reason: 'busy',
        detail: 'no script thread can start: EMFILE: too many open files',
      });
    await other.close();
  });
});

describe('runs that wait for other runs, as a script does that asks this server for a token', () => {
  const nesting = new ScriptPool({ threads: 4, computing: 1, waiting: 60 });
  afterAll(() => nesting.close());
  const answered = { status: 200, headers: {}, text: '' };
  const token = (): Promise<unknown> => nesting.run(sandboxRun('1', { totalMillis: 20_000 })).then(() => answered);

  test('R-18: more of them than there are threads all come through', async () => {
    const outer = Array.from({ length: 20 }, () =>
      nesting.run(sandboxRun(CALL, { answer: token, totalMillis: 20_000 })),
    );

    expect((await Promise.all(outer)).map(reasonOf)).toEqual(outer.map(() => 'missing'));
  });

  test('one that begins again has said and asked everything once', async () => {
    const asked: unknown[] = [];
    const answer = (_operation: string, payload: unknown) => {
      asked.push((payload as { url: string }).url);
      return token();
    };
    const runs = Array.from({ length: 8 }, (_, index) =>
      loggingRun(`Log.info("${index}"); Http.get("https://${index}.example/").execute(); Log.info("on")`, {
        ...{ answer, totalMillis: 20_000 },
      }),
    );

    await Promise.all(runs.map(({ run: wanted }) => nesting.run(wanted)));

    expect(runs.map(({ lines }) => lines)).toEqual(runs.map((_, index) => [String(index), 'on']));
    expect(asked.toSorted()).toEqual(runs.map((_, index) => `https://${index}.example/`));
  });

  test('those that call themselves without end are over when their time is, and others are served meanwhile', async () => {
    const endless = (): Promise<unknown> =>
      nesting.run(sandboxRun(CALL, { answer: endless, holder: 'endless', totalMillis: 600 }));
    const outcome = endless() as Promise<ScriptOutcome>;
    const other = await nesting.run(sandboxRun(CALL, { answer: token, holder: 'other' }));

    expect([reasonOf(other), reasonOf(await outcome)]).toEqual(['missing', 'time-limit']);
  });
});

test('F-23: endless loops of one holder leave a slot to the others', async () => {
  const shared = new ScriptPool({ threads: 4, computing: 2, waiting: 60 });
  await shared.run(sandboxRun('1', { totalMillis: 20_000 }));
  const endless = Array.from({ length: 6 }, () =>
    shared.run(sandboxRun('for (;;);', { holder: 'endless', totalMillis: 20_000 })),
  );
  let ended = 0;
  for (const each of endless) void each.then(() => ended++);

  for (let count = 0; count < 20; count++) expect(reasonOf(await shared.run(sandboxRun('1')))).toBe('missing');

  expect(ended).toBeLessThan(endless.length);
  expect((await Promise.all(endless)).map(reasonOf)).toEqual(endless.map(() => 'compute-limit'));
  await shared.close();
});
