import { readClientJson } from '#protocol/client/client-json';
import { changedFields } from './client-change.js';

const { client: before } = readClientJson(
  {
    ...{ clientId: 'app', scopes: ['openid'], rotateRefreshTokens: true },
    ...{ autoGrantScopes: ['b', 'a'], launchUrls: ['https://b.example', 'https://a.example'] },
    permissions: [{ permission: 'VIEW_USERS' }, { permission: 'DOCREF' }],
  },
  { nodeId: 'Master', moduleId: 'smart_auth' },
);

describe('changedFields', () => {
  test.each([
    { name: 'nothing', change: {}, expected: [] },
    { name: 'a text', change: { clientName: 'Other' }, expected: ['clientName'] },
    { name: 'a list', change: { scopes: ['openid', 'fhirUser'] }, expected: ['scopes'] },
    { name: 'not a list that is equal', change: { scopes: ['openid'] }, expected: [] },
    { name: 'not another order of a set', change: { autoGrantScopes: ['a', 'b'] }, expected: [] },
    {
      name: 'another order of a list',
      change: { launchUrls: ['https://a.example', 'https://b.example'] },
      expected: ['launchUrls'],
    },
    {
      name: 'not another order of permissions',
      change: { permissions: [{ permission: 'DOCREF' }, { permission: 'VIEW_USERS' }] },
      expected: [],
    },
    { name: 'a field that was not set', change: { pkceRequired: false }, expected: ['pkceRequired'] },
    {
      name: 'a field that is not set any more',
      change: { rotateRefreshTokens: undefined },
      expected: ['rotateRefreshTokens'],
    },
    { name: 'two fields, in order', change: { scopes: [], enabled: true }, expected: ['enabled', 'scopes'] },
    { name: 'never what the store keeps itself', change: { version: 9, pid: 7, clientSecrets: [{}] }, expected: [] },
  ])('names $name', ({ change, expected }) => {
    expect(changedFields(before, { ...before, ...change } as typeof before)).toEqual(expected);
  });
});
