import type { ServerConfiguration } from '../configuration.js';
import type { CommandRuntime } from '../runtime/command-runtime.js';

/** An installation as it is looked at: its database, and everything that works on it, whether it listens or not. */
export interface ExaminedInstallation {
  readonly configuration: ServerConfiguration;
  /** Its modules. */
  readonly runtime: CommandRuntime;
  /** What is registered under an injection token; whoever asks knows its type. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as Nest's own `get`
  get<Service>(token: symbol): Service;
}
