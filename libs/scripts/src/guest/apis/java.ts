import { JavaList, javaList } from '../bindings/java-list.js';
import { JavaMap } from '../bindings/java-map.js';
import { base64Of, base64UrlOf, bytesOfBase64 } from './base64-text.js';
import { textOfUtf8, utf8Of } from './bytes.js';
import { urlDecoded, urlEncoded } from './converter.js';
import type { EnvironmentApi } from './environment.js';
import type { LogApi } from './log.js';
import { textOf } from './text-of.js';
import type { UuidApi } from './uuid.js';

/** What the stand-ins are made of. */
export interface JavaParts {
  readonly environment: EnvironmentApi;
  readonly uuid: UuidApi;
  readonly log: LogApi;
}

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

/** `java.util.HashSet`: a list in which nothing is twice. */
class JavaSet extends JavaList {
  override add(...given: [unknown] | [number, unknown]): boolean {
    const item = given.at(-1);
    return this.contains(item) ? false : super.add(item);
  }

  override addAll(items: Iterable<unknown>): boolean {
    return [...items].map((item) => this.add(item)).includes(true);
  }
}

/** A class of which `new` gives what is made. */
function newOf(make: (given: unknown) => object): (given?: unknown) => object {
  return function (given) {
    return make(given);
  };
}

function newSet(items: unknown): JavaSet {
  const set = new JavaSet();
  set.addAll(itemsOf(items));
  return set;
}

function newMap(values: unknown): JavaMap {
  const map = new JavaMap();
  if (typeof values === 'object' && values !== null) map.putAll(values);
  return map;
}

function now(): Date {
  return Reflect.construct(Date, []) as Date;
}

/** Java's constructors also take a number, how much is to come. */
function itemsOf(given: unknown): Iterable<unknown> {
  return typeof given === 'object' && given !== null && Symbol.iterator in given ? (given as Iterable<unknown>) : [];
}

/** Collects text: `append`, `toString`. */
class TextStandIn {
  readonly #parts: string[] = [];

  constructor(text?: unknown) {
    if (text !== undefined) this.append(text);
  }

  append(value: unknown): this {
    this.#parts.push(textOf(value));
    return this;
  }

  length(): number {
    return this.toString().length;
  }

  toString(): string {
    return this.#parts.join('');
  }
}

/** The classes that there are stand-ins for, by their names. */
export function standIns({ environment, uuid, log }: JavaParts): Readonly<Record<string, unknown>> {
  const asList = (...items: readonly unknown[]): JavaList =>
    javaList(items.length === 1 && Array.isArray(items[0]) ? (items[0] as readonly unknown[]) : items);
  const out = { println: log.info, print: log.info, printf: log.info };
  return {
    ...each(
      ['ArrayList', 'LinkedList', 'Vector', 'List'],
      'java.util',
      Object.assign(
        newOf((items) => javaList(itemsOf(items))),
        { of: asList },
      ),
    ),
    ...each(['HashSet', 'LinkedHashSet', 'TreeSet', 'Set'], 'java.util', newOf(newSet)),
    ...each(['HashMap', 'LinkedHashMap', 'TreeMap', 'Hashtable', 'Map'], 'java.util', newOf(newMap)),
    'java.util.Arrays': { asList },
    'java.util.Collections': {
      emptyList: () => asList(),
      emptyMap: () => new JavaMap(),
      singletonList: asList,
      unmodifiableList: asList,
    },
    'java.util.Objects': {
      isNull: (value: unknown) => value === null || value === undefined,
      nonNull: (value: unknown) => value !== null && value !== undefined,
      equals: Object.is,
    },
    'java.util.UUID': uuid,
    'java.util.Date': Date,
    'java.util.Base64': {
      getEncoder: () => encoder(base64Of),
      getUrlEncoder: () => encoder(base64UrlOf),
      getDecoder: () => decoder,
      getUrlDecoder: () => decoder,
    },
    'java.lang.System': {
      getenv: (name: string) => environment.getEnv(name),
      getProperty: () => null,
      currentTimeMillis: () => now().getTime(),
      out,
      err: out,
    },
    'java.lang.String': Object.assign((value: unknown) => textOf(value), {
      valueOf: textOf,
      join: (separator: string, ...items: readonly unknown[]) => asList(...items).join(separator),
    }),
    ...each(['Integer', 'Long', 'Short'], 'java.lang', {
      parseInt: whole,
      parseLong: whole,
      valueOf: whole,
      toString: textOf,
      MAX_VALUE: 2 ** 31 - 1,
    }),
    ...each(['Double', 'Float'], 'java.lang', {
      parseDouble: Number,
      parseFloat: Number,
      valueOf: Number,
      toString: textOf,
    }),
    'java.lang.Boolean': { parseBoolean: isTrue, valueOf: isTrue, TRUE: true, FALSE: false },
    'java.lang.Math': Math,
    ...each(['StringBuilder', 'StringBuffer'], 'java.lang', TextStandIn),
    ...each(['Exception', 'RuntimeException', 'IllegalArgumentException', 'IllegalStateException'], 'java.lang', Error),
    // A form's blank, as Java has it, is a plus sign.
    'java.net.URLEncoder': { encode: (text: unknown) => urlEncoded(textOf(text)).replace(/%20/g, '+') },
    'java.net.URLDecoder': { decode: (text: unknown) => urlDecoded(textOf(text)) },
    'java.nio.charset.StandardCharsets': { UTF_8: 'UTF-8', US_ASCII: 'US-ASCII', ISO_8859_1: 'ISO-8859-1' },
    'java.time.Instant': { now, parse: (text: unknown) => new Date(textOf(text)) },
  };
}

function each(names: readonly string[], folder: string, standIn: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [`${folder}.${name}`, standIn]));
}

/** Bytes are texts here, for that is what scripts do with them: `encodeToString('a'.getBytes())`. */
function encoder(write: (bytes: readonly number[]) => string): object {
  const encode = (given: unknown): string => write(Array.isArray(given) ? (given as number[]) : utf8Of(textOf(given)));
  return { encode, encodeToString: encode, withoutPadding: () => encoder((bytes) => write(bytes).replace(/=+$/, '')) };
}

const decoder = { decode: (text: unknown) => textOfUtf8(bytesOfBase64(textOf(text))) };

function whole(text: unknown): number {
  const written = textOf(text).trim();
  if (!/^[+-]?\d{1,15}$/.test(written)) throw new Error(`This is no number: ${written.slice(0, 50)}`);
  return Number(written);
}

function isTrue(text: unknown): boolean {
  return textOf(text).toLowerCase() === 'true';
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
