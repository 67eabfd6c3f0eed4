import type { Finding } from './finding.js';
import { runChecks } from './run-checks.js';

const finding = (severity: Finding['severity']): Finding => ({ severity, about: 'it', problem: severity, remedy: '' });

test('The doctor tells the worst first, whichever check finds it', async () => {
  const checks = [
    { name: 'one', run: () => Promise.resolve([finding('note'), finding('error')]) },
    { name: 'two', run: () => Promise.resolve([finding('warning')]) },
  ];

  expect((await runChecks(checks, 1_000)).map(({ severity }) => severity)).toEqual(['error', 'warning', 'note']);
});

test('A check that fails or does not end is a finding, and the others are told', async () => {
  const checks = [
    { name: 'endless', run: () => new Promise<never>(() => undefined) },
    { name: 'broken', run: () => Promise.reject(new Error('no database')) },
    { name: 'well', run: () => Promise.resolve([finding('note')]) },
  ];

  expect((await runChecks(checks, 10)).map(({ about, problem }) => `${about}: ${problem}`)).toEqual([
    'endless: the check did not end within 0.01 seconds',
    'broken: the check failed: no database',
    'it: note',
  ]);
});
