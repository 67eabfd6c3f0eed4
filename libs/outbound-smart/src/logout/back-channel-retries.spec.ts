import { attemptOfFailure, attemptOfStatus, isUsedUp, pauseAfter } from './back-channel-retries.js';

describe('what an answer to a logout token means (STD OBCL-2)', () => {
  test.each([
    { status: 200, kind: 'told' },
    { status: 204, kind: 'told' },
    { status: 400, kind: 'refused' },
    { status: 401, kind: 'refused' },
    { status: 404, kind: 'refused' },
    { status: 408, kind: 'missed' },
    { status: 425, kind: 'missed' },
    { status: 429, kind: 'missed' },
  ])('HTTP $status: $kind', ({ status, kind }) => {
    expect(attemptOfStatus(status).kind).toBe(kind);
  });

  test.each([
    { reason: 'address-refused', kind: 'refused' },
    { reason: 'destination-refused', kind: 'refused' },
    { reason: 'unreachable', kind: 'missed' },
    { reason: 'timeout', kind: 'missed' },
    { reason: 'status', kind: 'missed' },
    { reason: 'redirected', kind: 'missed' },
    { reason: 'busy', kind: 'missed' },
    { reason: 'circuit-open', kind: 'missed' },
  ] as const)('V-76: no answer, $reason: $kind', ({ reason, kind }) => {
    expect(attemptOfFailure(reason)).toEqual({ kind, reason });
  });

  test('tries six times, ever more rarely', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(pauseAfter)).toEqual([10, 60, 300, 1_800, 7_200, undefined, undefined]);
    expect([1, 6, 7].map(isUsedUp)).toEqual([false, false, true]);
  });
});
