import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { loggingRun, sandboxRun, type WantedRun } from '../../../../../test/support/sandbox-run.js';
import { ScriptThread } from '../threads/script-thread.js';
import { ScriptPool } from './script-pool.js';
import type { ScriptOutcome } from '../script-job.js';

const pool = new ScriptPool({ computing: 1 });
beforeAll(() => Logger.overrideLogger(false));
afterAll(() => pool.close());

const run = (source: string, wanted: WantedRun = {}): Promise<ScriptOutcome> => pool.run(sandboxRun(source, wanted));
const ANSWERED = { status: 200, headers: {}, text: '' };
const CALL = 'Http.get("https://context.example/").execute()';

const reasonOf = (outcome: ScriptOutcome): string => (outcome.kind === 'failed' ? outcome.reason : outcome.kind);

/** Holds the time that runs have in all: it passes when {@link pass} says so. What threads say is heard as ever. */
function holdTime(): void {
  beforeEach(
    () => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'] }),
  );
  afterEach(() => void jest.useRealTimers());
}

const pass = (millis: number): Promise<void> => jest.advanceTimersByTimeAsync(millis);

/** Lets time pass until this has ended: a run that got its thread late is given a last millisecond from then on. */
async function passUntil<T>(ended: Promise<T>): Promise<T> {
  const state = { isOver: false };
  const over = () => void (state.isOver = true);
  ended.then(over, over);
  while (!state.isOver) await pass(1);
  return ended;
}

/** A host that does not answer, and when it was asked. */
function silentHost(): { asked: Promise<undefined>; answer: () => Promise<never> } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const answer = (): Promise<never> => {
    resolve(undefined);
    return new Promise(() => undefined);
  };
  return { asked: promise, answer };
}

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
    const computing = { limits: { computeMillis: 100 } };
    const asLongAsAnother = () => run('for (;;);', computing).then(() => ANSWERED);

    const outcome = await run(CALL, { answer: asLongAsAnother, ...computing });

    expect(outcome).toMatchObject({ kind: 'missing', use: { hostCalls: 1 } });
    expect(outcome.use.hostMillis).toBeGreaterThanOrEqual(100);
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
    const { promise: answered, resolve } = Promise.withResolvers<unknown>();
    const waiting = run(CALL, { answer: () => answered });

    const others = await Promise.all([run('1'), run('1'), run('for (;;);'), run('1')]);

    expect(others.map(reasonOf)).toEqual(['missing', 'missing', 'compute-limit', 'missing']);
    resolve(ANSWERED);
    expect(reasonOf(await waiting)).toBe('missing');
  });
});

describe('ruling 36: a run whose time is over while the host works', () => {
  holdTime();

  test('ends, the call is aborted and its answer dropped', async () => {
    const { asked, answer } = silentHost();
    let aborted = false;
    const { run: wanted, lines } = loggingRun(`try { ${CALL} } catch (e) { Log.info("on") } for (;;) ${CALL};`, {
      totalMillis: 60_000,
      answer: (_operation, _payload, signal) => {
        signal.addEventListener('abort', () => (aborted = true));
        return answer();
      },
    });
    const ended = pool.run(wanted);
    await asked;
    await pass(59_999);
    const before = aborted;
    await pass(1);
    const outcome = await ended;

    expect([reasonOf(outcome), outcome.use.hostCalls, before, aborted, lines.length]).toEqual([
      ...['time-limit', 1],
      ...[false, true, 1],
    ]);
    expect(reasonOf(await run('1'))).toBe('missing');
  });
});

describe('a module', () => {
  const pool = new ScriptPool({ threads: 4, computing: 2, waiting: 12 });
  afterAll(() => pool.close());
  holdTime();

  test('F-36: leaves half of its places to others than the one for whom it runs much, and turns to them', async () => {
    const { asked, answer } = silentHost();
    const as = (name: string) => ({ holder: 'smart_auth', subject: { one: name, countsAs: name } });
    const flood = Array.from({ length: 9 }, () =>
      pool.run(sandboxRun(CALL, { ...as('client svc'), totalMillis: 300, answer })),
    );
    await asked;
    const other = await pool.run(sandboxRun('1', as('user tess')));
    const turnedAway = await Promise.race([Promise.all(flood.slice(4)), pass(0)]);
    await pass(300);
    await passUntil(Promise.all(flood));

    expect([reasonOf(other), turnedAway?.map(reasonOf)]).toEqual(['missing', Array(5).fill('busy')]);
  });
});

describe('a small pool', () => {
  const small = new ScriptPool({ threads: 2, computing: 1, waiting: 4 });
  afterAll(() => small.close());
  holdTime();

  test('R-18: turns away at once what has no place, leaves a holder half of them and not every thread', async () => {
    const { asked, answer } = silentHost();
    const flood = Array.from({ length: 9 }, () =>
      small.run(sandboxRun(CALL, { holder: 'flood', totalMillis: 300, answer })),
    );
    await asked;
    const other = await small.run(sandboxRun('1', { holder: 'other' }));
    await pass(300);

    const outcomes = (await passUntil(Promise.all(flood))).map(reasonOf);

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
    const late = await small.run(sandboxRun('1'));
    answer.resolve(ANSWERED);

    expect([reasonOf(late), reasonOf(await outcome)]).toEqual(['busy', 'missing']);
    await closed;
  });

  test('F-30: what does not finish in time is ended', async () => {
    const other = new ScriptPool({ threads: 1 });
    const { asked, answer } = silentHost();
    const outcome = other.run(sandboxRun(CALL, { answer, totalMillis: 30_000 }));
    const waiting = other.run(sandboxRun('1', { totalMillis: 30_000 }));
    await asked;
    const closed = other.close(2_000);
    await pass(2_000);
    await closed;

    expect([reasonOf(await outcome), reasonOf(await waiting)]).toEqual(['crashed', 'busy']);
  });

  test('where no thread can start, who waits is told so at once, with the cause', async () => {
    const cause = new Error('EMFILE: too many open files');
    const outages: string[] = [];
    const other = new ScriptPool({
      startThread: () => Promise.reject(cause),
      onOutage: (reason) => outages.push(reason),
    });
    const before = other.canRun();
    const waiting = Array.from({ length: 3 }, () => other.run(sandboxRun('1', { totalMillis: 30_000 })));

    for (const outcome of await Promise.all(waiting))
      expect(outcome).toMatchObject({
        reason: 'busy',
        detail: 'no script thread can start: EMFILE: too many open files',
      });
    expect([before, other.canRun(), outages]).toEqual([true, false, ['EMFILE: too many open files']]);
    await other.close();
  });
});

describe('a pool whose threads could not start', () => {
  holdTime();

  test('F-43: tries it again when somebody asks how it is, at most once a second', async () => {
    let [attempts, isBroken] = [0, true];
    const other = new ScriptPool({
      startThread: () => {
        attempts++;
        return isBroken ? Promise.reject(new Error('ENOMEM')) : ScriptThread.start(64);
      },
    });
    other.warm();
    await pass(500);
    const during = [other.canRun(), other.canRun(), attempts];
    await pass(60_000);
    const unasked = attempts;
    isBroken = false;
    const then = [other.canRun(), attempts];
    const outcome = await other.run(sandboxRun('1'));

    expect([during, unasked, then, reasonOf(outcome), other.canRun()]).toEqual([
      [false, false, 1],
      ...[1, [false, 2], 'missing', true],
    ]);
    await other.close();
  });
});

describe('runs that wait for other runs, as a script does that asks this server for a token', () => {
  const nesting = new ScriptPool({ threads: 4, computing: 1, waiting: 60 });
  afterAll(() => nesting.close());
  const token = (): Promise<unknown> => nesting.run(sandboxRun('1', { totalMillis: 20_000 })).then(() => ANSWERED);

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

  describe('and call themselves without end', () => {
    holdTime();

    test('are over when their time is, and others are served meanwhile', async () => {
      const endless = (): Promise<ScriptOutcome> =>
        nesting.run(sandboxRun(CALL, { answer: endless, holder: 'endless', totalMillis: 600 }));
      const outcome = endless();
      const other = await nesting.run(sandboxRun(CALL, { answer: token, holder: 'other' }));
      await pass(600);

      expect([reasonOf(other), reasonOf(await outcome)]).toEqual(['missing', 'time-limit']);
    });
  });
});

test('F-23: endless loops of one holder leave a slot to the others', async () => {
  const shared = new ScriptPool({ threads: 4, computing: 2, waiting: 60 });
  const limits = { computeMillis: 60_000 };
  let ended = 0;
  const endless = Array.from({ length: 6 }, () =>
    shared.run(sandboxRun('for (;;);', { holder: 'endless', totalMillis: 60_000, limits })).finally(() => ended++),
  );
  for (let count = 0; count < 20; count++)
    expect(reasonOf(await shared.run(sandboxRun('1', { totalMillis: 20_000 })))).toBe('missing');

  expect(ended).toBe(0);
  await shared.close(0);
  expect(new Set((await Promise.all(endless)).map(reasonOf))).toEqual(new Set(['crashed', 'busy']));
});
