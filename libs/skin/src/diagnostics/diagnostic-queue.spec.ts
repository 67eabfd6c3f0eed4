import { jest } from '@jest/globals';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { NewDiagnostic } from '../stores/diagnostic.store.js';
import { DiagnosticQueue } from './diagnostic-queue.js';
import type { SkinMistake } from './skin-mistake.js';

const START = Date.parse('2026-11-23T08:00:00Z');
const mistake = (key: string): SkinMistake => ({
  ...{ key, kind: 'failure', moduleId: 'auth', skin: 'org.example:clinic:1.0', sha256: 'aa', page: 'login' },
  ...{ file: 'userlogin.html', message: 'Is wrong.' },
});

let written: NewDiagnostic[][];
let answers: (() => Promise<void>)[];
let warnings: string[];
let queue: DiagnosticQueue;
beforeEach(() => {
  jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  [written, answers, warnings] = [[], [], []];
  const add = async (rows: readonly NewDiagnostic[]): Promise<void> => {
    await answers.shift()?.();
    written.push([...rows]);
  };
  const clock = { now: () => new Date() };
  queue = new DiagnosticQueue({ store: { add }, clock, logger: { warn: (text: string) => void warnings.push(text) } });
});
afterEach(() => jest.useRealTimers());

const counts = () => written.map((rows) => rows.map(({ key, times }) => `${key} ${String(times)}`));

test('what is new is written in a second, what happens again once a minute, with how often it was', async () => {
  queue.add(mistake('a'), 'GH-1');
  queue.add(mistake('a'), 'GH-1');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(counts()).toEqual([['a 2']]);

  for (let second = 0; second < 58; second += 1) {
    queue.add(mistake('a'), 'GH-1');
    await jest.advanceTimersByTimeAsync(1_000);
  }
  expect(counts()).toEqual([['a 2']]);
  // Another one does not wait for it, and does not bring it along.
  queue.add(mistake('b'), 'GH-2');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(counts()).toEqual([['a 2'], ['b 1']]);
  await jest.advanceTimersByTimeAsync(3_000);
  expect(counts()).toEqual([['a 2'], ['b 1'], ['a 58']]);
  expect(written[2]?.[0]?.lastAge).toBeLessThan(10);
  expect(written[2]?.[0]?.firstAge).toBeGreaterThan(55);
});

test('F-13: what a database that is away does not take is written when it is back, and told once', async () => {
  const away = (): Promise<void> => Promise.reject(new DatabaseUnavailableError('gone'));
  answers.push(away, away);
  queue.add(mistake('a'), 'GH-1');
  await jest.advanceTimersByTimeAsync(1_000);
  queue.add(mistake('a'), 'GH-1');
  await jest.advanceTimersByTimeAsync(60_000);
  expect([counts(), warnings.length]).toEqual([[], 1]);

  await jest.advanceTimersByTimeAsync(60_000);
  expect([counts(), warnings.length]).toEqual([[['a 2']], 1]);
});

test('what the database refuses for good is let go', async () => {
  answers.push(() => Promise.reject(new Error('no such column')));
  queue.add(mistake('a'), 'GH-1');
  await jest.advanceTimersByTimeAsync(300_000);

  expect([counts(), warnings]).toEqual([[], [expect.stringContaining('no such column')]]);
});

test('R-18: no more than two hundred wait; everything is written at the end', async () => {
  for (let number = 0; number < 500; number += 1) queue.add(mistake(`m${String(number)}`), 'GH-1');
  await queue.onModuleDestroy();

  expect(written.map(({ length }) => length)).toEqual([200]);
});
