import type { ConfiguredScript } from '../configured-script.port.js';
import type { BenchRun, Recording } from '../script-bench.port.js';
import { replayed, type ReplayTask } from './replayed.js';

const use = { computeMillis: 2, hostMillis: 0, hostCalls: 0, memoryBytes: 0, millis: 3 };
const script = (name: string) => ({ name }) as ConfiguredScript;
const recordings = ['a', 'b', 'c', 'd'].map(
  (id) => ({ id, recordedAt: new Date(0), input: { id } }) as unknown as Recording,
);
const task: ReplayTask = {
  ...{ functionName: 'onTokenGenerating', old: script('old'), new: script('new'), sessions: recordings },
  continueAfter: undefined,
};

function returned(name: string, after: object): BenchRun {
  const effect = { after: { ...after }, differences: [], decisions: [], claims: { accepted: [], refused: [] } };
  return { outcome: 'returned', script: { name }, effect, log: [], calls: [], use };
}

function failed(name: string): BenchRun {
  const failure = { reason: 'thrown', message: 'no', line: 3 } as const;
  return { outcome: 'failed', script: { name }, failure, log: [], calls: [], use: { ...use, computeMillis: 10 } };
}

async function run({ name }: ConfiguredScript, { id }: Recording): Promise<BenchRun> {
  if (id === 'b') return returned(name, { patient: name });
  if (id === 'c' && name === 'new') return failed(name);
  return id === 'd' ? failed(name) : returned(name, { patient: '1' });
}

test('tells of each session how the scripts compare, and how long they computed', async () => {
  const replay = await replayed(task, run);

  expect(replay).toMatchObject({
    sessions: [
      { verdict: 'equal' },
      { verdict: 'different', differences: [{ path: 'patient', before: 'old', after: 'new' }] },
      { verdict: 'new-failed', failures: { new: 'thrown: no (line 3)' } },
      { verdict: 'both-failed' },
    ],
    ...{ done: 4, of: 4, old: { name: 'old' }, new: { name: 'new' } },
    verdicts: { equal: 1, different: 1, 'old-failed': 0, 'new-failed': 1, 'both-failed': 1 },
    times: { old: { p50: 2, p99: 10 }, new: { p50: 2, p99: 10 } },
  });
  expect(replay).not.toHaveProperty('continueAfter');
});

test('stops when its time is over, and goes on after what was done', async () => {
  const first = await replayed(task, run, { mostMillis: -1 });
  const others = await replayed({ ...task, continueAfter: 'a' }, run);

  expect(first).toMatchObject({ done: 1, of: 4, continueAfter: 'a' });
  expect(others).toMatchObject({ done: 4, sessions: ['b', 'c', 'd'].map((recordingId) => ({ recordingId })) });
});

describe('a run that could not begin', () => {
  const busy = (name: string): BenchRun => ({
    ...failed(name),
    failure: { reason: 'busy', message: 'no thread was free in time' },
  });

  test('is tried again, and the session is told as it came out', async () => {
    let left = 3;
    let pauses = 0;
    const replay = await replayed(
      task,
      (script, each) => (left-- > 0 ? Promise.resolve(busy(script.name)) : run(script, each)),
      {
        pause: () => {
          pauses++;
          return Promise.resolve();
        },
      },
    );

    expect(replay).toMatchObject({ done: 4, verdicts: { equal: 1, different: 1, 'new-failed': 1, 'both-failed': 1 } });
    expect(pauses).toBe(3);
  });

  test('by the end of the time is left for the next call, which may be the first', async () => {
    const from = (first: string) => (script: ConfiguredScript, each: Recording) =>
      each.id >= first && script.name === 'new' ? Promise.resolve(busy(script.name)) : run(script, each);
    const terms = { mostMillis: 30, pause: () => new Promise<void>((resolve) => setImmediate(resolve)) };

    expect(await replayed(task, from('c'), terms)).toMatchObject({ done: 2, of: 4, continueAfter: 'b' });
    expect(await replayed(task, from('a'), terms)).toEqual({ kind: 'busy' });
  });
});

test('of nothing there is nothing to tell', async () => {
  const replay = await replayed({ ...task, sessions: [] }, run);

  expect(replay).toMatchObject({ done: 0, of: 0, sessions: [], times: { old: { p50: 0, p99: 0 } } });
});
