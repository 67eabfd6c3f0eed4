import { obtainCode, postForm, redemption, type IssuedCode, type Tokens } from './app.js';
import type { DpopKey, ProofWish } from './dpop-key.js';
import { answered, type Answer } from './endpoint-calls.js';
import type { Person } from './person.js';

/** A form sent with a fresh proof of the key; without a key, with none. */
export async function postWithProof(
  url: string,
  fields: Readonly<Record<string, string>>,
  key: DpopKey | undefined,
  { headers = {}, wish = {} }: { headers?: Readonly<Record<string, string>>; wish?: ProofWish } = {},
): Promise<Answer> {
  return answered(postForm(url, fields, key ? { ...headers, dpop: await key.proof('POST', url, wish) } : headers));
}

/** How a code is asked for and redeemed. */
export interface BoundWish {
  readonly person: Person;
  readonly clientId?: string;
  readonly scope?: string;
  readonly dpopJkt?: string;
}

/** A code of the public app, or of another client without a secret. */
export function boundCode(issuer: string, { person, clientId, scope, dpopJkt }: BoundWish): Promise<IssuedCode> {
  const parameters = { client_id: clientId ?? 'public-app', scope: scope ?? 'openid patient/*.rs offline_access' };
  return obtainCode(issuer, { ...parameters, ...(dpopJkt !== undefined && { dpop_jkt: dpopJkt }) }, person);
}

/** Tokens of a client without a secret, bound to the key. */
export async function boundTokens(issuer: string, key: DpopKey | undefined, wish: BoundWish): Promise<Tokens> {
  const fields = redemption(await boundCode(issuer, wish), { client_id: wish.clientId ?? 'public-app' });
  const { status, body, text } = await postWithProof(`${issuer}/oauth/token`, fields, key);
  if (status !== 200) throw new Error(`No tokens, but ${status}: ${text}`);
  return body as Tokens;
}

/** Exchanges a refresh token with a proof of the key, or without one. */
export function refreshWith(
  issuer: string,
  refreshToken: unknown,
  key: DpopKey | undefined,
  clientId = 'public-app',
): Promise<Answer> {
  const fields = { grant_type: 'refresh_token', refresh_token: String(refreshToken), client_id: clientId };
  return postWithProof(`${issuer}/oauth/token`, fields, key);
}

/** Asks who is behind an access token, with the headers given. */
export function userinfoWith(issuer: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return answered(fetch(`${issuer}/oauth/userinfo`, { headers }));
}
