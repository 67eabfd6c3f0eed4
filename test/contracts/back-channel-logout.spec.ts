import type { SessionEnd } from '#browser-session/browser-session.port';
import type { Sql } from '#database/sql.port';
import type { OwedLogout } from '#outbound-smart/stores/back-channel-logout.store';
import { SqlBackChannelLogoutStore } from '#outbound-smart/stores/typeorm/sql-back-channel-logout.store';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let store: SqlBackChannelLogoutStore;

beforeEach(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url, 10));
  store = new SqlBackChannelLogoutStore(sql);
});
afterEach(async () => {
  await close();
  await database.drop();
});

const LEASE = 30;
const session: SessionEnd = { moduleId: 'm', sid: 's1', userPid: 7, username: 'amelia' };

const remember = (clientId: string, { moduleId, sid } = session): Promise<void> =>
  store.remember({ moduleId, sid, clientId, hours: 24 });
const end = (...ended: readonly SessionEnd[]): Promise<number> =>
  sql.transaction((transaction) => store.owe(transaction, ended));
const claim = (): Promise<OwedLogout | undefined> => store.claim(['m'], LEASE);

/** Everything that is due, without giving any of it back. */
async function claimAll(modules: readonly string[] = ['m']): Promise<readonly OwedLogout[]> {
  const all: OwedLogout[] = [];
  for (let next = await store.claim(modules, LEASE); next; next = await store.claim(modules, LEASE)) all.push(next);
  return all;
}

describe('BackChannelLogoutStore (STD OBCL-1, OBCL-2)', () => {
  test('owes each client of the session one logout, however often it got tokens, and nobody else', async () => {
    await remember('app');
    await remember('app');
    await remember('other-app');
    await remember('stranger', { ...session, sid: 's2' });
    await remember('stranger', { ...session, moduleId: 'other' });

    expect(await end(session)).toBe(2);

    expect((await claimAll(['m', 'other'])).map(({ clientId }) => clientId).sort()).toEqual(['app', 'other-app']);
    expect(await end(session)).toBe(0);
  });

  test('says whose session it was, and counts the attempts', async () => {
    await remember('app');
    await end(session);

    const { moduleId, sid, userPid, username } = session;
    const owed = { id: expect.any(Number), clientId: 'app', moduleId, sid, userPid, username };
    expect(await claim()).toEqual({ ...owed, attempts: 1 });
    await moveDatabaseClock(database.url, LEASE + 1);
    expect(await claim()).toEqual({ ...owed, attempts: 2 });
  });

  test('several sessions at once, of several modules', async () => {
    const sessions = ['m', 'n'].flatMap((moduleId) =>
      ['s1', 's2'].map((sid) => ({ moduleId, sid, userPid: 7, username: 'amelia' })),
    );
    for (const each of sessions) await remember('app', each);

    expect(await end(...sessions)).toBe(4);

    expect(await claimAll(['m'])).toHaveLength(2);
    expect(await claimAll(['n'])).toHaveLength(2);
    expect(await end()).toBe(0);
  });

  test('nothing is owed, and nothing forgotten, where the session lives on', async () => {
    await remember('app');

    const undone = sql.transaction(async (transaction) => {
      await store.owe(transaction, [session]);
      throw new Error('undone');
    });

    await expect(undone).rejects.toThrow('undone');
    expect(await claimAll()).toEqual([]);
    expect(await end(session)).toBe(1);
  });

  test('R-21: of 16 processes at once each takes another one; what nobody settled comes up again', async () => {
    for (let place = 0; place < 10; place++) await remember(`app-${String(place)}`);
    await end(session);

    const taken = await Promise.all(Array.from({ length: 16 }, claim));

    const ids = taken.flatMap((owed) => owed?.id ?? []);
    expect([ids.length, new Set(ids).size]).toEqual([10, 10]);
    await moveDatabaseClock(database.url, LEASE + 1);
    expect(await claimAll()).toHaveLength(10);
  });

  test('what is postponed waits that long; what is settled is gone', async () => {
    await remember('later');
    await remember('told');
    await end(session);
    const all = await claimAll();
    for (const owed of all) await (owed.clientId === 'later' ? store.postpone(owed, 600) : store.settle(owed));

    for (const [seconds, due] of [
      [599, []],
      [601, ['later']],
    ] as const) {
      await moveDatabaseClock(database.url, seconds);
      expect((await claimAll()).map(({ clientId }) => clientId)).toEqual(due);
    }
  });

  test('a process whose claim ran out does not postpone what another has taken', async () => {
    await remember('app');
    await end(session);
    const first = await claim();
    await moveDatabaseClock(database.url, LEASE + 1);
    const second = await claim();

    await store.postpone(first!, 3_600);

    await moveDatabaseClock(database.url, 2 * LEASE + 2);
    expect(await claim()).toMatchObject({ id: second?.id, attempts: 3 });
  });
});
