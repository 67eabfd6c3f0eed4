import { Logger } from '@nestjs/common';
import { scriptOf } from '../../../../test/support/script-bench.js';
import type { ScriptFailureReason } from '../script-failure.port.js';
import type { ScriptSurroundings } from '../script-surroundings.js';
import { ScriptExecution } from '../running/script-execution.js';
import { ScriptSandbox } from '../sandbox/script-sandbox.js';
import { BenchTrials } from './bench-trial.js';
import { refusingHost } from './bench-host.js';

const use = { computeMillis: 251, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const input = { userInfo: {}, server: {} };

beforeAll(() => Logger.overrideLogger(false));

test('a script that breaks its limits again and again on the bench is tried each time, and nobody is told that it is left alone', async () => {
  const suspensions: unknown[] = [];
  const sandbox = new ScriptSandbox({
    pool: {
      run: () => Promise.resolve({ kind: 'failed', reason: 'compute-limit', detail: '', use }),
      ...{ warm: () => undefined, canRun: () => true, close: () => Promise.resolve() },
    },
    onSuspended: (suspension) => suspensions.push(suspension),
  });
  const sources = { find: () => Promise.resolve({ text: '', hash: 'of-1' }) };
  const execution = new ScriptExecution(sources, sandbox, { environment: {} } as ScriptSurroundings);
  const trials = new BenchTrials(execution, { preview: () => undefined });
  const reasons: (ScriptFailureReason | undefined)[] = [];
  const trial = { functionName: 'getUserName', script: scriptOf(''), input, host: refusingHost } as const;
  for (let count = 0; count < 8; count++)
    reasons.push((await trials.run({ ...trial, withoutEnvironment: true })).failure?.reason);

  expect(reasons).toEqual(reasons.map(() => 'compute-limit'));
  expect([suspensions, sandbox.suspendedScripts()]).toEqual([[], []]);
});
