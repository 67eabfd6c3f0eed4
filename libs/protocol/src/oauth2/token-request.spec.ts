import { FormParameters } from './form-parameters.js';
import {
  readAuthorizationCodeRequest,
  readClientCredentialsRequest,
  readGrantType,
  readPasswordRequest,
  readRefreshTokenRequest,
} from './token-request.js';

const parse = (form: string) => FormParameters.parse(form);

describe('token requests', () => {
  test.each([
    { name: 'no grant_type', read: () => readGrantType(parse('')), parameter: 'grant_type' },
    { name: 'an empty grant_type', read: () => readGrantType(parse('grant_type=')), parameter: 'grant_type' },
    {
      name: 'a repeated grant_type',
      read: () => readGrantType(parse('grant_type=a&grant_type=b')),
      parameter: 'grant_type',
    },
    { name: 'no code', read: () => readAuthorizationCodeRequest(parse('redirect_uri=x')), parameter: 'code' },
    {
      name: 'a repeated redirect_uri',
      read: () => readAuthorizationCodeRequest(parse('code=c&redirect_uri=a&redirect_uri=b')),
      parameter: 'redirect_uri',
    },
    {
      name: 'a repeated verifier',
      read: () => readAuthorizationCodeRequest(parse('code=c&code_verifier=a&code_verifier=b')),
      parameter: 'code_verifier',
    },
    { name: 'no username', read: () => readPasswordRequest(parse('password=p')), parameter: 'username' },
    { name: 'no password', read: () => readPasswordRequest(parse('username=u&password=')), parameter: 'password' },
    {
      name: 'a repeated password',
      read: () => readPasswordRequest(parse('username=u&password=p&password=q')),
      parameter: 'password',
    },
    { name: 'no refresh_token', read: () => readRefreshTokenRequest(parse('scope=a')), parameter: 'refresh_token' },
    {
      name: 'a repeated scope',
      read: () => readClientCredentialsRequest(parse('scope=a&scope=b')),
      parameter: 'scope',
    },
  ])('V-07, STD RFC6749-6: refuses $name', ({ read, parameter }) => {
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_request', parameter }));
  });

  test.each([
    { name: 'refresh', read: () => readRefreshTokenRequest(parse('refresh_token=r&scope=%22')) },
    { name: 'client credentials', read: () => readClientCredentialsRequest(parse('scope=a%5Cb')) },
  ])('STD RFC6749-8: a malformed scope is invalid_scope ($name)', ({ read }) => {
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_scope' }));
  });

  test.each([
    { read: () => readGrantType(parse('grant_type=made_up')), expected: 'made_up' },
    { read: () => readAuthorizationCodeRequest(parse('code=c')), expected: { code: 'c' } },
    { read: () => readAuthorizationCodeRequest(parse('code=c&code_verifier=')), expected: { code: 'c' } },
    {
      read: () => readAuthorizationCodeRequest(parse('code=c&redirect_uri=u&code_verifier=v')),
      expected: { code: 'c', redirectUri: 'u', codeVerifier: 'v' },
    },
    {
      read: () => readPasswordRequest(parse('username=+u+&password=%20p%20&scope=a')),
      expected: { username: ' u ', password: ' p ', scopes: ['a'] },
    },
    { read: () => readRefreshTokenRequest(parse('refresh_token=r')), expected: { refreshToken: 'r' } },
    {
      read: () => readRefreshTokenRequest(parse('refresh_token=r&scope=a+b')),
      expected: { refreshToken: 'r', scopes: ['a', 'b'] },
    },
    { read: () => readRefreshTokenRequest(parse('refresh_token=r&scope=+')), expected: { refreshToken: 'r' } },
    { read: () => readClientCredentialsRequest(parse('')), expected: {} },
    { read: () => readClientCredentialsRequest(parse('scope=system/*.rs')), expected: { scopes: ['system/*.rs'] } },
  ])('reads $expected', ({ read, expected }) => {
    expect(read()).toEqual(expected);
  });
});
