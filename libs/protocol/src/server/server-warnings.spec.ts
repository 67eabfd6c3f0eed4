import { serverWarnings } from './server-warnings.js';
import type { ServerSettings } from './server.js';

const settings = { nodeId: 'Master', moduleId: 'smart_auth', issuer: 'https://idp.example.org' };

const warned = (more: Partial<ServerSettings>, hasSecret = false) =>
  serverWarnings({ settings: { ...settings, ...more }, hasSecret }).map(({ field }) => field);

test.each([
  ['a script, which runs', { federationAuthScriptText: 'x' }, []],
  ['settings of payers', { organizationId: 'x', responseType: 'code' }, ['responseType', 'organizationId']],
  [
    'a mode that needs a secret',
    { clientAuthenticationMode: 'CLIENT_SECRET_BASIC', tokenIntrospectionClientId: 'us' } as const,
    ['tokenIntrospectionClientSecret'],
  ],
  ['a mode that needs an id', { clientAuthenticationMode: 'PRIVATE_KEY_JWT' } as const, ['tokenIntrospectionClientId']],
])('%s is saved and told of', (_name, more, fields) => {
  expect(warned(more)).toEqual(fields);
});

test('a secret without a client id is told of; both together are not', () => {
  expect(warned({}, true)).toEqual(['tokenIntrospectionClientId']);
  expect(warned({ tokenIntrospectionClientId: 'us' }, true)).toEqual([]);
  expect(warned({ clientAuthenticationMode: 'NONE' })).toEqual([]);
});
