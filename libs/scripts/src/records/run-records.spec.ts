import { Logger } from '@nestjs/common';
import type { AuditEvent } from '#audit/audit.port';
import { KnownSecrets } from '#protocol/known-secrets';
import type { ScriptRun } from '../running/script-runner.js';
import type { FinishedRun } from './finished-run.js';
import { RunRecords } from './run-records.js';
import { ScriptLog } from './script-log.js';

const use = { computeMillis: 1.6, hostMillis: 0, hostCalls: 2, memoryBytes: 7 };
const failed: FinishedRun['outcome'] = {
  ...{ kind: 'failed', reason: 'load', detail: 'no such name', position: { line: 3, column: 4 }, use },
};

function finished(more: Partial<FinishedRun> = {}, moduleId = 'smart_auth'): FinishedRun {
  const run = {
    script: { name: 'classpath:cb.js', settings: { moduleId } },
    ...{ functionName: 'onTokenGenerating', input: null, occasion: { flowId: 'f1', username: 'zoe' } },
  } as unknown as ScriptRun;
  const version = { text: 'var a;', hash: 'h', version: 5 };
  const outcome = { kind: 'returned' as const, output: '{}', use };
  return { run, version, outcome, lines: [], secrets: new KnownSecrets([]), millis: 12.4, ...more };
}

/** An audit log in memory. */
function records(record?: (event: AuditEvent) => Promise<void>): { kept: RunRecords; events: AuditEvent[] } {
  const events: AuditEvent[] = [];
  const remember = (event: AuditEvent): Promise<void> => Promise.resolve(void events.push(event));
  return { kept: new RunRecords({ record: record ?? remember }, new ScriptLog()), events };
}

beforeAll(() => {
  Logger.overrideLogger(false);
});

test('a run that said nothing and did not fail leaves no record', () => {
  const { kept, events } = records();
  const missing = { kind: 'missing' as const, defined: [], use };

  expect([kept.add(finished()), kept.add(finished({ outcome: missing }))]).toEqual([undefined, undefined]);
  expect(events).toEqual([]);
});

test('a run that logged something is on record under its flow, with what it used, and its id leads there', () => {
  const { kept, events } = records();
  const runId = kept.add(finished({ lines: [{ level: 'info', text: 'hello' }] }));

  expect(events).toEqual([
    {
      ...{ flowId: 'f1', username: 'zoe', moduleId: 'smart_auth', kind: 'SCRIPT', outcome: 'success' },
      detail: {
        ...{ runId, script: 'classpath:cb.js', function: 'onTokenGenerating', sha256: 'h', version: 5 },
        ...{ millis: 12, computeMillis: 2, memoryBytes: 7, hostCalls: 2, log: ['info: hello'] },
      },
    },
  ]);
});

test('a failed run says why and where, one whose source was not found says so without a version', () => {
  const { kept, events } = records();
  kept.add(finished({ outcome: failed }));
  const { version: _none, ...lost } = finished({ outcome: failed });
  kept.add(lost);

  expect(events.map(({ outcome }) => outcome)).toEqual(['failure', 'failure']);
  expect(events[0]?.detail).toMatchObject({ failure: 'load', message: 'no such name', line: 3, column: 4 });
  expect(events[1]?.detail).not.toHaveProperty('sha256');
});

test('what was decided about what a script gave is the trace of its record', () => {
  const { kept, events } = records();
  const decisions = [{ step: 'script' }] as unknown as NonNullable<FinishedRun['decisions']>;

  expect(kept.add(finished({ decisions }))).toBeDefined();
  expect(events[0]?.trace).toEqual(decisions);
});

test('a record has so much of a log and tells how many lines are left out', () => {
  const { kept, events } = records();
  kept.add(finished({ lines: Array.from({ length: 20 }, () => ({ level: 'info', text: 'x'.repeat(1_000) })) }));
  const { log, linesLeftOut } = events[0]?.detail as { log: string[]; linesLeftOut: number };

  expect(log.join('').length).toBeLessThanOrEqual(8_000);
  expect(log.length + linesLeftOut).toBe(20);
});

test('R-18: beyond a number of records in a minute runs are counted, by module and by how they ended', () => {
  const { kept, events } = records();
  for (let run = 0; run < 3_004; run++) kept.add(finished({ outcome: failed }));
  kept.add(finished({ outcome: failed }, 'another'));
  kept.add(finished({ lines: [{ level: 'info', text: 'hello' }] }));
  const written = events.length;
  kept.onModuleDestroy();

  expect(written).toBe(3_002);
  expect(events.slice(written)).toEqual([
    { moduleId: 'smart_auth', kind: 'SCRIPT', outcome: 'failure', detail: { furtherRuns: 4 } },
  ]);
});

test('a closed script is an alarm that names its source, until when, and whether it is for one person', () => {
  const { kept, events } = records();
  const closed = { name: 'a.js', moduleId: 'smart_auth', hash: 'h', until: new Date(0) };
  kept.suspended({ ...closed, isForOne: false });
  kept.suspended({ ...closed, version: 2, isForOne: true });
  const detail = { module: 'smart_auth', script: 'a.js', sha256: 'h', suspendedUntil: '1970-01-01T00:00:00.000Z' };

  expect(events.map((event) => event.detail)).toEqual([detail, { ...detail, version: 2, isForOne: true }]);
});

test('a record that cannot be written fails nobody', async () => {
  const { kept } = records(() => Promise.reject(new Error('no database')));

  expect(kept.add(finished({ outcome: failed }))).toBeDefined();
  await new Promise((resolve) => setImmediate(resolve));
});
