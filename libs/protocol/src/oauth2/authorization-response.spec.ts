import { errorResponse, successResponse } from './authorization-response.js';
import { OAuthError } from './oauth-error.js';

const redirection = {
  redirectUri: 'https://app.example/cb',
  redirectUriWasOmitted: false,
  responseMode: 'query',
  state: 's',
} as const;
const request = {
  ...redirection,
  clientId: 'app',
  responseType: 'code',
  scopes: [],
  audience: [],
  prompt: [],
} as const;
const { state: _state, ...stateless } = redirection;

test('STD RFC9207-1, A5: a code comes with state and issuer', () => {
  expect(successResponse(request, { code: 'ghc_1' }, 'https://as.example/')).toEqual({
    redirectUri: 'https://app.example/cb',
    responseMode: 'query',
    parameters: { code: 'ghc_1', state: 's', iss: 'https://as.example/' },
  });
});

test.each([
  { name: 'with state', from: redirection, expected: { state: 's' } },
  { name: 'without', from: stateless, expected: {} },
])('STD RFC9207-1, OC8, V-14: an error comes with the issuer, $name', ({ from, expected }) => {
  const { parameters } = errorResponse(from, new OAuthError('access_denied', 'Not now'), 'https://as.example');

  expect(parameters).toEqual({
    error: 'access_denied',
    error_description: 'Not now.',
    iss: 'https://as.example',
    ...expected,
  });
});
