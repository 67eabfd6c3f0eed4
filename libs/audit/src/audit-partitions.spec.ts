import { jest } from '@jest/globals';
import { AuditPartitions } from './audit-partitions.js';

afterEach(() => {
  jest.useRealTimers();
});

test('partitions are made at the start and twice a day; a failure is a warning and no more', async () => {
  jest.useFakeTimers();
  const made: Date[] = [];
  const warnings: string[] = [];
  let failing = true;
  const ensurePartitions = (at: Date): Promise<void> => {
    made.push(at);
    return failing ? Promise.reject(new Error('no lock')) : Promise.resolve();
  };
  const now = new Date('2026-11-22T00:00:00Z');
  const partitions = new AuditPartitions({
    store: { ensurePartitions },
    clock: { now: () => now },
    log: { warn: (text: string) => void warnings.push(text) },
  });

  await partitions.start();
  failing = false;
  await jest.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
  partitions.stop();
  await jest.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);

  expect(made).toEqual([now, now, now]);
  expect(warnings).toHaveLength(1);
});
