import { Logger } from '@nestjs/common';
import { announcement, generatedCredentials } from './announcement.js';
import { processEnvironment, readConfiguration } from './configuration.js';
import { ConfigurationRefusedError } from './configuration-refused.js';
import { FolderInUseError } from '#database/embedded/folder-lock';
import { WrongEncryptionKeyError } from '#keystore/keystore-errors';
import { startServer } from './server.js';
import { installLog } from './log.js';

/** Errors an operator can mend: the message alone is printed. */
const EXPLAINED = [ConfigurationRefusedError, FolderInUseError, WrongEncryptionKeyError];

async function main(): Promise<void> {
  const { configuration, problems } = readConfiguration(processEnvironment(), process.cwd());
  installLog();
  if (problems.length > 0) throw new ConfigurationRefusedError(problems);
  const logger = new Logger('Server');
  for (const warning of configuration.warnings) logger.warn(warning);
  const server = await startServer(configuration, {
    onSeeded: (loaded) => {
      process.stdout.write(generatedCredentials(loaded));
      for (const warning of loaded.warnings) logger.warn(warning);
    },
  });
  process.stdout.write(announcement(configuration, server));
  await stopSignal();
  logger.log('stopping: finishing the requests under way');
  await server.stop();
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  process.stderr.write(`${isExplained ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
}
