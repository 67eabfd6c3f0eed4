import { randomUUID } from 'node:crypto';
import type { Sql } from '#database/sql.port';
import { RecordingStore, type NewRecording } from '#scripts/recordings/stores/recording.store';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const FUNCTION = 'onTokenGenerating';
const HOUR = 3_600;

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let store: RecordingStore;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  store = new RecordingStore(sql);
});
beforeEach(async () => {
  await moveDatabaseClock(database.url, 0);
  await rowsOf(database.url, 'delete from script_recording');
});
afterAll(async () => {
  await close();
  await database.drop();
});

const recording = (moduleId: string, more: Partial<NewRecording> = {}): NewRecording => ({
  ...{ id: randomUUID(), moduleId, functionName: FUNCTION, scriptName: 'library:launch', scriptVersion: 3 },
  ...{ recordedAt: new Date(), retentionHours: 24, sealed: 'sealed', ...more },
});
const kept = async (): Promise<readonly string[]> =>
  (
    await rowsOf<{ moduleId: string }>(database.url, `select module_id as "moduleId" from script_recording order by 1`)
  ).map(({ moduleId }) => moduleId);

describe('recorded sessions', () => {
  test('are there for as long as their module said, and nobody finds them afterwards, purged or not', async () => {
    const [short, long] = [recording('auth', { retentionHours: 1 }), recording('auth', { retentionHours: 48 })];
    await store.add([short, long]);
    const found = async () => ({
      list: (await store.list({ moduleId: 'auth' })).length,
      latest: (await store.latest('auth', FUNCTION, 10)).length,
      short: (await store.find(short.id)) !== undefined,
    });

    expect(await found()).toEqual({ list: 2, latest: 2, short: true });
    await moveDatabaseClock(database.url, HOUR + 1);
    expect(await found()).toEqual({ list: 1, latest: 1, short: false });
    await moveDatabaseClock(database.url, 48 * HOUR + 1);
    expect(await found()).toEqual({ list: 0, latest: 0, short: false });
    expect(await kept()).toEqual(['auth', 'auth']);
  });

  test('go with the first purge after they expired', async () => {
    await store.add([recording('auth', { retentionHours: 1 }), recording('auth')]);

    expect(await store.purge()).toBe(0);
    await moveDatabaseClock(database.url, HOUR + 1);
    expect(await store.purge()).toBe(1);
    expect(await kept()).toEqual(['auth']);
  });

  test('go with their module in its transaction, and not because a process knows of no such module', async () => {
    await store.add([recording('archived'), recording('archived'), recording('auth')]);
    const undone = sql.transaction(async (transaction) => {
      await store.forget(transaction, 'archived');
      throw new Error('undone');
    });

    await expect(undone).rejects.toThrow('undone');
    expect(await store.purge()).toBe(0);
    expect((await kept()).length).toBe(3);
    await sql.transaction((transaction) => store.forget(transaction, 'archived'));
    expect(await kept()).toEqual(['auth']);
  });

  test('of one function of a module the newest 200 are kept', async () => {
    const all = Array.from({ length: 205 }, (_, index) =>
      recording('auth', { recordedAt: new Date(1_760_000_000_000 + index * 1_000), scriptVersion: index }),
    );
    await store.add(all);
    const versions = (await store.list({ moduleId: 'auth' })).map(({ scriptVersion }) => scriptVersion);

    expect([versions.length, versions[0], versions.at(-1)]).toEqual([200, 204, 5]);
  });
});
