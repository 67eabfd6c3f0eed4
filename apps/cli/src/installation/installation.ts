import type { ServerConfiguration } from '../../../server/src/configuration.js';
import type { CommandRuntime } from './command-runtime.js';

/** An installation that is open: its database, and everything that works on it, without anything that listens. */
export interface Installation {
  readonly configuration: ServerConfiguration;
  /** Its modules. */
  readonly runtime: CommandRuntime;
  /** What is registered under an injection token; whoever asks knows its type. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as Nest's own `get`
  get<Service>(token: symbol): Service;
}
