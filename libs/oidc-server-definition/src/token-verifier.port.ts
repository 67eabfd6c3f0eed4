import type { KnownServer } from './known-servers.port.js';

/** What a JWT of another server must be. Its issuer must be one of the definition's, exactly. */
export interface ExpectedServerToken {
  /** Accepted `typ` values, in lower case and without `application/`, compared without regard to case; `undefined` in the list accepts a token without `typ` (V-46). */
  readonly types: readonly (string | undefined)[];
  /** When given, `aud` must have one of them. */
  readonly audiences?: readonly string[];
  /** Whether a token without `exp` is accepted; false unless given. One that has passed never is. */
  readonly mayLackExpiry?: boolean;
}

/** What came of a JWT. Problems are for the log and never repeat the token. */
export type ServerTokenOutcome =
  | {
      readonly kind: 'verified';
      readonly claims: Readonly<Record<string, unknown>>;
      readonly header: Readonly<Record<string, unknown>>;
      /** The key that proved it: its name in the token, and its RFC 7638 thumbprint. */
      readonly key: { readonly kid?: string; readonly thumbprint: string };
    }
  | { readonly kind: 'refused'; readonly problem: string }
  /** The server's keys cannot be had, or not now: nothing is said of the token. */
  | { readonly kind: 'unavailable'; readonly problem: string };

/**
 * Verifies JWTs of other servers: signature, algorithm, `typ`, issuer, and `exp`, `nbf` and `iat` with a minute of clock skew. Where the
 * definition has a validation key that alone counts (ruling 12); otherwise the key set of the definition or the discovered one, which is asked
 * for again for an unknown `kid` at most once in 30 s, and whose last good keys stay when the server serves something else (F-20, F-21). Keys that
 * a token carries or points to are never looked at (V-39).
 */
export interface ServerTokenVerifier {
  verify(server: KnownServer, jwt: string, expected: ExpectedServerToken): Promise<ServerTokenOutcome>;
}

/** DI token of {@link ServerTokenVerifier}. */
export const SERVER_TOKEN_VERIFIER = Symbol('ServerTokenVerifier');
