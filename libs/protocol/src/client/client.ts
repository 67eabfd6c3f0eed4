import { certificateMethodOf, type MethodHolder } from '../oauth2/client-authentication-method.js';
import type { Authority } from '../user/authority.js';
import type { Incarnated } from './incarnation.js';
import type { OwnFields } from './own-fields.js';

/** The grants a client definition may list, by the names of the product's JSON (reference of the product, 3.1), then our own (ruling 42). */
export type ClientGrantType =
  | 'AUTHORIZATION_CODE'
  | 'IMPLICIT'
  | 'REFRESH_TOKEN'
  | 'CLIENT_CREDENTIALS'
  | 'PASSWORD'
  | 'JWT_BEARER'
  | 'DEVICE_CODE'
  | 'TOKEN_EXCHANGE';

/** One secret of a client as it is stored. Several may be live at once while a client is being updated. */
export interface ClientSecret {
  readonly pid: number;
  /** Hash with its parameters (bcrypt or PHC string, or a digest of a generated secret); never the secret. */
  readonly hash: string;
  readonly description: string;
  /** The first moment at which the secret is accepted; absent = at once. */
  readonly activation?: Date;
  /** The first moment at which it is no longer accepted; absent = never. */
  readonly expiration?: Date;
  /** When its client put another in its place: until it ends it authenticates, but changes no secret. */
  readonly replacedAt?: Date;
  /** To the minute, as of when the definition was read. */
  readonly lastUsedAt?: Date;
}

/** What is said about a client apart from its identity and its secrets: the product's fields (reference 5.1), then our own (ruling 56). */
export interface ClientSettings extends OwnFields {
  readonly nodeId: string;
  /** The SMART outbound module the client belongs to. */
  readonly moduleId: string;
  /** Unique within the module, compared byte by byte. */
  readonly clientId: string;
  /** Shown to people; empty = the id is shown. */
  readonly clientName: string;
  readonly enabled: boolean;
  readonly accessTokenValiditySeconds: number;
  readonly refreshTokenValiditySeconds: number;
  readonly allowedGrantTypes: readonly ClientGrantType[];
  /** The scopes the client may ask for. */
  readonly scopes: readonly string[];
  /** Approved without being shown. */
  readonly autoApproveScopes: readonly string[];
  /** Added to every grant, asked for or not. */
  readonly autoGrantScopes: readonly string[];
  /** The whole of `scopes` is granted whatever was asked for. */
  readonly fixedScope: boolean;
  readonly alwaysRequireApproval: boolean;
  readonly rememberApprovedScopes: boolean;
  readonly registeredRedirectUris: readonly string[];
  /** Whether the client must authenticate where ruling 7 would let it do without. */
  readonly secretRequired: boolean;
  readonly secretClientCanChange: boolean;
  /** Used only where the client itself is the subject. */
  readonly permissions: readonly Authority[];
  readonly canIntrospectOwnTokens: boolean;
  readonly canIntrospectAnyTokens: boolean;
  readonly canReissueTokens: boolean;
  /** JWK set for private_key_jwt, as JSON text; empty = none. */
  readonly publicJwks: string;
  /** Where that set is fetched; empty = nowhere. */
  readonly jwksUrl: string;
  readonly attestationAccepted: boolean;
  readonly createdByAppSphere: boolean;
  /** Set when the client was deleted; such a client is not found by any endpoint. */
  readonly archivedAt?: Date;
}

/** A client as it is stored. */
export interface ClientDefinition extends ClientSettings, Incarnated {
  /** Never changes. */
  readonly pid: number;
  readonly clientSecrets: readonly ClientSecret[];
  /** Grows by one with every change. */
  readonly version: number;
  /** How many archived clients of the module had its id before, absent = none: what was given to them is not its own. */
  readonly incarnation?: number;
}

/** What tells a public client from a confidential one. */
export interface ClientCredentialHoldings
  extends MethodHolder, Pick<ClientSettings, 'secretRequired' | 'publicJwks' | 'jwksUrl'> {
  readonly clientSecrets: readonly unknown[];
}

/**
 * Whether the client has nothing to authenticate with: no secret row, no key, no certificate, and none demanded. Secrets that have expired
 * still make a client confidential, so that it does not become a public one by the passing of time (ruling 57).
 */
export function isPublicClient(client: ClientCredentialHoldings): boolean {
  const hasProof = client.clientSecrets.length > 0 || hasKeys(client) || certificateMethodOf(client) !== undefined;
  return !hasProof && !client.secretRequired;
}

/** Whether the client registered keys of its own, or where they are published. */
export function hasKeys({ publicJwks, jwksUrl }: Pick<ClientSettings, 'publicJwks' | 'jwksUrl'>): boolean {
  return publicJwks !== '' || jwksUrl !== '';
}
