import type { Sql } from '#database/sql.port';
import { SqlClientRegistrationStore } from '#outbound-smart/stores/typeorm/sql-client-registration.store';
import { SqlInitialAccessTokenStore } from '#outbound-smart/stores/typeorm/sql-initial-access-token.store';
import { SqlQuotaStore } from '#outbound-smart/stores/typeorm/sql-quota.store';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url, 10));
});
afterEach(() => moveDatabaseClock(database.url, 0));
afterAll(async () => {
  await close();
  await database.drop();
});

describe('InitialAccessTokenStore (STD RFC7591-3)', () => {
  const add = async (tokenHash: string, change: object = {}): Promise<string> => {
    const id = crypto.randomUUID();
    const rest = { moduleId: 'm', description: 'a hospital', uses: 2, lifetimeSeconds: 60 };
    await new SqlInitialAccessTokenStore(sql).add({ id, tokenHash, ...rest, ...change });
    return id;
  };
  const claim = (tokenHash: string, moduleId = 'm'): Promise<boolean> =>
    sql.transaction((transaction) => new SqlInitialAccessTokenStore(sql).claim(transaction, moduleId, tokenHash));

  test('is found while it can be used, with what it allows', async () => {
    const store = new SqlInitialAccessTokenStore(sql);
    const id = await add('found', { scopes: ['openid'] });

    expect(await store.find('m', 'found')).toEqual({ id, description: 'a hospital', scopes: ['openid'] });
    expect(await store.find('other', 'found')).toBeUndefined();
    await moveDatabaseClock(database.url, 60);
    expect(await store.find('m', 'found')).toBeUndefined();
  });

  test('of 16 claims at once as many succeed as it has uses', async () => {
    await add('popular');

    const claims = await Promise.all(Array.from({ length: 16 }, () => claim('popular')));

    expect(claims.filter(Boolean)).toHaveLength(2);
    expect(await new SqlInitialAccessTokenStore(sql).find('m', 'popular')).toBeUndefined();
  });

  test('a use that was claimed for nothing is given back', async () => {
    await add('undone', { uses: 1 });
    const undone = sql.transaction(async (transaction) => {
      await new SqlInitialAccessTokenStore(sql).claim(transaction, 'm', 'undone');
      throw new Error('undone');
    });

    await expect(undone).rejects.toThrow('undone');
    expect(await claim('undone')).toBe(true);
  });

  beforeAll(() => add('mine'));
  test.each([
    { name: 'another module', act: () => claim('mine', 'other') },
    { name: 'another token', act: () => claim('yours') },
    { name: 'its time is over', act: () => moveDatabaseClock(database.url, 61).then(() => claim('mine')) },
  ])('is not claimed: $name', async ({ act }) => {
    expect(await act()).toBe(false);
  });

  test('ends once, before its time, at its own module', async () => {
    const store = new SqlInitialAccessTokenStore(sql);
    const id = await add('ended');

    expect([await store.end('other', id), await store.end('m', id), await store.end('m', id)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await claim('ended')).toBe(false);
  });
});

describe('ClientRegistrationStore (STD RFC7592-1)', () => {
  const which = { moduleId: 'm', clientId: 'app' };

  test('R-05: the token of before counts until the present one is used, any older one for nothing', async () => {
    const store = new SqlClientRegistrationStore(sql);
    const insert = `INSERT INTO oauth2_client (node_id, module_id, client_id, client_name, definition) VALUES ('n', 'm', 'app', '', '{}')`;
    const first = { tokenHash: 'first', isKnown: true, scopes: ['openid'] };
    const replace = (old: string, fresh: string): Promise<boolean> =>
      sql.transaction((transaction) => store.replaceToken(transaction, which, old, fresh));
    await sql.query({ name: 'test_client', text: insert }, []);
    await sql.transaction((transaction) => store.add(transaction, which, first));

    const many = await Promise.all(
      Array.from({ length: 16 }, (_none, place) => replace('first', `next-${String(place)}`)),
    );
    const { tokenHash = '' } = (await store.find(which)) ?? {};
    const other = many.map((_none, place) => `next-${String(place)}`).find((each) => each !== tokenHash) ?? '';

    expect(new Set(many)).toEqual(new Set([true]));
    expect(await replace(other, 'stolen')).toBe(false);
    const stored = { ...first, tokenHash, registeredAt: expect.any(Date) as unknown };
    expect(await store.find(which)).toEqual({ ...stored, previousHash: 'first' });
    await store.forgetPrevious(which, 'first');
    expect(await store.find(which)).toHaveProperty('previousHash');
    await store.forgetPrevious(which, tokenHash);
    expect(await store.find(which)).toEqual(stored);
    expect(await replace('first', 'stolen')).toBe(false);
    expect(await store.find({ ...which, moduleId: 'other' })).toBeUndefined();
  });
});

describe('QuotaStore (R-18)', () => {
  test('of 16 at once as many get a place as there are; the next hour has as many again', async () => {
    const store = new SqlQuotaStore(sql);
    const quota = { moduleId: 'm', subject: '192.0.2.1', most: 5 };
    const takeMany = () => Promise.all(Array.from({ length: 16 }, () => store.take(quota)));

    const first = await takeMany();

    expect(first.filter((wait) => wait === undefined)).toHaveLength(5);
    expect(Math.max(...first.map((wait) => wait ?? 0))).toBeLessThanOrEqual(3_600);
    expect(await store.take({ ...quota, subject: '192.0.2.2' })).toBeUndefined();
    expect(await store.take({ ...quota, moduleId: 'other' })).toBeUndefined();
    await moveDatabaseClock(database.url, 3_601);
    expect((await takeMany()).filter((wait) => wait === undefined)).toHaveLength(5);
  });
});
