import type { ServerConfiguration } from '../../../server/src/configuration.js';
import type { LiveModules } from '../../../server/src/runtime/live-modules.js';

/** An installation that is open: its database, and everything that works on it, without anything that listens. */
export interface Installation {
  readonly configuration: ServerConfiguration;
  /** The modules as a server would run them. */
  readonly live: LiveModules;
  /** What is registered under an injection token; whoever asks knows its type. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as Nest's own `get`
  get<Service>(token: symbol): Service;
}
