import { OAuthError } from '../oauth2/oauth-error.js';

/** A JSON object as another system sent it: nothing in it has been checked but its form. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Deepest nesting of objects and lists, the outermost counted. */
const DEEPEST = 8;

// No quantifier here can match the same text in two ways, so hostile input costs linear time.
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Reads a body that must be one JSON object (RFC 8259). Whatever two readers could understand differently is refused: a member sent twice
 * (V-07), a number that no double holds, bytes that were no UTF-8, a NUL or half a character (V-92), nesting beyond any need (V-90).
 * @throws OAuthError invalid_request
 */
export function readJsonObject(text: string): JsonObject {
  const value = parsed(text);
  if (!isJsonObject(value)) throw refused('The body must be one JSON object');
  const problem = structureProblem(text);
  if (problem !== undefined) throw refused(problem);
  return value;
}

/** Whether a JSON value is an object: no list, not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number beyond all bounds');
      return value;
    });
  } catch (cause) {
    throw refused('The body is not JSON', cause);
  }
}

/** Walks through the tokens of a text that is known to be JSON; its objects no longer tell what came twice. */
function structureProblem(text: string): string | undefined {
  const open: Set<string>[] = [];
  let latest = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') latest = JSON.parse(token) as string;
    else if (open.at(-1)?.has(latest)) return `The body has the member ${latest.slice(0, 100)} twice`;
    else open.at(-1)?.add(latest);
    if (open.length > DEEPEST) return `The body is nested deeper than ${String(DEEPEST)} levels`;
    if (/[\0\uFFFD]/.test(latest) || !latest.isWellFormed()) return 'The body has a text that is no proper Unicode';
  }
  return undefined;
}

function refused(problem: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request', problem, cause === undefined ? {} : { cause });
}
