import { accessTokenProblem, introspectedTokenProblem } from './access-token-kind.js';

const scope = 'user/*.rs';

describe('V-46: a JWT of another server', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    ['of RFC 9068', 'at+jwt', {}],
    ['of RFC 9068, in full', 'application/AT+JWT', {}],
    ['with scopes', 'JWT', { scope }],
    ['with a list of scopes', undefined, { scope: ['read'] }],
    ['of Okta', undefined, { scp: ['read'] }],
    ['of Keycloak', 'JWT', { typ: 'Bearer', nonce: 'n' }],
    ['of Cognito', undefined, { token_use: 'access' }],
    ['that says nothing by null', 'JWT', { scope, at_hash: null, nonce: null, events: null, typ: null, cnf: null }],
  ])('%s is an access token', (_name, typ, claims) => {
    expect(accessTokenProblem(typ, claims)).toBeUndefined();
  });

  test.each<[string, unknown, Record<string, unknown>]>([
    ['that names no scope', 'JWT', {}],
    ['whose scope is null', 'JWT', { scope: null }],
    ['whose scp is null', undefined, { scp: null }],
    ['whose scope is empty', undefined, { scope: ' ', scp: [] }],
    ['whose scope is no text', undefined, { scope: { a: 1 }, scp: [1] }],
    ['with a nonce', 'JWT', { scope, nonce: 'n' }],
    ['with at_hash', 'JWT', { scope, at_hash: 'x' }],
    ['with c_hash', 'JWT', { scope, c_hash: 'x' }],
    ['of Keycloak for refreshing', 'JWT', { scope, typ: 'Refresh' }],
    ['of Keycloak for refreshing, in small letters', 'JWT', { scope, typ: 'offline' }],
    ['of Keycloak for an ID', 'JWT', { scope, typ: 'ID' }],
    ['of Cognito for an ID', undefined, { scope, token_use: 'id' }],
    ['that is called a refresh token', undefined, { scope, token_use: 'refresh_token' }],
    ['that is an access token and something else', undefined, { token_use: 'access', typ: 'ID' }],
    ['for a logout', 'JWT', { scope, events: {} }],
    ['bound to a key', 'at+jwt', { scope, cnf: { jkt: 'x' } }],
  ])('%s is none', (_name, typ, claims) => {
    expect(accessTokenProblem(typ, claims)).toBeDefined();
  });
});

describe('V-46: what a server answers about a token', () => {
  test.each<Record<string, unknown>>([
    {},
    { token_type: 'Bearer' },
    { token_type: 'access_token', token_use: 'access_token' },
    { typ: 'Bearer', nonce: 'n' },
    { token_type: null, scope: null },
  ])('%j is about an access token', (answer) => {
    expect(introspectedTokenProblem(answer)).toBeUndefined();
  });

  test.each<Record<string, unknown>>([
    { token_type: 'refresh_token' },
    { token_type: 'N_A' },
    { token_type: 'DPoP' },
    { token_type: 'Bearer', token_use: 'refresh_token' },
    { typ: 'Refresh' },
    { typ: 'ID' },
    { token_use: 'id' },
    { token_type: 5 },
    { events: {} },
    { nonce: 'x' },
    { at_hash: 'x' },
    { cnf: { 'x5t#S256': 'x' } },
  ])('%j is not', (answer) => {
    expect(introspectedTokenProblem(answer)).toBeDefined();
  });
});
