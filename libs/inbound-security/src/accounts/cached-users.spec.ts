import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { CachedUsers } from './cached-users.js';

let version: string | undefined;
let reads: number;
let rows: readonly object[];

const changes: Pick<ChangeFeed, 'versionOf'> = { versionOf: () => version };
const sql: Pick<Sql, 'query'> = {
  query: async <Row extends object>() => {
    reads++;
    return rows as readonly Row[];
  },
};

function cache(): CachedUsers {
  return new CachedUsers(sql as Sql, changes as ChangeFeed);
}

beforeEach(() => {
  [version, reads, rows] = ['1', 0, [{ pid: 7 }]];
});

describe('CachedUsers', () => {
  test.each([
    { name: 'is kept while the version stands', between: () => undefined, expected: 1 },
    { name: 'R-11: is read again after a change', between: () => (version = '2'), expected: 2 },
    { name: 'R-11: is read again when the feed is not sure', between: () => (version = undefined), expected: 2 },
  ])('a user $name', async ({ between, expected }) => {
    const users = cache();
    await users.find('local', 7);
    between();
    await users.find('local', 7);

    expect(reads).toBe(expected);
  });

  test('a user who is gone is asked for each time', async () => {
    rows = [];
    const users = cache();

    await expect(users.find('local', 7)).resolves.toBeUndefined();
    await users.find('local', 7);
    expect(reads).toBe(2);
  });

  test('a change while the row was read makes it old at once', async () => {
    const users = cache();
    const found = users.find('local', 7);
    version = '2';
    await found;
    await users.find('local', 7);

    expect(reads).toBe(2);
  });

  test('users of two modules do not meet', async () => {
    const users = cache();
    await users.find('local', 7);
    await users.find('other', 7);

    expect(reads).toBe(2);
  });

  test('memory is bounded: the oldest of 10,001 users is read again', async () => {
    const users = cache();
    for (let pid = 0; pid <= 10_000; pid++) await users.find('local', pid);
    await users.find('local', 10_000);
    expect(reads).toBe(10_001);
    await users.find('local', 0);
    expect(reads).toBe(10_002);
  });
});
