import type { Clock } from '#protocol/clock';
import type { Installation } from './installation/installation.js';
import type { SkinLimits } from './installation/skin-limits.js';
import type { Terminal } from './terminal.js';
import type { ExitCode } from './exit-code.js';

/** What every command says about itself before the work begins. */
export interface GlobalOptions {
  /** One JSON document, or one a line, on standard output, and nothing else there. */
  readonly json?: boolean;
  /** Shows where an error comes from. */
  readonly debug?: boolean;
}

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What paths on the command line start from. */
  readonly folder: string;
  /** Aborted when somebody ends the command before it is done. */
  readonly interruption: AbortSignal;
  /** Runs `work` on the installation, which is closed again whatever happens. */
  readonly withInstallation: <Result>(work: (installation: Installation) => Promise<Result>) => Promise<Result>;
  /** What JARs of skins may be where the command runs. @throws ConfigurationRefusedError */
  readonly skinLimits: () => Promise<SkinLimits>;
  /** How the command ends; {@link exitCodes} `done` unless said. */
  readonly end: (code: ExitCode) => void;
}
