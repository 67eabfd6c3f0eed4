import { bearerErrorChallenge, challenge } from './challenge.js';
import { OAuthError } from './oauth-error.js';

test('STD RFC6750-3: without credentials there is no error member', () => {
  expect(challenge('Bearer', 'Gatehouse')).toBe('Bearer realm="Gatehouse"');
  expect(challenge('Basic', 'Gatehouse')).toBe('Basic realm="Gatehouse"');
});

test('STD RFC6750-2: a refused token gets realm, error and the scope that is needed', () => {
  expect(bearerErrorChallenge('Gatehouse', new OAuthError('insufficient_scope', 'Say "please"'), ['openid', 'a'])).toBe(
    'Bearer realm="Gatehouse", error="insufficient_scope", error_description="Say \'please\'.", scope="openid a"',
  );
});

test.each([
  {
    needed: { acrValues: ['urn:two', 'urn:three'], maxAge: 60 },
    told: ', acr_values="urn:two urn:three", max_age="60"',
  },
  { needed: { acrValues: [], maxAge: 0 }, told: ', max_age="0"' },
  { needed: { acrValues: ['urn:two'] }, told: ', acr_values="urn:two"' },
])('STD RFC9470-1: a sign-in that is not enough gets what is needed: $needed', ({ needed, told }) => {
  const error = new OAuthError('insufficient_user_authentication', 'Sign in again', { neededSignIn: needed });

  expect(bearerErrorChallenge('Gatehouse', error)).toBe(
    `Bearer realm="Gatehouse", error="insufficient_user_authentication", error_description="Sign in again."${told}`,
  );
});
