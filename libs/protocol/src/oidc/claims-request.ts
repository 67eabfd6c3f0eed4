import { OAuthError } from '../oauth2/oauth-error.js';
import { type AcrRequest, boundedAcrValues } from './authentication-context.js';
import { identityClaimNames } from './identity-claims.js';

/** What a client asks for by the parameter `claims`, as far as this server knows it. */
export interface ClaimsRequest {
  /** Claims about the person, for userinfo and for the id_token. */
  readonly userInfo: readonly string[];
  readonly idToken: readonly string[];
  /** Only these people will do (`sub`); absent = anybody. */
  readonly subjects?: readonly string[];
  readonly acr?: AcrRequest;
}

/** Longest value of the parameter, in characters, and how deep it may be nested. */
const LONGEST = 16 * 1024;
const DEEPEST = 8;
/** Most people one request may name. */
const MOST_SUBJECTS = 20;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the parameter `claims`. Claims that nobody here knows are ignored; of the others it counts that they are asked for, because a claim is given
 * wherever it may be, essential or not. `sub` and `acr` are demands (OpenID Connect Core §5.5, §5.5.1).
 * @throws OAuthError invalid_request — no JSON object of objects, longer than 16 KiB or nested deeper than 8, or a malformed `sub` or `acr`
 * @see STD OID-9, OM25, U7
 */
export function parseClaimsRequest(text: string | undefined): ClaimsRequest | undefined {
  if (text === undefined) return undefined;
  const request = parseObject(text);
  const userInfo = member(request, 'userinfo');
  const idToken = member(request, 'id_token');
  const subjects = [userInfo, idToken]
    .map((section) => demandedValues(section, 'sub'))
    .filter((some) => some.length > 0);
  const acr = readAcr(idToken);
  return {
    userInfo: askedFor(userInfo),
    idToken: askedFor(idToken),
    ...(subjects.length > 0 && { subjects: inAll(subjects).slice(0, MOST_SUBJECTS) }),
    ...(acr && { acr }),
  };
}

function parseObject(text: string): JsonObject {
  if (text.length > LONGEST) throw refusal('claims is longer than 16 KiB');
  if (nesting(text) > DEEPEST) throw refusal('claims is nested too deep');
  return asObject(parseJson(text), 'claims must be a JSON object');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('claims must be a JSON object', cause);
  }
}

/** Brackets inside of texts count as well: more than anybody needs is too much wherever it is. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
  }
  return deepest;
}

/** `userinfo` or `id_token`; absent and null ask for nothing. */
function member(request: JsonObject, name: string): JsonObject {
  return asObject(own(request, name) ?? {}, `${name} of claims must be a JSON object`);
}

function askedFor(section: JsonObject): readonly string[] {
  return identityClaimNames.filter((name) => Object.hasOwn(section, name));
}

function readAcr(idToken: JsonObject): AcrRequest | undefined {
  const values = boundedAcrValues(demandedValues(idToken, 'acr'));
  if (values.length === 0) return undefined;
  return { values, essential: asObject(own(idToken, 'acr'), '')['essential'] === true };
}

/** What `value` and `values` of a claim name. */
function demandedValues(section: JsonObject, claim: string): readonly string[] {
  const demand = asObject(own(section, claim) ?? {}, `${claim} of claims must be null or a JSON object`);
  const values = [own(demand, 'value') ?? [], own(demand, 'values') ?? []].flat();
  if (values.every((value) => typeof value === 'string')) return values;
  throw refusal(`The values of ${claim} in claims must be texts`);
}

function inAll(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  return [...new Set(first)].filter((value) => others.every((list) => list.includes(value)));
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function asObject(value: unknown, problem: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw refusal(problem);
}

function refusal(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request', description, { parameter: 'claims', cause });
}
