import type { ModuleKey } from '#protocol/administration/module-key';
import type { ServerRules } from '#protocol/server/server-problems';
import type { ServerCallSettings } from './server-call-settings.js';

/** What the composition root knows and definitions depend on. */
export interface ServerSurroundings extends ServerRules {
  /** The node that all modules and definitions are of. */
  readonly nodeId: string;
  /** Whether there is such a module, and it may have definitions: SECURITY_OUT_SMART or SECURITY_IN_SMART (reference 6). */
  readonly isOwner: (module: ModuleKey) => Promise<boolean>;
  /**
   * Key of the option by which the module relies on whatever its definitions say of people, those without an account included: a script of the
   * module that believes it, for example. Undefined where nothing does.
   */
  readonly reliesBy: (moduleId: string) => Promise<string | undefined>;
  /** The text at a location, such as `classpath:hospital.jwks`; throws an error whose message is for the operator. */
  readonly readFile: (location: string) => Promise<string>;
  /** What the module says of calls; the defaults where it does not run. */
  readonly callSettings: (moduleId: string) => ServerCallSettings;
}

/** DI token of {@link ServerSurroundings}. */
export const SERVER_SURROUNDINGS = Symbol('ServerSurroundings');
