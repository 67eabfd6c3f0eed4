import fc from 'fast-check';
import { SERVER_SECRET, serverFields, serverTextNames } from './server-fields.js';
import { readServerJson } from './read-server.js';
import { serverJson } from './server-json.js';
import { issuerKey } from './server.js';

const module = { nodeId: 'Master', moduleId: 'smart_auth' };
const issuer = 'https://idp.example.org/realms/a';

/** The seed of the reference of the product, 13. */
const seed = {
  ...{ nodeId: 'Master', moduleId: 'smart_auth', name: 'Hospital IdP', issuer },
  ...{ federationRegistrationId: '', federationRequestScopes: 'openid profile', federationAuthorizationUrl: '' },
  ...{ federationTokenUrl: '', federationUserInfoUrl: '', federationJwkSetUrl: '', federationAuthScriptText: '' },
  ...{ federationUserMappingScriptText: '', tokenIntrospectionClientId: '', tokenIntrospectionClientSecret: '' },
  ...{ validationJwkText: '', validationJwkFile: '' },
};

test('the documented seed is read: empty texts are not set, and no field is unknown', () => {
  expect(readServerJson(seed, { nodeId: 'Other', moduleId: 'other' })).toEqual({
    server: {
      settings: { ...module, issuer, name: 'Hospital IdP', federationRequestScopes: 'openid profile' },
      secret: { kind: 'none' },
    },
    unknownFields: [],
    problems: [],
  });
});

test('fields that nobody reads are reported by name (ruling 46), those of the store are not', () => {
  const { unknownFields, problems } = readServerJson({ issuer, pid: 7, version: 3, notes: 'x', __proto: 1 }, module);

  expect(unknownFields).toEqual(['notes', '__proto']);
  expect(problems).toEqual([]);
});

test.each([
  ['nothing', undefined, ['', 'issuer']],
  ['a list', [], ['', 'issuer']],
  ['a text', 'issuer', ['', 'issuer']],
  ['no issuer', {}, ['issuer']],
  ['an empty issuer', { issuer: '' }, ['issuer']],
  ['a list as issuer (V-87)', { issuer: [issuer] }, ['issuer']],
  ['an object as secret (V-87)', { issuer, [SERVER_SECRET]: { $ne: '' } }, [SERVER_SECRET]],
  ['a secret that is too long', { issuer, [SERVER_SECRET]: 'x'.repeat(513) }, [SERVER_SECRET]],
  ['a line break in a name (V-84)', { issuer, name: 'a\r\nb' }, ['name']],
  ['an unknown mode', { issuer, clientAuthenticationMode: 'BASIC' }, ['clientAuthenticationMode']],
  ['a date that is none', { issuer, archivedAt: 'yesterday' }, ['archivedAt']],
  ['several mistakes at once', { name: 1, responseType: true }, ['name', 'issuer', 'responseType']],
])('%s is refused', (_name, json, fields) => {
  expect(readServerJson(json, module).problems.map(({ field }) => field)).toEqual(fields);
});

test.each([
  ['is not there', {}, { kind: 'absent' }],
  ['is masked', { [SERVER_SECRET]: '***' }, { kind: 'masked' }],
  ['was removed from an export', { [SERVER_SECRET]: '[REMOVED]' }, { kind: 'masked' }],
  ['is empty', { [SERVER_SECRET]: '' }, { kind: 'none' }],
  ['is null', { [SERVER_SECRET]: null }, { kind: 'none' }],
  ['is a text', { [SERVER_SECRET]: 'at-least-9' }, { kind: 'set', text: 'at-least-9' }],
  ['is a variable without a value', { [SERVER_SECRET]: "#{env['X']}" }, { kind: 'pending', reference: "#{env['X']}" }],
])('a secret that %s', (_name, json, expected) => {
  expect(readServerJson({ issuer, ...json }, module).server.secret).toEqual(expected);
});

test('V-92: half a character is refused wherever it stands', () => {
  const given = { issuer, federationAuthScriptText: '\ud800', [SERVER_SECRET]: 'at-least-9\ud800' };

  const { problems } = readServerJson(given, module);

  expect(problems.map(({ field }) => field).toSorted()).toEqual(['federationAuthScriptText', SERVER_SECRET]);
});

test('what is written is read as it was, and every field of the table is read', () => {
  const texts = fc.record(Object.fromEntries(serverTextNames.map((name) => [name, valueOf(name)])), {
    requiredKeys: ['issuer'],
  });
  fc.assert(
    fc.property(texts, (given) => {
      const { server, unknownFields, problems } = readServerJson({ ...module, ...given }, module);

      expect(server.settings).toEqual({ ...module, ...given });
      expect(readServerJson(serverJson({ settings: server.settings, pid: 3 }), module).server).toEqual(server);
      expect([unknownFields, problems]).toEqual([[], []]);
    }),
  );
});

function valueOf(name: (typeof serverTextNames)[number]): fc.Arbitrary<string> {
  const field = serverFields[name];
  return field.kind === 'choice' ? fc.constantFrom(...field.values) : fc.stringMatching(/^[!-~]{1,50}$/);
}

test.each([
  ['https://idp.example.org', 'https://idp.example.org'],
  ['https://idp.example.org/', 'https://idp.example.org'],
  ['https://idp.example.org/a//', 'https://idp.example.org/a'],
  ['https://idp.example.org/A', 'https://idp.example.org/A'],
])('the issuer %s is found as %s (ruling 18)', (written, key) => {
  expect(issuerKey(written)).toBe(key);
});
