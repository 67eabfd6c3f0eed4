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

/** A class of which `new` gives what is made. @param kind what `instanceof` finds it to be */
function newOf(make: (given: unknown) => object, kind: { readonly prototype: object }): (given?: unknown) => object {
  const made = function (given?: unknown): object {
    return make(given);
  };
  made.prototype = kind.prototype;
  return made;
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

/** As a function a text; with `new` an object around it, as `new String` of the language gives. */
function StringStandIn(value: unknown = ''): unknown {
  return (new.target as unknown) === undefined ? textOf(value) : Object(textOf(value));
}

/** The classes that there are stand-ins for, by their names. */
export function standIns(parts: JavaParts): Readonly<Record<string, unknown>> {
  return { ...collections(), ...ofUtil(parts), ...ofSystem(parts), ...texts(), ...numbers(), ...others() };
}

function asList(...items: readonly unknown[]): JavaList {
  return javaList(items.length === 1 && Array.isArray(items[0]) ? (items[0] as readonly unknown[]) : items);
}

function collections(): Readonly<Record<string, unknown>> {
  const newList = newOf((items) => javaList(itemsOf(items)), JavaList);
  return {
    ...each(['ArrayList', 'LinkedList', 'Vector', 'List'], 'java.util', Object.assign(newList, { of: asList })),
    ...each(['HashSet', 'LinkedHashSet', 'TreeSet', 'Set'], 'java.util', newOf(newSet, JavaSet)),
    ...each(['HashMap', 'LinkedHashMap', 'TreeMap', 'Hashtable', 'Map'], 'java.util', newOf(newMap, JavaMap)),
    'java.util.Arrays': { asList },
    'java.util.Collections': {
      emptyList: () => asList(),
      emptyMap: () => new JavaMap(),
      singletonList: asList,
      unmodifiableList: asList,
    },
  };
}

function ofUtil({ uuid }: JavaParts): Readonly<Record<string, unknown>> {
  return {
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
  };
}

function ofSystem({ environment, log }: JavaParts): Readonly<Record<string, unknown>> {
  const out = { println: log.info, print: log.info, printf: log.info };
  return {
    'java.lang.System': {
      getenv: (name?: string) =>
        name === undefined ? { get: (each: string) => environment.getEnv(each) } : environment.getEnv(name),
      lineSeparator: () => '\n',
      getProperty: () => null,
      currentTimeMillis: () => now().getTime(),
      out,
      err: out,
    },
  };
}

function texts(): Readonly<Record<string, unknown>> {
  return {
    'java.lang.String': Object.assign(StringStandIn, {
      valueOf: textOf,
      format: formatted,
      join: (separator: string, ...items: readonly unknown[]) => asList(...items).join(separator),
    }),
    ...each(['StringBuilder', 'StringBuffer'], 'java.lang', TextStandIn),
    // A form's blank, as Java has it, is a plus sign.
    'java.net.URLEncoder': { encode: (text: unknown) => urlEncoded(textOf(text)).replace(/%20/g, '+') },
    'java.net.URLDecoder': { decode: (text: unknown) => urlDecoded(textOf(text)) },
    'java.nio.charset.StandardCharsets': { UTF_8: 'UTF-8', US_ASCII: 'US-ASCII', ISO_8859_1: 'ISO-8859-1' },
  };
}

function numbers(): Readonly<Record<string, unknown>> {
  const ofWhole = { parseInt: whole, parseLong: whole, valueOf: whole, toString: textOf, MAX_VALUE: 2 ** 31 - 1 };
  const ofFraction = { parseDouble: Number, parseFloat: Number, valueOf: Number, toString: textOf };
  return {
    ...each(['Integer', 'Long', 'Short'], 'java.lang', ofWhole),
    ...each(['Double', 'Float'], 'java.lang', ofFraction),
    'java.lang.Boolean': { parseBoolean: isTrue, valueOf: isTrue, TRUE: true, FALSE: false },
    'java.lang.Math': Math,
  };
}

function others(): Readonly<Record<string, unknown>> {
  return {
    ...each(['Exception', 'RuntimeException', 'IllegalArgumentException', 'IllegalStateException'], 'java.lang', Error),
    'java.time.Instant': { now: () => instant(now()), parse: (text: unknown) => instant(new Date(textOf(text))) },
  };
}

function instant(date: Date): Date {
  const toEpochMilli = (): number => date.getTime();
  return Object.assign(date, { toEpochMilli, getEpochSecond: () => Math.floor(toEpochMilli() / 1000) });
}

/** `%s` and `%d` alone. */
function formatted(pattern: unknown, ...items: readonly unknown[]): string {
  let used = 0;
  return textOf(pattern).replace(/%[sdn%]/g, (part) =>
    part === '%%' ? '%' : part === '%n' ? '\n' : textOf(items[used++]),
  );
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
