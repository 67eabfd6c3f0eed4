import fc from 'fast-check';
import type { ClientDefinition } from './client.js';
import { readClientJson } from './client-json.js';
import type { OwnField } from './own-field.js';
import { ownFieldEntries } from './own-fields.js';
import { clientSets, writeCanonicalClientJson, writeClientJson } from './write-client-json.js';

const place = { nodeId: 'Master', moduleId: 'smart_auth' };
const plain = { masksDescriptions: false };

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((value) => !/\p{Cc}|\p{Cs}/u.test(value) && !/^(?:\[REMOVED\]|\*{3,})$/.test(value));
const texts = fc.uniqueArray(text, { maxLength: 4 });
const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
const seconds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const grants = fc.subarray(['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS', 'DEVICE_CODE'] as const);

function valuesOf(field: OwnField): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'flag':
      return fc.boolean();
    case 'text':
    case 'web-address':
      return text;
    case 'choice':
      return fc.constantFrom(...field.values);
    case 'choices':
      return fc.subarray([...field.values]);
    case 'seconds':
      return seconds;
    case 'texts-by-name':
      return fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true });
    default:
      return texts;
  }
}

const isAlwaysSet = ({ kind }: OwnField) => !['flag', 'text', 'web-address', 'choice', 'seconds'].includes(kind);
const ownFields = fc.record(Object.fromEntries(ownFieldEntries.map(([name, field]) => [name, valuesOf(field)])), {
  requiredKeys: ownFieldEntries.filter(([, field]) => isAlwaysSet(field)).map(([name]) => name),
});
const secret = fc.record(
  { pid: fc.nat(), hash: fc.constant('SHA256$x'), description: text, activation: instant, expiration: instant },
  { requiredKeys: ['pid', 'hash', 'description'] },
);
const productFields = fc.record(
  {
    pid: fc.nat(),
    version: fc.nat(),
    nodeId: text,
    moduleId: text,
    clientId: text,
    clientName: fc.oneof(text, fc.constant('')),
    enabled: fc.boolean(),
    accessTokenValiditySeconds: seconds,
    refreshTokenValiditySeconds: seconds,
    allowedGrantTypes: grants,
    scopes: texts,
    autoApproveScopes: texts,
    autoGrantScopes: texts,
    fixedScope: fc.boolean(),
    alwaysRequireApproval: fc.boolean(),
    rememberApprovedScopes: fc.boolean(),
    registeredRedirectUris: texts,
    clientSecrets: fc.uniqueArray(secret, { selector: ({ pid }) => pid, maxLength: 3 }),
    secretRequired: fc.boolean(),
    secretClientCanChange: fc.boolean(),
    permissions: fc.subarray([
      { permission: 'ACCESS_ADMIN_JSON' },
      { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' },
    ]),
    canIntrospectOwnTokens: fc.boolean(),
    canIntrospectAnyTokens: fc.boolean(),
    canReissueTokens: fc.boolean(),
    publicJwks: fc.oneof(text, fc.constant('')),
    jwksUrl: fc.oneof(text, fc.constant('')),
    attestationAccepted: fc.boolean(),
    createdByAppSphere: fc.boolean(),
    archivedAt: instant,
  },
  { noNullPrototype: true },
);
const clients = fc
  .tuple(productFields, ownFields, fc.option(instant, { nil: undefined }))
  .map(([{ archivedAt: _none, ...fields }, own, archivedAt]) => {
    const client = { ...own, ...fields, ...(archivedAt && { archivedAt }) };
    return client as unknown as ClientDefinition;
  });

/** What is left of a client on a way on which secrets are never shown. */
function withoutSecrets({ pid: _pid, version: _version, ...client }: ClientDefinition) {
  return { ...client, clientSecrets: client.clientSecrets.map(({ hash: _hash, ...secret }) => secret) };
}

describe('writeClientJson', () => {
  test('property: what is written is read again, every field of it', () => {
    fc.assert(
      fc.property(clients, (client) => {
        const json: unknown = JSON.parse(JSON.stringify(writeClientJson(client, plain)));
        const read = readClientJson(json, { nodeId: 'other', moduleId: 'other' });

        expect(read).toMatchObject({ problems: [], unknownFields: [] });
        expect(read.client).toEqual(withoutSecrets(client));
      }),
      { numRuns: 300 },
    );
  });

  const client = readClientJson(
    {
      clientId: 'my-app',
      scopes: ['patient/*.rs', 'openid'],
      allowedGrantTypes: ['REFRESH_TOKEN', 'AUTHORIZATION_CODE'],
      registeredRedirectUris: ['https://b.example', 'https://a.example'],
      permissions: [{ permission: 'VIEW_USERS' }, { permission: 'ACCESS_ADMIN_JSON' }],
    },
    place,
  ).client;
  const stored: ClientDefinition = {
    ...client,
    pid: 7,
    version: 3,
    clientSecrets: [
      { pid: 4, hash: 'SHA256$abc', description: 'second', expiration: new Date('2030-01-01T00:00:00Z') },
      { pid: 9, hash: "#{env['MINE']}", description: '' },
    ],
  };

  test('V-50: a secret is masked, one that is pending shows what it waits for, and no hash is seen', () => {
    const json = writeClientJson(stored, plain);

    expect(json['clientSecrets']).toEqual([
      { pid: 4, secret: '***', description: 'second', expiration: '2030-01-01T00:00:00.000+00:00' },
      { pid: 9, secret: "#{env['MINE']}" },
    ]);
    expect(JSON.stringify(json)).not.toContain('SHA256');
  });

  test("as the product does, a description shows its first letter only: 's***'", () => {
    const [first, second] = writeClientJson(stored, { masksDescriptions: true })['clientSecrets'] as object[];

    expect([first, second]).toEqual([
      expect.objectContaining({ description: 's***' }),
      expect.not.objectContaining({ description: expect.anything() }),
    ]);
  });

  test('ruling 66: a canonical client has no internal ids, its sets are sorted, its lists are not, and secrets are references', () => {
    expect(writeCanonicalClientJson(stored)).toEqual({
      ...{ moduleId: 'smart_auth', clientId: 'my-app', enabled: false },
      ...{ accessTokenValiditySeconds: 300, refreshTokenValiditySeconds: 86_400 },
      allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
      ...{ scopes: ['openid', 'patient/*.rs'], autoApproveScopes: [], autoGrantScopes: [] },
      ...{ fixedScope: false, alwaysRequireApproval: false, rememberApprovedScopes: false },
      registeredRedirectUris: ['https://b.example', 'https://a.example'],
      clientSecrets: [
        {
          secret: expect.stringMatching(/^#\{env\['GATEHOUSE_CLIENT__SMART_AUTH__MY_APP_[0-9A-F]{8}__1'\]\}$/),
          description: 'second',
          expiration: '2030-01-01T00:00:00.000+00:00',
        },
        { secret: "#{env['MINE']}" },
      ],
      ...{ secretRequired: false, secretClientCanChange: false },
      permissions: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'VIEW_USERS' }],
      ...{ canIntrospectOwnTokens: false, canIntrospectAnyTokens: false, canReissueTokens: false },
      ...{ attestationAccepted: false, createdByAppSphere: false },
    });
  });

  test('property: the canonical form does not tell the order of sets, and is the same when it is read and written again', () => {
    fc.assert(
      fc.property(clients, ({ archivedAt: _none, ...client }) => {
        const turned = Object.fromEntries(
          Object.entries(client).map(([name, value]) => [
            name,
            clientSets.has(name) ? (value as unknown[]).toReversed() : (value as unknown),
          ]),
        ) as unknown as ClientDefinition;
        const json = writeCanonicalClientJson(client);
        const again = readClientJson(json, { nodeId: client.nodeId, moduleId: 'other' }).client;
        const pending = again.clientSecrets.map((secret, pid) => ({ ...secret, pid, hash: secret.hash ?? '' }));

        expect(JSON.stringify(writeCanonicalClientJson(turned))).toBe(JSON.stringify(json));
        expect(JSON.stringify(writeCanonicalClientJson({ ...again, pid: 1, version: 1, clientSecrets: pending }))).toBe(
          JSON.stringify(json),
        );
      }),
    );
  });
});
