import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { StoredKeystore } from '../stores/keystore.store.js';
import { RotationSchedule, type ScheduleParts } from './rotation-schedule.js';

const now = new Date('2026-11-22T12:00:00Z');
const due = {
  ...{ keystoreId: 'full', kind: 'generated', rotationDays: 1 },
  keys: [{ kid: 'a', alg: 'ES256', publishedAt: new Date(0), signsFrom: new Date(0), longestTokenSeconds: 0 }],
} as unknown as StoredKeystore;

test('A rotation that is due and refused is told of', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  const problems = [{ field: 'keys', problem: 'would be more than 60' }];
  const parts = {
    store: { after: () => Promise.resolve([due]) },
    rotation: { rotateIfDue: () => Promise.resolve({ kind: 'refused', problems }) },
    clock: { now: () => now },
  } as unknown as ScheduleParts;

  await new RotationSchedule(parts).run();

  expect(warn.mock.calls).toEqual([['The keys of "full" are due and were not rotated: keys would be more than 60']]);
  warn.mockRestore();
});
