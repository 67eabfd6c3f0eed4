import type { ScriptRun } from '../running/script-runner.js';
import type { FinishedRun } from '../records/finished-run.js';
import type { RawRecording } from './recording-queue.js';
import { SessionRecorder } from './session-recorder.js';

const host = { answer: () => Promise.resolve({ status: 200 }) };
const settings = { moduleId: 'smart_auth', recording: { retentionHours: 2 } };
const call = {
  moduleId: 'smart_auth',
  script: {},
  occasion: {},
  grantType: 'refresh',
  client: { clientId: 'a', secrets: ['x'] },
};
const run = {
  script: { name: 'a.js', settings },
  functionName: 'onTokenGenerating',
  input: {},
  call,
} as unknown as ScriptRun;
const finished = (kind: 'returned' | 'missing' | 'failed', reason?: string): FinishedRun =>
  ({ run, lines: [], millis: 1.4, outcome: { kind, reason }, version: { version: 3 } }) as unknown as FinishedRun;

test('keeps what the function was called with, of the app what scripts see of it, and the answers of servers', async () => {
  const kept: RawRecording[] = [];
  const tape = new SessionRecorder({ add: (recording) => void kept.push(recording) }).start(run, host);
  await tape?.host.answer({ operation: 'http', payload: { url: 'https://a' } } as never);
  tape?.keep(finished('returned'), 'run-1');
  tape?.keep(finished('missing'), undefined);

  expect(kept).toEqual([
    {
      ...{ moduleId: 'smart_auth', functionName: 'onTokenGenerating', scriptName: 'a.js', scriptVersion: 3 },
      ...{ retentionHours: 2, ended: { outcome: 'returned', millis: 1, runId: 'run-1' } },
      session: {
        input: { grantType: 'refresh', client: { clientId: 'a' } },
        calls: [{ operation: 'http', payload: { url: 'https://a' }, answer: { status: 200 } }],
      },
    },
  ]);
});

test('V-90: of a run that calls for more than a recording may have nothing is kept, and nothing held meanwhile', async () => {
  const kept: RawRecording[] = [];
  const text = 'x'.repeat(50_000);
  const calls = { answer: () => Promise.resolve({ status: 200, text }) };
  const tape = new SessionRecorder({ add: (recording) => void kept.push(recording) }).start(run, calls);
  const payload = { url: 'https://a', headers: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown };
  for (let count = 0; count < 5; count++) await tape?.host.answer({ operation: 'http', payload: {} } as never);
  const answer = await tape?.host.answer({ operation: 'http', payload } as never);
  tape?.keep(finished('returned'), undefined);

  expect(answer).toEqual({ status: 200, text });
  expect(kept).toEqual([]);
});

test.each([
  ['a module that does not record', { ...run, script: { name: 'a.js', settings: { moduleId: 'smart_auth' } } }],
  ['another function', { ...run, functionName: 'other' }],
  ['a run of which the call is not known', { ...run, call: undefined }],
])('nothing is recorded of %s', (_what, other) => {
  expect(new SessionRecorder({ add: () => undefined }).start(other as unknown as ScriptRun, host)).toBeUndefined();
});

test('of a run that failed it is kept how, and nothing where it never began', () => {
  const kept: RawRecording[] = [];
  const tape = new SessionRecorder({ add: (recording) => void kept.push(recording) }).start(run, host);
  for (const reason of ['busy', 'suspended', 'missing-source', 'nesting-limit', 'compute-limit'])
    tape?.keep(finished('failed', reason), undefined);

  expect(kept.map(({ ended }) => ended)).toEqual([{ outcome: 'failed', reason: 'compute-limit', millis: 1 }]);
});
