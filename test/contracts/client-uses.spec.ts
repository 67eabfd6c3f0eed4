import { ClientUses } from '#outbound-smart/clients/client-uses';
import { SqlClientListStore } from '#outbound-smart/stores/typeorm/sql-client-list.store';
import { SqlClientUseStore } from '#outbound-smart/stores/typeorm/sql-client-use.store';
import { ClientBench } from '../support/client-bench.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const LOOPBACK = 'http://127.0.0.1/cb';
const author = { kind: 'command', actor: 'bertha' } as const;
const key = { nodeId: 'Master', moduleId: 'smart_auth', clientId: 'used' };

let database: TestDatabase;
let bench: ClientBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = new ClientBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

test('tokens and redirect URIs are noted beside all requests, a loopback address as it is registered', async () => {
  const connection = openSql(database.url);
  const uses = new ClientUses(new SqlClientUseStore(connection.sql));
  const lists = new SqlClientListStore(connection.sql);
  const grants = ['AUTHORIZATION_CODE'];
  const json = {
    ...key,
    enabled: true,
    allowedGrantTypes: grants,
    registeredRedirectUris: [LOOPBACK, 'https://b.example'],
  };
  await bench.administration.create(key, json, author);
  const client = await bench.store.find('smart_auth', 'used');
  if (client === undefined) throw new Error('The client is gone');

  const before = await lists.watchedAfter(undefined, 10);
  uses.noteToken(client);
  uses.noteToken({ pid: 4_711 });
  for (const uri of ['http://127.0.0.1:4711/cb', 'http://127.0.0.1:4712/cb', 'https://evil.example'])
    uses.noteRedirection(client, uri);
  await uses.onModuleDestroy();
  const after = await lists.watchedAfter(undefined, 10);
  await connection.close();

  expect(before).toMatchObject([{ usedRedirectUris: [] }]);
  expect(before[0]).not.toHaveProperty('lastUsedAt');
  expect(after).toMatchObject([{ usedRedirectUris: [LOOPBACK], lastUsedAt: expect.any(Date) }]);
  expect(await bench.store.find('smart_auth', 'used')).toEqual(client);
});

test('conditions tell which address never matched', async () => {
  const long = `gatehouse_now() - interval '100 days'`;
  await rowsOf(database.url, `update oauth2_client set watched_since = ${long}, updated_at = ${long}`);
  const found = [];

  for await (const condition of bench.administration.conditions()) found.push(condition);

  expect(found).toMatchObject([{ clientId: 'used', secrets: [], unusedRedirectUris: ['https://b.example'] }]);
});
