import { javaList, type JavaList } from '../bindings/java-list.js';
import { standIns, type JavaParts } from './java-stand-ins.js';
import { textOf } from './text-of.js';

/** `Java`: a few classes that older scripts ask for by name. There is no Java behind them, and nothing of the server. */
export class JavaApi {
  readonly #classes: Readonly<Record<string, unknown>>;

  constructor(parts: JavaParts) {
    this.#classes = Object.assign(Object.create(null) as object, standIns(parts));
  }

  /** The stand-in of a class, such as `java.util.ArrayList`. Throws for a class that has none, and says what to use instead. */
  type(name: string): unknown {
    const written = textOf(name);
    const found = this.#classes[written];
    if (found !== undefined) return found;
    throw new Error(`The Java class ${written.slice(0, 100)} is not available: ${adviceFor(written)}.`);
  }

  /** A plain array of what a Java list or array holds. */
  from(items: Iterable<unknown>): unknown[] {
    return [...items];
  }

  /** A list of what an array holds. */
  to(items: Iterable<unknown>, _type?: unknown): JavaList {
    return javaList(items);
  }
}

/** By the start of the name, the longest first; with names for people who look for theirs. */
export const advice: readonly (readonly [RegExp, names: string, instead: string])[] = [
  [
    /^java\.(net|nio\.channels)|^org\.apache\.http|^okhttp|HttpClient/i,
    'java.net.*, org.apache.http.*, okhttp3.*',
    'use Http to call other servers',
  ],
  [
    /^java\.(io|nio)\./,
    'java.io.*, java.nio.*',
    'scripts read no files; values for them stand in variables whose names begin with JS_ (Environment.getEnv)',
  ],
  [/^java\.(time|text)\.|SimpleDateFormat/, 'java.time.*, java.text.*', 'use Date of JavaScript, or DateParser'],
  [
    /^(java\.security|javax\.crypto)\./,
    'java.security.*, javax.crypto.*',
    'scripts have no cryptography; let a service do it, and call it with Http',
  ],
  [
    /^java\.lang\.(Runtime|Process|Thread|Class|reflect)/,
    'java.lang.Runtime, Thread, Class, reflect.*',
    'scripts start nothing, and see nothing of the server',
  ],
  [
    /^java\.sql\.|^javax\.sql/,
    'java.sql.*, javax.sql.*',
    'scripts reach no database; put a service before it, and call it with Http',
  ],
  [
    /^(ca\.uhn|org\.hl7)\./,
    'ca.uhn.fhir.*, org.hl7.fhir.*',
    'use Fhir or FhirClientFactory, and plain JSON for resources',
  ],
  [/slf4j|log4j|logging/i, 'org.slf4j.*, java.util.logging.*', 'use Log'],
  [/json|jackson|gson/i, 'com.fasterxml.jackson.*, com.google.gson.*', 'use JSON of JavaScript'],
];

function adviceFor(name: string): string {
  return advice.find(([pattern]) => pattern.test(name))?.[2] ?? 'write it in JavaScript';
}
