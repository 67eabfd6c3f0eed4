import { KnownSecrets } from '#protocol/known-secrets';
import type { FinishedRun } from '../records/finished-run.js';
import { ScriptFailure } from '../script-failure.port.js';
import type { ScriptOutcome } from '../sandbox/script-job.js';
import { readOutcome, toldOutcome } from './read-outcome.js';
import type { ScriptRun } from './script-runner.js';
import { answerOf, settledRun } from './settled-run.js';

const use = { computeMillis: 1, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const script = { name: 'classpath:cb.js' } as ScriptRun['script'];

function settled(outcome: ScriptOutcome, more: Partial<ScriptRun> = {}): FinishedRun {
  const read: ScriptRun['read'] = (output, { tell }) => toldOutcome(readOutcome(output), tell);
  const run = { script, functionName: 'onAuthenticateSuccess', input: null, read, ...more };
  const secrets = new KnownSecrets(['hunter-2']);
  return settledRun({ run, outcome, lines: [], secrets, millis: 1, version: { text: 'var a;', hash: '' } });
}
const returned = (output: string): FinishedRun => settled({ kind: 'returned', output, use });

test('what was read is the answer', () => {
  const finished = returned('{"kind":"failure","message":"no"}');

  expect(answerOf(finished, 'r1')).toMatchObject({ kind: 'returned', value: { message: 'no' }, runId: 'r1' });
});

test('R-20: the reason of a refusal has neither what is known nor what looks like a secret', () => {
  const { given } = returned('{"kind":"failure","message":"no hunter-2, Bearer abcdefghijklmnop"}');

  expect(given?.value).toMatchObject({ message: 'no [redacted], Bearer [redacted]' });
});

const deep = '['.repeat(30_000) + ']'.repeat(30_000);
test.each([
  {
    name: 'is no outcome',
    output: '{"kind":"unusable","detail":"it returned nothing"}',
    detail: 'it returned nothing',
  },
  { name: 'is nested without end', output: deep, detail: 'the result is nested too deep' },
  {
    name: 'has a reason nested without end',
    output: `{"kind":"failure","message":${deep}}`,
    detail: 'the result is nested too deep',
  },
])('ruling 36: a result that $name is a failure of the run, for its record as well (V-90)', ({ output, detail }) => {
  const finished = returned(output);

  expect(finished.outcome).toEqual({ kind: 'failed', reason: 'unusable-result', detail, use });
  expect(() => answerOf(finished, 'r1')).toThrow(ScriptFailure);
  expect(() => answerOf(finished, 'r1')).toThrow(
    `onAuthenticateSuccess of classpath:cb.js: unusable-result: ${detail}`,
  );
});

test('a function that must be there and is not is a failure of the run; another one is not (product reference 9.2)', () => {
  const missing: ScriptOutcome = { kind: 'missing', defined: ['onTokenGenerating'], use };

  expect(settled({ ...missing, defined: [] }).outcome).toMatchObject({ kind: 'failed', reason: 'load' });
  expect(settled(missing, { isRequired: true }).outcome).toMatchObject({ kind: 'failed', reason: 'load' });
});

test('a fault of the server stays one', () => {
  const read = (): never => {
    throw new TypeError('ours');
  };
  expect(() => settled({ kind: 'returned', output: '{}', use }, { read })).toThrow(TypeError);
});
