import type { Host } from '../host.js';
import { atob, Base64Api, btoa, ConverterApi } from './converter.js';
import { DateParserApi } from './date-parser.js';
import { EnvironmentApi } from './environment.js';
import { FhirApi, FhirClientFactoryApi } from './fhir.js';
import { HttpApi } from './http.js';
import { JavaApi } from './java.js';
import { LogApi } from './log.js';
import { realRandomness } from './random.js';
import { UuidApi } from './uuid.js';

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
  const uuid = new UuidApi(host);
  const [environment, fillEnvironment] = EnvironmentApi.empty();
  let around: Surroundings | undefined;
  Object.assign(Math, { random: realRandomness(host) });
  Object.assign(globalThis, { Log: log, print: log.info, println: log.info, console: log, atob, btoa });
  Object.assign(globalThis, {
    Http: new HttpApi(host),
    Environment: environment,
    Converter: new ConverterApi(),
    Base64: new Base64Api(),
    UUID: uuid,
    DateParser: new DateParserApi(),
    Fhir: new FhirApi(host, () => fhirProblem(around)),
    FhirClientFactory: new FhirClientFactoryApi(host),
    Java: new JavaApi({ environment, uuid, log }),
  });
  return (surroundings) => {
    around = surroundings;
    fillEnvironment(surroundings.environment);
  };
}

/** Why `Fhir` cannot be used; the global is there all the same, so that scripts load. */
function fhirProblem(around: Surroundings | undefined): string | undefined {
  if (around?.hasFhir === true) return undefined;
  return `Fhir is not available: the module ${around?.moduleId ?? ''} names no FHIR server (property context_selection.fhir_base_url); another one is called with FhirClientFactory.newClient(address).`;
}
