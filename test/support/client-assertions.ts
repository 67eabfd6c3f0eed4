import { randomUUID } from 'node:crypto';
import { postForm } from './app.js';
import { signatureOf, type ClientKey } from './client-keys.js';
import { answered, type Answer } from './endpoint-calls.js';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Members = Readonly<Record<string, unknown>>;

/** An assertion that is right unless it is changed: a member set to undefined is left out. */
export interface AssertionWish {
  readonly key: ClientKey;
  readonly clientId: string;
  readonly audience: string;
  readonly header?: Members;
  readonly claims?: Members;
  /** Seconds since 1970; else the machine's clock. */
  readonly now?: number;
}

/** A signed client assertion (RFC 7523 §2.2). */
export function clientAssertion({ key, clientId, audience, header, claims, now = epoch() }: AssertionWish): string {
  const right = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + 300, jti: randomUUID() };
  return signedJwt(key, { alg: key.alg, kid: key.kid, typ: 'JWT', ...header }, { ...right, ...claims });
}

/** A compact JWS with this header and payload, truly signed. */
export function signedJwt(key: Pick<ClientKey, 'privateKey' | 'alg'>, header: unknown, payload: unknown): string {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${signatureOf(key, input).toString('base64url')}`;
}

/** JSON, or text as it is, in base64url. */
export function base64url(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Form fields of a client that authenticates with the assertion. */
export function assertionFields(assertion: string): Record<string, string> {
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

/** A token for the client itself. */
export async function serviceToken(
  issuer: string,
  assertion: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const fields = { grant_type: 'client_credentials', scope: 'system/*.rs', ...assertionFields(assertion), ...more };
  return answered(postForm(`${issuer}/oauth/token`, fields));
}

function epoch(): number {
  return Math.floor(Date.now() / 1_000);
}
