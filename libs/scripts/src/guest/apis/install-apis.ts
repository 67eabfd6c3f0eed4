import type { Host } from '../host.js';
import { atob, Base64Api, btoa, ConverterApi } from './converter.js';
import { DateParserApi } from './date-parser.js';
import { EnvironmentApi } from './environment.js';
import { FhirApi, FhirClientFactoryApi } from './fhir.js';
import { HttpApi } from './http.js';
import { JavaApi, javaPackage } from './java.js';
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

/** The globals of scripts, beside those of the language. */
export interface ScriptGlobals {
  readonly Log: LogApi;
  readonly console: LogApi;
  /** The same as `Log.info`. */
  readonly print: LogApi['info'];
  /** The same as `Log.info`. */
  readonly println: LogApi['info'];
  readonly Http: HttpApi;
  readonly Environment: EnvironmentApi;
  readonly Converter: ConverterApi;
  readonly Base64: Base64Api;
  readonly UUID: UuidApi;
  readonly DateParser: DateParserApi;
  readonly Fhir: FhirApi;
  readonly FhirClientFactory: FhirClientFactoryApi;
  readonly Java: JavaApi;
  /** The stand-ins of `Java.type` by their own names, as older engines had them: `new java.util.HashMap()`. */
  readonly java: unknown;
  /** The same: `new Packages.java.util.HashMap()`. */
  readonly Packages: unknown;
  /** The text of base64, a character for each byte, as in browsers. */
  readonly atob: typeof atob;
  /** Base64 of a text that has one byte for each character, as in browsers. */
  readonly btoa: typeof btoa;
}

/**
 * Puts the APIs into the global object, as values that a script may replace (reference 9.2). Gives back what learns the surroundings before each
 * script.
 */
export function installApis(host: Host): (surroundings: Surroundings) => void {
  const [environment, fillEnvironment] = EnvironmentApi.empty();
  let around: Surroundings | undefined;
  Object.assign(Math, { random: realRandomness(host) });
  Object.assign(
    globalThis,
    scriptGlobals(host, environment, () => fhirProblem(around)),
  );
  return (surroundings) => {
    around = surroundings;
    fillEnvironment(surroundings.environment);
  };
}

function scriptGlobals(host: Host, environment: EnvironmentApi, problem: () => string | undefined): ScriptGlobals {
  const log = new LogApi(host);
  const uuid = new UuidApi(host);
  const java = new JavaApi({ environment, uuid, log });
  return {
    ...{ Log: log, console: log, print: log.info, println: log.info },
    Http: new HttpApi(host),
    Environment: environment,
    Converter: new ConverterApi(),
    Base64: new Base64Api(),
    UUID: uuid,
    DateParser: new DateParserApi(),
    Fhir: new FhirApi(host, problem),
    FhirClientFactory: new FhirClientFactoryApi(host),
    Java: java,
    java: javaPackage('java', java),
    Packages: javaPackage('', java),
    ...{ atob, btoa },
  };
}

/** Why `Fhir` cannot be used; the global is there all the same, so that scripts load. */
function fhirProblem(around: Surroundings | undefined): string | undefined {
  if (around?.hasFhir === true) return undefined;
  return `Fhir is not available: the module ${around?.moduleId ?? ''} names no FHIR server (property context_selection.fhir_base_url); another one is called with FhirClientFactory.newClient(address).`;
}
