import { CONNECTION_LIMIT } from '../../libs/database/src/connection-settings.js';
import { DatabaseUnavailableError, type Sql } from '../../libs/database/src/sql.port.js';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';
import { withConnection } from '../../libs/database/src/connection.js';
import { StallingProxy } from '../support/stalling-proxy.js';

const read = { name: 'test.read', text: 'select version from change_counter where topic = $1' };
const write = {
  name: 'test.write',
  text: `insert into change_counter (topic, version) values ($1, $2)
         on conflict (topic) do update set version = excluded.version`,
};
const insert = { name: 'test.insert', text: 'insert into change_counter (topic, version) values ($1, $2)' };
const sleep = { name: 'test.sleep', text: 'select pg_sleep($1)' };
const now = { name: 'test.now', text: "select gatehouse_now() - clock_timestamp() > interval '1 hour' as moved" };

/** As servers do. */
const open = (url: string, poolSize = 4) => openSql(url, poolSize, CONNECTION_LIMIT);

let database: TestDatabase;
let connection: ReturnType<typeof openSql>;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  connection = open(database.url);
  sql = connection.sql;
});

afterAll(async () => {
  await connection.close();
  await database.drop();
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Back when the server has ended them: one that is still ending would take, and lose, the statement that comes next. */
async function terminateConnections(): Promise<void> {
  await withConnection(database.url, (client) =>
    client.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  );
}

describe('Sql over PostgreSQL: statements', () => {
  test('returns rows, bigint as a number', async () => {
    await sql.query(write, ['a', 7]);

    expect(await sql.query(read, ['a'])).toEqual([{ version: 7 }]);
    expect(await sql.query(read, ['missing'])).toEqual([]);
  });

  test('takes hostile values as values', async () => {
    const hostile = `'; drop table change_counter; --`;

    await sql.query(write, [hostile, 1]);

    expect(await sql.query(read, [hostile])).toEqual([{ version: 1 }]);
  });

  test('a broken constraint keeps its code and loses the values it quotes (I6)', async () => {
    await sql.query(write, ['secret-value', 1]);

    const failure = await failureOf(sql.query(insert, ['secret-value', 1]));

    expect(failure).toMatchObject({ code: '23505', constraint: 'change_counter_pkey' });
    expect(JSON.stringify(failure)).not.toContain('secret-value');
  });

  test('expiry follows the clock of the database (ruling 62)', async () => {
    expect(await sql.query(now, [])).toEqual([{ moved: false }]);
    await moveDatabaseClock(database.url, 7200);
    expect(await sql.query(now, [])).toEqual([{ moved: true }]);
    await moveDatabaseClock(database.url, 0);
    expect(await sql.query(now, [])).toEqual([{ moved: false }]);
  });
});

describe('Sql over PostgreSQL: transactions', () => {
  test('a throw undoes everything and reaches the caller', async () => {
    const failure = new Error('changed my mind');

    const work = sql.transaction(async (inside) => {
      await inside.query(write, ['undone', 1]);
      throw failure;
    });

    expect(await failureOf(work)).toBe(failure);
    expect(await sql.query(read, ['undone'])).toEqual([]);
  });

  test('a throw inside an inner transaction undoes the inner work only', async () => {
    await sql.transaction(async (outer) => {
      await outer.query(write, ['outer', 1]);
      await failureOf(
        outer.transaction(async (inner) => {
          await inner.query(write, ['inner', 1]);
          await inner.query(insert, ['outer', 1]);
        }),
      );
    });

    expect(await sql.query(read, ['outer'])).toHaveLength(1);
    expect(await sql.query(read, ['inner'])).toEqual([]);
  });

  test('a failed statement that was passed over is not taken for a commit', async () => {
    const work = sql.transaction(async (inside) => {
      await inside.query(write, ['lost', 1]);
      await failureOf(inside.query(insert, ['lost', 1]));
    });

    expect(String(await failureOf(work))).toContain('rolled back');
  });

  test('F-16: a deadlock is invisible to the callers', async () => {
    await sql.query(write, ['x', 0]);
    await sql.query(write, ['y', 0]);
    let arrived = 0;
    const both = Promise.withResolvers<undefined>();
    const inOrder = (first: string, second: string): Promise<void> =>
      sql.transaction(async (inside) => {
        await inside.query(write, [first, 1]);
        if (++arrived === 2) both.resolve(undefined);
        await both.promise;
        await inside.query(write, [second, 1]);
      });

    const outcomes = await Promise.allSettled([inOrder('x', 'y'), inOrder('y', 'x')]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  test('F-16: a serialization failure is tried again, at most 3 times', async () => {
    let tries = 0;
    const conflict = {
      name: 'test.conflict',
      text: `do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`,
    };

    const result = await sql.transaction(async (inside) => {
      tries++;
      if (tries <= 3) await inside.query(conflict, []);
      return 'done';
    });
    expect([result, tries]).toEqual(['done', 4]);

    const failure = await failureOf(sql.transaction((inside) => inside.query(conflict, [])));
    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
  });
});

describe('Sql over PostgreSQL: a database in trouble', () => {
  test('F-14: a statement is cut off after 2 s and a lock is waited for 500 ms', async () => {
    const slow = failureOf(sql.query(sleep, [10]));
    const started = performance.now();
    const locked = sql.transaction(async (inside) => {
      await inside.query({ name: 'test.lock', text: 'lock table seed_record' }, []);
      return failureOf(sql.query({ name: 'test.seed', text: 'select * from seed_record' }, []));
    });

    expect(await locked).toBeInstanceOf(DatabaseUnavailableError);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(await slow).toBeInstanceOf(DatabaseUnavailableError);
    expect(performance.now() - started).toBeLessThan(3_500);
  });

  test('a connection is waited for 500 ms, and load does not look like an outage', async () => {
    const small = open(database.url, 1);
    const busy = small.sql.query(sleep, [0.8]);

    const waiting = await Promise.all([1, 2, 3, 4].map(() => failureOf(small.sql.query(read, ['a']))));
    await busy;

    for (const failure of waiting) expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect(await small.sql.query(read, ['missing'])).toEqual([]);
    await small.close();
  });

  test('F-15: connections cut off by the server cost at most the statements on them', async () => {
    const during = failureOf(sql.query(sleep, [1]));
    await sql.query(read, ['a']);

    await terminateConnections();

    expect(await during).toBeInstanceOf(DatabaseUnavailableError);
    expect(await sql.query(read, ['missing'])).toEqual([]);
  });

  test('F-15: a transaction cut off in the middle left nothing behind', async () => {
    const work = sql.transaction(async (inside) => {
      await inside.query(write, ['cut', 1]);
      await terminateConnections();
      await inside.query(write, ['cut', 2]);
    });

    expect(await failureOf(work)).toBeInstanceOf(DatabaseUnavailableError);
    expect(await sql.query(read, ['cut'])).toEqual([]);
  });

  test('F-12: a read-only server is unavailable to writers, not to readers', async () => {
    const failure = await failureOf(
      sql.transaction(async (inside) => {
        await inside.query({ name: 'test.ro', text: 'set transaction read only' }, []);
        await inside.query(write, ['read-only', 1]);
      }),
    );

    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
  });

  test('F-13: nobody listens: refused at once, and well again with the database', async () => {
    const proxy = await StallingProxy.to(database.url);
    const away = open(proxy.url, 2);
    await proxy.refuse();

    const started = performance.now();
    const failures = await Promise.all(Array.from({ length: 20 }, () => failureOf(away.sql.query(read, ['a']))));

    for (const failure of failures) expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect(performance.now() - started).toBeLessThan(400);
    await proxy.accept();
    await expect(eventually(() => away.sql.query(read, ['missing']))).resolves.toEqual([]);
    await away.close();
    await proxy.close();
  });

  test('F-14, F-50: a server that falls silent is given up, then everybody is refused at once', async () => {
    const proxy = await StallingProxy.to(database.url);
    const stalled = open(proxy.url, 3);
    await eventually(() => stalled.sql.query(read, ['a']));
    proxy.stall();

    const first = await Promise.all([1, 2, 3].map(() => failureOf(stalled.sql.query(read, ['a']))));
    const started = performance.now();
    const next = await failureOf(stalled.sql.query(read, ['a']));

    for (const failure of [...first, next]) expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    // Nobody waited: the shortest wait there is takes 500 ms.
    expect(performance.now() - started).toBeLessThan(400);
    proxy.resume();
    await expect(eventually(() => stalled.sql.query(read, ['missing']))).resolves.toEqual([]);
    await stalled.close();
    await proxy.close();
  });

  test('a closed pool is unavailable, not an internal error', async () => {
    const closed = open(database.url);
    await closed.close();

    expect(await failureOf(closed.sql.query(read, ['a']))).toBeInstanceOf(DatabaseUnavailableError);
  });
});

/** The first success of `work`; a success that never comes is the timeout of the test. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
