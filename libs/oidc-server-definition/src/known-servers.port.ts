import type { ServerSettings } from '#protocol/server/server';

/** A live definition of another OpenID Connect server, in the words of those who use it. Its secret never leaves the library. */
export interface KnownServer {
  readonly pid: number;
  /** Rises with every change: what is remembered of a server counts for one version only. */
  readonly version: number;
  /** The SECURITY_OUT_SMART or SECURITY_IN_SMART module that it is of. */
  readonly moduleId: string;
  /** For people; the issuer where the definition has no name. */
  readonly name: string;
  /** The one spelling, without trailing slashes; for records and comparisons of our own, not for those of tokens. */
  readonly issuer: string;
  /** What `iss` may be, compared exactly: with and without a trailing slash, and as the definition has it (ruling 18, S-03). */
  readonly acceptedIssuers: readonly string[];
  /** Part of the paths of federated sign-in: `/oauth2/authorization/{registrationId}`. */
  readonly registrationId: string;
  /** Our client id there. */
  readonly clientId?: string;
  /** Whether there is a secret that can be used; one that waits for a variable cannot. */
  readonly hasSecret: boolean;
  /** Whether the definition says enough to ask the server about tokens that are no JWT (RFC 7662). */
  readonly canIntrospect: boolean;
  /** What federated sign-in asks for; `openid profile` where the definition says nothing (reference 6). */
  readonly requestScopes: readonly string[];
  /** Whether tokens count only under the definition's own key (ruling 12). */
  readonly hasValidationKey: boolean;
  readonly hasAuthenticationScript: boolean;
  readonly hasUserMappingScript: boolean;
  /** Every field but the secret, as it is stored. */
  readonly settings: ServerSettings;
}

/** The definitions of a module that are not archived, at most 1 s stale. */
export interface KnownServers {
  /** By name, then issuer. */
  list(moduleId: string): Promise<readonly KnownServer[]>;
  byRegistration(moduleId: string, registrationId: string): Promise<KnownServer | undefined>;
  /** Trailing slashes make no difference, everything else does. */
  byIssuer(moduleId: string, issuer: string): Promise<KnownServer | undefined>;
}

/** DI token of {@link KnownServers}. */
export const KNOWN_SERVERS = Symbol('KnownServers');
