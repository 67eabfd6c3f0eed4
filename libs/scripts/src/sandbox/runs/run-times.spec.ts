import { jest } from '@jest/globals';
import { RunTimes } from './run-times.js';

const COMPUTE = 250;
const GRACE = 50;

/** What a run was told, in order. */
let told: string[];
/** That its thread has had of a processor. */
let computed: number | undefined;
let times: RunTimes;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate'] });
  [told, computed] = [[], COMPUTE];
  times = new RunTimes({
    computeMillis: COMPUTE,
    computedMillis: () => computed,
    overdue: () => told.push('overdue'),
    spent: (reason) => told.push(reason),
  });
  times.begin(5_000);
});
afterEach(() => jest.useRealTimers());

/** Time goes on, and what is said meanwhile is heard. */
async function pass(millis: number): Promise<void> {
  jest.advanceTimersByTime(millis);
  await new Promise((resolve) => setImmediate(resolve));
}

test('a run that computes is left to the engine, and to a little more', async () => {
  await pass(COMPUTE + GRACE - 1);
  const before = [...told];
  await pass(1);

  expect([before, told, times.used]).toEqual([[], ['compute-limit'], { computeMillis: 300, hostMillis: 0 }]);
});

test('where nobody knows what its thread had, it had all', async () => {
  computed = undefined;
  await pass(COMPUTE + GRACE);

  expect(told).toEqual(['compute-limit']);
});

test('what a busy machine has not given it yet it still gets', async () => {
  computed = 100;
  await pass(COMPUTE + GRACE);
  computed = 240;
  await pass(150 + GRACE);
  const before = [...told];
  computed = 250;
  await pass(10 + GRACE);

  expect([before, told]).toEqual([[], ['compute-limit']]);
});

test('ruling 36: time in calls of the host is not computing', async () => {
  await pass(100);
  times.leave();
  await pass(4_000);
  times.compute();
  await pass(150);
  const before = [...told];
  await pass(GRACE);

  expect([before, told]).toEqual([[], ['compute-limit']]);
  expect(times.used).toEqual({ computeMillis: 300, hostMillis: 4_000 });
});

test('what it says just when it should have ended is heard first', async () => {
  jest.advanceTimersByTime(COMPUTE + GRACE);
  times.leave();
  await pass(1_000);

  expect([told, times.isAway]).toEqual([[], true]);
});

test('one whose time is over while the host works is told so, and ended where it goes on', async () => {
  times.leave();
  await pass(5_000);
  const before = [...told, times.isOverdue, times.isAway];
  computed = 0;
  times.endSoon();
  await pass(GRACE);

  expect([before, told]).toEqual([
    ['overdue', true, true],
    ['overdue', 'time-limit'],
  ]);
});

test('one that is over is told nothing', async () => {
  times.stop();
  await pass(60_000);

  expect([told, times.used]).toEqual([[], { computeMillis: 0, hostMillis: 0 }]);
});
