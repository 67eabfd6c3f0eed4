import type { ScriptOutcome } from './script-job.js';
import { SandboxHealth } from './sandbox-health.js';

const use = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const NO_THREAD: ScriptOutcome = { kind: 'failed', reason: 'busy', detail: 'no script thread can start: ENOMEM', use };

test.each([
  { name: 'a thread that reads an empty source', outcome: { kind: 'returned', output: 'null', use }, fault: undefined },
  { name: 'no thread', outcome: NO_THREAD, fault: 'no script thread can start: ENOMEM' },
  { name: 'no thread, where no module names a script', outcome: NO_THREAD, hasScripts: false, fault: undefined },
] as { name: string; outcome: ScriptOutcome; hasScripts?: boolean; fault?: string }[])(
  'the fault of $name is $fault',
  async ({ outcome, hasScripts = true, fault }) => {
    const asked: unknown[] = [];
    const sandbox = { canRun: () => true, run: async ({ job }: { job: unknown }) => (asked.push(job), outcome) };
    const health = new SandboxHealth(sandbox, { hasScripts: () => Promise.resolve(hasScripts) });

    expect(await health.fault()).toBe(fault);
    expect(asked).toEqual(hasScripts ? [expect.not.objectContaining({ functionName: expect.anything() })] : []);
  },
);

test.each([true, false])('whether scripts can run is what the sandbox says: %s', (canRun) => {
  const sandbox = { canRun: () => canRun, run: () => Promise.resolve(NO_THREAD) };

  expect(new SandboxHealth(sandbox, { hasScripts: () => Promise.resolve(true) }).canRun()).toBe(canRun);
});
