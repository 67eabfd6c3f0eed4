import fc from 'fast-check';
import { readClientJson } from './client-json.js';
import { algorithmsOf, highAssuranceProblems, mayBeSignedBy, underProfile } from './high-assurance.js';
import { clientProblems } from './client-metadata.js';
import type { ClientDefinition } from './client.js';
import type { NewClient } from './new-client.js';

const publicJwks = JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'one' }] });
const { client: good } = readClientJson(
  {
    clientId: 'app',
    highAssurance: true,
    publicJwks,
    allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'],
    registeredRedirectUris: ['https://app.example/cb'],
    scopes: ['openid'],
  },
  { nodeId: 'Master', moduleId: 'smart_auth' },
);

describe('highAssuranceProblems', () => {
  test.each<{ id: string; field: string; change: Partial<NewClient> }>([
    { id: 'FAPI-1', field: 'publicJwks', change: { publicJwks: '' } },
    { id: 'FAPI-5', field: 'clientSecrets', change: { clientSecrets: [{ secret: 'long enough', description: '' }] } },
    { id: 'FAPI-5', field: 'tokenEndpointAuthMethod', change: { tokenEndpointAuthMethod: 'client_secret_basic' } },
    { id: 'FAPI-5', field: 'jwksUrl', change: { jwksUrl: 'http://127.0.0.1/jwks' } },
    {
      id: 'FAPI-2',
      field: 'requirePushedAuthorizationRequests',
      change: { requirePushedAuthorizationRequests: false },
    },
    { id: 'FAPI-2', field: 'requestUris', change: { requestUris: ['https://app.example/r.jwt'] } },
    { id: 'FAPI-3', field: 'pkceRequired', change: { pkceRequired: false } },
    { id: 'FAPI-6', field: 'strictAssertionAudience', change: { strictAssertionAudience: false } },
    { id: 'FAPI-7', field: 'dpopBoundAccessTokens', change: { dpopBoundAccessTokens: false } },
    { id: 'FAPI-8', field: 'tokenEndpointAuthSigningAlg', change: { tokenEndpointAuthSigningAlg: 'RS256' } },
    { id: 'FAPI-8', field: 'tokenEndpointAuthSigningAlg', change: { tokenEndpointAuthSigningAlg: 'ES384' } },
    { id: 'FAPI-8', field: 'requestObjectSigningAlg', change: { requestObjectSigningAlg: 'RS256' } },
    { id: 'FAPI-8', field: 'idTokenSignedResponseAlg', change: { idTokenSignedResponseAlg: 'RS256' } },
    { id: 'FAPI-10', field: 'allowedGrantTypes', change: { allowedGrantTypes: ['AUTHORIZATION_CODE', 'IMPLICIT'] } },
    { id: 'FAPI-10', field: 'allowedGrantTypes', change: { allowedGrantTypes: ['AUTHORIZATION_CODE', 'PASSWORD'] } },
    { id: 'FAPI-11', field: 'rotateRefreshTokens', change: { rotateRefreshTokens: true } },
    { id: 'B-22', field: 'registeredRedirectUris', change: { registeredRedirectUris: ['http://127.0.0.1/cb'] } },
    { id: 'B-22', field: 'registeredRedirectUris', change: { registeredRedirectUris: ['com.example.app:/cb'] } },
    { id: 'RFC9101-2', field: 'untypedRequestObjects', change: { untypedRequestObjects: true } },
  ])('STD $id, A-12: refuses $field: $change', ({ field, change }) => {
    const client = { ...good, ...change };

    expect(highAssuranceProblems(client).map((problem) => problem.field)).toEqual([field]);
    expect(clientProblems(client).map((problem) => problem.field)).toContain(field);
    expect(highAssuranceProblems({ ...client, highAssurance: false })).toEqual([]);
  });

  test.each<{ name: string; change: Partial<NewClient> }>([
    { name: 'registered keys', change: {} },
    { name: 'an address of keys', change: { publicJwks: '', jwksUrl: 'https://app.example/jwks' } },
    {
      name: 'what the profile would set anyway',
      change: {
        ...{ pkceRequired: true, requirePushedAuthorizationRequests: true, strictAssertionAudience: true },
        ...{ dpopBoundAccessTokens: true, rotateRefreshTokens: false, tokenEndpointAuthMethod: 'private_key_jwt' },
        ...{ tokenEndpointAuthSigningAlg: 'PS256', idTokenSignedResponseAlg: 'ES256' },
      },
    },
    {
      name: 'tokens bound to the certificate',
      change: { dpopBoundAccessTokens: false, tlsClientCertificateBoundAccessTokens: true },
    },
  ])('STD A-12: a client with $name may be saved', ({ change }) => {
    expect(highAssuranceProblems({ ...good, ...change })).toEqual([]);
  });
});

describe('underProfile', () => {
  const stored: ClientDefinition = { ...good, pid: 1, version: 1, clientSecrets: [] };

  test('A-12: leaves other clients as they are', () => {
    const other = { ...stored, highAssurance: false };

    expect(underProfile(other)).toBe(other);
  });

  test('STD FAPI-2, FAPI-3, FAPI-6, FAPI-7, FAPI-11, X3, X20: sets what the definition leaves open', () => {
    expect(underProfile(stored)).toMatchObject({
      secretRequired: true,
      pkceRequired: true,
      requirePushedAuthorizationRequests: true,
      strictAssertionAudience: true,
      dpopBoundAccessTokens: true,
      rotateRefreshTokens: false,
      idTokenSignedResponseAlg: 'ES256',
    });
  });

  test('STD FAPI-7: tokens that are bound to the certificate need no proof beside it', () => {
    expect(underProfile({ ...stored, tlsClientCertificateBoundAccessTokens: true }).dpopBoundAccessTokens).toBe(false);
  });

  test('A-12: whatever a row says, what endpoints see breaks no rule but that material is missing', () => {
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const settings = fc.record({
      pkceRequired: flag,
      requirePushedAuthorizationRequests: flag,
      strictAssertionAudience: flag,
      dpopBoundAccessTokens: flag,
      rotateRefreshTokens: flag,
      untypedRequestObjects: flag,
      secretRequired: fc.boolean(),
      requestUris: fc.subarray(['https://app.example/r.jwt']),
      allowedGrantTypes: fc.subarray([
        'AUTHORIZATION_CODE',
        'IMPLICIT',
        'PASSWORD',
        'JWT_BEARER',
        'REFRESH_TOKEN',
      ] as const),
      registeredRedirectUris: fc.subarray(['https://app.example/cb', 'http://127.0.0.1/cb', 'com.example.app:/cb']),
      clientSecrets: fc.constantFrom([], [{ pid: 1, hash: 'x', description: '' }]),
    });
    fc.assert(
      fc.property(settings, (change) => {
        const defined = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const seen = underProfile({ ...stored, ...defined });

        expect(highAssuranceProblems(seen as unknown as NewClient)).toEqual([]);
        expect(underProfile(seen)).toEqual(seen);
      }),
    );
  });
});

describe('STD FAPI-8, X4: algorithms', () => {
  test.each([
    { highAssurance: false, registered: undefined, others: ['RS384'], expected: ['RS384'] },
    { highAssurance: false, registered: 'RS256', others: ['RS384'], expected: ['RS256'] },
    { highAssurance: true, registered: undefined, others: ['RS384'], expected: ['PS256', 'ES256', 'EdDSA'] },
    { highAssurance: true, registered: 'PS256', others: ['RS384'], expected: ['PS256'] },
    { highAssurance: true, registered: 'RS256', others: ['RS256'], expected: [] },
  ] as const)(
    'with the profile: $highAssurance, registered $registered: $expected',
    ({ highAssurance, registered, others, expected }) => {
      expect(algorithmsOf({ highAssurance }, registered, others)).toEqual(expected);
    },
  );

  test.each([
    { alg: 'RS256', expected: false },
    { alg: 'ES384', expected: false },
    { alg: 'ES256', expected: true },
    { alg: 'PS256', expected: true },
    { alg: 'EdDSA', expected: true },
  ] as const)('$alg is for clients with the profile: $expected', ({ alg, expected }) => {
    expect(mayBeSignedBy({ highAssurance: true }, alg)).toBe(expected);
    expect(mayBeSignedBy({}, alg)).toBe(true);
  });
});
