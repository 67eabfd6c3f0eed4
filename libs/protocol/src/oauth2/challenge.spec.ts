import { challenge, tokenChallenges, tokenErrorChallenges } from './challenge.js';
import { OAuthError } from './oauth-error.js';

const ALGS = ['ES256', 'PS256'];

test('STD RFC6750-3: without credentials there is no error member', () => {
  expect(challenge('Basic', 'Gatehouse')).toBe('Basic realm="Gatehouse"');
  expect(tokenChallenges('Gatehouse', [])).toEqual(['Bearer realm="Gatehouse"']);
  expect(tokenChallenges('Gatehouse', ALGS)).toEqual([
    'Bearer realm="Gatehouse"',
    'DPoP realm="Gatehouse", algs="ES256 PS256"',
  ]);
});

test('STD RFC6750-2: a refused token gets realm, error and the scope that is needed', () => {
  const error = new OAuthError('insufficient_scope', 'Say "please"', {
    challenge: 'Bearer',
    neededScopes: ['openid', 'a'],
    proofAlgorithms: ALGS,
  });

  expect(tokenErrorChallenges('Gatehouse', error)).toEqual([
    'Bearer realm="Gatehouse", error="insufficient_scope", error_description="Say \'please\'.", scope="openid a"',
  ]);
});

test('STD RFC9449-1: where DPoP is taken the challenge says so, the error under the scheme that was used', () => {
  const refusal = (scheme: 'Bearer' | 'DPoP') =>
    tokenErrorChallenges(
      'Gatehouse',
      new OAuthError('invalid_token', 'No.', { challenge: scheme, proofAlgorithms: ALGS }),
    );
  const error = 'error="invalid_token", error_description="No."';

  expect(refusal('DPoP')).toEqual([`DPoP realm="Gatehouse", ${error}, algs="ES256 PS256"`]);
  expect(refusal('Bearer')).toEqual([
    `Bearer realm="Gatehouse", ${error}`,
    'DPoP realm="Gatehouse", algs="ES256 PS256"',
  ]);
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

  expect(tokenErrorChallenges('Gatehouse', error)).toEqual([
    `Bearer realm="Gatehouse", error="insufficient_user_authentication", error_description="Sign in again."${told}`,
  ]);
});
