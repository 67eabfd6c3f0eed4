import { Logger } from '@nestjs/common';
import { failureOf } from './failure.js';
import { FailureLog } from './failure-log.js';

describe('failure log', () => {
  test('R-20: gives every failure a reference of its own that can be read out', () => {
    Logger.overrideLogger(false);
    const log = new FailureLog();

    const references = Array.from({ length: 100 }, () => log.write(failureOf(new Error('x')), undefined, '/signin'));

    expect(new Set(references).size).toBe(100);
    for (const reference of references) expect(reference).toMatch(/^GH(?:-[2-9A-HJKMNP-Z]{2,4}){3}$/);
  });
});
