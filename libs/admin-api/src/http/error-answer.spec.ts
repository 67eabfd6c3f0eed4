import { ScriptsBusyError } from '#module-config/script-check.port';
import { errorAnswer } from './error-answer.js';

test('a source that nobody can look at now is to be sent again', () => {
  const { error, isFault } = errorAnswer(new ScriptsBusyError());

  expect([error.status, error.message, isFault]).toEqual([503, expect.stringContaining('try again'), false]);
  expect(error.options.retryAfterSeconds).toBe(2);
});
