import { createHash, randomBytes } from 'node:crypto';
import type { App } from '../site.js';
import type { Browser } from './browser.js';
import { readTokens, type Tokens } from './token-answer.js';
import type { Station } from './work.js';

/**
 * An app's authorization code flow with PKCE (RFC 7636), from the authorization request to the tokens.
 * @throws Error a page is not understood or an answer is an error
 */
export async function codeFlow(station: Station, browser: Browser, app: App): Promise<Tokens> {
  const { site, connection, person, tally } = station;
  const verifier = randomBytes(32).toString('base64url');
  const callback = await browser.authorize(authorizeTarget(site.authorizePath, app, verifier), person);
  const redemption = new URLSearchParams({
    grant_type: 'authorization_code',
    code: codeOf(callback),
    redirect_uri: app.redirectUri,
    code_verifier: verifier,
    client_id: app.clientId,
  });
  const tokens = readTokens(await connection.postForm(site.tokenPath, redemption.toString()));
  tally.tokenResponses += 1;
  return tokens;
}

/** The path and query of an app's authorization request. */
export function authorizeTarget(path: string, { clientId, redirectUri, scope }: App, verifier: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state: randomBytes(12).toString('base64url'),
    nonce: randomBytes(12).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `${path}?${query.toString()}`;
}

function codeOf(callback: URL): string {
  const code = callback.searchParams.get('code');
  if (code === null) throw new Error(`The app got no code: ${callback.href}`);
  return code;
}
