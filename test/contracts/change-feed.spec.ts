import { Logger } from '@nestjs/common';
import type { ChangeFeed } from '../../libs/database/src/change-feed.port.js';
import { withConnection } from '../../libs/database/src/connection.js';
import { FollowedClock } from '../../libs/database/src/followed-clock.js';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import type { Sql } from '../../libs/database/src/sql.port.js';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';
import { StallingProxy } from '../support/stalling-proxy.js';

/** Longer than a look at the counters takes, shorter than waiting for the next one. */
const AT_ONCE = 350;

let database: TestDatabase;
let connection: ReturnType<typeof openSql>;
let sql: Sql;
let proxy: StallingProxy;
let feed: PostgresChangeFeed;
const clock = new FollowedClock();
const readTime = { name: 'test.time', text: 'select gatehouse_now() as now' };

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
  connection = openSql(database.url);
  sql = connection.sql;
  proxy = await StallingProxy.to(database.url);
  feed = new PostgresChangeFeed(proxy.url, clock);
  feed.onModuleInit();
  await until(() => feed.versionOf('anything') !== undefined);
});

afterAll(async () => {
  await feed.onApplicationShutdown();
  await proxy.close();
  await connection.close();
  await database.drop();
});

/** Milliseconds after which `fact` was last found not to hold; one that never comes is the timeout of the test. */
async function until(fact: () => boolean): Promise<number> {
  const started = performance.now();
  for (let lastMissed = 0; ;) {
    const asked = performance.now() - started;
    if (fact()) return lastMissed;
    lastMissed = asked;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function nextChange(of: ChangeFeed, wanted: string): Promise<string> {
  return new Promise((resolve) => {
    of.onChange((topic) => {
      if (topic === wanted) resolve(topic);
    });
  });
}

describe('ChangeFeed over PostgreSQL', () => {
  test('a topic nobody ever changed has version 0', () => {
    expect(feed.versionOf('clients:unknown')).toBe('0');
  });

  test('an announced change is seen at once, with its topic', async () => {
    const told = nextChange(feed, 'clients:a');

    await feed.announce(sql, 'clients:a');
    const waited = await until(() => feed.versionOf('clients:a') === '1');

    expect(waited).toBeLessThan(AT_ONCE);
    await expect(told).resolves.toBe('clients:a');
  });

  test('versions count up, each topic by itself', async () => {
    await Promise.all([1, 2, 3].map(() => feed.announce(sql, 'clients:b')));

    await until(() => feed.versionOf('clients:b') === '3');
    expect(feed.versionOf('clients:c')).toBe('0');
  });

  test('a change that is rolled back is none', async () => {
    await sql
      .transaction(async (inside) => {
        await feed.announce(inside, 'clients:d');
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    await feed.announce(sql, 'clients:e');

    await until(() => feed.versionOf('clients:e') === '1');
    expect(feed.versionOf('clients:d')).toBe('0');
  });

  test('a listener that fails does not keep the others from hearing', async () => {
    feed.onChange((topic) => {
      if (topic === 'clients:f') throw new Error('a bug');
    });
    const told = nextChange(feed, 'clients:f');

    await feed.announce(sql, 'clients:f');

    await expect(told).resolves.toBe('clients:f');
  });

  test('F-51: a change whose notification is lost is seen within a second', async () => {
    await sql.query({ name: 'test.silent', text: `insert into change_counter values ('users:silent', 1)` }, []);

    expect(await until(() => feed.versionOf('users:silent') === '1')).toBeLessThan(1_000);
  });

  test('a change that was committed is known once the feed has caught up', async () => {
    for (const version of ['1', '2', '3']) {
      await feed.announce(sql, 'clients:caught-up');
      await feed.caughtUp();

      expect(feed.versionOf('clients:caught-up')).toBe(version);
    }
  });

  test('C-07: a change that names its parts leaves the versions of the others as they were', async () => {
    await feed.announce(sql, 'clients:parts');
    await feed.caughtUp();

    for (const keys of [['first', 'second'], ['second']]) {
      await feed.announce(sql, 'clients:parts', keys);
      await feed.caughtUp();
    }

    const versions = ['first', 'second', 'third', undefined].map((key) => feed.versionOf('clients:parts', key));
    expect(versions).toEqual(['2', '3', '1', '3']);
  });

  test('F-51: all parts count as changed by a change whose notification is lost', async () => {
    await sql.query({ name: 'test.parts', text: `insert into change_counter values ('clients:lost', 1)` }, []);
    await feed.caughtUp();
    const lost = `update change_counter set version = version + 1 where topic = 'clients:lost'`;
    await sql.query({ name: 'test.lost', text: lost }, []);
    await feed.announce(sql, 'clients:lost', ['first']);
    await feed.caughtUp();

    expect(['first', 'second'].map((key) => feed.versionOf('clients:lost', key))).toEqual(['3', '3']);
  });

  test.each([
    { name: 'an hour ahead', seconds: 3_600 },
    { name: 'ten seconds back', seconds: -10 },
    { name: 'right', seconds: 0 },
  ])("ruling 62: the database's clock is followed when it is put $name", async ({ seconds }) => {
    await moveDatabaseClock(database.url, seconds);
    await feed.caughtUp();

    const [{ now }] = (await sql.query<{ now: Date }>(readTime, [])) as [{ now: Date }];
    expect(Math.abs(clock.now().getTime() - now.getTime())).toBeLessThan(AT_ONCE);
  });

  test('F-50: no version is vouched for a second after the database fell silent; it heals', async () => {
    proxy.stall();
    const waited = await until(() => feed.versionOf('clients:a') === undefined);
    await feed.announce(sql, 'clients:a');
    await feed.announce(sql, 'clients:a');

    expect(waited).toBeLessThan(1_000);
    expect(waited).toBeGreaterThan(500);
    proxy.resume();
    await until(() => feed.versionOf('clients:a') === '3');
  });

  test('F-50: nobody waits for more than a second to catch up with a database that is silent', async () => {
    proxy.stall();
    const started = performance.now();
    await feed.caughtUp();
    const waited = performance.now() - started;
    proxy.resume();

    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(2_000);
    await until(() => feed.versionOf('clients:a') !== undefined);
  });

  test('F-09, F-15: connects again when cut off, and notices what happened meanwhile', async () => {
    const told = nextChange(feed, 'clients:g');
    await withConnection(database.url, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'gatehouse-changes'`,
      ),
    );
    await feed.announce(sql, 'clients:g');

    await expect(told).resolves.toBe('clients:g');
  });

  test('F-13: refused for a while, it comes back by itself; and it stops promptly', async () => {
    const away = await StallingProxy.to(database.url);
    await away.refuse();
    const late = new PostgresChangeFeed(away.url);
    late.onModuleInit();
    expect(late.versionOf('clients:a')).toBeUndefined();

    await away.accept();
    await until(() => late.versionOf('clients:a') !== undefined);

    const started = performance.now();
    await late.onApplicationShutdown();
    expect(performance.now() - started).toBeLessThan(1_000);
    await away.close();
  });
});
