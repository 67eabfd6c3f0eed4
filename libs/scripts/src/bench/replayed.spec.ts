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

  expect(replay.sessions.map(({ verdict }) => verdict)).toEqual(['equal', 'different', 'new-failed', 'both-failed']);
  expect(replay.sessions[1]?.differences).toEqual([{ path: 'patient', before: 'old', after: 'new' }]);
  expect(replay.sessions[2]?.failures).toEqual({ new: 'thrown: no (line 3)' });
  expect(replay).toMatchObject({
    ...{ done: 4, of: 4, old: { name: 'old' }, new: { name: 'new' } },
    verdicts: { equal: 1, different: 1, 'old-failed': 0, 'new-failed': 1, 'both-failed': 1 },
    times: { old: { p50: 2, p99: 10 }, new: { p50: 2, p99: 10 } },
  });
  expect(replay).not.toHaveProperty('continueAfter');
});

test('stops when its time is over, and goes on after what was done', async () => {
  const first = await replayed(task, run, -1);
  const others = await replayed({ ...task, continueAfter: first.continueAfter }, run);

  expect(first).toMatchObject({ done: 1, of: 4, continueAfter: 'a' });
  expect(others.sessions.map(({ recordingId }) => recordingId)).toEqual(['b', 'c', 'd']);
  expect(others.done).toBe(4);
});

test('of nothing there is nothing to tell', async () => {
  const replay = await replayed({ ...task, sessions: [] }, run);

  expect(replay).toMatchObject({ done: 0, of: 0, sessions: [], times: { old: { p50: 0, p99: 0 } } });
});
