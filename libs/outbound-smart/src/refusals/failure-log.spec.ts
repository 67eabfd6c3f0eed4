import { Logger } from '@nestjs/common';
import { FailureLog } from './failure-log.js';

describe('failure log', () => {
  test('R-20: gives every failure a reference of its own that can be read out', () => {
    Logger.overrideLogger(false);
    const log = new FailureLog();
    const failure = { status: 500, code: 'server_error', message: 'x', isFault: true };

    const references = Array.from({ length: 100 }, () => log.write(failure, undefined, '/signin'));

    expect(new Set(references).size).toBe(100);
    for (const reference of references) expect(reference).toMatch(/^GH(?:-[2-9A-HJKMNP-Z]{2,4}){3}$/);
  });
});
