import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DATABASE_HEALTH, type DatabaseHealth } from '#database/database-health.port';
import { startEmbeddedPostgres } from '#database/embedded/embedded-postgres';
import { runMigrations } from '#database/run-migrations';
import { SQL, type Sql } from '#database/sql.port';
import { readOrCreateKeyFile } from '#keystore/encryption-key-file';
import { systemClock, type Clock } from '#protocol/clock';
import { AppModule, POOL_SIZE } from './app.module.js';
import type { ServerConfiguration } from './configuration.js';
import { keyFileIn } from './configuration/environment-settings.js';
import { ConfigurationRefusedError } from './configuration-refused.js';
import { openHealthListener } from './health-listener.js';
import { httpAdapter, installPipeline } from './http-pipeline.js';
import { openListeners, type Listeners } from './listeners.js';
import { seed, type SeedResult } from './seeding.js';
import { prepareSigningKeys } from './signing-keys.js';
import { openConnections } from './open-connections.js';

/** A server that answers. */
export interface RunningServer {
  /** Bound ports by configured port. */
  readonly ports: ReadonlyMap<number, number>;
  readonly healthPort: number;
  /** Drains and stops: unready first, then no new connections, requests under way finish, the database last (F-30). */
  stop(): Promise<void>;
}

/** What the caller may decide; tests replace the clock. */
export interface ServerOverrides {
  readonly clock?: Clock;
  /** Told what each seed file made, as soon as it is loaded. */
  readonly onSeeded?: (loaded: SeedResult) => void;
  /** Folder of the page templates, `views/signin` of the project. */
  readonly viewsFolder?: string;
  /** Ends a start that is not complete yet; a server that answers is ended by {@link RunningServer.stop}. */
  readonly signal?: AbortSignal;
}

/** How long requests under way may take when the server stops, in milliseconds (F-30). */
const DRAIN_MILLISECONDS = 10_000;
/** How long readiness is 503 before the listeners close, so that a balancer has noticed; in milliseconds. */
const NOTICE_MILLISECONDS = 1_000;

type Undo = () => Promise<void>;

/**
 * Starts everything in order; what was started is stopped again when a later step fails.
 * @throws ConfigurationRefusedError with all problems that only show with the database at hand
 * @throws the signal's reason, or what the wait for the database ended with, when told to stop before the start was complete
 */
export async function startServer(
  configuration: ServerConfiguration,
  overrides: ServerOverrides = {},
): Promise<RunningServer> {
  const undo: Undo[] = [];
  const state = { serving: false };
  try {
    return await start(configuration, overrides, undo, state);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function start(
  configuration: ServerConfiguration,
  overrides: ServerOverrides,
  undo: Undo[],
  state: { serving: boolean },
): Promise<RunningServer> {
  const checks = { isServing: () => state.serving, databaseAnswers: () => Promise.resolve(false) };
  const health = await openHealthListener(configuration.healthPort, checks);
  undo.push(() => health.close());
  const databaseUrl = configuration.databaseUrl ?? (await startEmbedded(configuration, undo));
  await runMigrations(databaseUrl, {
    log: (message) => {
      new Logger('Database').warn(message);
    },
    ...(overrides.signal && { signal: overrides.signal }),
  });
  overrides.signal?.throwIfAborted();
  const app = await createApp(configuration, databaseUrl, overrides);
  undo.push(() => app.close());
  checks.databaseAnswers = () => app.get<DatabaseHealth>(DATABASE_HEALTH, { strict: false }).ping(500);
  await prepare(app, configuration, overrides.onSeeded);
  await openConnections(app.get<Sql>(SQL, { strict: false }), POOL_SIZE);
  overrides.signal?.throwIfAborted();
  const listeners = await openListeners(app, configuration.outbound);
  undo.push(() => drain(configuration, listeners, state));
  state.serving = true;
  return { ports: listeners.ports, healthPort: health.port, stop: () => unwind(undo) };
}

async function startEmbedded({ dataDirectory }: ServerConfiguration, undo: Undo[]): Promise<string> {
  const logger = new Logger('Database');
  const database = await startEmbeddedPostgres({
    dataDirectory,
    log: (message) => {
      logger.log(message);
    },
  });
  undo.push(() => database.stop());
  return database.url;
}

async function createApp(
  configuration: ServerConfiguration,
  databaseUrl: string,
  overrides: ServerOverrides,
): Promise<NestFastifyApplication> {
  const requirements = {
    configuration,
    databaseUrl,
    encryptionKey: configuration.encryptionKey ?? (await readOrCreateKeyFile(keyFileIn(configuration.dataDirectory))),
    viewsFolder: overrides.viewsFolder ?? join(configuration.workingFolder, 'views', 'signin'),
    clock: overrides.clock ?? systemClock,
  };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(requirements), httpAdapter(), {
    bodyParser: false,
    abortOnError: false,
  });
  await installPipeline(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

async function prepare(
  app: NestFastifyApplication,
  configuration: ServerConfiguration,
  onSeeded: ServerOverrides['onSeeded'] = () => undefined,
): Promise<void> {
  await prepareSigningKeys(app, configuration);
  const problems = await seed(app, configuration, onSeeded);
  if (problems.length > 0) throw new ConfigurationRefusedError(problems);
}

async function drain({ mode }: ServerConfiguration, listeners: Listeners, state: { serving: boolean }): Promise<void> {
  state.serving = false;
  if (mode === 'production') await new Promise((resolve) => setTimeout(resolve, NOTICE_MILLISECONDS));
  await listeners.close(DRAIN_MILLISECONDS);
}

/** Stops what was started, latest first; one failure does not keep the rest running. */
async function unwind(undo: Undo[]): Promise<void> {
  for (let last = undo.pop(); last !== undefined; last = undo.pop()) {
    try {
      await last();
    } catch (error) {
      new Logger('Server').error(error);
    }
  }
}
