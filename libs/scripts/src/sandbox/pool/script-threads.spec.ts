import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ScriptThread } from '../threads/script-thread.js';
import { ScriptThreads } from './script-threads.js';

/** Stands for a thread; says when it was ended. */
class FakeThread {
  hasEnded = false;
  end(): Promise<void> {
    this.hasEnded = true;
    return Promise.resolve();
  }
}

let made: FakeThread[];
let failures: unknown[];
let outages: unknown[];
let idle: number;
let startThread: () => Promise<FakeThread>;
let threads: ScriptThreads;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => {
  jest.useFakeTimers();
  [made, failures, outages, idle] = [[], [], [], 0];
  startThread = () => Promise.resolve(new FakeThread());
  threads = new ScriptThreads({
    most: 3,
    startThread: async () => {
      const thread = await startThread();
      made.push(thread);
      return thread as unknown as ScriptThread;
    },
    onIdle: () => idle++,
    onFailed: (cause) => failures.push(cause),
    onOutage: (cause) => outages.push(cause),
  });
});
afterEach(() => jest.useRealTimers());

/** Until what was begun without anybody waiting for it is done. */
const settled = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

async function started(count: number): Promise<readonly ScriptThread[]> {
  for (let n = 0; n < count; n++) {
    threads.startAnother();
    await settled();
  }
  return Array.from({ length: count }, () => threads.takeIdle()!).toReversed();
}

test('one is started after the other, and no more than there may be', async () => {
  threads.startAnother();
  threads.startAnother();
  await settled();
  const first = [made.length, idle];
  await started(4);

  expect([first, made.length, threads.count]).toEqual([[1, 1], 3, 3]);
});

test('an attempt that fails is told, and another may be made a second later', async () => {
  startThread = () => Promise.reject(new Error('EMFILE'));
  threads.startAnother();
  await settled();
  threads.startAnother();
  await jest.advanceTimersByTimeAsync(999);
  const before = [failures.length, idle];
  startThread = () => Promise.resolve(new FakeThread());
  await jest.advanceTimersByTimeAsync(1);
  threads.startAnother();
  await settled();

  expect([before, failures, made.length, idle]).toEqual([[1, 0], [new Error('EMFILE')], 1, 2]);
});

test('that none can start is told once, until one could', async () => {
  const fails = () => Promise.reject(new Error('ENOMEM'));
  const attempt = async (how: typeof startThread): Promise<boolean> => {
    startThread = how;
    threads.startAnother();
    await jest.advanceTimersByTimeAsync(1_000);
    return threads.isOut;
  };
  const works = startThread;
  const out = [threads.isOut, await attempt(fails), await attempt(fails), await attempt(works)];
  const beside = await attempt(fails);
  await threads.giveBack(threads.takeIdle()!, false);
  await settled();

  expect([out, beside, threads.isOut]).toEqual([[false, true, true, false], false, true]);
  expect([failures.length, outages]).toEqual([4, [new Error('ENOMEM'), new Error('ENOMEM')]]);
});

test('a thread that died while it had nothing to do is nobody’s', async () => {
  const [first, second] = await started(2);
  await threads.giveBack(first!, true);
  await threads.giveBack(second!, true);
  made[1]!.hasEnded = true;

  expect([threads.takeIdle(), threads.takeIdle(), threads.count]).toEqual([first, undefined, 1]);
});

test('one that broke is ended, and the last one replaced', async () => {
  const [only] = await started(1);
  await threads.giveBack(only!, false);
  await settled();

  expect([made.map(({ hasEnded }) => hasEnded), threads.count]).toEqual([[true, false], 1]);
});

test('those that had nothing to do for a minute are ended, but for the last one used', async () => {
  for (const thread of await started(3)) await threads.giveBack(thread, true);
  await jest.advanceTimersByTimeAsync(125_000);

  expect([threads.count, made.map(({ hasEnded }) => hasEnded)]).toEqual([1, [true, true, false]]);
});

test('closing ends all, those that are under way too', async () => {
  const [first] = await started(1);
  threads.startAnother();
  await threads.close();
  await settled();
  await threads.giveBack(first!, true);
  threads.startAnother();
  await settled();

  expect([made.map(({ hasEnded }) => hasEnded), threads.takeIdle()]).toEqual([[true, true], undefined]);
});
