import { jsonExcess, type JsonBounds } from '../json/json-bounds.js';
import { repeatedMember } from '../json/json-object.js';
import { readClientJwt, type ClientJwt } from '../keys/client-jwt.js';
import { OAuthError } from '../oauth2/oauth-error.js';

/** In characters; two FHIR resources are in it. The media type may be left out or be any of these (RFC 8725 §3.11). */
const SHAPE = { longest: 65_536, types: [undefined, 'JWT', 'authorization-grant+jwt'] };

/** Enough for a Patient and a Practitioner with extensions in extensions (V-42, V-90). */
const BOUNDS: JsonBounds = { levels: 24, values: 4_000 };

/**
 * Takes the authorization JWT of a CODAP request apart, before any key is looked for; nothing of it is verified.
 * @throws OAuthError invalid_grant — it is no JWT that could ever be accepted, or its payload could be read in two ways
 * @see STD CO3, V-37, V-40, V-42, V-43
 */
export function readAuthorizationJwt(text: string): ClientJwt {
  const excess = jsonExcess(payloadOf(text), BOUNDS);
  if (excess !== undefined) throw unfitGrant(`has more than ${String(BOUNDS[excess])} ${excess} in its payload`);
  const read = readClientJwt(text, SHAPE);
  if ('problem' in read) throw unfitGrant(read.problem);
  const payload = payloadOf(text);
  if (repeatedMember(payload) !== undefined) throw unfitGrant('has a claim or a member twice');
  if (/[\0\uFFFD]|\\u0000/.test(payload) || !isWellFormed(read.claims))
    throw unfitGrant('has a text that is no proper Unicode');
  return read;
}

/** What is wrong with the authorization JWT, said to a client that has proved who it is. */
export function unfitGrant(problem: string, cause?: string): OAuthError {
  return new OAuthError('invalid_grant', `The assertion ${problem}.`, {
    parameter: 'assertion',
    ...(cause !== undefined && { cause }),
  });
}

/** Nothing of a text that is too long is decoded. */
function payloadOf(text: string): string {
  if (text.length > SHAPE.longest) return '';
  return Buffer.from(text.split('.', 2)[1] ?? '', 'base64url').toString();
}

/** Half characters can be written as `\ud800`, names of members included. */
function isWellFormed(claims: Readonly<Record<string, unknown>>): boolean {
  return !/\\u[dD][89a-fA-F]/.test(JSON.stringify(claims));
}
