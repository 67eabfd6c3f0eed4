import type { ServerSettings } from './server.js';

/** How this server authenticates itself to another. */
export type ServerAuthenticationMode = 'NONE' | 'CLIENT_SECRET_BASIC' | 'CLIENT_SECRET_FORM' | 'PRIVATE_KEY_JWT';

/** The mode of a definition; not specified = by Basic where there is a secret, else none (product document 16.13.5, ruling 17). */
export function authenticationMode(
  { clientAuthenticationMode: mode }: Pick<ServerSettings, 'clientAuthenticationMode'>,
  hasSecret: boolean,
): ServerAuthenticationMode {
  return mode ?? (hasSecret ? 'CLIENT_SECRET_BASIC' : 'NONE');
}

/** Whether a definition says enough to ask its server about tokens (RFC 7662 §2.1): who asks, and a proof, or that none is wanted. */
export function canIntrospect(
  settings: Pick<ServerSettings, 'clientAuthenticationMode' | 'tokenIntrospectionClientId'>,
  hasSecret: boolean,
): boolean {
  if (settings.tokenIntrospectionClientId === undefined) return false;
  const mode = authenticationMode(settings, hasSecret);
  if (mode === 'NONE') return settings.clientAuthenticationMode === 'NONE';
  return mode === 'PRIVATE_KEY_JWT' || hasSecret;
}

/** Value of the Authorization header: id and secret form-encoded, then as RFC 7617 has it (RFC 6749 §2.3.1). */
export function basicAuthorization(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(secret)}`).toString('base64')}`;
}

function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}

/** What our assertion says to another server. */
export interface AssertionFacts {
  readonly clientId: string;
  readonly audience: string;
  readonly jti: string;
  /** Seconds since 1970. */
  readonly now: number;
}

const LIFETIME_SECONDS = 60;

/** Claims of a client assertion; one audience, and no array of it (RFC 7523 §3; draft-ietf-oauth-rfc7523bis §4). */
export function assertionClaims({ clientId, audience, jti, now }: AssertionFacts): Readonly<Record<string, unknown>> {
  return { iss: clientId, sub: clientId, aud: audience, jti, iat: now, exp: now + LIFETIME_SECONDS };
}

/** Value of `client_assertion_type` (RFC 7523 §2.2). */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
