import { readClientJson } from '#protocol/client/client-json';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { clientWarnings } from './client-warnings.js';

const off = new OutboundSmartOptions();
const on = new OutboundSmartOptions();
Object.assign(on.grants, { passwordEnabled: true });
for (const options of [on.implicit, on.device, on.exchange, on.codap]) Object.assign(options, { enabled: true });
const app = {
  clientId: 'my-app',
  enabled: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
  registeredRedirectUris: ['https://app.example/cb'],
};
const secret = { clientSecrets: [{ description: 'x' }] };

function warningsFor(change: Readonly<Record<string, unknown>>, options = off) {
  const { client } = readClientJson({ ...app, ...change }, { nodeId: 'Master', moduleId: 'smart_auth' });
  return clientWarnings(client, options);
}

describe('what a client seems to have and has not', () => {
  test.each([
    ['PASSWORD', 'password_grant.enabled'],
    ['IMPLICIT', 'implicit.enabled'],
    ['DEVICE_CODE', 'device_grant.enabled'],
    ['TOKEN_EXCHANGE', 'token_exchange.enabled'],
    ['JWT_BEARER', 'codap.enabled'],
  ])('ruling 42: %s, where the module does not offer it: the remedy names %s', (grant, remedy) => {
    const proofs = { ...secret, jwksUrl: 'https://app.example/jwks' };

    expect(warningsFor({ allowedGrantTypes: ['AUTHORIZATION_CODE', grant], ...proofs })).toEqual([
      {
        field: 'allowedGrantTypes',
        problem: expect.stringContaining(grant),
        remedy: expect.stringContaining(remedy),
      },
    ]);
  });

  test.each([
    ['absent', undefined, ['pkceRequired']],
    ['true', true, ['pkceRequired']],
    ['false', false, []],
  ])('S-04, ruling 31: IMPLICIT where the module offers it, pkceRequired %s', (_name, pkceRequired, fields) => {
    const warnings = warningsFor({ allowedGrantTypes: ['IMPLICIT'], pkceRequired: pkceRequired ?? null }, on);

    expect(warnings.map(({ field }) => field)).toEqual(fields);
  });

  test.each([
    ['nothing', {}, ['allowedGrantTypes']],
    ['a secret', secret, ['publicJwks']],
    ['keys', { jwksUrl: 'https://app.example/jwks' }, []],
  ])('STD CO4: JWT_BEARER with %s to sign by', (_name, credentials, fields) => {
    const warnings = warningsFor({ allowedGrantTypes: ['JWT_BEARER'], ...credentials }, on);

    expect(warnings.map(({ field }) => field)).toEqual(fields);
  });

  test('S-04: where implicit is off, one remedy says both', () => {
    const [warning] = warningsFor({ allowedGrantTypes: ['IMPLICIT'] });

    expect(warning?.remedy).toMatch(/implicit\.enabled.*"pkceRequired": false/);
  });

  test.each([
    ['nothing', {}, ['secretRequired']],
    ['a secret', secret, []],
    ['keys', { jwksUrl: 'https://app.example/jwks' }, []],
    ['a certificate', { tokenEndpointAuthMethod: 'tls_client_auth', tlsClientAuthSanDns: 'app.example' }, []],
  ])('ruling 57: secretRequired with %s to authenticate with', (_name, credentials, fields) => {
    expect(warningsFor({ secretRequired: true, ...credentials }).map(({ field }) => field)).toEqual(fields);
  });

  test.each([
    {
      name: 'client credentials without secret and key',
      change: { allowedGrantTypes: ['CLIENT_CREDENTIALS'], registeredRedirectUris: [], clientSecrets: [] },
      field: 'allowedGrantTypes',
      grant: 'CLIENT_CREDENTIALS',
    },
    {
      name: 'codes without redirect URI',
      change: { registeredRedirectUris: [] },
      field: 'registeredRedirectUris',
      grant: 'AUTHORIZATION_CODE',
    },
  ])('reference 13: $name: the client cannot use the grant', ({ change, field, grant }) => {
    expect(warningsFor(change)).toEqual([
      {
        field,
        problem: expect.stringMatching(`cannot use.*${grant}|${grant}.*cannot use`),
        remedy: expect.any(String),
      },
    ]);
  });

  test('V-01: a * in a redirect URI stands for nothing but itself', () => {
    const uris = ['https://app.example/cb', 'http://localhost:3000/*', 'https://*.app.example/cb'];

    expect(warningsFor({ registeredRedirectUris: uris })).toEqual(
      uris.slice(1).map((uri) => ({
        field: 'registeredRedirectUris',
        problem: expect.stringContaining(uri),
        remedy: expect.stringContaining('exactly'),
      })),
    );
  });

  test.each([
    ['an ordinary app', {}, off],
    [
      'an app that uses all that is offered',
      { allowedGrantTypes: ['PASSWORD', 'DEVICE_CODE', 'TOKEN_EXCHANGE', 'CLIENT_CREDENTIALS'], ...secret },
      on,
    ],
    ['a disabled client', { enabled: false, allowedGrantTypes: ['PASSWORD'], secretRequired: true }, off],
    ['an archived client', { archivedAt: '2026-01-01T00:00:00Z', allowedGrantTypes: ['JWT_BEARER'] }, off],
  ])('nothing is said of %s', (_name, change, options) => {
    expect(warningsFor(change, options)).toEqual([]);
  });
});
