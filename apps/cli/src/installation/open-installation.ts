import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../../server/src/app.module.js';
import { readConfiguration, type ServerConfiguration } from '../../../server/src/configuration.js';
import { serverProblems } from '../../../server/src/configuration/first-start.js';
import { ConfigurationRefusedError } from '../../../server/src/configuration-refused.js';
import { encryptionKeyOf } from '../../../server/src/encryption-key.js';
import { runMigrations } from '#database/run-migrations';
import { systemClock } from '#protocol/clock';
import type { Terminal } from '../terminal.js';
import { installCommandLog } from './command-log.js';
import { CommandRuntime } from '../../../server/src/runtime/command-runtime.js';
import { openDatabase } from './database-address.js';
import type { Installation } from './installation.js';

/** Where an installation is. */
export interface InstallationPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The project's root. */
  readonly projectFolder: string;
  /** Aborted when somebody ends the command. */
  readonly interruption: AbortSignal;
}

/**
 * Opens the installation that a server started here would serve, runs `work`, and leaves everything as it was found.
 * @throws ConfigurationRefusedError the environment or the property file is wrong
 * @throws DatabaseUnavailableError
 * @throws InterruptedError somebody ended the command before the work began
 */
export async function withInstallation<Result>(
  place: InstallationPlace,
  terminal: Terminal,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  installCommandLog(terminal);
  const configuration = await usableConfiguration(place);
  const database = await openDatabase(configuration, () => undefined);
  try {
    return await withApplication(configuration, database.url, (installation) => {
      place.interruption.throwIfAborted();
      return work(installation);
    });
  } finally {
    await database.release();
  }
}

/** What is wrong with single modules does not matter here: a command may be what mends it. */
async function usableConfiguration({ environment, projectFolder }: InstallationPlace): Promise<ServerConfiguration> {
  const { configuration, problems } = await readConfiguration(environment, projectFolder);
  const serious = serverProblems(configuration, problems);
  if (serious.length > 0) throw new ConfigurationRefusedError(serious, configuration.warnings);
  return configuration;
}

async function withApplication<Result>(
  configuration: ServerConfiguration,
  databaseUrl: string,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  // Whoever waits at a terminal, or a pipeline, had better be told at once.
  await runMigrations(databaseUrl, { waitSeconds: 0 });
  const runtime = new CommandRuntime(configuration);
  const requirements = {
    ...{ configuration, runtime, databaseUrl, clock: systemClock, background: { isDoneHere: false } },
    encryptionKey: await encryptionKeyOf(configuration, databaseUrl),
    viewsFolder: join(configuration.workingFolder, 'views', 'signin'),
  };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(requirements), { abortOnError: false });
  try {
    await runtime.begin(app);
    return await work({ configuration, runtime, get: (token) => app.get(token, { strict: false }) });
  } finally {
    await app.close();
  }
}
