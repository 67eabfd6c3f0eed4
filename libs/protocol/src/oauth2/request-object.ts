import { readClientJwt, type ClientJwt } from '../keys/client-jwt.js';
import { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** What a request object is measured by. */
export interface RequestObjectTerms {
  readonly clientId: string;
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly now: number;
  /** FAPI 2.0 Message Signing §5.3.1: `nbf` is there, and not more than an hour ago. */
  readonly wantsNotBefore: boolean;
}

/** In characters; the token library looks at no more either. */
const LONGEST = 64 * 1024;
/** Longest life, in seconds, and how far the client's clock may be ahead of ours (STD FP13, FAPI-13). */
const LONGEST_LIFE = 3600;
const CLOCK_SKEW = 30;

const TYPES: readonly unknown[] = ['oauth-authz-req+jwt', 'application/oauth-authz-req+jwt'];
/** As clients of OpenID Connect wrote them before RFC 9101. */
const UNTYPED: readonly unknown[] = [undefined, 'JWT'];

/** Claims of the JWT itself; they are no parameters (RFC 9101 §4). */
const jwtClaims: ReadonlySet<string> = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sub']);

/**
 * Takes a request object apart, cheaply and before any key is looked for.
 * @param acceptsUntyped whether `typ` may be left out or be `JWT`
 * @throws OAuthError invalid_request_object — it is no signed JWT that could ever be accepted
 * @see RFC 9101 §4, §10.8; STD RFC9101-2, V-37, V-42, V-43
 */
export function readRequestObject(text: string, acceptsUntyped: boolean): ClientJwt {
  const types = acceptsUntyped ? [...TYPES, ...UNTYPED] : TYPES;
  const read = readClientJwt(text, { longest: LONGEST, types });
  if ('problem' in read) throw unfitRequestObject(read.problem);
  return read;
}

/** One refusal for everything that is wrong with a request object; the description may say what to change. */
export function unfitRequestObject(problem: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_object', `The request object ${problem}`, { parameter: 'request', cause });
}

/**
 * Checks by whom, for whom and for how long the object was made.
 * @throws OAuthError invalid_request_object
 * @see RFC 9101 §4, §6; STD RFC9101-1, RFC9101-2, FP13
 */
export function checkRequestObjectClaims({ claims }: ClientJwt, terms: RequestObjectTerms): void {
  const { iss, aud, sub } = claims;
  if (iss !== terms.clientId) throw unfitRequestObject('must have the client id as iss');
  if ((claims['client_id'] ?? terms.clientId) !== terms.clientId)
    throw unfitRequestObject('has another client_id than the request');
  if (![aud].flat().includes(terms.issuer)) throw unfitRequestObject(`must have as aud: ${terms.issuer}`);
  // RFC 9101 §10.8: with the client as subject it could pass for a client assertion, and that one for a request object.
  if (sub !== undefined && sub === terms.clientId) throw unfitRequestObject('must not have the client id as sub');
  const nested = ['request', 'request_uri'].find((name) => Object.hasOwn(claims, name));
  if (nested !== undefined) throw unfitRequestObject(`must not have a ${nested} inside`);
  checkTimes(claims, terms);
}

/** `exp` gets no leeway: whose clock is behind chooses a longer life. */
function checkTimes({ exp, nbf, iat }: ClientJwt['claims'], { now, wantsNotBefore }: RequestObjectTerms): void {
  if (!isTime(exp) || exp <= now || exp > now + LONGEST_LIFE + CLOCK_SKEW)
    throw unfitRequestObject('must have an exp in the future, at most 60 minutes ahead');
  if (nbf === undefined ? wantsNotBefore : !isTime(nbf) || nbf > now + CLOCK_SKEW || nbf < now - LONGEST_LIFE)
    throw unfitRequestObject('must have an nbf that is not ahead and at most 60 minutes ago');
  if (iat !== undefined && (!isTime(iat) || iat > now + CLOCK_SKEW))
    throw unfitRequestObject('has an iat that is no time or lies ahead');
}

/** A NumericDate (RFC 7519 §2); `1e400` is read as Infinity and is none. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * The parameters in a request object, read as if they had been sent: nothing else counts (RFC 9101 §5, §6.3). `aud` of the JWT is this server,
 * so that a FHIR base is named by `resource`.
 * @throws OAuthError invalid_request_object — a parameter has a value that it could not have as a text
 */
export function requestObjectParameters({ claims }: ClientJwt, clientId: string): FormParameters {
  const encoded = new URLSearchParams({ client_id: clientId });
  for (const [name, value] of Object.entries(claims)) {
    if (jwtClaims.has(name) || name === 'client_id') continue;
    for (const text of textsOf(name, value)) encoded.append(name, text);
  }
  return FormParameters.parse(encoded.toString());
}

/** Parameters that are texts, and nothing that could be written as one. */
const textParameters: ReadonlySet<string> = new Set(
  (
    'response_type redirect_uri scope state nonce launch code_challenge code_challenge_method response_mode prompt display ' +
    'ui_locales acr_values login_hint id_token_hint dpop_jkt'
  ).split(' '),
);

/** Numbers and objects are written as JSON (`max_age`, `claims`), a list gives several values (`resource`); null counts as left out. */
function textsOf(name: string, value: unknown): readonly string[] {
  if (value === null) return [];
  if (typeof value === 'string') return [value];
  if (textParameters.has(name)) throw unfitRequestObject(`must have a text under ${name}`);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'string')) return value;
    throw unfitRequestObject(`has a list under ${name} that is not made of texts`);
  }
  return [JSON.stringify(value)];
}
