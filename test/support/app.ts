import { createHash, randomBytes } from 'node:crypto';
import { Person } from './person.js';
import { REDIRECT_URI } from './test-clients.js';
import { amelia } from './test-users.js';

/** Verifier and challenge of RFC 7636. */
export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

/** A fresh pair for S256. */
export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Address of an authorization request; a parameter set to undefined is left out. */
export function authorizeUrl(issuer: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const defaults: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    client_id: 'public-app',
    redirect_uri: REDIRECT_URI,
    scope: 'openid patient/*.rs',
    state: 'af0ifjsldkj',
    code_challenge_method: 'S256',
  };
  const query = Object.entries({ ...defaults, ...parameters }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `${issuer}/oauth/authorize?${new URLSearchParams(query).toString()}`;
}

/** A POST of a form to one of the endpoints that apps call. */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
}

/** HTTP Basic of a client (RFC 6749 §2.3.1). */
export function basic(clientId: string, secret: string): Record<string, string> {
  const encoded = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
  return { authorization: `Basic ${Buffer.from(encoded).toString('base64')}` };
}

/** An issued code with what is needed to redeem it. */
export interface IssuedCode {
  readonly code: string;
  readonly pkce: Pkce;
  readonly callback: URL;
}

/** Lets a person authorize and returns the code. */
export async function obtainCode(
  issuer: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
  person = new Person(),
  credentials: { username: string; password: string } = amelia,
): Promise<IssuedCode> {
  const pkce = newPkce();
  const callback = await person.authorize(
    authorizeUrl(issuer, { code_challenge: pkce.challenge, ...parameters }),
    credentials,
  );
  const code = callback.searchParams.get('code');
  if (code === null) throw new Error(`The app got no code: ${callback.href}`);
  return { code, pkce, callback };
}

/** Fields of a code redemption by the public app. */
export function redemption(
  { code, pkce }: IssuedCode,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: pkce.verifier,
    client_id: 'public-app',
    ...more,
  };
}

/** A token response. */
export type Tokens = Readonly<Record<string, unknown>> & {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly scope: string;
  readonly expires_in: number;
};

/** The whole flow of the public app. */
export async function obtainTokens(
  issuer: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
  person = new Person(),
  credentials: { username: string; password: string } = amelia,
): Promise<Tokens> {
  const issued = await obtainCode(issuer, parameters, person, credentials);
  const response = await postForm(`${issuer}/oauth/token`, redemption(issued));
  if (response.status !== 200) throw new Error(`No tokens, but ${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
}
