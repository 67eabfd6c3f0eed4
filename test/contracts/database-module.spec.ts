import { Inject, Injectable, Logger, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import { CHANGE_FEED, type ChangeFeed } from '../../libs/database/src/change-feed.port.js';
import { DATABASE_HEALTH, type DatabaseHealth } from '../../libs/database/src/database-health.port.js';
import { DatabaseModule } from '../../libs/database/src/database.module.js';
import { SQL, type Sql } from '../../libs/database/src/sql.port.js';
import { MemoryLog } from '../support/memory-log.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { StallingProxy } from '../support/stalling-proxy.js';

@Entity('change_counter')
class CounterEntity {
  @PrimaryColumn('text')
  topic!: string;

  @Column('bigint')
  version!: number;
}

/** A library's provider, which gets everything from the module without importing it. */
@Injectable()
class Library {
  constructor(
    @Inject(SQL) readonly sql: Sql,
    @Inject(CHANGE_FEED) readonly feed: ChangeFeed,
    @Inject(DATABASE_HEALTH) readonly health: DatabaseHealth,
    @InjectRepository(CounterEntity) readonly counters: Repository<CounterEntity>,
  ) {}
}

@Module({ imports: [TypeOrmModule.forFeature([CounterEntity])], providers: [Library] })
class LibraryModule {}

const read = { name: 'test.read', text: 'select version from change_counter where topic = $1' };
const settings = {
  name: 'test.settings',
  text: `select name, setting from pg_settings
         where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'application_name')`,
};

let database: TestDatabase;
let proxy: StallingProxy;
let context: INestApplicationContext;
let library: Library;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
  proxy = await StallingProxy.to(database.url);
  @Module({
    imports: [DatabaseModule.forRoot({ url: proxy.url, poolSize: 3 }), LibraryModule],
  })
  class AppModule {}
  context = await NestFactory.createApplicationContext(AppModule);
  library = context.get(Library, { strict: false });
});

afterAll(async () => {
  await context.close();
  await proxy.close();
  await database.drop();
});

describe('DatabaseModule', () => {
  test('gives every library statements, changes and entities over one pool with limits (F-14)', async () => {
    await library.feed.announce(library.sql, 'topic');

    expect(await library.sql.query(read, ['topic'])).toEqual([{ version: 1 }]);
    expect(await library.counters.findOneBy({ topic: 'topic' })).toEqual({ topic: 'topic', version: 1 });
    const rows = await library.sql.query<{ name: string; setting: string }>(settings, []);
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      application_name: 'gatehouse',
      idle_in_transaction_session_timeout: '5000',
      lock_timeout: '500',
      statement_timeout: '2000',
    });
  });

  test('F-09, F-50: unhealthy while the database is away, healthy again with it, and never a crash', async () => {
    expect(await library.health.ping(500)).toBe(true);

    await proxy.refuse();
    await until(async () => !(await library.health.ping(100)));
    await proxy.accept();

    await until(() => library.health.ping(100));
    await until(() => library.sql.query(read, ['topic']).then(Boolean, () => false));
  });
});

test('a start that is busy for a second connects at once, without a word', async () => {
  const log = new MemoryLog();
  @Module({ imports: [DatabaseModule.forRoot({ url: database.url, poolSize: 1 })] })
  class BusyModule {}

  Logger.overrideLogger(log);
  const starting = NestFactory.createApplicationContext(BusyModule, { logger: log });
  // As long as the rest of a server takes to be put together on a slow machine, once the connection is asked for.
  setImmediate(() => {
    for (const begin = performance.now(); performance.now() - begin < 1_000;);
  });
  const busy = await starting;
  Logger.overrideLogger(false);
  await busy.close();

  expect(log.entries.filter((entry) => entry.includes('Unable to connect'))).toEqual([]);
});

async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 20));
}
