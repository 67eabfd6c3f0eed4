import { Logger } from '@nestjs/common';
import { DATABASE_HEALTH, type DatabaseHealth } from '#database/database-health.port';
import { SCRIPT_HEALTH, type ScriptHealth } from '#scripts/script-health.port';
import { SKIN_HEALTH, type SkinHealth } from '#skin/skin-health.port';
import { startEmbeddedPostgres } from '#database/embedded/embedded-postgres';
import type { PropertyReport } from '#module-config/catalogue/property-report';
import type { ApplicationOverrides } from './application.js';
import type { ServerConfiguration } from './configuration.js';
import { openHealthListener, type HealthChecks } from './listeners/health-listener.js';
import { Listeners } from './listeners/listeners.js';
import type { LiveModules } from './runtime/live-modules.js';
import { ServerRuntime } from './runtime/server-runtime.js';

/** A server that answers. */
export interface RunningServer {
  /** What becomes of the properties of each module. */
  readonly propertyReports: readonly PropertyReport[];
  /** The modules that run. */
  readonly live: LiveModules;
  readonly healthPort: number;
  /** Drains and stops: unready first, then no new connections, requests under way finish, the database last (F-30). */
  stop(): Promise<void>;
}

/** What the caller may decide. */
export interface ServerOverrides extends ApplicationOverrides {
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
  const checks: HealthChecks = {
    ...{ isServing: () => state.serving, databaseAnswers: () => Promise.resolve(false) },
    ...{ scriptsRun: () => true, skinsAreWorn: () => true },
  };
  const health = await openHealthListener(configuration.healthPort, checks);
  undo.push(() => health.close());
  // The application's modules take about as long to load as a database, a process of its own, takes to start.
  const [databaseUrl, application] = await Promise.all([
    configuration.databaseUrl ?? startEmbedded(configuration, undo),
    import('./application.js'),
  ]);
  await application.prepareDatabase(databaseUrl, overrides.signal);
  overrides.signal?.throwIfAborted();
  const runtime = new ServerRuntime();
  const app = await application.createApplication({ configuration, runtime }, databaseUrl, overrides);
  undo.push(() => app.close());
  checks.databaseAnswers = () => app.get<DatabaseHealth>(DATABASE_HEALTH, { strict: false }).ping(500);
  checks.scriptsRun = () => app.get<ScriptHealth>(SCRIPT_HEALTH, { strict: false }).canRun();
  checks.skinsAreWorn = () => app.get<SkinHealth>(SKIN_HEALTH, { strict: false }).problems().length === 0;
  const listeners = new Listeners(app);
  undo.push(() => listeners.close(DRAIN_MILLISECONDS));
  const propertyReports = await application.prepareApplication(app, { configuration, runtime }, listeners, overrides);
  undo.push(() => drain(configuration, runtime, state));
  overrides.signal?.throwIfAborted();
  state.serving = true;
  return { propertyReports, live: runtime.live, healthPort: health.port, stop: () => unwind(undo) };
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

/** Unready first, and no more changes of modules; then the listeners close. */
async function drain(
  { mode }: ServerConfiguration,
  runtime: ServerRuntime,
  state: { serving: boolean },
): Promise<void> {
  state.serving = false;
  if (mode === 'production') await new Promise((resolve) => setTimeout(resolve, NOTICE_MILLISECONDS));
  await runtime.end();
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
