import { readClientJson } from './client-json.js';
import { noOwnFields } from './own-fields.js';

const defaults = { nodeId: 'Master', moduleId: 'smart_auth' };
const read = (value: unknown) => readClientJson(value, defaults);

/** The object of the product's seed file, values invented. */
const seed = {
  nodeId: 'Node2',
  moduleId: 'other_auth',
  clientId: 'my-app',
  clientName: 'My App',
  enabled: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
  accessTokenValiditySeconds: 3600,
  refreshTokenValiditySeconds: 90_000,
  scopes: ['openid', 'launch/patient', 'patient/*.read', 'openid'],
  autoApproveScopes: ['openid'],
  autoGrantScopes: [],
  registeredRedirectUris: ['http://localhost:3000/cb'],
  clientSecrets: [
    { pid: 3, secret: 'secret-secret', description: 'first', activation: '2026-01-01T00:00:00Z', expiration: '' },
  ],
  secretRequired: true,
  secretClientCanChange: false,
  fixedScope: false,
  alwaysRequireApproval: false,
  rememberApprovedScopes: true,
  permissions: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Patient' }],
  publicJwks: '',
  jwksUrl: '',
  canIntrospectOwnTokens: false,
  canIntrospectAnyTokens: true,
  canReissueTokens: false,
  attestationAccepted: false,
  createdByAppSphere: false,
};

describe('readClientJson', () => {
  test.each([
    ['null', null, ''],
    ['a list', [], ''],
    ['a text', '{}', ''],
    ['no client id', {}, 'clientId'],
    ['an empty client id', { clientId: '' }, 'clientId'],
    ['a client id that is an object', { clientId: { $ne: '' } }, 'clientId'],
    ['a switch as text', { clientId: 'a', enabled: 'true' }, 'enabled'],
    ['a three-state switch as text', { clientId: 'a', pkceRequired: 'false' }, 'pkceRequired'],
    ['a lifetime as text', { clientId: 'a', accessTokenValiditySeconds: '300' }, 'accessTokenValiditySeconds'],
    ['a broken lifetime', { clientId: 'a', refreshTokenValiditySeconds: 1.5 }, 'refreshTokenValiditySeconds'],
    ['an endless lifetime', { clientId: 'a', refreshTokenValiditySeconds: 1e300 }, 'refreshTokenValiditySeconds'],
    ['scopes as text', { clientId: 'a', scopes: 'openid profile' }, 'scopes'],
    ['scopes with a number', { clientId: 'a', scopes: ['openid', 1] }, 'scopes'],
    ['50,000 scopes', { clientId: 'a', scopes: Array.from({ length: 50_000 }, String) }, 'scopes'],
    ['a redirect URI that is a list', { clientId: 'a', registeredRedirectUris: [['x']] }, 'registeredRedirectUris'],
    ['an unknown grant type', { clientId: 'a', allowedGrantTypes: ['authorization_code'] }, 'allowedGrantTypes'],
    [
      'an unknown restriction',
      { clientId: 'a', permissions: [{ permission: 'BLOCK_GODS' }] },
      'permissions[0].permission',
    ],
    [
      'ruling 38: a permission without its argument',
      { clientId: 'a', permissions: [{ permission: 'FHIR_READ_INSTANCE' }] },
      'permissions[0].argument',
    ],
    ['a permission as text', { clientId: 'a', permissions: ['ACCESS_ADMIN_JSON'] }, 'permissions[0]'],
    ['a secret as text', { clientId: 'a', clientSecrets: ['s3cret'] }, 'clientSecrets[0]'],
    ['a date without zone', { clientId: 'a', archivedAt: '2026-01-01T00:00:00' }, 'archivedAt'],
    ['a date that is none', { clientId: 'a', archivedAt: '2026-13-01T00:00:00Z' }, 'archivedAt'],
    ['30 February', { clientId: 'a', archivedAt: '2027-02-30T00:00:00Z' }, 'archivedAt'],
    ['a date in words', { clientId: 'a', clientSecrets: [{ expiration: 'tomorrow' }] }, 'clientSecrets[0].expiration'],
    ['descriptions that are a list', { clientId: 'a', scopeDescriptions: ['x'] }, 'scopeDescriptions'],
    ['descriptions that are numbers', { clientId: 'a', scopeDescriptions: { openid: 1 } }, 'scopeDescriptions'],
  ])('V-87: %s is a problem', (_name, value, field) => {
    expect(read(value).problems).toContainEqual({ field, problem: expect.any(String), remedy: expect.any(String) });
  });

  test("reads the product's seed", () => {
    const { client, problems, unknownFields } = read(seed);

    expect({ problems, unknownFields }).toEqual({ problems: [], unknownFields: [] });
    expect(client).toEqual({
      ...seed,
      scopes: ['openid', 'launch/patient', 'patient/*.read'],
      clientSecrets: [
        { pid: 3, secret: 'secret-secret', description: 'first', activation: new Date('2026-01-01T00:00:00Z') },
      ],
      ...noOwnFields,
    });
  });

  test('STD T4: what is left out is off, empty or the default, of which access tokens live five minutes', () => {
    const { client, problems } = read({
      clientId: 'a',
      nodeId: '',
      moduleId: null,
      clientName: null,
      scopes: '',
      archivedAt: '',
    });

    expect(problems).toEqual([]);
    expect(client).toMatchObject({
      ...defaults,
      clientName: '',
      scopes: [],
      enabled: false,
      secretRequired: false,
      clientSecrets: [],
    });
    expect(client).toMatchObject({ accessTokenValiditySeconds: 300, refreshTokenValiditySeconds: 86_400 });
    expect(Object.values(client)).not.toContain(undefined);
    expect(client).not.toHaveProperty('pkceRequired');
    expect(client).not.toHaveProperty('archivedAt');
  });

  test('ruling 56: reads our own fields, "not set" and "false" apart', () => {
    const own = {
      pkceRequired: false,
      rotateRefreshTokens: false,
      refreshTokenGraceSeconds: 0,
      postLogoutRedirectUris: ['https://app.example/bye'],
      allowedOrigins: ['https://app.example'],
      scopeDescriptions: { openid: 'Know who you are' },
    };

    expect(read({ clientId: 'a', ...own })).toMatchObject({ problems: [], unknownFields: [], client: own });
  });

  test('ruling 46: unknown fields are named, not refused', () => {
    expect(read({ clientId: 'a', notes: 'x', description: 'y', pid: 7, version: 2 })).toMatchObject({
      problems: [],
      unknownFields: ['notes', 'description'],
    });
  });

  test('ruling 46: a permission that is unknown here is named, not refused', () => {
    const { client, problems, warnings } = read({ clientId: 'a', permissions: [{ permission: 'BE_GOD' }] });

    expect([client.permissions, problems]).toEqual([[{ permission: 'BE_GOD' }], []]);
    expect(warnings).toEqual([expect.objectContaining({ field: 'permissions[0].permission' })]);
  });

  test.each(['***', '****', '********', '[REMOVED]'])(
    'reference 1.3: %s in an export stands for no secret',
    (shown) => {
      const json = {
        clientId: 'a',
        clientSecrets: [{ pid: 1, secret: shown, secretHash: shown, description: 's***' }],
      };

      expect(read(json)).toMatchObject({ client: { clientSecrets: [{ description: 's***' }] }, problems: [] });
      expect(Object.keys(read(json).client.clientSecrets[0] ?? {})).toEqual(['description', 'pid']);
    },
  );

  test.each(['**', '***a', '[REMOVED] ', 'REMOVED'])('%s is a text like any other', (secret) => {
    expect(read({ clientId: 'a', clientSecrets: [{ secret }] }).client.clientSecrets).toMatchObject([{ secret }]);
  });

  test('V-86: names of the language change nothing', () => {
    const value: unknown = JSON.parse(
      '{"clientId":"a","__proto__":{"enabled":true},"constructor":{},"scopeDescriptions":{"__proto__":"x"}}',
    );

    const { client, unknownFields } = read(value);

    expect(client.enabled).toBe(false);
    expect(unknownFields).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(client.scopeDescriptions)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('enabled');
  });

  test('a reference to a variable without a value stands where the hash goes, and is never a secret', () => {
    const reference = "#{env['GATEHOUSE_CLIENT__SMART_AUTH__A__1']}";

    const { client, problems } = read({ clientId: 'a', clientSecrets: [{ secret: reference, description: 'first' }] });

    expect({ problems, secrets: client.clientSecrets }).toEqual({
      problems: [],
      secrets: [{ hash: reference, description: 'first' }],
    });
  });
});
