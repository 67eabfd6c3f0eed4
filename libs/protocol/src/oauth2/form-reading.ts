import { decodeFormText } from './form-decoding.js';
import { parameterSpelledAs } from './parameter-variant.js';

/** More than any request needs; counted before anything is built from them (V-89, V-90). */
export const MOST_PARAMETERS = 100;
/** Longest value, in characters as sent. */
const LONGEST_VALUE = 64 * 1024;
/** What may be sent more than once (RFC 8707 §2, RFC 8693 §2.1); of everything else a second one is an error. */
const repeatable: ReadonlySet<string> = new Set(['resource', 'audience']);

/** What was found in one query string or form body. */
export interface FormReading {
  /** Every name that was sent, those without a value too. */
  readonly names: ReadonlySet<string>;
  /** The values that are not empty, in the order in which they were sent. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Names that were sent more than once although they may not. */
  readonly repeated: ReadonlySet<string>;
  /** Names whose value, or whose spelling, cannot be trusted. */
  readonly malformed: ReadonlySet<string>;
  /** Why nothing of the request can be trusted, where that is so. */
  readonly problem?: string;
}

/** Reads a query string (without `?`) or a form body of at most so many parameters; never throws. */
export function readForm(encoded: string, most: number): FormReading {
  const reading = {
    names: new Set<string>(),
    values: new Map<string, readonly string[]>(),
    repeated: new Set<string>(),
    malformed: new Set<string>(),
  };
  const pairs = encoded.split('&', most + 1);
  if (pairs.length > most) return { ...reading, problem: `The request has more than ${String(most)} parameters` };
  for (const pair of pairs) {
    if (pair === '') continue;
    const { name, value } = readPair(pair);
    if (name === undefined) return { ...reading, problem: 'The name of a parameter is not valid form encoding' };
    if (reading.names.has(name) && !repeatable.has(name)) reading.repeated.add(name);
    reading.names.add(name);
    if (value === undefined) reading.malformed.add(name);
    else if (value !== '') reading.values.set(name, [...(reading.values.get(name) ?? []), value]);
    const meant = parameterSpelledAs(name);
    if (meant !== undefined) reading.malformed.add(meant);
  }
  return reading;
}

function readPair(pair: string): { name: string | undefined; value: string | undefined } {
  const equals = pair.indexOf('=');
  const encodedValue = equals < 0 ? '' : pair.slice(equals + 1);
  return {
    name: decodeFormText(equals < 0 ? pair : pair.slice(0, equals)),
    value: encodedValue.length > LONGEST_VALUE ? undefined : decodeFormText(encodedValue),
  };
}

/** Query and body of one request as one reading: a name that is in both is repeated, whichever it is (V-07). */
export function mergeReadings(query: FormReading, body: FormReading): FormReading {
  const problem = query.problem ?? body.problem;
  const inBoth = [...query.names].filter((name) => body.names.has(name));
  return {
    names: new Set([...query.names, ...body.names]),
    values: new Map([...query.values, ...body.values]),
    repeated: new Set([...query.repeated, ...body.repeated, ...inBoth]),
    malformed: new Set([...query.malformed, ...body.malformed]),
    ...(problem !== undefined && { problem }),
  };
}
