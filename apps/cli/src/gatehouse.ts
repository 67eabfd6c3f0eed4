import { FolderInUseError } from '#database/embedded/folder-lock';
import { DatabaseUnavailableError } from '#database/sql.port';
import { ScriptsBusyError } from '#module-config/script-check.port';
import { WrongEncryptionKeyError } from '#keystore/keystore-errors';
import { systemClock } from '#protocol/clock';
import { legibleLines } from '#protocol/legible-text';
import { DocumentError } from '#configuration-exchange/configuration-exchange.port';
import { ConfigurationRefusedError } from '../../server/src/configuration-refused.js';
import type { GlobalOptions } from './command-context.js';
import { CommandError, exitCodes, ReportedError, type ExitCode } from './exit-code.js';
import { gatehouseProgram, isUsage } from './program.js';
import type { Terminal } from './terminal.js';

/** Where the command was started. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What paths on the command line start from. */
  readonly folder: string;
  /** The project's root, where property file and data folder are looked for. */
  readonly projectFolder: string;
  /** Aborted when somebody ends the command; never unless given. */
  readonly interruption?: AbortSignal;
}

/** Errors that say what to do: the message alone is shown. */
const EXPLAINED = [
  CommandError,
  ConfigurationRefusedError,
  DatabaseUnavailableError,
  DocumentError,
  FolderInUseError,
  ScriptsBusyError,
  WrongEncryptionKeyError,
];

/** Runs one command and answers how it ended; everything it says goes to the terminal. */
export async function runGatehouse(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { terminal, environment, folder, projectFolder, interruption = new AbortController().signal } = surroundings;
  let code: ExitCode = exitCodes.done;
  const program = gatehouseProgram({
    ...{ terminal, environment, folder, interruption, clock: systemClock },
    withInstallation: async (work) => {
      // Loaded when it is needed: help is there at once.
      const { withInstallation } = await import('./installation/open-installation.js');
      return withInstallation({ environment, projectFolder, interruption }, terminal, work);
    },
    skinLimits: async () => {
      const { skinLimits } = await import('./installation/skin-limits.js');
      return skinLimits({ environment, projectFolder });
    },
    end: (ended) => {
      code = ended;
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Whatever an interruption made fail, it is the reason.
    const reason: unknown = interruption.aborted && !(error instanceof ReportedError) ? interruption.reason : error;
    return await failure(reason, terminal, program.opts<GlobalOptions>());
  }
}

async function failure(error: unknown, terminal: Terminal, { debug, json }: GlobalOptions): Promise<ExitCode> {
  if (isUsage(error)) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const hint = isExplained ? '' : ' (--debug shows where this comes from)';
  if (json === true && !(error instanceof ReportedError))
    await terminal.out(`${JSON.stringify({ error: { message } })}
`);
  terminal.err(`${legibleLines(debug === true ? (stack ?? message) : `${message}${hint}`)}
`);
  return error instanceof CommandError ? error.exitCode : exitCodes.failed;
}
