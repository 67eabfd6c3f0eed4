import type { KnownServer } from './known-servers.port.js';

/** The modes of the documents, and what an unspecified one comes to (ruling 17). */
export type ServerAuthenticationMode = 'NONE' | 'CLIENT_SECRET_BASIC' | 'CLIENT_SECRET_FORM' | 'PRIVATE_KEY_JWT';

/** How one call to an endpoint of a server proves who calls. For this one call: an assertion is used once. */
export interface ServerCallCredentials {
  readonly mode: ServerAuthenticationMode;
  /** Value of the Authorization header. */
  readonly authorization?: string;
  /** What the form has besides its own parameters: `client_id`, `client_secret`, `client_assertion` … */
  readonly form: Readonly<Record<string, string>>;
}

/** Credentials, or why there are none, for the log. */
export type ServerCredentialsOutcome =
  | { readonly kind: 'ready'; readonly credentials: ServerCallCredentials }
  | { readonly kind: 'unavailable'; readonly problem: string };

/**
 * How this server authenticates itself to others (product document 16.13.5). Not specified: HTTP Basic where there is a secret, else the client id
 * alone. PRIVATE_KEY_JWT: an assertion of RFC 7523 §2.2 that lives a minute, signed by a keystore that signs nothing else (V-46) and whose public
 * keys are at `/.well-known/client-jwks.json` of the outbound listeners.
 */
export interface ServerCallAuthentication {
  /** @param issuer as the server writes itself, by its metadata; the audience of an assertion, unless the module has the token endpoint for it */
  credentials(
    server: KnownServer,
    target: { readonly issuer: string; readonly tokenEndpoint?: string },
  ): Promise<ServerCredentialsOutcome>;
}

/** DI token of {@link ServerCallAuthentication}. */
export const SERVER_CALL_AUTHENTICATION = Symbol('ServerCallAuthentication');
