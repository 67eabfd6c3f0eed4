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
