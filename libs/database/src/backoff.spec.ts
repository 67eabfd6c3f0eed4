import fc from 'fast-check';
import { backoffMilliseconds } from './backoff.js';

describe('backoffMilliseconds', () => {
  test('F-31: lies between half and all of the doubled wait, and never over the most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (attempt) => {
        const whole = Math.min(100 * 2 ** (attempt - 1), 2_000);
        const wait = backoffMilliseconds(attempt, { first: 100, most: 2_000 });
        return wait >= whole / 2 && wait <= whole;
      }),
    );
  });

  test('F-37: differs from call to call', () => {
    const waits = Array.from({ length: 20 }, () => backoffMilliseconds(1, { first: 100, most: 100 }));

    expect(new Set(waits).size).toBeGreaterThan(10);
  });
});
