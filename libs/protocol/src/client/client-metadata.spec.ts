import { readClientJson } from './client-json.js';
import { clientProblems } from './client-metadata.js';
import type { NewClient } from './new-client.js';

const { client: publicClient } = readClientJson(
  { clientId: 'app', allowedGrantTypes: ['AUTHORIZATION_CODE'], registeredRedirectUris: ['https://app.example/cb'] },
  { nodeId: 'Master', moduleId: 'smart_auth' },
);
const withSecret: Partial<NewClient> = { clientSecrets: [{ secret: 'long enough', description: '' }] };
const fieldsWithProblems = (change: Partial<NewClient>) =>
  clientProblems({ ...publicClient, ...change }).map((problem) => problem.field);

describe('clientProblems', () => {
  const dangerous = [
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    '\u0001javascript:x',
    'java%0ascript:x',
    'data:text/html,x',
    'vbscript:x',
  ];
  const alsoDangerous = [
    'file:///x',
    'blob:https://a/x',
    'view-source:https://a',
    'http://app.example/cb',
    'https://a\r\nX: y',
  ];

  test.each(
    [...dangerous, ...alsoDangerous].flatMap((uri) =>
      (['registeredRedirectUris', 'postLogoutRedirectUris', 'allowedOrigins', 'launchUrls', 'jwksUrl'] as const).map(
        (field) => ({
          uri,
          field,
        }),
      ),
    ),
  )('V-09, B-22, V-84: refuses $uri as $field', ({ uri, field }) => {
    expect(fieldsWithProblems({ [field]: field === 'jwksUrl' ? uri : ['https://good.example', uri] })).toEqual([field]);
  });

  test.each([
    { name: 'an empty client id', change: { clientId: '' }, field: 'clientId' },
    { name: 'a client id with a space', change: { clientId: 'my app' }, field: 'clientId' },
    { name: 'a client id with a line break', change: { clientId: 'app\n' }, field: 'clientId' },
    { name: 'a client id outside ASCII', change: { clientId: 'äpp' }, field: 'clientId' },
    { name: 'V-84: a name with a line separator', change: { clientName: 'a\u2028b' }, field: 'clientName' },
    { name: 'V-84: a name with a next-line sign', change: { clientName: 'a\u0085b' }, field: 'clientName' },
    { name: 'no lifetime', change: { accessTokenValiditySeconds: 0 }, field: 'accessTokenValiditySeconds' },
    { name: 'a negative lifetime', change: { accessTokenValiditySeconds: -1 }, field: 'accessTokenValiditySeconds' },
    {
      name: 'a lifetime too long to count',
      change: { accessTokenValiditySeconds: 2 ** 31 },
      field: 'accessTokenValiditySeconds',
    },
    {
      name: 'refresh without lifetime',
      change: { refreshTokenValiditySeconds: 0, allowedGrantTypes: ['REFRESH_TOKEN'] },
      field: 'refreshTokenValiditySeconds',
    },
    { name: 'R-06: an hour of grace', change: { refreshTokenGraceSeconds: 3600 }, field: 'refreshTokenGraceSeconds' },
    {
      name: 'STD RFC9449-3: tokens bound to a proof key and to a certificate',
      change: { dpopBoundAccessTokens: true, tlsClientCertificateBoundAccessTokens: true },
      field: 'tlsClientCertificateBoundAccessTokens',
    },
    {
      name: 'STD RFC9449-3: bound tokens of a grant that cannot bind them',
      change: { dpopBoundAccessTokens: true, allowedGrantTypes: ['IMPLICIT'] },
      field: 'allowedGrantTypes',
    },
    { name: 'two scopes in one entry', change: { scopes: ['openid profile'] }, field: 'scopes' },
    { name: 'a scope with a quotation mark', change: { autoApproveScopes: ['"'] }, field: 'autoApproveScopes' },
    { name: 'STD S3: letters that mean nothing', change: { scopes: ['patient/*.zz'] }, field: 'scopes' },
    { name: 'STD S3: letters out of order', change: { autoGrantScopes: ['user/*.sr'] }, field: 'autoGrantScopes' },
    { name: 'STD S3: a type FHIR has not', change: { scopes: ['system/Cat.read'] }, field: 'scopes' },
    { name: 'an empty scope', change: { autoGrantScopes: [''] }, field: 'autoGrantScopes' },
    {
      name: 'a code client without redirect URI',
      change: { registeredRedirectUris: [] },
      field: 'registeredRedirectUris',
    },
    {
      name: 'STD OM20: a fragment',
      change: { registeredRedirectUris: ['https://app.example/cb#x'] },
      field: 'registeredRedirectUris',
    },
    { name: 'an origin with a path', change: { allowedOrigins: ['https://app.example/'] }, field: 'allowedOrigins' },
    { name: 'an origin in upper case', change: { allowedOrigins: ['https://APP.example'] }, field: 'allowedOrigins' },
    {
      name: 'an origin with the usual port',
      change: { allowedOrigins: ['https://app.example:443'] },
      field: 'allowedOrigins',
    },
    { name: 'any origin', change: { allowedOrigins: ['*'] }, field: 'allowedOrigins' },
    { name: 'the origin null', change: { allowedOrigins: ['null'] }, field: 'allowedOrigins' },
    { name: 'a key address of an app', change: { jwksUrl: 'myapp://keys' }, field: 'jwksUrl' },
    {
      name: 'a short secret',
      change: { clientSecrets: [{ secret: 'short', description: '' }] },
      field: 'clientSecrets[0].secret',
    },
    {
      name: 'a window that ends first',
      change: { clientSecrets: [{ description: '', activation: new Date(2), expiration: new Date(2) }] },
      field: 'clientSecrets[0].expiration',
    },
  ] as const)('refuses $name', ({ change, field }) => {
    expect(fieldsWithProblems(change)).toEqual([field]);
  });

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['keys that are no list', '{"keys":{}}'],
    ['no key', '{"keys":[]}'],
    ['21 keys', JSON.stringify({ keys: Array.from({ length: 21 }, () => ({ kty: 'EC' })) })],
    ['a shared secret', '{"keys":[{"kty":"oct","k":"AAAA"}]}'],
    ['V-50: a private key', '{"keys":[{"kty":"EC","kid":"a","x":"a","y":"b","crv":"P-256","d":"c"}]}'],
    ['S-06: a short RSA key', JSON.stringify({ keys: [{ kty: 'RSA', kid: 'a', e: 'AQAB', n: 'a'.repeat(171) }] })],
    ['STD K6: a key without kid', '{"keys":[{"kty":"EC","x":"a","y":"b","crv":"P-256"}]}'],
    ['STD K6: two keys of one kid', '{"keys":[{"kty":"EC","kid":"a"},{"kty":"EC","kid":"a"}]}'],
    ['a null', '{"keys":[null]}'],
  ])('refuses public keys with %s', (_name, publicJwks) => {
    expect(fieldsWithProblems({ publicJwks })).toEqual(['publicJwks']);
  });

  test.each([
    {
      id: 'STD RFC6749-12',
      name: 'CLIENT_CREDENTIALS',
      change: { allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
      field: 'allowedGrantTypes',
    },
    {
      id: 'STD RFC6749-12',
      name: 'TOKEN_EXCHANGE',
      change: { allowedGrantTypes: ['TOKEN_EXCHANGE'] },
      field: 'allowedGrantTypes',
    },
    {
      id: 'V-29',
      name: 'introspection of any token',
      change: { canIntrospectAnyTokens: true },
      field: 'canIntrospectAnyTokens',
    },
    { id: 'B-06', name: 'PKCE switched off', change: { pkceRequired: false }, field: 'pkceRequired' },
    { id: 'B-12', name: 'rotation switched off', change: { rotateRefreshTokens: false }, field: 'rotateRefreshTokens' },
  ] as const)('$id: $name is for confidential clients only', ({ change, field }) => {
    expect(fieldsWithProblems(change)).toEqual([field]);
    expect(fieldsWithProblems({ ...change, ...withSecret })).toEqual([]);
    expect(fieldsWithProblems({ ...change, jwksUrl: 'https://app.example/jwks' })).toEqual([]);
  });

  test.each([
    { name: 'a public app', change: {} },
    {
      name: 'a native app',
      change: { registeredRedirectUris: ['http://127.0.0.1/cb', 'com.example.app:/cb', 'myapp://smart/callback'] },
    },
    {
      name: 'an app on localhost',
      change: {
        registeredRedirectUris: ['http://localhost:3000/'],
        allowedOrigins: ['http://localhost:3000', 'capacitor://localhost'],
      },
    },
    { name: 'S-04: an app of the old flow', change: { allowedGrantTypes: ['IMPLICIT'], pkceRequired: false } },
    {
      name: 'a backend service',
      change: {
        allowedGrantTypes: ['CLIENT_CREDENTIALS'],
        registeredRedirectUris: [],
        publicJwks: '{"keys":[{"kty":"EC","kid":"a","crv":"P-384","x":"a","y":"b"}]}',
      },
    },
    {
      name: 'a client whose secrets were redacted',
      change: { allowedGrantTypes: ['CLIENT_CREDENTIALS'], clientSecrets: [{ description: 's***' }] },
    },
  ] as const)('accepts $name', ({ change }) => {
    expect(clientProblems({ ...publicClient, ...change })).toEqual([]);
  });
});
