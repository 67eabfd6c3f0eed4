import { Logger } from '@nestjs/common';
import { sandboxRun } from '../../../../test/support/sandbox-run.js';
import type { ScriptFailureReason } from '../script-failure.port.js';
import type { ScriptOutcome } from './script-job.js';
import { ScriptSandbox, type Suspension } from './script-sandbox.js';

const use = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const endingAs = (reason: ScriptFailureReason): ScriptOutcome => ({ kind: 'failed', reason, detail: '', use });

let now: number;
let reasons: Partial<Record<string, ScriptFailureReason>>;
let suspensions: Suspension[];
let sandbox: ScriptSandbox;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => {
  now = 0;
  reasons = {};
  suspensions = [];
  sandbox = new ScriptSandbox({
    pool: {
      run: ({ subject }, isUnwanted) => {
        const reason = reasons[subject?.one ?? ''];
        if (isUnwanted?.() === true) return Promise.resolve(endingAs('suspended'));
        return Promise.resolve(reason === undefined ? { kind: 'missing', defined: [], use } : endingAs(reason));
      },
      warm: () => undefined,
      canRun: () => true,
      close: () => Promise.resolve(),
    },
    clock: { now: () => new Date(now) },
    onSuspended: (suspension) => suspensions.push(suspension),
  });
});

const inModule = (moduleId: string) => ({ origin: { moduleId, hash: 'of-1' } });
const as = (one: string, countsAs = one) => ({ subject: { one, countsAs }, ...inModule('smart_auth') });

async function run(subject?: string): Promise<string> {
  const outcome = await sandbox.run(sandboxRun('1', subject === undefined ? inModule('smart_auth') : as(subject)));
  return outcome.kind === 'failed' ? outcome.reason : outcome.kind;
}

async function runs(subjects: readonly (string | undefined)[]): Promise<readonly string[]> {
  const all: string[] = [];
  for (const subject of subjects) all.push(await run(subject));
  return all;
}

const suspended = { name: 'script.js', moduleId: 'smart_auth', hash: 'of-1', until: new Date(30_000) };
const times = (count: number, subject?: string) => Array.from({ length: count }, () => subject);

describe('F-23, R-15: a script that a limit ends', () => {
  test('for one person five times is left alone for this person, and runs for all others', async () => {
    reasons = { amelia: 'compute-limit' };

    expect(await runs(times(7, 'amelia'))).toEqual([...times(5, 'compute-limit'), 'suspended', 'suspended']);
    expect(await runs(['bertha', 'carla', undefined])).toEqual(times(3, 'missing'));
    expect([suspensions, sandbox.suspendedScripts()]).toEqual([[{ ...suspended, isForOne: true }], []]);
  });

  test('for this person again and again in their trials is left alone for this person only', async () => {
    reasons = { amelia: 'memory-limit' };
    for (let minute = 0; minute < 10; minute++) {
      await runs(times(6, 'amelia'));
      now += 60_000;
    }

    expect([await run('bertha'), suspensions.every(({ isForOne }) => isForOne)]).toEqual(['missing', true]);
  });

  test('for five people is left alone for all, and the sixth is told for how long', async () => {
    reasons = { a: 'compute-limit', b: 'compute-limit', c: 'crashed', d: 'compute-limit', e: 'host-call-limit' };
    await runs(['a', 'b', 'c', 'd', 'e']);
    now = 12_000;

    expect(await sandbox.run(sandboxRun('1', as('f')))).toMatchObject({
      reason: 'suspended',
      retryAfterSeconds: 18,
    });
    expect(suspensions).toEqual([{ ...suspended, isForOne: false }]);
    now = 30_000;
    expect(await runs(['f', 'a', 'bertha'])).toEqual(['missing', 'compute-limit', 'missing']);
  });

  test('V-55: for names that one stranger made up is left alone for each of them, and runs for all others', async () => {
    reasons = Object.fromEntries(Array.from('abcdefgh', (one) => [one, 'compute-limit'] as const));
    for (const one of 'abcdefgh') await sandbox.run(sandboxRun('1', as(one, 'network 192.0.2.1')));

    expect([await run('amelia'), suspensions]).toEqual(['missing', []]);
  });

  test('in one module is left alone there: others run it with limits of their own', async () => {
    reasons = { '': 'compute-limit' };
    await runs(times(5));
    reasons = {};

    expect(await run()).toBe('suspended');
    expect(await sandbox.run(sandboxRun('1', inModule('smart_two')))).toMatchObject({ kind: 'missing' });
  });

  test('where nobody knows for whom counts each time', async () => {
    reasons = { '': 'compute-limit' };

    expect(await runs(times(6))).toEqual([...times(5, 'compute-limit'), 'suspended']);
  });

  test.each(['output-limit', 'busy', 'time-limit', 'thrown'] as const)('%s is no such end', async (reason) => {
    reasons = { amelia: reason };

    expect(new Set(await runs(times(20, 'amelia')))).toEqual(new Set([reason]));
  });
});
