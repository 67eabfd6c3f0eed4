import { Logger } from '@nestjs/common';
import { announcement, generatedCredentials } from './announcement.js';
import { processEnvironment, readConfiguration, type ServerConfiguration } from './configuration.js';
import { certainProblems, fileSurelyCounts } from './configuration/first-start.js';
import { servingOf } from './configuration/module-set.js';
import { portProblems } from './configuration/port-problems.js';
import { ConfigurationRefusedError } from './configuration-refused.js';
import { DatabaseUnavailableError } from '#database/sql.port';
import { FolderInUseError } from '#database/embedded/folder-lock';
import { formatPropertyReport } from '#module-config/catalogue/property-report-text';
import { WrongEncryptionKeyError } from '#keystore/keystore-errors';
import { legibleLines } from '#protocol/legible-text';
import { startServer, type RunningServer } from './server.js';
import { installLog } from './log.js';
import { logFinding } from './log-finding.js';
import type { LogOutput } from './log-output.js';
import { PortRefusedError } from './listeners/port-refused.js';

/** Errors an operator can mend: the message alone is printed. */
const EXPLAINED = [
  ConfigurationRefusedError,
  DatabaseUnavailableError,
  FolderInUseError,
  PortRefusedError,
  WrongEncryptionKeyError,
];

/** Milliseconds that the reader of the log has for the last lines, when the process ends. */
const LAST_LINES = 1_000;

async function main(output: LogOutput): Promise<void> {
  const { configuration, problems: mistakes } = await readConfiguration(processEnvironment(), process.cwd());
  const serving = fileSurelyCounts(configuration) ? servingOf(configuration.modules) : [];
  const ports = await portProblems({ serving, healthPort: configuration.healthPort });
  const problems = [...certainProblems(configuration, mistakes), ...ports];
  const { warnings, moduleWarnings } = configuration;
  if (problems.length > 0) throw new ConfigurationRefusedError(problems, [...warnings, ...moduleWarnings]);
  const logger = new Logger('Server');
  for (const warning of warnings) logFinding(logger, warning);
  const stopping = stopSignal();
  const server = await start(configuration, { stopping, output, logger });
  if (server === undefined) return;
  output.write(`\n${formatPropertyReport(server.propertyReports)}\n`);
  output.write(announcement(configuration, server));
  await aborted(stopping);
  logger.log('stopping: finishing the requests under way');
  await server.stop();
}

/** The server that answers; `undefined` when it was told to stop before it did. */
async function start(
  configuration: ServerConfiguration,
  { stopping: signal, output, logger }: { stopping: AbortSignal; output: LogOutput; logger: Logger },
): Promise<RunningServer | undefined> {
  try {
    return await startServer(configuration, {
      signal,
      onSeeded: (loaded) => {
        output.write(generatedCredentials(loaded));
        for (const warning of loaded.warnings) logger.warn(warning);
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    logger.log('stopped before the start was complete');
    return undefined;
  }
}

/** Aborted by the first SIGTERM or SIGINT; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
    });
  return stopping.signal;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

// Nobody needs to read what is written here (F-57).
process.stderr.on('error', () => undefined);
const output = installLog();
let code = 0;
try {
  await main(output);
} catch (error) {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  const text = isExplained ? (error as Error).message : ((error as Error).stack ?? String(error));
  process.stderr.write(`${legibleLines(text)}\n`);
  code = 1;
}
await output.flush(LAST_LINES);
process.exit(code);
