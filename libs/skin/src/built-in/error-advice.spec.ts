import { errorAdvice } from './error-advice.js';
import { inEnglish } from '../phrases.port.js';

describe('errorAdvice', () => {
  test.each([
    { facts: { statusCode: 400, answered: true }, says: 'start again in the app' },
    { facts: { statusCode: 403, restartUrl: '/signin' }, says: 'Start again from here' },
    { facts: { statusCode: 403, restartUrl: '/signin', parameter: '_csrf' }, says: 'Start again from here' },
    { facts: { statusCode: 400, parameter: 'redirect_uri' }, says: 'a request that it has to correct' },
    { facts: { statusCode: 404 }, says: 'Check the address' },
    { facts: { statusCode: 429 }, says: 'Wait a few minutes, then try again.' },
    { facts: { statusCode: 503 }, says: 'Wait a few minutes, then go back to the app' },
    { facts: { statusCode: 403 }, says: 'Go back to the app and try again' },
  ])('ruling 5, OU2: $facts', ({ facts, says }) => {
    expect(inEnglish({ key: errorAdvice(facts) })).toContain(says);
  });
});
