import type { Sql } from '#database/sql.port';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { SqlPendingAuthorizationStore } from '../../libs/outbound-smart/src/stores/typeorm/sql-pending-authorization.store.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';

const pending = { moduleId: 'm', browserHash: 'b', lifetimeSeconds: 60, network: 'n' };

describe('SqlPendingAuthorizationStore', () => {
  let database: TestDatabase;
  let sql: Sql;
  let close: () => Promise<void>;
  let store: SqlPendingAuthorizationStore;
  beforeAll(async () => {
    database = await createTestDatabase();
    ({ sql, close } = openSql(database.url));
    store = new SqlPendingAuthorizationStore(sql);
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });

  // Requests that waited while the server was updated: the audience was one text, or absent.
  test.each([
    { name: 'one text', handleHash: 'one', audience: 'https://fhir.example', expected: ['https://fhir.example'] },
    { name: 'absent', handleHash: 'none', audience: undefined, expected: [] },
    { name: 'a list', handleHash: 'list', audience: ['https://a', 'https://b'], expected: ['https://a', 'https://b'] },
  ])('reads a request whose audience is $name', async ({ handleHash, audience, expected }) => {
    const request = { clientId: 'app', ...(audience !== undefined && { audience }) } as unknown as AuthorizationRequest;
    await store.add({ ...pending, handleHash, request }, 10);

    const found = await store.find('m', 'b', handleHash);

    expect(found?.request).toEqual({ clientId: 'app', audience: expected });
  });

  test('what a script gave to choose from is kept once for whom it was asked, in the browser alone, until the answer', async () => {
    const request = { clientId: 'app' } as AuthorizationRequest;
    const preset = (mark: string, id: string) => ({
      mark,
      choices: [{ resourceType: 'Patient', id, display: `"${id}"` }],
    });
    const place = { moduleId: 'm', browserHash: 'b', handleHash: 'asked' };
    const kept = async () => (await store.find('m', 'b', 'asked'))?.preset;
    await store.add({ ...pending, handleHash: 'asked', request, preset: preset('one', '1') }, 10);
    expect(await kept()).toEqual(preset('one', '1'));

    expect(await store.keepPreset(place, preset('one', '2'))).toEqual(preset('one', '1'));
    expect(await store.keepPreset(place, preset('two', '3'))).toEqual(preset('two', '3'));
    for (const other of [{ browserHash: 'x' }, { moduleId: 'x' }, { handleHash: 'x' }])
      expect(await store.keepPreset({ ...place, ...other }, preset('three', '4'))).toBeUndefined();
    expect(await kept()).toEqual(preset('two', '3'));

    await store.take('m', 'b', 'asked');
    expect(await store.keepPreset(place, preset('four', '5'))).toBeUndefined();
    expect((await store.findAnswered('m', 'b', 'asked'))?.preset).toBeUndefined();
  });

  test('F-48, R-18: so many unanswered requests of one network wait, and the next is told for how long', async () => {
    const request = { clientId: 'app' } as AuthorizationRequest;
    const add = (handleHash: string, network = 'crowd') =>
      store.add({ ...pending, handleHash, request, network, lifetimeSeconds: 50 }, 2);

    expect([await add('a'), await add('b')]).toEqual([undefined, undefined]);
    expect([await add('c'), await add('d', 'others')]).toEqual([expect.any(Number), undefined]);
    expect(await store.find('m', 'b', 'c')).toBeUndefined();
    await store.take('m', 'b', 'a');
    expect([await add('e'), await add('f')]).toEqual([undefined, expect.any(Number)]);
  });
});
