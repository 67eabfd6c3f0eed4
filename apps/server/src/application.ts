import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { runMigrations } from '#database/run-migrations';
import { SQL, type Sql } from '#database/sql.port';
import type { PropertyReport } from '#module-config/catalogue/property-report';
import { systemClock, type Clock } from '#protocol/clock';
import { AppModule, POOL_SIZE } from './app.module.js';
import type { ServerConfiguration } from './configuration.js';
import { describeAdminApi } from './admin-description.js';
import { encryptionKeyOf } from './encryption-key.js';
import { httpAdapter, installPipeline } from './http-pipeline.js';
import { openConnections } from './open-connections.js';
import type { Listeners } from './listeners/listeners.js';
import type { ServerRuntime } from './runtime/server-runtime.js';
import { startModules } from './runtime/start-modules.js';
import type { SeedResult } from './preparation/seeding.js';

/** What the caller may decide; tests replace the clock. */
export interface ApplicationOverrides {
  readonly clock?: Clock;
  /** Folder of the page templates, `views/signin` of the project. */
  readonly viewsFolder?: string;
  /** Told what each seed file made, as soon as it is loaded. */
  readonly onSeeded?: (loaded: SeedResult) => void;
}

/** Brings the schema up to date, waiting for the database if it is late. @param signal ends the wait */
export async function prepareDatabase(databaseUrl: string, signal: AbortSignal | undefined): Promise<void> {
  const logger = new Logger('Database');
  const log = (message: string): void => {
    logger.warn(message);
  };
  await runMigrations(databaseUrl, { log, ...(signal && { signal }) });
}

/** What the server was told, and what runs: nothing before the modules start. */
export interface ConfiguredServer {
  readonly configuration: ServerConfiguration;
  readonly runtime: ServerRuntime;
}

/** The Nest application, which does not listen yet. */
export async function createApplication(
  { configuration, runtime }: ConfiguredServer,
  databaseUrl: string,
  { clock = systemClock, viewsFolder }: ApplicationOverrides,
): Promise<NestFastifyApplication> {
  const requirements = {
    ...{ configuration, runtime, databaseUrl },
    encryptionKey: await encryptionKeyOf(configuration, databaseUrl),
    viewsFolder: viewsFolder ?? join(configuration.workingFolder, 'views', 'signin'),
    clock,
    background: { isDoneHere: true },
  };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(requirements), httpAdapter(), {
    bodyParser: false,
    abortOnError: false,
  });
  installPipeline(app);
  describeAdminApi(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/**
 * Everything that an application needs to answer: open connections, and its modules with their signing keys, seeds and ports.
 * @returns what becomes of the properties of each module
 * @throws ConfigurationRefusedError with all problems that only show with the database at hand
 */
export async function prepareApplication(
  app: NestFastifyApplication,
  { configuration, runtime }: ConfiguredServer,
  listeners: Listeners,
  { onSeeded = () => undefined }: ApplicationOverrides,
): Promise<readonly PropertyReport[]> {
  await openConnections(app.get<Sql>(SQL, { strict: false }), POOL_SIZE);
  return startModules({ app, configuration, runtime, listeners, onSeeded, mode: configuration.mode });
}
