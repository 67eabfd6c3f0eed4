import type { BrandIdentifier } from '../smart/user-access-brands.js';

/**
 * What one outbound instance is able to do: the only source of its three discovery documents, so that they cannot contradict each other
 * or promise what is off (B-19).
 */
export interface ServerDescription {
  /** Exactly as configured, trailing slash and all: the `iss` of every token and response. */
  readonly issuer: string;
  /** Outward URL under which the endpoints are, without a trailing slash. */
  readonly baseUrl: string;
  readonly responseTypes: readonly string[];
  readonly responseModes: readonly string[];
  /** Wire names: `authorization_code`, `refresh_token`, `client_credentials` … */
  readonly grantTypes: readonly string[];
  readonly tokenEndpointAuthMethods: readonly string[];
  /** JWS algorithms of client assertions; empty = private_key_jwt is off. */
  readonly tokenEndpointAuthSigningAlgorithms: readonly string[];
  /** The methods accepted of confidential clients; SMART documents show S256 alone (X1). */
  readonly codeChallengeMethods: readonly string[];
  readonly scopesSupported: readonly string[];
  readonly claimsSupported: readonly string[];
  /** Levels of assurance that sign-ins can reach, the lowest first. */
  readonly acrValues: readonly string[];
  /** Languages that its pages are offered in (BCP 47). */
  readonly uiLocales: readonly string[];
  readonly idTokenSigningAlgorithms: readonly string[];
  readonly smartCapabilities: readonly string[];
  readonly pkceRequired: boolean;
  /** Whether user-access brands are published, and which of several is this server's. */
  readonly brands?: { readonly identifier?: BrandIdentifier };
  readonly pushedRequests: 'off' | 'allowed' | 'required';
  /** Client certificates are read, and tokens bound to them; where the endpoints that ask for them are, if elsewhere (RFC 8705 §3.3, §5). */
  readonly mutualTls?: { readonly aliasUrl?: string };
  /** Algorithms of DPoP proofs; empty = DPoP is off. */
  readonly dpopAlgorithms: readonly string[];
  /** JWS algorithms of request objects; empty = they are off. */
  readonly requestObjectAlgorithms: readonly string[];
  /** Whether anybody can register apps. */
  readonly offersRegistration: boolean;
}

/** Absolute URLs of the endpoints of one outbound instance. */
export interface ServerEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly pushedRequests: string;
  readonly deviceAuthorization: string;
  readonly introspection: string;
  readonly revocation: string;
  readonly registration: string;
  readonly userInfo: string;
  readonly endSession: string;
  readonly jwks: string;
  /** The person's page of connected apps. */
  readonly management: string;
  /** The bundle of user-access brands. */
  readonly brands: string;
}

/** Where the endpoints of the described server are; derived from configuration alone. */
export function serverEndpoints(description: Pick<ServerDescription, 'baseUrl'>): ServerEndpoints {
  const base = description.baseUrl.replace(/\/$/, '');
  return {
    authorization: `${base}/oauth/authorize`,
    token: `${base}/oauth/token`,
    pushedRequests: `${base}/oauth/par`,
    deviceAuthorization: `${base}/oauth/device_authorization`,
    introspection: `${base}/oauth/introspect`,
    revocation: `${base}/oauth/revoke`,
    registration: `${base}/oauth/register`,
    userInfo: `${base}/oauth/userinfo`,
    endSession: `${base}/logout`,
    jwks: `${base}/jwk`,
    management: `${base}/session/management`,
    brands: `${base}/user-access-brands`,
  };
}
