import type { Sandbox } from './sandbox.js';
import type { ScriptOutcome } from './script-job.js';

/** Stands where no sandbox is: whatever is to run fails, so that none is ever silently skipped (ruling 53). */
export class AbsentSandbox implements Sandbox {
  run(): Promise<ScriptOutcome> {
    const use = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
    return Promise.resolve({ kind: 'failed', reason: 'crashed', detail: 'this server has no sandbox', use });
  }
}
