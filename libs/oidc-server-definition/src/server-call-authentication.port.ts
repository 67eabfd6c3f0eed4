import type { ServerAuthenticationMode } from '#protocol/server/server-credentials';
import type { KnownServer } from './known-servers.port.js';

/** How one call to an endpoint of a server proves who calls. For this one call: an assertion is used once. */
export interface ServerCallCredentials {
  readonly mode: ServerAuthenticationMode;
  /** Value of the Authorization header. */
  readonly authorization?: string;
  /** What the form has besides its own parameters: `client_id`, `client_secret`, `client_assertion` … */
  readonly form: Readonly<Record<string, string>>;
}

/** Whom credentials are for. */
export interface CalledEndpoint {
  /** As the server writes itself, by its metadata. */
  readonly issuer: string;
  readonly tokenEndpoint?: string;
  /** Algorithms that the server takes, where it says so. */
  readonly algorithms?: readonly string[];
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
  credentials(server: KnownServer, target: CalledEndpoint): Promise<ServerCredentialsOutcome>;
}

/** DI token of {@link ServerCallAuthentication}. */
export const SERVER_CALL_AUTHENTICATION = Symbol('ServerCallAuthentication');
