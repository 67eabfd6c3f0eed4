import { readClientJson } from '#protocol/client/client-json';
import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import type { WatchedClient } from '../../stores/client-list.store.js';
import { conditionOf } from './client-conditions.js';

const now = new Date('2026-11-22T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const [URI, OTHER] = ['https://app.example/cb', 'https://app.example/other'];

function watched(json: object, secrets: readonly Partial<ClientSecret>[], change: object = {}): WatchedClient {
  const { client } = readClientJson(
    {
      clientId: 'app',
      enabled: true,
      allowedGrantTypes: ['AUTHORIZATION_CODE'],
      registeredRedirectUris: [URI],
      ...json,
    },
    { nodeId: 'Master', moduleId: 'smart_auth' },
  );
  const clientSecrets = secrets.map((secret, index) => ({
    pid: index + 1,
    hash: 'SHA256$x',
    description: '',
    ...secret,
  }));
  const definition: ClientDefinition = { ...client, pid: 7, version: 1, clientSecrets };
  const times = { updatedAt: inDays(-100), watchedSince: inDays(-100), lastUsedAt: inDays(-1) };
  return { client: definition, usedRedirectUris: [URI], ...times, ...change };
}

describe('conditionOf', () => {
  test.each([
    { name: 'in use', client: watched({}, [{ expiration: inDays(31) }, {}]) },
    { name: 'new and not used yet', client: watched({}, [], { watchedSince: inDays(-29), lastUsedAt: undefined }) },
    { name: 'not used, and disabled', client: watched({ enabled: false }, [], { lastUsedAt: undefined }) },
    {
      name: 'changed lately: its address may yet be used',
      client: watched({ registeredRedirectUris: [URI, OTHER] }, [], { updatedAt: inDays(-3) }),
    },
    {
      name: 'one that redirects nobody',
      client: watched({ allowedGrantTypes: ['CLIENT_CREDENTIALS'] }, [{}], { usedRedirectUris: [] }),
    },
  ])('says nothing of a client that is $name', ({ client }) => {
    expect(conditionOf(client, now)).toBeUndefined();
  });

  test.each([
    { name: 'has ended', secret: { expiration: inDays(0) }, state: 'expired' },
    { name: 'ends within 30 days', secret: { expiration: inDays(30) }, state: 'expires-soon' },
    { name: 'waits for its value', secret: { hash: "#{env['X']}" }, state: 'pending', reference: "#{env['X']}" },
  ])('names a secret that $name', ({ secret, state, reference }) => {
    expect(conditionOf(watched({}, [{}, { description: 'second', ...secret }]), now)?.secrets).toEqual([
      {
        ...{ secretPid: 2, description: 'second', state },
        ...('expiration' in secret && { expiration: secret.expiration }),
        ...(reference !== undefined && { reference }),
      },
    ]);
  });

  test.each([
    {
      name: 'must authenticate and cannot',
      client: watched({ secretRequired: true }, []),
      sign: { isWithoutProof: true },
    },
    {
      name: 'never got a token',
      client: watched({}, [], { lastUsedAt: undefined }),
      sign: { createdAt: inDays(-100) },
    },
    {
      name: 'got none for long',
      client: watched({}, [], { lastUsedAt: inDays(-90) }),
      sign: { lastUsedAt: inDays(-90) },
    },
    {
      name: 'has an address that nobody asked for',
      client: watched({ registeredRedirectUris: [URI, OTHER] }, []),
      sign: { unusedRedirectUris: [OTHER] },
    },
  ])('tells of a client that $name', ({ client, sign }) => {
    expect(conditionOf(client, now)).toMatchObject({ clientId: 'app', ...sign });
  });
});
