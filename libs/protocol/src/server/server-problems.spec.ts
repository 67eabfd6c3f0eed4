import { generateKeyPairSync } from 'node:crypto';
import { readServerJson } from './read-server.js';
import { serverProblems } from './server-problems.js';

const module = { nodeId: 'Master', moduleId: 'smart_auth' };
const issuer = 'https://idp.example.org/realms/a';
const strict = { allowsPlainHttp: false };

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'a' };
const privateKey = { ...ec.privateKey.export({ format: 'jwk' }), kid: 'a' };
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });

const problemsOf = (json: object, rules = strict) =>
  serverProblems(readServerJson({ issuer, ...json }, module).server, rules).map(
    ({ field, problem }) => `${field} ${problem}`,
  );

describe('a definition is refused with', () => {
  test.each([
    ['an issuer of another scheme', { issuer: 'ftp://idp.example.org' }, /^issuer .*ftp/],
    ['an issuer that runs code (V-09)', { issuer: 'javascript:alert(1)' }, /^issuer .*javascript/],
    ['an issuer with a query', { issuer: 'https://idp.example.org/?a=b' }, /^issuer has a query/],
    ['an issuer with a fragment', { issuer: 'https://idp.example.org/#a' }, /^issuer has a fragment/],
    ['an issuer with user information', { issuer: 'https://a:b@idp.example.org' }, /^issuer has user information/],
    ['plain http in production', { issuer: 'http://idp.example.org' }, /^issuer uses http/],
    ['a plain http endpoint', { federationTokenUrl: 'http://idp.example.org/token' }, /^federationTokenUrl uses http/],
    ['an endpoint that is a path', { federationUserInfoUrl: '/userinfo' }, /^federationUserInfoUrl is not an absolute/],
    ['a paragraph separator in its name (V-84)', { name: 'a\u2029b' }, /^name has a line break/],
    ['a registration id that leaves its path', { federationRegistrationId: '../a' }, /^federationRegistrationId has/],
    ['scopes in quotation marks', { federationRequestScopes: '"openid"' }, /^federationRequestScopes/],
    ['a file that is a path', { validationJwkFile: '/etc/passwd' }, /^validationJwkFile begins/],
    ['keys that are no JSON', { validationJwkText: 'x' }, /^validationJwkText is no JSON Web Key/],
    ['an empty key set', { validationJwkText: '{"keys":[]}' }, /^validationJwkText must have 1 to 20/],
    ['a private key (V-50)', { validationJwkText: JSON.stringify(privateKey) }, /has a private key/],
    ['a shared secret', { validationJwkText: '{"kty":"oct","k":"AAAA"}' }, /not of type RSA, EC or OKP/],
    ['a weak key (S-06)', { validationJwkText: JSON.stringify(rsa1024) }, /at least 2048 bits/],
    ['a key off its curve', { validationJwkText: JSON.stringify({ ...publicKey, x: 'AA' }) }, /cannot be read/],
    ['two keys of one kid', { validationJwkText: JSON.stringify({ keys: [publicKey, publicKey] }) }, /one kid/],
    ['a secret of 8 characters', { tokenIntrospectionClientSecret: '12345678' }, /shorter than 9/],
  ])('%s', (_name, json, expected) => {
    expect(problemsOf(json)).toEqual([expect.stringMatching(expected)]);
  });

  test('all its mistakes at once, none of which repeats the secret', () => {
    const problems = problemsOf({ issuer: 'x', name: 'a\u2028b', tokenIntrospectionClientSecret: 's3cr3t' });

    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('s3cr3t');
  });
});

test.each([
  ['one key (ruling 18)', { validationJwkText: JSON.stringify(publicKey) }],
  ['a key set (ruling 18)', { validationJwkText: JSON.stringify({ keys: [publicKey] }) }],
  ['http to the loopback', { issuer: 'http://localhost:8080/realms/a', federationTokenUrl: 'http://127.0.0.1/t' }],
  ['an endpoint with a query', { federationAuthorizationUrl: 'https://idp.example.org/a?tenant=b' }],
  ['a secret of 9 characters', { tokenIntrospectionClientSecret: '123456789' }],
  ['scripts of several lines', { federationAuthScriptText: 'function onAuthenticateSuccess() {\r\n\t// …\n}' }],
])('a definition may have %s', (_name, json) => {
  expect(problemsOf(json)).toEqual([]);
});

test('in evaluation any host may be reached by http (ruling 61)', () => {
  expect(problemsOf({ issuer: 'http://keycloak:8080/realms/a' }, { allowsPlainHttp: true })).toEqual([]);
});
