import type { Host } from '../host.js';
import { HttpApi } from './http.js';
import { LogApi } from './log.js';
import { realRandomness } from './random.js';

/** What is around a script, from the host. */
export interface Surroundings {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly hasFhir: boolean;
}

/**
 * Puts the APIs into the global object, as values that a script may replace (reference 9.2). Gives back what learns the surroundings before each
 * script.
 */
export function installApis(host: Host): (surroundings: Surroundings) => void {
  const log = new LogApi(host);
  Object.assign(globalThis, { Log: log, print: log.info, println: log.info, console: log });
  Object.assign(Math, { random: realRandomness(host) });
  Object.assign(globalThis, { Http: new HttpApi(host) });
  return () => undefined;
}
