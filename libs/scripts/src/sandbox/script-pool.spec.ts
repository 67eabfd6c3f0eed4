import { setTimeout as after } from 'node:timers/promises';
import { ScriptPool } from './script-pool.js';
import type { SandboxRun } from './sandbox.js';
import type { ScriptLogLine } from './script-job.js';

const pool = new ScriptPool({ computing: 1 });
afterAll(() => pool.close());

function run(source: string, extra: Partial<SandboxRun & SandboxRun['job']> = {}) {
  const { answer = () => Promise.resolve(null), onLog = () => undefined, totalMillis = 5_000, ...job } = extra;
  const limits = { computeMillis: 250, hostCalls: 50, outputBytes: 1_000, logBytes: 65_536 };
  const surroundings = JSON.stringify({ nodeId: 'n', moduleId: 'm', environment: {}, hasFhir: false });
  return pool.run({
    ...{ answer, onLog, totalMillis, holder: extra.holder ?? 'm' },
    job: {
      fileName: 'a.js',
      source,
      isModule: false,
      functionName: 'onTest',
      input: '{}',
      surroundings,
      limits,
      ...job,
    },
  });
}

describe('ScriptPool', () => {
  test('runs what stands at the top of a script', async () => {
    const lines: ScriptLogLine[] = [];

    const outcome = await run('Log.info("begun", { a: 1 });', { onLog: (line) => lines.push(line) });

    expect(outcome).toMatchObject({ kind: 'missing' });
    expect(lines).toEqual([{ level: 'info', text: 'begun {"a":1}' }]);
  });

  test('F-23: other runs are served while one computes without end', async () => {
    const endless = run('for(;;);');
    const other = await run('1');

    expect([(await endless).kind, other.kind]).toEqual(['failed', 'missing']);
    await after(0);
  });
});
