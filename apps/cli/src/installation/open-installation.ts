import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../../server/src/app.module.js';
import { prepareDatabase } from '../../../server/src/application.js';
import { readConfiguration, type ServerConfiguration } from '../../../server/src/configuration.js';
import { ConfigurationRefusedError } from '../../../server/src/configuration-refused.js';
import { encryptionKeyOf } from '../../../server/src/encryption-key.js';
import { systemClock } from '#protocol/clock';
import type { Terminal } from '../terminal.js';
import { installCommandLog } from './command-log.js';
import { CommandRuntime } from './command-runtime.js';
import { openDatabase } from './database-address.js';
import type { Installation } from './installation.js';

/** Where an installation is. */
export interface InstallationPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The project's root. */
  readonly projectFolder: string;
}

/**
 * Opens the installation that a server started here would serve, runs `work`, and leaves everything as it was found.
 * @throws ConfigurationRefusedError the environment or the property file is wrong
 * @throws DatabaseUnavailableError
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
    return await withApplication(configuration, database.url, work);
  } finally {
    await database.release();
  }
}

/** What is wrong with single modules does not matter here: a command may be what mends it. */
async function usableConfiguration({ environment, projectFolder }: InstallationPlace): Promise<ServerConfiguration> {
  const { configuration, problems } = await readConfiguration(environment, projectFolder);
  const serious = problems.filter((problem) => !configuration.moduleProblems.includes(problem));
  if (serious.length > 0) throw new ConfigurationRefusedError(serious, configuration.warnings);
  return configuration;
}

async function withApplication<Result>(
  configuration: ServerConfiguration,
  databaseUrl: string,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  await prepareDatabase(databaseUrl, undefined);
  const runtime = new CommandRuntime(configuration);
  const requirements = {
    ...{ configuration, runtime, databaseUrl, clock: systemClock },
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
