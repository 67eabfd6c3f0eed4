import { OAuthError } from '../oauth2/oauth-error.js';
import { jsonExcess, type JsonBounds } from './json-bounds.js';

/** A JSON object as another system sent it: nothing in it has been checked but its form. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What came of reading a text that should be one JSON object. */
export type ReadJson =
  | { readonly kind: 'object'; readonly object: JsonObject }
  /** `problem` is a sentence without its full stop and repeats nothing of the text; `member` is the name that came twice. */
  | { readonly kind: 'fault'; readonly problem: string; readonly member?: string; readonly cause?: unknown };

/** Enough for what OAuth sends: keys within a key set within a registration. */
const BOUNDS: JsonBounds = { levels: 8, values: 20_000 };

// No quantifier here can match the same text in two ways, so hostile input costs linear time.
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
const texts = /"(?:[^"\\]|\\.)*"/g;

/**
 * Reads a body that must be one JSON object (RFC 8259). Whatever two readers could understand differently is a fault: a member sent twice
 * (V-07), a number that no double holds, bytes that were no UTF-8, a NUL or half a character (V-92), nesting beyond any need (V-90).
 */
export function jsonObjectIn(text: string, bounds = BOUNDS): ReadJson {
  const excess = jsonExcess(text, bounds);
  if (excess !== undefined) return fault(`The body has more than ${String(bounds[excess])} ${excess}`);
  const read = parsed(text);
  if (read.kind === 'fault') return read;
  if (!isJsonObject(read.value)) return fault('The body must be one JSON object');
  return structureFault(text) ?? { kind: 'object', object: read.value };
}

/**
 * The same for an OAuth endpoint.
 * @throws OAuthError invalid_request
 */
export function readJsonObject(text: string): JsonObject {
  const read = jsonObjectIn(text);
  if (read.kind === 'object') return read.object;
  const { problem, member, cause } = read;
  const description = member === undefined ? problem : `The body has the member ${member.slice(0, 100)} twice`;
  throw new OAuthError('invalid_request', description, cause === undefined ? {} : { cause });
}

/** Whether a JSON value is an object: no list, not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string) {
  try {
    const value: unknown = JSON.parse(text, (_name, each: unknown) => {
      if (typeof each === 'number' && !Number.isFinite(each)) throw new RangeError('a number beyond all bounds');
      return each;
    });
    return { kind: 'value', value } as const;
  } catch (cause) {
    return fault('The body is not JSON', cause);
  }
}

/**
 * The first member that one object of a text has twice (V-07). Walks through the tokens of a text that is known to be JSON; its objects no longer tell
 * what came twice.
 */
export function repeatedMember(text: string): string | undefined {
  const open: Set<string>[] = [];
  let latest = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') latest = JSON.parse(token) as string;
    else if (open.at(-1)?.has(latest)) return latest;
    else open.at(-1)?.add(latest);
  }
  return undefined;
}

function structureFault(text: string): ReadJson | undefined {
  const member = repeatedMember(text);
  if (member !== undefined) return { ...fault('The body has a member twice in one object'), member };
  for (const [token] of text.matchAll(texts)) {
    const each = JSON.parse(token) as string;
    if (/[\0\uFFFD]/.test(each) || !each.isWellFormed()) return fault('The body has a text that is no proper Unicode');
  }
  return undefined;
}

function fault(problem: string, cause?: unknown): Extract<ReadJson, { kind: 'fault' }> {
  return { kind: 'fault', problem, ...(cause !== undefined && { cause }) };
}
