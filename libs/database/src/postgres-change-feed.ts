import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { backoffMilliseconds } from './backoff.js';
import type { ChangeFeed } from './change-feed.port.js';
import { marksOf, readNotice } from './change-notice.js';
import { ChangeVersions } from './change-versions.js';
import { APPLICATION_NAME } from './connection-settings.js';
import { FollowedClock } from './followed-clock.js';
import type { Sql, SqlStatement } from './sql.port.js';

const CHANNEL = 'gatehouse_change';
/** Milliseconds between two looks at the counters when no notification comes; what is seen is believed for 1 s. */
const POLL_INTERVAL = 400;
/** Milliseconds a look or a connection attempt may take. */
const ANSWER_LIMIT = 900;
/** Milliseconds after which nobody waits for a look any more: what was seen before then is not believed any longer either. */
const PATIENCE = 1_000;

const announce: SqlStatement = {
  name: 'change-feed.announce',
  text: `with changed as (
           insert into change_counter as counter (topic, version) values ($1, 1)
           on conflict (topic) do update set version = counter.version + 1
           returning topic, version)
         select pg_notify('${CHANNEL}', json_build_object('topic', topic, 'version', version, 'marks', $2::json)::text) from changed`,
};

const readCounters = {
  name: 'change-feed.read',
  text: `select (extract(epoch from gatehouse_now()) * 1000)::float8 as now, topic, version::text as version
           from (select) once left join change_counter on true`,
};

/** A counter and the database's time, in milliseconds since 1970; there is always one row. */
interface Counter {
  readonly now: number;
  readonly topic: string | null;
  readonly version: string;
}

/**
 * {@link ChangeFeed} on a connection of its own. A notification says "look now", and which parts of a topic are different; the counters are looked
 * at every 400 ms anyway, so that a lost notification costs less than the second that is allowed (F-51), and that all parts count as different.
 */
export class PostgresChangeFeed implements ChangeFeed, OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('ChangeFeed');
  private readonly versions = new ChangeVersions();
  private readonly listeners: ((topic: string) => void)[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;
  private isFailing = false;

  /** @param clock is told the database's time with every look */
  constructor(
    private readonly url: string,
    private readonly clock = new FollowedClock(),
  ) {}

  versionOf(topic: string, key?: string): string | undefined {
    return this.versions.versionOf(topic, key);
  }

  async announce(sql: Sql, topic: string, keys?: readonly string[]): Promise<void> {
    const marks = keys && marksOf(keys);
    await sql.query(announce, [topic, marks === undefined ? null : JSON.stringify(marks)]);
  }

  onChange(listener: (topic: string) => void): void {
    this.listeners.push(listener);
  }

  caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE).unref();
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
      this.wake();
    });
  }

  onModuleInit(): void {
    this.running ??= this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** Stays connected until stopped. */
  private async run(): Promise<void> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt++) {
      const wasConnected = await this.followOnce();
      if (wasConnected) attempt = 1;
      const wait = backoffMilliseconds(attempt, { first: 50, most: 500 });
      await delay(wait, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  /** Follows the changes on one connection until it fails; whether it ever worked. */
  private async followOnce(): Promise<boolean> {
    const client = this.newClient();
    let worked = false;
    try {
      await client.connect();
      this.versions.forgetNotices();
      await client.query(`LISTEN ${CHANNEL}`);
      while (!this.stopping.signal.aborted) {
        const isTold = this.nextNotification();
        await this.look(client);
        worked = true;
        this.isFailing = false;
        await isTold;
      }
    } catch (error) {
      this.noteFailure(error);
    } finally {
      await disconnect(client);
    }
    return worked;
  }

  /** One line an outage, not one a try. */
  private noteFailure(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (!this.isFailing) this.logger.warn(`Changes cannot be followed: ${reason}`);
    this.isFailing = true;
  }

  private newClient(): pg.Client {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: `${APPLICATION_NAME}-changes`,
      connectionTimeoutMillis: ANSWER_LIMIT,
      query_timeout: ANSWER_LIMIT,
      keepAlive: true,
    });
    client.on('error', () => {
      this.wake();
    });
    client.on('notification', ({ payload = '' }) => {
      const notice = readNotice(payload);
      if (notice !== undefined) this.versions.note(notice);
      this.wake();
    });
    return client;
  }

  /** Settles at the next notification, or when it is time to look anyway. */
  private nextNotification(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_INTERVAL).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async look(client: pg.Client): Promise<void> {
    const waiting = this.waiting.splice(0);
    const askedAt = performance.now();
    const { rows } = await client.query<Counter>(readCounters);
    for (const { now } of rows.slice(0, 1)) this.clock.told(now, askedAt);
    const versions = rows.flatMap(({ topic, version }) => (topic === null ? [] : [[topic, version] as const]));
    const changed = this.versions.confirm(new Map(versions), askedAt);
    for (const done of waiting) done();
    for (const topic of changed) for (const listener of this.listeners) this.tell(listener, topic);
  }

  private tell(listener: (topic: string) => void, topic: string): void {
    try {
      listener(topic);
    } catch (error) {
      this.logger.error(`A listener to changes of ${topic} failed`, error instanceof Error ? error.stack : error);
    }
  }
}

/** Says goodbye if the other side still listens; does not wait for one that does not answer. */
async function disconnect(client: pg.Client): Promise<void> {
  const patience = new AbortController();
  const enough = delay(ANSWER_LIMIT, undefined, { signal: patience.signal, ref: false }).catch(() => undefined);
  await Promise.race([client.end().catch(() => undefined), enough]);
  patience.abort();
}
