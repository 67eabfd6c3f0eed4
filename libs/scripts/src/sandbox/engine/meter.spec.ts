import { Meter } from './meter.js';

let now: number;
let computed: number;
const clock = { now: () => now, computed: () => computed };
const meter = (hostCalls = 2): Meter => new Meter({ computeMillis: 250, hostCalls }, 5_000, clock);

beforeEach(() => {
  [now, computed] = [1_000, 70];
});

test.each([
  { name: 'all that it may compute', passed: 250, had: 250, overrun: undefined },
  { name: 'more than it may compute', passed: 251, had: 251, overrun: 'compute-limit' },
  { name: 'little of a busy machine', passed: 4_000, had: 10, overrun: undefined },
  { name: 'all its time', passed: 5_000, had: 10, overrun: undefined },
  { name: 'more than its time', passed: 5_001, had: 10, overrun: 'time-limit' },
  { name: 'more than its time, computing', passed: 5_001, had: 251, overrun: 'compute-limit' },
])('a run that had $name', ({ passed, had, overrun }) => {
  const run = meter();
  now += passed;
  computed += had;

  expect([run.isSpent(), run.overrun]).toEqual([overrun !== undefined, overrun]);
});

test('ruling 36: time in calls of the host is not computing, but of the time in all', () => {
  const run = meter();
  const answer = run.away(() => {
    now += 4_900;
    return 'answered';
  });
  now += 60;
  computed += 60;

  expect([answer, run.isSpent(), run.use()]).toEqual([
    ...['answered', false],
    { computeMillis: 60, hostMillis: 4_900, hostCalls: 0 },
  ]);
  now += 41;
  expect([run.isSpent(), run.overrun]).toEqual([true, 'time-limit']);
});

test('a call that fails is counted with the time it took', () => {
  const run = meter();
  const fail = (): never => {
    now += 30;
    throw new Error('no answer');
  };

  expect(() => run.away(fail)).toThrow('no answer');
  expect(run.use().hostMillis).toBe(30);
});

test('F-25: what ended a run stays the reason, and it calls nobody any more', () => {
  const run = meter(1);
  const may = [run.mayCall(), run.mayCall()];
  now += 9_000;
  computed += 9_000;
  run.stop('time-limit');

  expect([may, run.mayCall(), run.isSpent(), run.overrun, run.use().hostCalls]).toEqual([
    [true, false],
    ...[false, true, 'host-call-limit', 1],
  ]);
});
