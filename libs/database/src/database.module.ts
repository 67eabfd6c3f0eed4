/**
 * The connection to PostgreSQL: TypeORM for administration, prepared statements for the hot path, the feed of changes.
 * Owns the schema (migrations/) and the embedded server (embedded/); knows nothing of what the tables mean.
 */
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { CHANGE_FEED, type ChangeFeed } from './change-feed.port.js';
import { CONNECTION_LIMIT, type ConnectionRequest } from './connection-settings.js';
import { DATABASE_CLOCK } from './database-clock.port.js';
import { DATABASE_HEALTH } from './database-health.port.js';
import { dataSourceOptions } from './data-source-options.js';
import { FeedAndQueryHealth } from './feed-and-query-health.js';
import { FollowedClock } from './followed-clock.js';
import { PooledSql } from './pooled-sql.js';
import { PostgresChangeFeed } from './postgres-change-feed.js';
import { SQL, type Sql } from './sql.port.js';

/** Makes SQL, CHANGE_FEED, DATABASE_CLOCK and DATABASE_HEALTH available everywhere; entities are registered by the libraries that own them. */
@Module({})
export class DatabaseModule {
  /** The schema must be there already (`runMigrations`). */
  static forRoot(request: ConnectionRequest): DynamicModule {
    const logger = new Logger('Database');
    const onLostConnection = (error: Error): void => {
      logger.warn(`An idle connection was lost: ${error.message}`);
    };
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...dataSourceOptions(request, onLostConnection),
            autoLoadEntities: true,
            retryDelay: 500,
          }),
          dataSourceFactory: opened,
        }),
      ],
      providers: [
        {
          provide: SQL,
          useFactory: (dataSource: DataSource) => new PooledSql(poolOf(dataSource)),
          inject: [DataSource],
        },
        { provide: FollowedClock, useFactory: () => new FollowedClock() },
        { provide: DATABASE_CLOCK, useExisting: FollowedClock },
        {
          provide: CHANGE_FEED,
          useFactory: (clock: FollowedClock) => new PostgresChangeFeed(request.url, clock),
          inject: [FollowedClock],
        },
        {
          provide: DATABASE_HEALTH,
          useFactory: (feed: ChangeFeed, sql: Sql) => new FeedAndQueryHealth(feed, sql),
          inject: [CHANGE_FEED, SQL],
        },
      ],
      exports: [SQL, CHANGE_FEED, DATABASE_CLOCK, DATABASE_HEALTH],
    };
  }
}

/** The first connection may take longer than later ones: while it is made, so are the application's modules, and nothing else has its turn. */
async function opened(options?: DataSourceOptions): Promise<DataSource> {
  if (options?.type !== 'postgres') throw new TypeError('The database is PostgreSQL.');
  const { connectionTimeoutMillis, ...extra } = options.extra as pg.PoolConfig;
  const patient = { ...extra, connectionTimeoutMillis: 10 * CONNECTION_LIMIT };
  const dataSource = await new DataSource({ ...options, extra: patient }).initialize();
  Object.assign(poolOf(dataSource).options, { connectionTimeoutMillis });
  return dataSource;
}

/** The very pool TypeORM uses, so that the number of connections is known. */
function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as Pick<PostgresDriver, keyof PostgresDriver>).master as pg.Pool;
}
