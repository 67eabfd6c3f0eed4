import { callbackError } from './callback-error.js';

test.each([
  ['access_denied', 'service-refused'],
  ['login_required', 'service-refused'],
  ['temporarily_unavailable', 'service-unavailable'],
  ['invalid_scope', 'service-failed'],
  ['<script>', 'service-failed'],
])('%s is told as %s', (error, problem) => {
  expect(callbackError(error, 'in its own words')).toEqual({
    problem,
    reason: `the server answered ${error}: in its own words`,
  });
  expect(callbackError(error, undefined).reason).toBe(`the server answered ${error}`);
});
